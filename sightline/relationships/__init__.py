"""How well accounts are held: the Relationship health page, the stakeholder map and the coverage matrix."""
