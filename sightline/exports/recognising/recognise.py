"""Which table a header is, and which of its columns means which of ours.

The name of a file never decides; it may only break a tie.
"""

import re
from collections.abc import Mapping

from sightline.contract import EXPORTS
from sightline.exports.names import header_key
from sightline.exports.problems import LeftAside, Refused
from sightline.exports.profile import FileProfile
from sightline.exports.recognising.found import Match, Recognised
from sightline.exports.recognising.histories import with_histories
from sightline.exports.recognising.signs import COUNTER_SIGNS, FOREIGN, NAME_PAIRS, RECORDS_OF, SIGNS, SUMMARY
from sightline.exports.vocabulary import known_words, spread, vocabulary

FEW_TABLES, ENOUGH_OWN_WORDS = 4, 0.45
"""A table must be told by words that few tables know: `Id, Name, OwnerId` fits a dozen and tells nothing."""

NO_TABLE = "its columns fit no table"
"""How the reason of a file begins that a person may still know."""

CURRENCY_SUFFIX = re.compile(
    r"^(.{3,}?)[\s_(]+(eur|usd|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|inr|brl)\)?$", re.IGNORECASE
)
_WIDE = (
    ("commit", re.compile(r"commit")),
    ("best_case", re.compile(r"bestcase|upside")),
    ("most_likely", re.compile(r"mostlikely")),
    ("closed", re.compile(r"closedwon|^closed|closedamount|wonqtd")),
    ("pipeline", re.compile(r"pipeline")),
)
_BARE_MEASURES = ("commit", "bestcase", "upside", "mostlikely", "closed", "closedwon", "pipeline")
_MEASURE = re.compile(r"amount|call|qtd|forecast|quarter|total|value|_eur|_usd", re.IGNORECASE)
STATUS = ("status", "statecode", "state", "opportunitystatus", "dealstatus", "outcome", "dealoutcome", "result")
"""Headers under which tools say of a deal whether it is open, won or lost, beside its stage."""
ROLES_OF = {"contacts": "decision_role", "contact_roles": "role"}
"""The column of a contact's parts, which tools also write as one column of yes and no for each."""
CHILD_KEYS = {"accounts": "accountid", "contacts": "contactid", "products": "productid", "users": "userid"}


def recognise(header: list[str], file: str, profile: FileProfile) -> Recognised:
    """The table and columns of one header.

    Raises LeftAside when it fits no table, Refused when it is a summary or names one of our columns twice.
    """
    keys = [header_key(cell) for cell in header]
    if profile.table == "none":
        raise LeftAside("the mapping profile leaves it aside")
    _refuse_summary(header, keys)
    for sign, reason in FOREIGN:
        if sign <= set(keys) and profile.table is None:
            raise LeftAside(reason)
    fitting = ranked(header, file, profile)
    if not fitting:
        raise LeftAside(_nearest(header, profile))
    best = fitting[0][1]
    _refuse_lost(best.table, header, profile)
    _refuse_doubles(best, header, keys)
    return with_histories(best, header)


def ranked(header: list[str], file: str, profile: FileProfile) -> list[tuple[float, Recognised]]:
    """The tables that a header fits, the best first, with how much of the header is that table's own."""
    keys = [header_key(cell) for cell in header]
    fitting = []
    for table in [profile.table] if profile.table else list(EXPORTS):
        found = match_columns(table, header, profile)
        if profile.table or _fits(table, found, keys):
            fitting.append((_weight(found, keys), name_hint(table, file), found))
    fitting.sort(key=lambda entry: (round(entry[0], 6), entry[1]), reverse=True)
    return [(weight, found) for weight, _, found in fitting]


