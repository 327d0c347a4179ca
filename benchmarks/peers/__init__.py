"""The same two pictures in other tools, over the same warehouse: what Sightline's clicks are held against."""
