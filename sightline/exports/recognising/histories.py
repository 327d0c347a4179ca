"""Histories that a file tells beside its own table: days in its headers, one column per stage, or one kind per record.

Nothing here looks at a cell: a header says which columns hold the past, and `converting/unpivot.py` makes the rows.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from sightline.contract import EXPORTS
from sightline.exports.names import header_key
from sightline.exports.recognising.found import Kinds, Match, Recognised
from sightline.exports.vocabulary import vocabulary

TRACKED = ("stage", "forecast_category", "amount", "close_date")
"""What a snapshot says of a deal on its day, as far as tools write it into columns with the day in the header."""

OF_THE_RECORD = ("opportunity_id", "record_id", "currency")
"""Cells that every row of one record shares: alone they say nothing of a day."""

_DAY = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4}"
)
_DATED = re.compile(rf"^(.+?)[\s:,\u2013-]*[(\[]?({_DAY})[)\]]?$")
_HISTORICAL = re.compile(r"\(?historical\)?", re.IGNORECASE)
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_ENTERED = re.compile(rf"^date entered [{_QUOTES}](.+)[{_QUOTES}]$|^date entered (.+\(.+\))$", re.IGNORECASE)
_ENTERED_ID = re.compile(r"^(?:property_)?hs_(?:v2_)?date_entered_(?!current)(\w+)$", re.IGNORECASE)
_KIND, _NUMBER = "datatype", "datavalue"
"""Clari's columns of numbers and of what each is: a file with the first alone is somebody else's."""
_CALL, _TOUCHED, _QUOTA = "forecast", "forecast_updated", "quota"
"""Clari's words for a call, for whether it was made, and for a quota."""
_QUOTA_SAYS = ("user_id", "period_start", "amount", "currency")


def with_histories(found: Recognised, header: list[str]) -> Recognised:
    """What was found, with the histories that the same file tells; as it is where there is none."""
    if found.table == "forecast_submissions":
        return _by_kind(found)
    if found.table != "opportunities":
        return found
    also = [history for history in (_snapshots(found, header), _entered(found, header)) if history]
    past = {index for history in also for row in history.rows for index in row.values() if isinstance(index, int)}
    unused = {index: cell for index, cell in found.unused.items() if index not in past}
    kinds = EXPORTS[found.table].columns
    dates = tuple(match.index for name, match in found.matches.items() if kinds[name].kind in ("date", "timestamp"))
    return replace(found, unused=unused, also=tuple(replace(history, dates=dates) for history in also))


def stage_entered(cell: str) -> str | None:
    """The stage whose day of entry a column of HubSpot holds, with the pipeline that its header names; else null."""
    text = cell.strip().strip("\ufeff")
    if match := _ENTERED.match(text):
        return match[1] or match[2]
    match = _ENTERED_ID.match(text)
    return match[1] if match else None


def dated(cell: str) -> tuple[str, str] | None:
    """Our column and the day, as written, that a header such as `Amount (Historical) 2026-08-03` means; else null."""
    match = _DATED.match(cell.strip().strip("\ufeff"))
    if match is None:
        return None
    known = vocabulary("opportunity_snapshots").get(header_key(_HISTORICAL.sub("", match[1])), ())
    ours = next((column for _, column in sorted(known) if column in TRACKED), None)
    return (ours, match[2]) if ours else None


def _snapshots(found: Recognised, header: list[str]) -> Recognised | None:
    """Salesforce's Historical Trending: one row of a deal for each day that the headers name."""
    days: dict[str, dict[str, int | str]] = {}
    for index, cell in found.unused.items():
        if past := dated(cell):
            days.setdefault(past[1], {"snapshot_date": past[1]}).setdefault(past[0], index)
    if not days:
        return None
    shared = _shared(found, {"opportunity_id": "opportunity_id", "currency": "currency"})
    rows = tuple(shared | row for row in days.values())
    said = f"the {len(days)} days in the headers" if len(days) > 1 else "the day in the headers"
    constants = {name: value for name, value in found.constants.items() if name == "currency"}
    return _history("opportunity_snapshots", rows, header, {"snapshot_date": said}, constants)


def _entered(found: Recognised, header: list[str]) -> Recognised | None:
    """HubSpot's `Date entered …`: one change of stage for each stage that a deal has entered.

    It says the stage and nothing else: as a snapshot it would take amount and close date away from every such day.
    """
    stages = {index: stage for index, cell in found.unused.items() if (stage := stage_entered(cell))}
    if not stages:
        return None
    shared = _shared(found, {"opportunity_id": "record_id"})
    rows = tuple(shared | {"changed_at": index, "new_value": stage} for index, stage in stages.items())
    constants = {
        "table_name": ("opportunities", "the file lists deals"),
        "field": ("stage", "its headers name the stage that was entered"),
    }
    said = f"the {len(stages)} stages in the headers" if len(stages) > 1 else "the stage in the header"
    history = _history("field_history", rows, header, {"new_value": said}, constants)
    if "stage" in found.matches:
        named = replace(history.matches["new_value"], index=found.matches["stage"].index)
        history = replace(history, matches=history.matches | {"new_value": named})
    return history


def _shared(found: Recognised, names: Mapping[str, str]) -> dict[str, int | str]:
    return {theirs: found.matches[ours].index for ours, theirs in names.items() if ours in found.matches}


def _history(
    table: str,
    rows: tuple[Mapping[str, int | str], ...],
    header: list[str],
    said: Mapping[str, str],
    constants: dict[str, tuple[str, str]],
) -> Recognised:
    """A history as it is noted: each of its columns with the headers that it comes from, or what is `said` of them."""
    matches = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        cells = list(dict.fromkeys(row[name] for row in rows if isinstance(row.get(name), int)))
        named = header[int(cells[0])].strip() if cells else said[name]
        more = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
        at = int(cells[0]) if cells else next(index for index in rows[0].values() if isinstance(index, int))
        matches[name] = Match(name, at, named + more, "synonym")
    return Recognised(table, matches, {}, constants=constants, rows=rows)


def _by_kind(found: Recognised) -> Recognised:
    """Clari's long form: a record is a call, whether it was made, a quota or a sum of the CRM, as one column says."""
    kind = next((index for index, cell in found.unused.items() if header_key(cell) == _KIND), None)
    if kind is None or not {"user_id", "amount"} <= found.matches.keys():
        return found
    if header_key(found.matches["amount"].header) != _NUMBER:
        return found
    by = {name: match.index for name, match in found.matches.items()}
    same = tuple(by[name] for name in ("user_id", "period_start", "category", "submitted_on") if name in by)
    unused = {index: cell for index, cell in found.unused.items() if index != kind}
    wanted: dict[str, Match] = {name: found.matches[name] for name in _QUOTA_SAYS if name in by}
    quotas = Recognised(
        "quotas",
        wanted,
        {},
        constants={name: said for name, said in found.constants.items() if name == "currency"},
        rows=({name: match.index for name, match in wanted.items()},),
        kinds=Kinds(kind, _QUOTA, by["amount"]),
    )
    calls = replace(found, unused=unused, rows=(by,), kinds=Kinds(kind, _CALL, by["amount"], _TOUCHED, same))
    return replace(calls, also=(quotas,) if "period_start" in by else ())
