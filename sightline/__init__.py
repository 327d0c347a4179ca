"""Sightline: whether account planning is real, read from the exports a sales organisation already has."""

__version__ = "0.1.0"
