"""Which page queries a pack asks, and which of their columns stand on which sheet. Every sheet is one answer.

A query that the pages show is asked here with the same parameters, so a number of the pack is a row of the page.
A list of deals or accounts holds its most telling rows and says how many there are: a pack of any company can be sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sightline import queries
from sightline.metrics import column
from sightline.packs.pack import Unit

Ask = Callable[..., pd.DataFrame]
"""Asks a page query by name as the viewer: the app's door, or a warehouse opened by the command line."""

Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, 0 to 1; may raise to stop."""


WHOLE = "listed_rows"
"""Column of a list that may be cut: how many rows there are of the kind of this one."""


@dataclass(frozen=True)
class Asked:
    """One table of the pack: its sheet, what that says in a sentence, the query and the columns shown.

    `times` are parameters beyond scope, quarter and days, once for each asking, whose rows stand below one another;
    `totals` are columns whose sum means something; `units` names, for a column that holds several units, the column
    that says which; `hidden` columns are kept but not shown; `labels` overrule a column's own where the sheet means
    something narrower, as a person is nearly always an AE.
    `kind` is the column by whose values the rows of a list are counted apart where it is longer than a pack holds.
    """

    name: str
    sheet: str
    says: str
    query: str
    columns: tuple[str, ...]
    totals: tuple[str, ...] = ()
    times: Callable[[Unit], Sequence[Mapping[str, Any]]] = field(default=lambda _: ({},))
    units: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: {"person_name": "AE"})
    kind: str = ""

    def label(self, name: str) -> str:
        """How a column is called on this sheet."""
        return self.labels.get(name, column(name).label)

    def whole(self, rows: pd.DataFrame) -> int:
        """How many rows there are of the kinds among these, those that a pack does not hold included."""
        if rows.empty or WHOLE not in rows:
            return len(rows)
        return int((rows.drop_duplicates(self.kind) if self.kind else rows.head(1))[WHOLE].sum())

    def parameters(self, unit: Unit) -> list[dict[str, Any]]:
        """What the query is asked with, once for each asking: of scope, quarter and days, what it takes."""
        takes = queries.layer("pages")[self.query].parameters
        # without a snapshot of an ended quarter its own end is asked for, so that a later one is not taken for it
        as_of = unit.snapshot_on or (unit.quarter_ends_on if unit.is_ended else None)
        usual = {**unit.parameters, "quarter": unit.quarter, "as_of": as_of, "compare_to": unit.compare_to}
        usual["most"] = int(dict(unit.policies)["pack_list_rows"])
        return [
            {name: value for name, value in {**usual, **more}.items() if name in takes} for more in self.times(unit)
        ]


def answers(ask: Ask, unit: Unit, asked: tuple[Asked, ...], progress: Progress) -> dict[str, pd.DataFrame]:
    """Every table of the pack by name, each with its declared columns."""
    found = {}
    for place, one in enumerate(asked):
        progress(f"Asking for {one.sheet.lower()}", place / len(asked))
        rows = pd.concat([ask(one.query, **given) for given in one.parameters(unit)])
        counted = [WHOLE] if WHOLE in rows else []
        kept = list(dict.fromkeys([*one.columns, *one.hidden, *one.units.values(), *counted]))
        found[one.name] = rows[kept].reset_index(drop=True)
    return found
