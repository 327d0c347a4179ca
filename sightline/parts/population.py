"""Which deals the figures of Forecast count: new and expansion, renewals, or all (C14)."""

from sightline import door
from sightline.parts import controls

NAMES = {"new and expansion": "New and expansion", "renewals": "Renewals", "all": "All deals"}
_MEASURES = {"net_arr": "net ARR", "bookings": "bookings", "revenue": "revenue"}


def choose() -> str:
    """One of the populations, kept in the address; usual is the one that quotas are set for."""
    usual = str(door.ask("usual_population").population.iloc[0])
    return controls.segments("Deals counted", "population", NAMES, usual)


def told(population: str) -> str:
    """Which deals are counted, and why these."""
    usual = door.ask("usual_population").iloc[0]
    name = NAMES[population]
    if population != usual.population:
        return f"{name}; quotas are set for {usual.population}"
    measure = _MEASURES.get(usual.quota_measure)
    return f"{name}, as quotas are set in {measure}" if measure else name
