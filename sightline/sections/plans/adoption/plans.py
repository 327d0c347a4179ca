"""What the Plans pages say in words, and how the reporting tree unfolds. No number is made here."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.settings import ROOT

NO_KEY_ACCOUNTS = (
    "No key account lies within these filters, so there is no adoption to show: none eligible. Widen the filters, or "
    "see under Exports which accounts count as key."
)
NO_PLANS = (
    "**No export of account plans is loaded, so nobody can say which key accounts have a plan.** Export the plans from "
    "the tool they live in, one row per plan, and load them with the rest; the template shows the columns."
)
NO_TREE = (
    "None of the people these accounts count under report to whoever is looking, so there is no tree to show. The "
    "figures, the trend and the changes below are of the accounts in view."
)
PLACES = ("person_name", "no_reason_accounts", "gap_arr")
MOVED = ("account_name", "bar", "bucket", "happened_on", "counted_under_name", "arr")
TREE = (
    "person_name",
    "role",
    "eligible_accounts",
    "covered_accounts",
    "coverage_share",
    "coverage_share_before",
    "parent_covered_accounts",
    "unassigned_accounts",
    "capacity_share",
    "capacity_gap",
    "arr_share",
    "potential_share",
)
"""What each table of the Adoption page shows, in order."""

_PLAN_COVERAGE = "pages/plans/plan_coverage.py"
_OPEN = "open"


def need_plans() -> None:
    """Where no account plans are loaded, say so, offer the template and stop: unknown is not zero."""
    if not door.ask("freshness").has_plans.all():
        st.info(NO_PLANS)
        st.download_button(
            "Template for account plans",
            (ROOT / "data" / "templates" / "account_plans.csv").read_bytes(),
            file_name="account_plans.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.stop()


@dataclass(frozen=True)
class Days:
    """The day looked at and the one it is compared with."""

    day_on: dt.date
    before_on: dt.date

    @property
    def parameters(self) -> dict[str, dt.date]:
        """As the adoption queries take them."""
        return {"day": self.day_on, "before": self.before_on}


def pick_days(quarter: str | None) -> Days:
    """The two days of the view: those in the address, at first those of the quarter; both can be picked.

    The day compared with is always the earlier one. A day in the address that cannot be asked for is passed over.
    """
    reach = door.ask("adoption_days", quarter=quarter).iloc[0]
    first, last, usual = reach.first_on.date(), reach.as_of_on.date(), reach.day_on.date()
    with st.container(horizontal=True, gap="small"):
        day = _pick("As of", "day", usual, first, last)
        before = door.ask("adoption_days", day=day).iloc[0].before_on.date()
        return Days(day, _pick("Compared with", "before", before, first, day - dt.timedelta(days=1)))


def _pick(label: str, name: str, usual: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """One day, picked or from the address, and kept there where it is not the usual one."""
    wanted = _given_day(name, first, last) or usual
    key = f"{name}_{usual}_{last}"
    day = st.date_input(label, wanted, min_value=first, max_value=last, format="YYYY-MM-DD", key=key, width=170)
    address.change({name: None if day == usual else f"{day:%Y-%m-%d}"})
    return day


def _given_day(name: str, first: dt.date, last: dt.date) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(address.given(name) or "")
    except ValueError:
        return None
    return day if first <= day <= last else None


def follow(picked: list[Any] | None, tree: pd.DataFrame) -> None:
    """Where a click in the tree leads: a manager opens or closes, an AE's accounts open on Plan coverage."""
    if picked is None:
        return
    person_id, is_rep = str(picked[0]), bool(picked[1])
    if is_rep:
        st.switch_page(_PLAN_COVERAGE, query_params={**st.query_params.to_dict(), "owner": person_id})
    elif (tree["manager_id"] == person_id).any():
        toggle(person_id, tree)


