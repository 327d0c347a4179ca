"""Forecast calls."""
