"""The pages about the forecast."""
