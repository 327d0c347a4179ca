"""How the Adoption page shows the tree, the accounts to call and the bridges."""

from collections.abc import Iterator
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts.bridge import bridge
from sightline.metrics import named
from sightline.parts import gaps, pictures, tables
from sightline.sections.plans.adoption import picks, says

MOVED = named("account_name bar bucket happened_on counted_under_name arr")
TREE = named("person_name coverage_share covered_accounts eligible_accounts coverage_change no_reason_accounts")
TREE_FILES = named("parent_covered_accounts unassigned_accounts capacity_share capacity_gap arr_share potential_share")
REGIONS = named("region_name coverage_share covered_accounts eligible_accounts coverage_change no_reason_accounts")
REGION_FILES = named("coverage_share_before eligible_accounts_before")
"""What each table of the Adoption page shows, in order."""
_ROWS = picks.FIRST_ROWS
"""As many rows of the tree stand without scrolling."""
_FEW = 5
"""Below so many rows the trend is still on the first screen."""
_INDENT = "\u2003"
"""How much further right the names of each level begin."""


def tree(people: pd.DataFrame, asked: dict[str, Any]) -> bool:
    """Adoption by manager, AE or region; a click on a name leads on. True where it leaves room below it."""
    by = picks.group_by()
    if by == "region":
        rows = door.ask("adoption_regions", **asked)
        tables.show(
            rows, REGIONS, key="adoption_regions", alt="Adoption by region", opens=picks.open_region, files=REGION_FILES
        )
        return len(rows) <= _FEW
    if people.empty:
        st.info(says.NO_TREE)
        return True
    rows = people[people["is_rep"]].sort_values(["coverage_share", "person_name"]) if by == "ae" else unfold(people)
    tables.show(
        rows,
        TREE,
        key=f"adoption_{by}_{len(rows)}",
        alt="Adoption by person",
        height="content" if len(rows) <= _ROWS else 35 * (_ROWS + 1),
        labels={"person_name": "AE" if by == "ae" else "Manager and AE", "no_reason_accounts": "No reason"},
        files=TREE_FILES,
        opens=lambda row: picks.follow(row, people),
    )
    return len(rows) <= _FEW


def calls(uncovered: pd.DataFrame) -> None:
    """The largest key accounts without a plan and without a reason, with AE and ARR; all where that is hidden."""
    is_hidden = bool((uncovered["reason_code"] == "not shown").any())
    found = uncovered if is_hidden else uncovered[uncovered["reason_code"] == "no reason"]
    st.markdown(says.calls_sentence(found, is_hidden=is_hidden))
    gaps.show(found, key="calls")
    if len(found) > gaps.FIRST_FEW:
        view = address.kept_in_view()
        st.page_link(address.PLAN_COVERAGE, label=f"All {words.number(len(found))} on Plan coverage", query_params=view)


def bridges(steps: pd.DataFrame) -> list[Any] | None:
    """What came and went, of covered accounts and of key accounts side by side; the step that was clicked."""
    clicked = None
    for place, (bar, name) in zip(st.columns(2, gap="large"), says.BARS.items(), strict=True):
        with place:
            rows = steps[steps["bar"] == bar]
            st.caption(f"{name[0].upper()}{name[1:]}, zoomed to the change")
            one = pictures.show(bridge(rows, pictures.theme()), key=bar, alt=says.bridge_alt(rows, name), select=True)
        clicked = clicked or one
    return clicked


def unfold(tree: pd.DataFrame) -> pd.DataFrame:
    """The rows of the adoption tree that are in view, each manager above their people, names moved right by level."""
    shown = set(picks.opened(tree))
    people: dict[Any, list[Any]] = {}
    for row in tree.astype({"manager_id": object}).itertuples():
        people.setdefault(row.manager_id if isinstance(row.manager_id, str) else None, []).append(row)

    def walk(manager: str | None, depth: int) -> Iterator[tuple[int, str]]:
        for row in sorted(people.get(manager, []), key=_order):
            has_people = row.person_id in people
            mark = ("▾ " if row.person_id in shown else "▸ ") if has_people else ""
            ramping = " · ramping" if row.is_ramping else ""
            yield row.Index, f"{_INDENT * depth}{mark}{row.person_name}{ramping}"
            if row.person_id in shown:
                yield from walk(row.person_id, depth + 1)

    order = list(walk(None, 0))
    rows = tree.loc[[index for index, _ in order]].reset_index(drop=True)
    return rows.assign(person_name=[label for _, label in order])


def _order(row: Annotated[Any, "adoption_tree"]) -> tuple[bool, bool, bool, str]:
    """Managers first, then reps, those who ramp last; what nobody owns after everybody."""
    return row.person_id == "without owner", bool(row.is_rep), bool(row.is_ramping), row.person_name
