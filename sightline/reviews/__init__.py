"""What the Reviews pages show and do: the QBR pack, its cards, lists and files; the 1:1 sheet, its lines and marks."""
