"""What needs people: consults with the team, and deals whose relationship is at risk."""

from sightline.parts import controls
from sightline.sections.forecast.pipeline_review import consults, relationship_risk
from sightline.sections.forecast.pipeline_review.picks import View

_PARTS = {"Consults": consults.show, "Relationship risk": relationship_risk.show}


def show(view: View) -> None:
    """One of the two."""
    controls.named("Show", "people", _PARTS, visible=False)(view)
