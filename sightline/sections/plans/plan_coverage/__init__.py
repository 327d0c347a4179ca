"""Plan coverage."""
