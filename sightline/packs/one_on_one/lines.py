"""Everything a 1:1 sheet tells, one line each, so that the screen, the paper and the download say the same."""

from collections import namedtuple
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import pandas as pd

from sightline import words

Row = Any
"""One row of an answer, read by the names of its columns."""

CHANGED, NOT_IN_PLAN, LATE, IDLE, ASK, CONSULT = (
    "Changed since",
    "Not in the plan yet",
    "Overdue or re-dated",
    "No action yet",
    "Ask",
    "Consult this week",
)
"""The parts of a sheet in order."""

COLUMNS = ["account_id", "account_name", "part", "happened_on", "said", "because"]

_FOLD = 2
"""More happenings of a kind on one plan than this are told as one line, where no single one matters by itself."""


@dataclass(frozen=True)
class Frames:
    """The answers a sheet is made of."""

    changes: pd.DataFrame
    triggers: pd.DataFrame
    actions: pd.DataFrame
    members: pd.DataFrame
    questions: pd.DataFrame
    consults: pd.DataFrame


def told(frames: Frames, marked_on: Mapping[str, Any], currency: str) -> pd.DataFrame:
    """One row per line: account_id, account_name, part, happened_on, said, because. Newest first within a part.

    `marked_on` is the day a plan was marked as inspected after the load; what happened up to then is no news.
    """
    rows = [
        *_changed(_since(frames.changes, marked_on), currency),
        *_happened(frames.triggers),
        *_late(frames.actions),
        *_idle(frames.members),
        *_asked(frames.questions),
        *_consults(frames.consults, currency),
    ]
    return pd.DataFrame([(*row, None)[:6] for row in rows], columns=COLUMNS).astype({"happened_on": "datetime64[us]"})


def each(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame, read by the names of their columns; pandas' own takes three times as long for a few rows."""
    columns = (frame[name].tolist() for name in frame)
    yield from map(_shape(tuple(frame))._make, zip(*columns, strict=True))


@cache
def _shape(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)  # noqa: PYI024  # the names are those of an answer


def _since(changes: pd.DataFrame, marked_on: Mapping[str, Any]) -> pd.DataFrame:
    last = pd.to_datetime(changes["plan_id"].map(marked_on))
    return changes[last.isna() | (changes["happened_on"] > last)]


def by(rows: Iterable[Row], *names: str) -> dict[tuple[Hashable, ...], list[Row]]:
    """Rows that agree in these columns together, in their order; those that lack one of them are left out."""
    found: dict[tuple[Hashable, ...], list[Row]] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in names)
        if not any(pd.isna(value) for value in key):
            found.setdefault(key, []).append(row)
    return found


def _changed(changes: pd.DataFrame, currency: str) -> Iterator[tuple[Any, ...]]:
    for (account, name), rows in by(each(changes), "account_id", "account_name").items():
        lines = [*_deals(rows, currency), *_people_and_plan(rows), *_folded(rows)]
        for day, said in sorted(lines, key=lambda line: line[0], reverse=True):
            yield account, name, CHANGED, day, said


def _deals(rows: list[Row], currency: str) -> Iterator[tuple[Any, str]]:
    """What one snapshot first showed of one deal is one line."""
    for (day, _), deal in by((row for row in rows if row.kind == "deal"), "happened_on", "record_id").items():
        parts = [_deal_part(row, currency) for row in deal]
        yield day, f"{deal[0].record_name}: {', '.join(parts)}"


def _deal_part(row: Annotated[Row, "one_on_one_changes"], currency: str) -> str:
    if row.what == "new":
        closes = f", closes {words.day(row.after_on)}" if pd.notna(row.after_on) else ", without a close date"
        return f"new deal, {words.money(row.amount_after, currency)}{closes}"
    if row.what == "amount":
        return f"{words.money(row.amount_before, currency)} → {words.money(row.amount_after, currency)}"
    if row.what == "close date":
        return f"closes {words.day(row.before_on)} → {words.day(row.after_on)}"
    return f"{_word(row.word_before)} → {_word(row.word_after)}"


