"""What is picked on the Plan coverage page, and what a click asks for."""

from typing import Any

import pandas as pd

from sightline import address
from sightline.parts import controls

_MANY_ACCOUNTS = 120
"""From here on the ladder opens by team, so that it fits one screen."""
_RENAMED = {"Gaps": "To act on", "Ladder": "To act on", "Before discovery ended": "Planned in time"}
_NO_REASON, _ALL = "no reason", "all"
HIDDEN = "not shown"
"""What stands in place of a reason that is the AE's and the managers' to see."""


def lead_on() -> None:
    """Open what a tab of before has become."""
    if found := _RENAMED.get(address.given("view") or ""):
        address.change({"view": found})


def asked_account() -> str | None:
    """The account that a link asks for."""
    return address.given("account")


def group_by(eligible_accounts: int) -> str | None:
    """How the ladder is grouped: "team", or None for one bar per AE."""
    usual = "team" if eligible_accounts > _MANY_ACCOUNTS else "person"
    by = controls.segments("Bars", "by", {"person": "By AE", "team": "By team"}, usual, visible=False)
    return None if by == "person" else by


def pick_reason(gaps: pd.DataFrame) -> str | None:
    """The reason whose accounts are listed: at first those without a reason, where there are any; None for all."""
    counts = gaps["reason_code"].value_counts()
    if list(counts.index) == [HIDDEN]:
        return None
    usual = _NO_REASON if _NO_REASON in counts else _ALL
    said = {reason: f"{reason.capitalize()}{' to you' if reason == HIDDEN else ''}" for reason in counts.index}
    labels = {reason: f"{said[reason]} {counts[reason]}" for reason in sorted(counts.index, key=_order)}
    reason = controls.segments("Reason", "reason", {**labels, _ALL: f"All {len(gaps)}"}, usual, visible=False)
    return None if reason == _ALL else reason


def _order(reason: str) -> tuple[bool, str]:
    return reason != _NO_REASON, reason


def picked_rung(picked: list[Any] | None, by: str | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on the ladder: a piece of a bar, or a name for the whole bar."""
    if picked is None:
        return {}
    who, lane, *state = (str(value) for value in picked[:3])
    found = {"team" if by == "team" else "person": who, "lane": lane}
    return {**found, "state": state[0]} if state else found


def picked_cell(picked: list[Any] | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on a cell of the grid, or on a name for the whole row."""
    return {} if picked is None else dict(zip(("person", "component"), (str(value) for value in picked), strict=False))
