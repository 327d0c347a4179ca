"""Random sales organisations side by side, asked everything, against a second opinion on who may see what."""
