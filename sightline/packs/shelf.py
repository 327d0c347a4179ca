"""Packs kept beside the warehouse: begun, opened as they were frozen, refreshed into a new version."""

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa

from sightline.notes import Store, pack_texts, packs
from sightline.notes.packs import Head, Version
from sightline.notes.sight import Sight
from sightline.packs import build, moved, sheets, slides
from sightline.packs.asked import Ask, Asked, Progress
from sightline.packs.pack import Pack, Unit

STATES = {"open": "open", "kept": "kept", "missed": "missed", "carried": "carried over"}
"""What can become of a commitment, as people say it."""


def latest(store: Store, sight: Sight, scope_id: str, quarter: str) -> Version | None:
    """The newest version of the pack of a scope and quarter: the viewer's own where there is one."""
    found = [
        one for one in packs.packs(store, sight) if one.head.scope_person == scope_id and one.head.quarter == quarter
    ]
    own = [one for one in found if one.head.seen_as == sight.viewer.person_id]
    return next(iter([*own, *found]), None)


def begin(store: Store, sight: Sight, ask: Ask, unit: Unit, progress: Progress = build.quiet) -> Version:
    """Freeze a new pack. Raises NotYours outside the viewer's sight."""
    tables = build.freeze(ask, unit, progress)
    return packs.save_pack(store, sight, _head(unit, unit.pack_id), _as_arrow(tables))


def refresh(
    store: Store, sight: Sight, ask: Ask, pack_id: str, unit: Unit, progress: Progress = build.quiet
) -> Version:
    """Freeze what the queries answer now as the next version, with what moved. The same answers are no new version."""
    before = opened(store, sight, pack_id)
    tables = build.freeze(ask, unit, progress)
    after = build.with_words(Pack(unit, tables, pack_id=pack_id))
    old, new = slides.of(before), slides.of(after)
    beyond = float(dict(unit.policies)["pack_stale_share"])
    head = dataclasses.replace(
        _head(unit, pack_id),
        moved_slides=moved.moved_slides(old, new, beyond),
        changes=tuple(moved.changes(old, new)),
    )
    return packs.save_pack(store, sight, head, _as_arrow(tables))


def opened(store: Store, sight: Sight, pack_id: str, version: int | None = None) -> Pack:
    """A version as it was frozen, with the words as they stand now. Raises NotYours."""
    found, tables = packs.open_pack(store, sight, pack_id, version)
    unit = _unit(found.head.facts)
    comments = pack_texts.comments(store, sight, pack_id)
    written = {
        "asks": _asks(pack_texts.asks(store, sight, pack_id)),
        "commitments": _commitments(pack_texts.commitments(store, sight, unit.scope_id), unit),
        "moved": pd.DataFrame(list(found.head.changes), columns=list(sheets.MOVED.columns)),
    }
    frames = {one.name: _whole(one, tables.get(one.name)) for one in sheets.SHEETS}
    return Pack(unit, {**frames, **written}, found.version, pack_id, found.author.name, comments)


def _whole(one: Asked, table: pa.Table | None) -> pd.DataFrame:
    """A frozen table with every column of its sheet: one that an older version did not freeze is unknown."""
    rows = pd.DataFrame() if table is None else table.to_pandas()
    return rows.reindex(columns=list(dict.fromkeys([*rows.columns, *one.columns, *one.hidden, *one.units.values()])))


def _asks(found: list[pack_texts.Ask]) -> pd.DataFrame:
    rows = [(one.ask, one.impact, one.responsible, one.due_on, one.measure) for one in found if one.ask]
    return pd.DataFrame(rows, columns=list(sheets.ASKS.columns))


def _commitments(found: list[pack_texts.Commitment], unit: Unit) -> pd.DataFrame:
    told = [one for one in found if one.text and one.quarter in (unit.quarter, unit.next_quarters[0])]
    rows = [(one.quarter, one.text, one.responsible, one.due_on, one.measure, STATES[one.status]) for one in told]
    return pd.DataFrame(rows, columns=list(sheets.COMMITMENTS.columns))


def _head(unit: Unit, pack_id: str) -> Head:
    return Head(
        pack_id=pack_id,
        scope_person=unit.scope_id,
        seen_as=unit.seen_as,
        quarter=unit.quarter,
        as_of=unit.as_of,
        compare_to=unit.compare_to,
        facts=dataclasses.asdict(unit),
    )


def _unit(facts: dict[str, Any]) -> Unit:
    """The unit as it was written down: days as text, pairs as lists."""
    days = ("quarter_starts_on", "quarter_ends_on", "as_of", "compare_to", "snapshot_on")
    told: dict[str, Any] = {
        name: dt.date.fromisoformat(value) if name in days and value else value for name, value in facts.items()
    }
    first, second = told["next_quarters"]
    told["next_quarters"] = (first, second)
    told["rates"] = tuple(tuple(rate) for rate in told["rates"])
    told["policies"] = tuple(tuple(policy) for policy in told["policies"])
    return Unit(**told)


def _as_arrow(tables: dict[str, pd.DataFrame]) -> dict[str, pa.Table]:
    return {name: pa.Table.from_pandas(rows, preserve_index=False) for name, rows in tables.items()}
