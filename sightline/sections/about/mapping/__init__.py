"""The mapping editor: a person decides what no file tells, and it is kept as the profile beside the exports."""
