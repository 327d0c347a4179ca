"""Random deal histories, and a second opinion in plain Python on what a waterfall between two days is made of."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.conftest import AS_OF
from tests.organisation import D, Row, person

DAYS = [D(2026, 7, 20), D(2026, 7, 31), D(2026, 8, 1), D(2026, 8, 10), D(2026, 10, 1)]
QUARTERS = {"FY27-Q2": (D(2026, 5, 1), D(2026, 7, 31)), "FY27-Q3": (D(2026, 8, 1), D(2026, 10, 31))}
STAGES = {"0-Waiting": 0, "1-Discovery": 1, "4-Proposal": 4, "7-Won": 7, "8-Lost": 8}
NEVER = D(9999, 12, 31)
BELOW = {"vp": {"asm", "ann", "bob", "cat", "vp"}, "asm": {"asm", "ann", "bob"}, "ann": {"ann"}, "bob": {"bob"}}

ELSEWHERE: Row = {}
"""A deal on a day that it spent with somebody outside the view: it was there, and no more is known."""

State = dict[str, Any]
Moves = dict[str, tuple[Decimal, int]]


def people() -> list[Row]:
    """A VP; an ASM with Ann and Bob; Cat beside that team. Two tops, so that nobody but a grant sees everything."""
    return [
        person("vp", "VP", None),
        person("asm", "ASM", "vp"),
        person("ann"),
        person("bob"),
        person("cat", manager="vp"),
        person("old", "ASM", None),
        person("dan", manager="old"),
    ]


def histories(seed: int, deals: int) -> list[Row]:
    """Snapshot rows with everything that goes wrong: gaps, deletions, reopening, hand-overs, holes and edge days."""
    rng = random.Random(seed)
    rows = []
    for number in range(deals):
        state = _first(rng)
        first = rng.choice([0, 0, 0, 0, 1, 2, 3])
        created = rng.choice([DAYS[first], DAYS[first] - dt.timedelta(days=90), None])
        for place, day in enumerate(DAYS):
            state = _later(rng, state)
            if place < first or rng.random() < 0.06:
                continue
            rows.append(
                {
                    "opportunity_id": f"o{number}",
                    "snapshot_date": day,
                    "created_date": created,
                    "is_deleted": rng.random() < 0.03,
                    **state,
                    "is_closed": STAGES[state["stage"]] >= 7,
                    "is_won": STAGES[state["stage"]] == 7,
                }
            )
    return rows


def deals_now(seed: int, rows: list[Row]) -> list[Row]:
    """The export of deals: each as it stands some days after its last snapshot, a few not exported any more."""
    rng = random.Random(seed + 1)
    last = {row["opportunity_id"]: row for row in rows}
    found = []
    for row in last.values():
        state = _later(
            rng, {name: row[name] for name in ("stage", "forecast_category", "amount", "close_date", "owner_id")}
        )
        if rng.random() < 0.06:
            continue
        found.append(
            {
                "opportunity_id": row["opportunity_id"],
                "created_date": row["created_date"],
                **state,
                "is_closed": STAGES[state["stage"]] >= 7,
                "is_won": STAGES[state["stage"]] == 7,
            }
        )
    return found


def _first(rng: random.Random) -> State:
    return {
        "stage": rng.choice(list(STAGES)),
        "forecast_category": rng.choice(["pipeline", "best_case", "commit", "omitted", "closed", None]),
        "amount": _amount(rng),
        "close_date": _close(rng),
        "owner_id": rng.choice(["ann", "ann", "bob", "bob", "cat", "asm", None]),
    }


def _later(rng: random.Random, state: State) -> State:
    """Most of the time nothing changes; otherwise one or two things do."""
    changed = dict(state)
    for name in rng.sample(list(state), k=rng.choice([0, 0, 1, 1, 2])):
        changed[name] = _first(rng)[name]
    return changed


def _amount(rng: random.Random) -> Decimal | None:
    return rng.choice([None, Decimal(0), Decimal("-50.05"), Decimal("100.10"), Decimal("2999.99")])


def _close(rng: random.Random) -> dt.date | None:
    edges = [D(2026, 4, 30), D(2026, 5, 1), D(2026, 7, 31), D(2026, 8, 1), D(2026, 10, 31), D(2026, 11, 1)]
    return rng.choice([None, D(2026, 7, 15), D(2026, 9, 9), D(2026, 9, 30), *edges])


class Opinion:
    """What one waterfall must be, deal by deal, straight from the rules and without SQL.

    `sees` are the owners whose rows the viewer may see, None for all; `counts` says whose deals are in scope.
    """

    def __init__(
        self,
        rows: list[Row],
        deals: list[Row],
        days: tuple[dt.date, dt.date],
        quarter: tuple[dt.date, dt.date],
        counts: Callable[[str], bool],
        *,
        sees: set[str] | None = None,
        categories: list[str] | None = None,
        is_positive: bool = True,
    ) -> None:
        self.quarter, self.counts, self.sees = quarter, counts, sees
        self.categories, self.is_positive = categories, is_positive
        self.before_on, self.snapshot_on = days
        is_last = days[1] == max(day for day in DAYS if day <= min(quarter[1], AS_OF))
        self.booked_on = min(quarter[1], AS_OF) if is_last else days[1]
        self.kept = {(row["opportunity_id"], row["snapshot_date"]): row for row in rows if not row["is_deleted"]}
        self.now = {row["opportunity_id"]: row for row in deals}
        self.last_on = {row["opportunity_id"]: row["snapshot_date"] for row in rows}
        self.last_owner = {row["opportunity_id"]: self._owner(row) for row in rows}
        self.ended = {deal: row for deal, row in self.now.items() if row["is_closed"]}
        for deal, row in self.ended.items():
            self.ended[deal] = {**row, "ended_on": self._ended_on(deal, row), "forecast_category": "closed"}
        self.handed_over = {row["opportunity_id"] for row in rows if self._is_handed_over(row)}
        shown = {row["opportunity_id"] for row in rows if self._is_seen(row)}
        shown |= {deal for deal, row in self.ended.items() if self._is_seen(row)}
        self.deals = sorted(shown)

    def moves(self) -> Moves:
        """Amount and deals by step; steps without deals are left out."""
        found: dict[str, list[Decimal]] = defaultdict(list)
        for deal in self.deals:
            if self._has_ended(deal, self.before_on):
                continue
            before, after = self._on(deal, self.before_on), self._later_on(deal)
            for step, amount in self._steps(before, after):
                found[step].append(amount)
        return {step: (sum(amounts, Decimal(0)), len(amounts)) for step, amounts in found.items()}

    def won(self) -> Decimal:
        """Bookings of the span: closed and won as the deal stands now, in the quarter, in scope, by the later day."""
        return sum(
            (
                row["amount"] or Decimal(0)
                for row in self.ended.values()
                if row["is_won"]
                and self._is_scoped(row)
                and self._in_quarter(row)
                and self._close(row) <= self.booked_on
                and self.before_on < row["ended_on"] <= self.booked_on
            ),
            Decimal(0),
        )

    def _ended_on(self, deal: str, row: Row) -> dt.date:
        """The first of: close date, the first snapshot after the last open one that has it closed, today."""
        states = [
            (day, kept)
            for (name, day), kept in sorted(self.kept.items(), key=lambda one: one[0])
            if name == deal and kept["owner_id"] == row["owner_id"]
        ]
        opened = max((day for day, kept in states if not kept["is_closed"]), default=dt.date.min)
        closed = [day for day, kept in states if kept["is_closed"] and day > opened]
        return min([AS_OF, *closed[:1], *([row["close_date"]] if row["close_date"] else [])])

    def _has_ended(self, deal: str, day: dt.date) -> bool:
        row = self.ended.get(deal)
        return row is not None and self._is_seen(row) and bool(row["ended_on"] <= day)

    def _is_handed_over(self, row: Row) -> bool:
        deal = row["opportunity_id"]
        now = self._owner(self.now[deal]) if deal in self.now else self.last_owner[deal]
        return self._owner(row) != now

    def _on(self, deal: str, day: dt.date) -> Row | None:
        """Its snapshot of a day; ELSEWHERE where all that may be known is that it was there."""
        row, now = self.kept.get((deal, day)), self.now.get(deal)
        if row is None:
            is_there = now is not None and deal in self.handed_over and day > self.last_on[deal]
            return ELSEWHERE if is_there and not self._is_seen(now) else None
        return row if self._is_seen(row) else ELSEWHERE

    def _later_on(self, deal: str) -> Row | None:
        """What it is on the later day: closed as it stands now, else open as its snapshot has it."""
        if self._has_ended(deal, self.booked_on):
            return self.ended[deal]
        row = self._on(deal, self.snapshot_on)
        if row is None or row is ELSEWHERE or not row["is_closed"]:
            return row
        return ELSEWHERE if self._is_handed_over(row) else None

    def _owner(self, row: Row) -> str:
        return row["owner_id"] or "unassigned"

    def _is_seen(self, row: Row) -> bool:
        return row is not ELSEWHERE and (self.sees is None or self._owner(row) in self.sees)

    def _is_scoped(self, row: Row | None) -> bool:
        return row is not None and self._is_seen(row) and self.counts(self._owner(row))

    def _close(self, row: Row) -> dt.date:
        return row["close_date"] or NEVER

    def _in_quarter(self, row: Row) -> bool:
        return self.quarter[0] <= self._close(row) <= self.quarter[1]

    def _value(self, row: Row | None) -> Decimal:
        amount = (row or {}).get("amount") or Decimal(0)
        is_floored = self.is_positive and not (row or {}).get("is_closed")
        return max(amount, Decimal(0)) if is_floored else amount

    def _is_eligible(self, row: Row) -> bool:
        return STAGES[row["stage"]] >= 1 and row["forecast_category"] != "omitted"

    def _is_picked(self, row: Row) -> bool:
        return self.categories is None or (row["forecast_category"] or "unclassified") in self.categories

    def _is_in(self, row: Row | None) -> bool:
        return (
            row is not None
            and self._is_scoped(row)
            and not row["is_closed"]
            and self._in_quarter(row)
            and self._is_eligible(row)
            and self._is_picked(row)
        )

    def _steps(self, before: Row | None, after: Row | None) -> list[tuple[str, Decimal]]:
        """The steps of one deal. A row that the viewer may not see tells only that it is there."""
        was_in, is_in = self._is_in(before), self._is_in(after)
        seen_before = before if before is not None and self._is_seen(before) else None
        won_now = (
            after is not None
            and self._is_scoped(after)
            and after["is_won"]
            and self._in_quarter(after)
            and self._close(after) <= self.booked_on
        )
        first, last = self._value(before), self._value(after)
        steps: list[tuple[str, Decimal]] = []
        if was_in:
            steps.append(("starting", first))
        if not was_in and (is_in or won_now):
            steps.append((self._entry(before, seen_before, after), last))
        if was_in and (is_in or won_now) and last != first:
            steps.append(("increased" if last > first else "decreased", last - first))
        if (was_in and not is_in) or (not was_in and won_now):
            steps.append((self._leaving(after), -last if won_now else -first))
        if is_in:
            steps.append(("ending", last))
        return steps

    def _entry(self, before: Row | None, seen: Row | None, after: Row | None) -> str:
        if before is None:
            created = after["created_date"] if after else None
            return "new" if created is not None and created > self.before_on else "backfilled or reappeared"
        if seen is not None and seen["is_closed"]:
            return "reopened"
        if seen is None or not self._is_scoped(before):
            return "transferred in"
        if self._close(before) > self.quarter[1]:
            return "pulled in"
        if self._close(before) < self.quarter[0]:
            return "rolled in"
        return "category in" if self._is_eligible(before) else "newly eligible"

    def _leaving(self, after: Row | None) -> str:
        if after is None:
            return "deleted or missing"
        if not self._is_scoped(after):
            return "transferred out"
        if after["is_closed"]:
            late = " after the last snapshot" if after["ended_on"] > self.snapshot_on else ""
            if after["is_won"] and self._in_quarter(after):
                return f"won{late}" if self._close(after) <= self.booked_on else "won, close date to come"
            if not after["is_won"]:
                return f"lost{late}"
        if self._close(after) > self.quarter[1]:
            return "pushed out"
        if self._close(after) < self.quarter[0]:
            return "pulled out"
        return "category out" if self._is_eligible(after) else "omitted or below stage"
