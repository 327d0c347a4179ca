"""Read `sightline.toml`: what makes no sense is said back in one sentence that names the key to change."""

import datetime as dt
import difflib
import tomllib
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sightline.contract import EXPORTS
from sightline.exports.problems import ProfileError
from sightline.exports.profile.said import KEY_ACCOUNT_RULES, POSITIONS, PROFILE_NAME, FileProfile, Profile

_WHOLE = {"date_order", "decimal_mark", "currency", "probability_scale", "columns", "units", "constants"}
_FILE = _WHOLE | {"table", "snapshot_date", "exported_at", "day_in_name"}
_TOP = _WHOLE | {"timezone", "join_by", "fiscal", "key_accounts", "outcomes", "stages", "managers", "files", "values"}
_CHOICES: dict[str, tuple[Any, ...]] = {
    "date_order": ("day_first", "month_first"),
    "decimal_mark": (".", ","),
    "probability_scale": (1, 100),
    "day_in_name": (True, False),
    "join_by": ("name", "id"),
    "named_by": ("start", "end"),
    "first_month": tuple(range(1, 13)),
    "rule": (*KEY_ACCOUNT_RULES, "none"),
    "outcomes": ("open", "won", "lost"),
    "table": (*EXPORTS, "none"),
}


def read_profile(folder: Path) -> Profile:
    """The profile beside the exports; an empty one where there is no `sightline.toml`.

    Raises ProfileError with one sentence for a file that is not TOML, an unknown name or a value out of choice.
    """
    path = folder / PROFILE_NAME
    if not path.is_file():
        return Profile()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{PROFILE_NAME} is not valid TOML: {error}.") from error
    return understood(said)


def understood(said: Mapping[str, Any]) -> Profile:
    """The profile that the names and values of a TOML file make. Raises ProfileError as `read_profile` does."""
    _check_names(said, _TOP, "")
    _check_names(said.get("fiscal", {}), {"first_month", "named_by"}, "fiscal")
    _check_names(said.get("key_accounts", {}), {"rule", "value"}, "key_accounts")
    for name, value in {**said, **said.get("fiscal", {}), **said.get("key_accounts", {})}.items():
        if name in ("join_by", "first_month", "named_by", "rule"):
            _check_choice(name, value)
    outcomes, stages, managers = (said.get(section, {}) for section in ("outcomes", "stages", "managers"))
    for section, words in (("outcomes", outcomes), ("stages", stages), ("managers", managers)):
        _check_names(words, set(words), section)
    for outcome in outcomes.values():
        _check_choice("outcomes", outcome)
    for stage, position in stages.items():
        if type(position) is not int or position not in POSITIONS:
            raise ProfileError(
                f"{PROFILE_NAME}: stages.{stage!r} = {position!r} should be a whole number from 0, which comes before"
                f" discovery, to {POSITIONS[-1]}."
            )
    files = said.get("files", {})
    if not isinstance(files, dict) or not all(isinstance(entry, dict) for entry in files.values()):
        raise ProfileError(f'{PROFILE_NAME}: write each file as a section, such as [files."opportunities*.csv"].')
    return Profile(
        whole=_file_profile("*", {name: said[name] for name in _WHOLE if name in said}, ""),
        files=tuple(_file_profile(pattern, entry, f'files."{pattern}"') for pattern, entry in files.items() if entry),
        values=_values(said.get("values", {})),
        timezone=_zone(said.get("timezone")),
        join_by=said.get("join_by"),
        fiscal=said.get("fiscal", {}),
        key_accounts=said.get("key_accounts", {}),
        outcomes=outcomes,
        stages=stages,
        managers={str(person): str(manager) for person, manager in managers.items()},
    )


def _zone(name: Any) -> str | None:
    if name is not None and name not in zoneinfo.available_timezones():
        raise ProfileError(f"{PROFILE_NAME}: timezone = {name!r} is no time zone; write one such as 'Europe/Berlin'.")
    return None if name is None else str(name)


def _file_profile(pattern: str, entry: Mapping[str, Any], section: str) -> FileProfile:
    _check_names(entry, _FILE, section)
    for name in entry.keys() & _CHOICES.keys():
        _check_choice(name, entry[name])
    exported_at, snapshot = entry.get("exported_at"), entry.get("snapshot_date")
    if snapshot is not None and type(snapshot) is not dt.date:
        raise ProfileError(f"{PROFILE_NAME}: snapshot_date is a date without quotes, such as 2026-08-03.")
    if isinstance(exported_at, dt.date) and not isinstance(exported_at, dt.datetime):
        exported_at = dt.datetime.combine(exported_at, dt.time())
    if exported_at is not None and not isinstance(exported_at, dt.datetime):
        raise ProfileError(f"{PROFILE_NAME}: exported_at is a date or date-time without quotes: 2026-08-03T06:00:00.")
    known = {column for export in EXPORTS.values() for column in export.columns}
    for target in [*entry.get("columns", {}).values(), *entry.get("units", {}), *entry.get("constants", {})]:
        if target not in known and target != "none":
            raise ProfileError(_unknown(target, known, "a column of the contract"))
    given = {**entry, "exported_at": exported_at}
    if "constants" in given:
        given["constants"] = {name: str(value) for name, value in given["constants"].items()}
    return FileProfile(pattern=pattern, **given)


def _values(tables: Any) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    _check_names(tables, set(EXPORTS), "values")
    for table, columns in tables.items():
        _check_names(columns, set(EXPORTS[table].columns), f"values.{table}")
        for column, words in columns.items():
            if not words:
                continue
            found[table, column] = {str(word): str(ours) for word, ours in words.items()}
            allowed = (
                set(EXPORTS[table].columns[column].values) if EXPORTS[table].columns[column].kind == "enum" else ()
            )
            for ours in found[table, column].values():
                if allowed and ours not in allowed:
                    raise ProfileError(_unknown(ours, set(allowed), f"a value of {table}.{column}"))
    return found


def _check_names(given: Any, known: set[str], section: str) -> None:
    if not isinstance(given, Mapping):
        raise ProfileError(f"{PROFILE_NAME}: [{section}] must be a section with names and values.")
    for name in given:
        if name not in known:
            raise ProfileError(
                _unknown(name, known, f"known in [{section}]" if section else "a setting of the profile")
            )


def _check_choice(name: str, value: Any) -> None:
    if value not in _CHOICES[name]:
        if name == "table":
            raise ProfileError(_unknown(str(value), set(EXPORTS), "a table of the contract"))
        allowed = ", ".join(repr(choice) for choice in _CHOICES[name])
        raise ProfileError(f"{PROFILE_NAME}: {name} = {value!r} is not possible; choose one of {allowed}.")


def _unknown(name: str, known: set[str], what: str) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f" Did you mean {near[0]}?" if near else f" Known are {', '.join(sorted(known)[:12])}."
    return f"{PROFILE_NAME}: {name} is not {what}.{hint}"
