"""1:1 sheet."""
