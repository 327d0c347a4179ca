"""`python -m sightline`."""

from sightline.cli import app

app()