def match_columns(table: str, header: list[str], profile: FileProfile) -> Recognised:
    """Give each header to at most one column of the table: the profile first, then exact names, then synonyms."""
    export, words = EXPORTS[table], vocabulary(table)
    keys = [header_key(cell) for cell in header]
    plain = [_without_currency(cell)[0] for cell in header]
    mapped = {header_key(found): ours for found, ours in profile.columns.items()}
    matches: dict[str, Match] = {}
    taken: set[int] = {index for index, key in enumerate(keys) if mapped.get(key) == "none"}
    for index, key in enumerate(keys):
        ours = mapped.get(key)
        if ours in export.columns and ours not in matches:
            matches[ours] = Match(ours, index, header[index], "mapping")
            taken.add(index)
    lost = lost_columns(table, header, profile)
    candidates: list[tuple[int, int, bool, int, str]] = []
    for index, key in enumerate(keys):
        for spelled in (key,) if plain[index] == header[index] else dict.fromkeys((key, header_key(plain[index]))):
            for rank, column in words.get(spelled, ()):
                exact = rank == 0 and header[index].strip().strip("\ufeff").casefold() == column
                candidates.append((0 if exact else 1, rank, not export.columns[column].required, index, column))
    for not_exact, rank, _, index, column in sorted(candidates):
        if index in taken or column in matches or column in lost:
            continue
        matches[column] = Match(column, index, header[index], "synonym" if not_exact or rank else "exact")
        taken.add(index)
    names = (
        _name_pair(keys, said=profile.table is not None)
        if "full_name" in export.columns and "full_name" not in matches
        else None
    )
    if names:
        header_text = f"{header[names[0]]} + {header[names[1]]}"
        matches["full_name"] = Match("full_name", names[0], header_text, "synonym")
        taken |= set(names)
    wide = _wide(header, keys, taken, matches) if table == "forecast_submissions" else {}
    taken |= set(wide.values())
    companions = {
        column: index
        for column, name in (("owner_id", "owner"), ("account_id", "account"), ("user_id", "rep"))
        if column in matches
        for index, key in enumerate(keys)
        if index not in taken
        and key in (f"{name}name", f"opportunity{name}", f"deal{name}", name, "companyname", "fullname")
        and (name == "account" or key != "companyname")
    }
    status = None
    if "is_won" in export.columns and "stage" in export.columns and not {"is_won", "is_closed"} & set(matches):
        status = next((i for i, key in enumerate(keys) if i not in taken and key in STATUS), None)
    part = ROLES_OF.get(table)
    roles = {
        value: index
        for value in (export.columns[part].values if part and part not in matches else ())
        for index, key in enumerate(keys)
        if index not in taken and key == header_key(f"is_{value}")
    }
    taken |= set(roles.values())
    unused = {
        index: cell for index, cell in enumerate(header) if index not in taken and index not in companions.values()
    }
    return Recognised(
        table,
        matches,
        unused,
        wide,
        names,
        companions,
        _constants(table, header, matches, wide, profile),
        status,
        roles,
    )


def _constants(
    table: str, header: list[str], matches: Mapping[str, Match], wide: Mapping[str, int], profile: FileProfile
) -> dict[str, tuple[str, str]]:
    columns = EXPORTS[table].columns
    said = {
        name: (value, "the mapping profile says so") for name, value in profile.constants.items() if name in columns
    }
    if table == "field_history" and "table_name" not in matches and "record_id" in matches:
        whose = RECORDS_OF.get(header_key(matches["record_id"].header))
        said |= {"table_name": (whose, "the header of the record's id names it")} if whose else {}
    if "currency" not in columns or "currency" in matches:
        return said
    money = [match.header for name, match in matches.items() if columns[name].is_money] + [
        header[i] for i in wide.values()
    ]
    codes = {code for cell in money if (code := _without_currency(cell)[1])}
    if len(codes) == 1:
        return {"currency": (codes.pop().upper(), "the header of the amounts names it"), **said}
    if profile.currency and money:
        return {"currency": (profile.currency.upper(), "the mapping profile says so"), **said}
    return said


def _without_currency(cell: str) -> tuple[str, str | None]:
    match = CURRENCY_SUFFIX.match(cell.strip())
    return (match[1], match[2]) if match and not header_key(cell).startswith("rateto") else (cell, None)


def _name_pair(keys: list[str], *, said: bool) -> tuple[int, int] | None:
    for first, last in NAME_PAIRS if said else NAME_PAIRS[:2]:
        if first in keys and last in keys:
            return keys.index(first), keys.index(last)
    return None


def _wide(header: list[str], keys: list[str], taken: set[int], matches: dict[str, Match]) -> dict[str, int]:
    """Measures of a wide forecast file by category; empty when it is in long form."""
    if "category" in matches and matches["category"].by == "exact":
        return {}
    wide: dict[str, int] = {}
    for category, pattern in _WIDE:
        for index, key in enumerate(keys):
            free = index not in taken or matches.get("amount", Match("", -1, "", "")).index == index
            measure = _MEASURE.search(header[index]) or key in _BARE_MEASURES
            if free and index not in wide.values() and pattern.search(key) and measure:
                wide.setdefault(category, index)
    if len(wide) < 2:
        return {}
    matches.pop("amount", None)
    return wide


def _fits(table: str, found: Recognised, keys: list[str]) -> bool:
    have = set(found.matches) | ({"wide"} if found.wide else set()) | ({"roles"} if found.roles else set())
    present = set(keys)
    if any(sign <= present for sign in COUNTER_SIGNS.get(table, ())):
        return False
    if not any(sign <= have for sign in SIGNS[table]) and not _by_our_names(table, found):
        return False
    child_key = CHILD_KEYS.get(table)
    if child_key in present and "id" in present and table != "users":
        return False
    exact = {name for name, match in found.matches.items() if match.by == "exact"}
    in_our_names = _by_our_names(table, found) or any(sign <= exact for sign in SIGNS[table])
    return in_our_names or _own_words(found, keys) >= ENOUGH_OWN_WORDS


