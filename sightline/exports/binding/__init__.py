"""Bind: rows find each other by id or name, duplicates and merged rows are folded, what is missing is derived."""