def _people_and_plan(rows: list[Row]) -> Iterator[tuple[Any, str]]:
    for row in rows:
        moved = _moved(row)
        if row.kind == "relationship":
            yield row.happened_on, f"{_name(row.record_name, 'A contact')} {row.what}{moved}"
        elif row.kind == "plan":
            times = f" ({words.number(row.times)})" if row.times > 1 else ""
            what = str(row.what)
            yield row.happened_on, f"{what[0].upper()}{what[1:]}{moved}{times}"


def _moved(row: Annotated[Row, "one_on_one_changes"]) -> str:
    if not isinstance(row.word_after, str):
        return ""
    before = f"{_word(row.word_before)} → " if isinstance(row.word_before, str) else ""
    return f": {before}{_word(row.word_after)}"


def _folded(rows: list[Row]) -> Iterator[tuple[Any, str]]:
    """Actions and places by what happened to them: each by name, or all as one line where there are many."""
    happened = by((row for row in rows if row.kind in ("action", "whitespace")), "kind", "what")
    for (kind, what), found in happened.items():
        latest = found[0]
        if len(found) > _FOLD:
            noun = words.counted(len(found), "action" if kind == "action" else "place")
            last = f", last {_name(latest.record_name, 'one')}" if isinstance(latest.record_name, str) else ""
            after = f" ({_word(latest.word_after)})" if kind == "whitespace" else ""
            verb = what if kind == "action" else "of the whitespace map recorded anew"
            yield latest.happened_on, f"{noun} {verb}{last}{after}"
            continue
        for row in found:
            if kind == "whitespace":
                yield row.happened_on, f"{_name(row.record_name, 'A place')} recorded as {_word(row.word_after)}"
            else:
                to = f" from {words.day(row.before_on)} to {words.day(row.after_on)}" if pd.notna(row.after_on) else ""
                yield row.happened_on, f"Action {what}{to}: {_name(row.record_name, 'an action of a private plan')}"


def _happened(triggers: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in each(triggers):
        what = str(row.what)
        note = f": {row.note}" if isinstance(row.note, str) else ""
        late = f" ({words.counted(row.event_days, 'day')} ago)" if row.is_stale else ""
        said = f"{what[0].upper()}{what[1:]}{note}{late}"
        yield row.account_id, row.account_name, NOT_IN_PLAN, row.event_on, said


def _late(actions: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in each(actions):
        who = f", {row.owner_name}" if isinstance(row.owner_name, str) else ", nobody named"
        late = f"{words.counted(row.overdue_days, 'day')} overdue" if row.is_overdue else "re-dated"
        first = f", first for {words.day(row.first_due_on)}" if pd.notna(row.first_due_on) else ""
        title = _name(row.title, "An action of a private plan")
        yield (
            row.account_id,
            row.account_name,
            LATE,
            row.due_on,
            f"{title}{who}: {late}, due {words.day(row.due_on)}{first}",
        )


def _idle(members: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in each(members):
        role = f" ({row.role})" if isinstance(row.role, str) else ""
        yield row.account_id, row.account_name, IDLE, pd.NaT, f"{row.member_name}{role}"


def _asked(questions: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in each(questions):
        yield row.account_id, row.account_name, ASK, pd.NaT, row.ask, row.because


def _consults(consults: pd.DataFrame, currency: str) -> Iterator[tuple[Any, ...]]:
    for row in each(consults):
        last = f"last gone through {words.day(row.last_consult_on)}" if pd.notna(row.last_consult_on) else None
        says_category = str(row.reason).casefold().startswith(str(row.forecast_category))
        category = None if says_category else row.forecast_category
        parts = [words.money(row.amount, currency), category, last, row.reason]
        said = f"{row.opportunity_name}: {', '.join(part for part in parts if isinstance(part, str))}"
        yield row.account_id, row.account_name, CONSULT, row.close_on, said


def _name(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "nothing"
