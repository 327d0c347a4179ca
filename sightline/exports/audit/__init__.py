"""Account for: what became of every file, record and amount, and the report that says so."""
