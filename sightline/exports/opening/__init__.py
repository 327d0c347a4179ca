"""Open: a file becomes text columns, record by record, with a count that the bytes alone give."""
