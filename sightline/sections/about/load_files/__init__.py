"""Load files."""