def _by_our_names(table: str, found: Recognised) -> bool:
    """Whether the file uses our own names for the whole key and one more column that matters."""
    exact = {name for name, match in found.matches.items() if match.by == "exact"}
    export = EXPORTS[table]
    more = [name for name, column in export.columns.items() if column.required and name not in export.key]
    others = set(more or export.columns) - set(export.key)
    return set(export.key) <= exact and (bool(exact & others) or not others)


def _own_words(found: Recognised, keys: list[str]) -> float:
    tables_of = spread()
    known = [tables_of.get(keys[match.index], len(EXPORTS)) for match in found.matches.values()]
    return sum(1 / tables for tables in known if tables <= FEW_TABLES) + len(found.wide)


def _weight(found: Recognised, keys: list[str]) -> float:
    """How much of the header is this table's own: a word counts less the more tables know it."""
    tables_of = spread()
    total = 0.0
    for match in found.matches.values():
        rarity = 1 / tables_of.get(keys[match.index], len(EXPORTS) / 4)
        total += rarity + (0.5 * rarity + 0.05 if match.by == "exact" else 0.02)
    return total + len(found.wide)


def name_hint(table: str, file: str) -> int:
    """How much the name of a file speaks for a table: nothing, or more the longer the table's name."""
    stem = header_key(file.rsplit(".", 1)[0])
    return len(table) if header_key(table) in stem or header_key(table.rstrip("s")) in stem else 0


def _refuse_summary(header: list[str], keys: list[str]) -> None:
    pivots = [
        cell
        for cell, key in zip(header, keys, strict=True)
        if key in SUMMARY or re.match(r"(?i)(sum|count|average|max|min) of ", cell)
    ]
    if "rowlabels" in keys or "columnlabels" in keys or len(pivots) > 1:
        raise Refused(f"this is a summary (column {pivots[0]!r}): export the detail rows, one line per record")
    filled = [index for index, key in enumerate(keys) if key]
    gaps = [index for index, key in enumerate(keys) if not key and filled and filled[0] < index < filled[-1]]
    if gaps:
        left = [cell for cell in header[: gaps[0]] if cell.strip()]
        right = [cell for cell in header[gaps[-1] + 1 :] if cell.strip()]
        if known_words(left) >= 2 and known_words(right) >= 2:
            raise Refused("two tables are side by side in it: save each as a file of its own")


def lost_columns(table: str, header: list[str], profile: FileProfile) -> dict[str, str]:
    """Our columns of a table whose header the profile names and the file has no more, with that header."""
    keys = {header_key(cell) for cell in header}
    there = {ours for named, ours in profile.columns.items() if header_key(named) in keys}
    lost = (profile.expects & set(EXPORTS[table].columns)) - there
    return {ours: named for named, ours in profile.columns.items() if ours in lost}


def _refuse_lost(table: str, header: list[str], profile: FileProfile) -> None:
    """Another column is no stand-in for one that a person named: which it is now is asked where a number needs it."""
    for ours, named in lost_columns(table, header, profile).items():
        column = EXPORTS[table].columns[ours]
        if column.required or column.is_money:
            raise Refused(
                f"sightline.toml says that {named!r} is {ours}, and the file has no such column: say there which column"
                " it is now"
            )


def _refuse_doubles(found: Recognised, header: list[str], keys: list[str]) -> None:
    for match in found.matches.values():
        same = [index for index, key in enumerate(keys) if key == keys[match.index]]
        if len(same) > 1:
            named = " and ".join(f"column {index + 1} ({header[index].strip()})" for index in same)
            raise Refused(
                f"{named} have the same name and both could be {match.column}: rename or remove one and export again"
            )


def _nearest(header: list[str], profile: FileProfile) -> str:
    """Why the header fits no table, naming the table that it comes closest to and what that one lacks."""
    best: tuple[float, str] = (0.0, "")
    for table in EXPORTS:
        found = match_columns(table, header, profile)
        have = set(found.matches)
        for sign in SIGNS[table]:
            share = len(sign & have) / len(sign)
            weight = share + _weight(found, [header_key(cell) for cell in header]) / 100
            enough = _own_words(found, [header_key(cell) for cell in header]) >= ENOUGH_OWN_WORDS
            if len(sign) - len(sign & have) == 1 and enough and weight > best[0]:
                lacking = ", ".join(sorted(sign - have))
                best = (weight, f"; closest is {table}, which also needs {lacking}" if lacking else "")
    return f"{NO_TABLE}{best[1]}"
