"""Which columns each table of the Adoption page has, and which rows of the reporting tree are in view."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import door
from sightline.charts.bridge import bridge
from sightline.charts.tree import tree_bar
from sightline.metrics import named
from sightline.parts import pictures
from sightline.sections.plans.adoption import picks, says

PLACES = named("person_name no_reason_accounts gap_arr")
MOVED = named("account_name bar bucket happened_on counted_under_name arr")
TREE = named(
    "person_name role eligible_accounts covered_accounts coverage_share coverage_share_before "
    "parent_covered_accounts unassigned_accounts capacity_share capacity_gap arr_share potential_share"
)
"""What each table of the Adoption page shows, in order."""


def unfolded(tree: pd.DataFrame, target_share: float) -> None:
    """The tree as bars, as far as it is opened; a click leads on."""
    if tree.empty:
        st.info(says.NO_TREE)
        return
    managers = picks.opened(tree)
    figure = tree_bar(unfold(tree, managers, door.settings().min_group_size), target_share, pictures.theme())
    clicked = pictures.show(figure, key=f"tree_{'_'.join(managers)}", alt="Adoption by person", select=True)
    picks.follow(clicked, tree)


def bridges(steps: pd.DataFrame) -> list[Any] | None:
    """What came and went, of covered accounts and of key accounts side by side; the step that was clicked."""
    clicked = None
    for place, (bar, name) in zip(st.columns(2, gap="large"), says.BARS.items(), strict=True):
        with place:
            st.caption(name[0].upper() + name[1:])
            figure = bridge(steps[steps["bar"] == bar], pictures.theme())
            one = pictures.show(figure, key=bar, alt=f"Bridge of {bar}", select=True)
        clicked = clicked or one
    return clicked


def unfold(tree: pd.DataFrame, managers: Iterable[str], min_group_size: int) -> pd.DataFrame:
    """The rows of the adoption tree that are in view, each manager above their people.

    Adds `label` with a mark for what can be opened, its `depth`, and `is_thin` for rows whose fraction says more
    than their share (C6).
    """
    shown = set(managers)
    people: dict[Any, list[Any]] = {}
    for row in tree.astype({"manager_id": object}).itertuples():
        people.setdefault(row.manager_id if isinstance(row.manager_id, str) else None, []).append(row)

    def walk(manager: str | None, depth: int) -> Iterator[tuple[int, str, int]]:
        for row in sorted(people.get(manager, []), key=_order):
            has_people = row.person_id in people
            mark = ("▾ " if row.person_id in shown else "▸ ") if has_people else ""
            ramping = " · ramping" if row.is_ramping else ""
            yield row.Index, f"{mark}{row.person_name}{ramping}", depth
            if row.person_id in shown:
                yield from walk(row.person_id, depth + 1)

    order = list(walk(None, 0))
    rows = tree.loc[[index for index, _, _ in order]].reset_index(drop=True)
    return rows.assign(
        label=[label for _, label, _ in order],
        depth=[depth for _, _, depth in order],
        is_thin=rows["eligible_accounts"] < min_group_size,
    )


def _order(row: Annotated[Any, "adoption_tree"]) -> tuple[bool, bool, bool, str]:
    """Managers first, then reps, those who ramp last; what nobody owns after everybody."""
    return row.person_id == "without owner", bool(row.is_rep), bool(row.is_ramping), row.person_name
