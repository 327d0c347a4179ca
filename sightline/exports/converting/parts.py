"""Records that say several things at once: the parts that a contact plays, the calls of a wide week."""

from dataclasses import replace

from sightline.contract import EXPORTS
from sightline.exports.converting.columns import read_columns
from sightline.exports.converting.reading import Context, Reading
from sightline.exports.converting.verdicts import joins_of
from sightline.exports.opening.land import literal
from sightline.exports.recognising.found import Recognised
from sightline.exports.recognising.recognise import ROLES_OF


def read_parts(
    context: Context, found: Recognised, readings: dict[str, Reading], derived: dict[str, str]
) -> dict[str, Reading]:
    """The parts that a contact plays, from one column of yes and no for each; the answers by `is_` and the part.

    A contact has all of them in one cell, in a deal each is a row of its own.
    """
    if not found.roles:
        return {}
    column = EXPORTS[found.table].columns[ROLES_OF[found.table]]
    answers = {
        replace(column, name=f"is_{role}", kind="bool", values=(), required=False): f"c{index}"
        for role, index in found.roles.items()
    }
    read = {reading.column.name: reading for reading in read_columns(context, answers)}
    derived[column.name] = f"from {', '.join(read)}"
    if column.kind == "multi":
        parts = ", ".join(f"case when {read[f'is_{role}'].value} then {literal(role)} end" for role in found.roles)
        value = f"nullif(concat_ws(';', {parts}), '')"
        first = next(iter(read.values()))
        readings[column.name] = Reading(column, first.source, value, joins_of(read))
    return read


def rows_of_record(
    found: Recognised, wide: dict[str, Reading], parts: dict[str, Reading]
) -> list[tuple[dict[str, str], str]]:
    """The rows that one record makes: what each has beside the rest, and when. Empty where a record is one row.

    A wide record makes a row for each measure that it fills, a contact in a deal one for each part; else one alone.
    """
    part = ROLES_OF.get(found.table, "")
    rows = [
        ({"category": literal(name.removeprefix("amount of ")), "amount": each.value}, f"({each.value}) is not null")
        for name, each in wide.items()
    ]
    if part == "role":
        rows = [({part: literal(name[3:])}, f"coalesce({each.value}, false)") for name, each in parts.items()]
    alone = rows[0][0] if wide else {}
    return [*rows, (alone, f"not ({' or '.join(keep for _, keep in rows)})")] if rows else []
