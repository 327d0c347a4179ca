"""The pages about plans."""
