"""Convert: each landed text column becomes its contract type, each row that cannot be loaded gets its verdict."""
