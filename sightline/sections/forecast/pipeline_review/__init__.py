"""Pipeline review."""
