"""Files that somebody drops in the browser or into a watched folder: taken in, read apart, looked at, published."""
