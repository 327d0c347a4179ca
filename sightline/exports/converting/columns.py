"""The SQL that turns each landed text column of a file into its contract type.

One pass counts what decides how much care a column needs; only columns that need it are looked at again.
"""

from dataclasses import replace

from sightline.contract import Column
from sightline.exports.converting import cells, readers
from sightline.exports.converting.casts import needs_more, quick, simple
from sightline.exports.converting.reading import Context, Reading
from sightline.exports.names import CURRENCIES
from sightline.exports.problems import Refused
from sightline.exports.profile import DateOrder

REGIONS = {"region"}


def read_columns(context: Context, sources: dict[Column, str]) -> list[Reading]:
    """A reading for each column. Raises Refused when the file leaves open what only its owner can say."""
    facts = _facts(context, sources)
    order = _date_order(context, sources, facts)
    read = []
    for column, source in sources.items():
        counted = facts[column.name]
        reading = _reading(context, column, source, counted, order)
        read.append(replace(reading, full=counted["filled"] == counted["rows"] and reading.join == ""))
    return read


def _facts(context: Context, sources: dict[Column, str]) -> dict[str, dict[str, int]]:
    """Counts that decide how much care each column needs, all in one pass over the file."""
    asked: dict[str, list[tuple[str, str]]] = {}
    for column, source in sources.items():
        value = simple(column, source)
        wanted = [("filled", f"count({source})")]
        if column.kind in ("date", "timestamp", "bool", "int", "decimal"):
            wanted.append(("doubtful", f"count_if({needs_more(column, source)})"))
        if column.kind == "decimal":
            wanted.append(("thousandths", f"count_if(substr({source}, -4, 1) = '.')"))
            wanted.append(("cents", f"count_if(substr({source}, -3, 1) = '.' or substr({source}, -2, 1) = '.')"))
        if column.kind == "bool":
            wanted.append(("false", f"count_if(not ({value}))"))
            wanted.append(("ones", f"count_if({source} in ('1', '1.0'))"))
        if column.name == "probability":
            wanted.append(("above_one", f"count_if(({value}) > 1)"))
            wanted.append(("fractions", f"count_if(({value}) > 0 and ({value}) < 1)"))
        if column.kind in ("text", "code"):
            wanted.append(("words_of_nothing", f"count_if({source} in ('None', 'NA'))"))
        if column.name.endswith("_id"):
            wanted.append(("fifteen", f"count_if(strlen({source}) = 15)"))
        asked[column.name] = wanted
    flat = ["count(*)", *(sql for wanted in asked.values() for _, sql in wanted)]
    row = context.rows(f"select {', '.join(flat)} from landing_{context.landed}")[0]
    rows, *counts = (int(str(value or 0)) for value in row)
    each = iter(counts)
    return {name: {"rows": rows, **{fact: next(each) for fact, _ in wanted}} for name, wanted in asked.items()}


def _date_order(context: Context, sources: dict[Column, str], facts: dict[str, dict[str, int]]) -> DateOrder | None:
    """Day first or month first, decided once over all date columns of the file."""
    if context.said.date_order:
        return context.said.date_order
    proof: dict[str, tuple[str, str]] = {}
    open_cell: tuple[str, str] | None = None
    for column, source in sources.items():
        if column.kind not in ("date", "timestamp") or not facts[column.name]["doubtful"]:
            continue
        value = quick(column, source, context.settings.zone)
        for text in context.distinct(source, f"{source} is not null and ({value}) is null"):
            if order := cells.date_order(text):
                proof.setdefault(order, (column.name, text))
            elif open_cell is None and cells.needs_order(text):
                open_cell = (column.name, text)
    if len(proof) == 2:
        day, month = proof["day_first"], proof["month_first"]
        raise Refused(
            f"its dates contradict each other ({day[0]} {day[1]!r} is day first, {month[0]} {month[1]!r} month first):"
            ' correct them, or say date_order = "day_first" or "month_first" in sightline.toml'
        )
    if proof:
        return "day_first" if "day_first" in proof else "month_first"
    if open_cell:
        raise Refused(
            f"no date shows whether day or month comes first ({open_cell[0]} {open_cell[1]!r} could be either):"
            ' say date_order = "day_first" or "month_first" in sightline.toml'
        )
    return None


def _reading(context: Context, column: Column, source: str, facts: dict[str, int], order: DateOrder | None) -> Reading:
    words = context.profile.values.get((context.table, column.name), {})
    if column.kind in ("enum", "multi"):
        return readers.words(context, column, source, words)
    if column.kind in ("date", "timestamp"):
        return readers.moments(context, column, source, facts, order)
    if column.kind in ("int", "decimal"):
        return readers.numbers(context, column, source, facts)
    if column.kind == "bool":
        return readers.booleans(context, column, source, facts, words)
    value = source
    if facts.get("words_of_nothing"):
        value = f"nullif({value}, 'None')" if column.name in REGIONS else f"nullif(nullif({value}, 'None'), 'NA')"
    if facts.get("fifteen"):
        value = f"salesforce_18({value})"
    if column.kind == "code" or words:
        known = (
            {**CURRENCIES, **column.value_synonyms, **words}
            if column.name == "currency"
            else {**column.value_synonyms, **words}
        )
        return readers.texts(context, column, source, value, known)
    return Reading(column, source, value)
