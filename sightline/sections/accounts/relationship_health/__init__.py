"""Relationship health."""
