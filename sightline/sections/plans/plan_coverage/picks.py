"""What is picked on the Plan coverage page, and what a click asks for."""

from typing import Any

from sightline import address
from sightline.parts import controls

_MANY_ACCOUNTS = 120
"""From here on the ladder opens by team, so that it fits one screen."""


def asked_account() -> str | None:
    """The account that a link asks for."""
    return address.given("account")


def group_by(eligible_accounts: int) -> str | None:
    """How the ladder is grouped: "team", or None for one bar per person."""
    usual = "team" if eligible_accounts > _MANY_ACCOUNTS else "person"
    by = controls.segments("One bar per", "by", {"person": "AE", "team": "Team"}, usual)
    return None if by == "person" else by


def picked_rung(picked: list[Any] | None, by: str | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on the ladder."""
    if picked is None:
        return {}
    return {"team" if by == "team" else "person": str(picked[0]), "lane": str(picked[1]), "state": str(picked[2])}


def picked_cell(picked: list[Any] | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on a cell of the grid."""
    return {} if picked is None else {"person": str(picked[0]), "component": str(picked[1])}
