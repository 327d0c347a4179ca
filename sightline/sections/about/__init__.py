"""The pages about the data itself."""
