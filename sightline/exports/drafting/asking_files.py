"""Questions about files: which table each is, which column is which, in which way dates and amounts are written."""

import datetime as dt
import difflib
import re
from collections.abc import Iterator

from sightline.contract import EXPORTS
from sightline.exports.audit.report import Report, Row
from sightline.exports.drafting import hints
from sightline.exports.drafting.draft import NO_COLUMN, Column, Question
from sightline.exports.drafting.looking import Looked
from sightline.exports.names import header_key
from sightline.exports.profile import Profile
from sightline.exports.profile.writing import Place
from sightline.exports.recognising.dates import date_in_name
from sightline.exports.recognising.recognise import NO_TABLE, lost_columns, match_columns, ranked

RENAMED = 0.6
"""A header with this share of the letters of one that is gone is suggested in its place; what ours is called is not."""
CLOSE = 0.9
"""A second table with this share of the first one's weight is named beside it."""


def strange(file: Row) -> bool:
    """Whether a file fits no table that we know of by its header."""
    return file["status"] == "left_aside" and (file["reason"] or "").startswith(NO_TABLE)


def to_look_into(report: Report, profile: Profile) -> set[str]:
    """The files whose values may help: not understood, refused, or with unused columns that could be a missing one."""
    found = {file["file"] for file in report.files if strange(file) or file["status"] == "refused"}
    lines: dict[tuple[str, str], list[Row]] = {}
    for column in report.columns:
        if column["file"]:
            lines.setdefault((column["file"], column["table_name"]), []).append(column)
    return found | {
        name for (name, table), given in lines.items() if _could_give_more(table, given, profile.of(name).expects)
    }


def _could_give_more(table: str, lines: list[Row], expects: frozenset[str]) -> bool:
    """Whether a loaded file has unused columns, and lacks one that a number needs, or is expected or seems named."""
    free = dict(enumerate(one["header"] for one in lines if one["matched_by"] == "unused" and not one["note"]))
    taken = {one["column_name"] for one in lines if one["column_name"] and one["matched_by"] != "absent"}
    missing = {name: column for name, column in EXPORTS[table].columns.items() if name not in taken}
    lacks = any(column.required or name in expects for name, column in missing.items())
    return bool(free) and (lacks or bool(hints.columns(table, hints.Peek("", [], {}), {}, free, taken)))


def questions(look: Looked) -> Iterator[Question]:
    """What has to be said of each file before it loads whole."""
    for file in look.report.files:
        peek = look.peeks.get(file["file"])
        if file["status"] == "refused":
            yield from _of_refused(look, file)
        if peek is None:
            continue
        section = look.section(file["file"])
        if strange(file):
            yield from _of_strange(look, peek, section, file["reason"])
        elif table := _table(look, file, peek):
            yield from _of_loaded(look, peek, section, table)
    yield from _of_named_days(look)


def _table(look: Looked, file: Row, peek: hints.Peek) -> str | None:
    """The table of a file that was taken for one, also where it was refused as that."""
    if file["table_name"] or file["status"] != "refused":
        return file["table_name"] and str(file["table_name"])
    return next((found.table for _, found in ranked(peek.header, file["file"], look.profile.of(file["file"]))), None)


def columns(look: Looked, file: str, table: str | None) -> tuple[Column, ...]:
    """Every column of a file as it is taken now."""
    section, peek = look.section(file), look.peeks.get(file)
    found = []
    matched = [column for column in look.report.columns if column["file"] == file and column["table_name"] == table]
    for column in matched:
        header, ours = column["header"], column["column_name"]
        if header is None or column["matched_by"] == "derived":
            continue
        at = peek.header.index(header) if peek and header in peek.header else None
        samples = peek.samples(at) if peek and at is not None else _samples(look, file, table, ours)
        found.append(Column(header, ours, column["matched_by"], samples, (*section, "columns", header.strip())))
    if not matched and peek:
        found = [
            Column(header, None, "", peek.samples(index), (*section, "columns", header.strip()))
            for index, header in enumerate(peek.header)
            if header.strip()
        ]
    return tuple({column.place: column for column in found}.values())


def _samples(look: Looked, file: str, table: str | None, ours: str | None) -> tuple[str, ...]:
    """Three values as they were loaded; none of a column that was not."""
    if table is None or ours is None or ours not in EXPORTS[table].columns:
        return ()
    sql = f'select cast("{ours}" as varchar) from exports.{table} where record_file = $file and "{ours}" is not null'
    return tuple(text for (text,) in look.rows(f"{sql} limit 3", file=file))


def _of_strange(look: Looked, peek: hints.Peek, section: Place, told: str) -> Iterator[Question]:
    guesses = hints.tables(peek, look.known)
    best = guesses[0] if guesses else None
    likely = [guess.table for guess in guesses]
    reason = told.removeprefix(NO_TABLE).strip("; ") or "choose its table, then its columns"
    if best:
        named = sum(1 for header in peek.header if header.strip())
        reason = f"{best.known} of {named} headers name columns of {best.table.replace('_', ' ')}"
        if len(guesses) > 1 and guesses[1].weight >= CLOSE * best.weight:
            reason += f"; {guesses[1].table} comes close"
    yield Question(
        (*section, "table"), "table", peek.file, reason, (*dict.fromkeys((*likely, *EXPORTS)), NO_COLUMN),
        best.table if best else None, peek.file, best.table if best else None,
        rows=max((values.rows for values in peek.values.values()), default=0), needed=best is not None,
    )  # fmt: skip
    if best:
        yield from _of_headers(peek, section, best.table, best.columns)


