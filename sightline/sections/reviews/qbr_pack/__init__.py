"""QBR pack."""
