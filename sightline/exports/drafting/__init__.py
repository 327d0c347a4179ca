"""Draft: what a load left open, asked as questions with a suggestion and its reason. Decides nothing."""