def _of_headers(peek: hints.Peek, section: Place, table: str, found: dict[int, hints.Hint]) -> Iterator[Question]:
    """One question for each header that may be a column of ours; a thin reason names the column and leaves it open."""
    for index, hint in sorted(found.items()):
        header, column = peek.header[index].strip(), EXPORTS[table].columns[hint.column]
        enough = hint.weight >= hints.ENOUGH
        yield Question(
            (*section, "columns", header), "column", header,
            hint.reason if enough else f"perhaps {hint.column}: {hint.reason}", (*EXPORTS[table].columns, NO_COLUMN),
            hint.column if enough else None, peek.file, table, peek.samples(index),
            implied={(*section, "table"): table}, needed=column.required or column.is_money,
        )  # fmt: skip


def _of_loaded(look: Looked, peek: hints.Peek, section: Place, table: str) -> Iterator[Question]:
    profile = look.profile.of(peek.file)
    own = match_columns(table, peek.header, profile)
    said = {header_key(header) for header in profile.columns}
    free = {index: header for index, header in own.unused.items() if header_key(header) not in said}
    lost = lost_columns(table, peek.header, profile)
    derived = {
        one["column_name"]
        for one in look.report.columns
        if one["file"] == peek.file and one["table_name"] == table and one["matched_by"] == "derived"
    }
    taken = set(own.matches) | derived | set(own.constants) | ({"amount", "category"} if own.wide else set())
    found = hints.columns(table, peek, look.known, free, taken | set(lost))
    wanted = {
        index: hint
        for index, hint in found.items()
        if hint.weight >= hints.ENOUGH or EXPORTS[table].columns[hint.column].required
    }
    yield from _of_changed(look, peek, table, lost)
    yield from _of_headers(peek, section, table, wanted)


def _of_changed(look: Looked, peek: hints.Peek, table: str, lost: dict[str, str]) -> Iterator[Question]:
    """Which header is now the one that the profile names and the file has no more; those that fit come first."""
    section = look.section(peek.file)
    said = {header_key(header) for header in look.profile.of(peek.file).columns}
    free = {i: header for i, header in enumerate(peek.header) if header.strip() and header_key(header) not in said}
    for ours, header in lost.items():
        column = EXPORTS[table].columns[ours]
        taken = {i: cell for i, cell in free.items() if hints.agrees(column, peek.values.get(i, hints.NOTHING))}
        near = max(taken, key=lambda i: _alike(header, taken[i]), default=None)
        alike = near is not None and _alike(header, taken[near]) >= RENAMED
        yield Question(
            (*section, "columns", header), "changed", ours, f"{header} was {ours} and is not in the file any more",
            (*dict.fromkeys(cell.strip() for cell in (*taken.values(), *free.values())), NO_COLUMN),
            taken[near].strip() if alike and near is not None else None, peek.file, table,
            peek.samples(near) if alike and near is not None else (), needed=column.required or column.is_money,
        )  # fmt: skip


def _alike(before: str, now: str) -> float:
    """How much one header is like another: 1 where one holds the other, else the share of equal letters."""
    one, other = header_key(before), header_key(now)
    return 1 if one in other or other in one else difflib.SequenceMatcher(None, one, other).ratio()


def _of_refused(look: Looked, file: Row) -> Iterator[Question]:
    """What a file that was refused leaves open in the way it is written."""
    reason, name, peek = file["reason"] or "", file["file"], look.peeks.get(file["file"])
    section, table = look.section(name), file["table_name"]
    told = re.split(r": (?:say|correct) ", reason)[0].replace("_", " ")
    others = {
        note: one["file"]
        for one in look.report.columns
        if one["file"] and one["file"] != name
        for note in (one["note"] or "").split("; ")
    }
    if "date_order" in reason:
        shown = {order: others.get(f"dates read {order.replace('_', ' ')}") for order in ("day_first", "month_first")}
        proven = [order for order, by in shown.items() if by]
        order, why = (proven[0], f"as in {shown[proven[0]]}") if len(proven) == 1 else (None, "")
        if order is None and peek and _is_dotted(peek):
            order, why = "day_first", "dates with dots are written day first"
        yield Question(
            (*section, "date_order"), "date_order", name, "; ".join(filter(None, (told, why))),
            ("day_first", "month_first"), order, name, table, needed=True,
        )  # fmt: skip
    if "decimal_mark" in reason:
        by = others.get("decimal mark ','")
        mark, why = (",", f"as in {by}") if by else (None, "")
        yield Question(
            (*section, "decimal_mark"), "decimal_mark", name, "; ".join(filter(None, (told, why))),
            (",", "."), mark, name, table, needed=True,
        )  # fmt: skip


def _is_dotted(peek: hints.Peek) -> bool:
    """Whether days are parted by dots, as only day-first languages part them."""
    texts = [text for values in peek.values.values() for text in values.different]
    return any(text[2:3] == "." and text[5:6] == "." and text[:2].isdigit() for text in texts)


def _of_named_days(look: Looked) -> Iterator[Question]:
    """Whether the day in the name of a file of deals is the one they are of, where nothing else tells it.

    Said once, it holds for the files of that name to come: each Monday's day follows, and several are a history.
    """
    for file in look.report.files:
        name, day = file["file"], date_in_name(file["file"])
        said = look.profile.of(name)
        is_told = file["exported_at"] is not None or said.snapshot_date is not None or said.day_in_name is not None
        if file["table_name"] == "opportunities" and not is_told and day and day <= dt.date.today():
            yield Question(
                (*look.section(name), "day_in_name"), "named_day", name,
                f"{day:%Y-%m-%d} is in its name; without an answer the newest date recorded in any file is taken",
                ("true", "false"), "true", name, "opportunities", needed=True,
            )  # fmt: skip