def moved(changes: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The accounts behind the step of the bridge that was clicked, all of them without a click."""
    if picked is None or picked[1] in ("start", "end"):
        return changes
    behind = (changes["bar"] == picked[0]) & (changes["bucket"] == picked[1])
    return pd.DataFrame(changes[behind])


def picked_step(picked: list[Any] | None) -> str:
    """Which step of the bridge the rows belong to."""
    if picked is None or picked[1] in ("start", "end"):
        return "in both bars; click a step to see its accounts alone."
    return (
        f"in the step “{picked[1]}” of {'covered accounts' if picked[0] == 'covered' else 'key accounts that count'}."
    )


def opened(tree: pd.DataFrame) -> list[str]:
    """Ids of the managers whose people are shown: those in the address, at first the two top levels of the tree."""
    asked = address.given(_OPEN)
    known = set(tree["person_id"])
    if asked is None:
        tops = set(tree.loc[tree["manager_id"].isna(), "person_id"])
        below = tree["manager_id"].isin(tops) & ~tree["is_rep"]
        return [str(person) for person in tree.loc[tree["manager_id"].isna() | below, "person_id"]]
    return [person for person in asked.split(",") if person in known]


def toggle(person_id: str, tree: pd.DataFrame) -> None:
    """Show or hide the people of one manager, in the address, and run the page again."""
    now = opened(tree)
    after = [person for person in now if person != person_id] if person_id in now else [*now, person_id]
    show_only(after)


def show_only(managers: Iterable[str]) -> None:
    """Show the people of exactly these managers and run the page again."""
    st.query_params[_OPEN] = ",".join(managers) or "none"
    st.rerun()


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
        for row in sorted(people.get(manager, []), key=lambda row: (bool(row.is_rep), row.is_ramping, row.person_name)):
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


def adoption_sentence(summary: Any, days: Any, tree: pd.DataFrame, min_group_size: int) -> str:
    """The finding of the Adoption page in one sentence."""
    change = int(summary.covered_change)
    moved = f"{words.number(abs(change))} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    head = (
        f"**{words.of(summary.covered_accounts, summary.eligible_accounts)} key accounts have a live plan, "
        f"{words.share(summary.coverage_share)}**, {moved} on {words.day(days.before_on)}"
    )
    lowest = _lowest(tree, min_group_size)
    return f"{head}; {lowest}." if lowest else f"{head}."


def _lowest(tree: pd.DataFrame, min_group_size: int) -> str:
    """Who of the first level below the top stands lowest; nothing where there is nobody to compare."""
    tops = set(tree.loc[tree["manager_id"].isna(), "person_id"])
    level = tree[tree["manager_id"].isin(tops) & (tree["eligible_accounts"] >= min_group_size) & ~tree["is_ramping"]]
    if len(level) < 2:
        return ""
    worst = level.sort_values(["coverage_share", "person_name"]).iloc[0]
    return f"of the direct reports {words.plain(worst.person_name)} is lowest at {words.share(worst.coverage_share)}"


def coverage_sentence(summary: Any, currency: str) -> str:
    """The finding of the Plan coverage page in one sentence."""
    if summary.gap_accounts == 0:
        return (
            f"**Every one of the {words.counted(summary.eligible_accounts, 'key account')} is covered by a live plan.**"
        )
    spent = f"; together they spend {words.money(summary.gap_arr, currency)} a year with us"
    return (
        f"**{words.of(summary.gap_accounts, summary.eligible_accounts)} key accounts have no live plan**, "
        f"{words.number(summary.no_reason_accounts)} of them without any reason"
        f"{spent if pd.notna(summary.gap_arr) else ''}."
    )


def replay_sentence(replay: Any) -> str:
    """How far the past can be told, in one sentence."""
    if replay.unreplayed_accounts == 0:
        return "Past days are replayed from plan dates, owner history and key-account history for every account."
    return (
        f"Past days are replayed from plan dates, owner history and key-account history. For "
        f"{words.of(replay.unreplayed_accounts, replay.eligible_accounts)} accounts some of that is missing, and their "
        f"past is counted as it is today: no owner history for {words.number(replay.without_owner_history)}, no day on "
        f"which it became key for {words.number(replay.without_key_history)}, a plan that ended on an unknown day for "
        f"{words.number(replay.without_plan_end)}."
    )
