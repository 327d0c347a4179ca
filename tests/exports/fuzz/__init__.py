"""Damaged exports by the thousand, each with the exact verdict that it must get: `python -m tests.exports.fuzz`."""
