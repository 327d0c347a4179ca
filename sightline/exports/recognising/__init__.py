"""Recognise: which table a header is, which column is which, and what a person should confirm."""
