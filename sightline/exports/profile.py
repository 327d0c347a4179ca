"""The mapping profile: `sightline.toml` beside the exports, where a person says what no file can tell.

date_order = "day_first"            # or "month_first"; also per file
decimal_mark = ","                  # or "."
currency = "EUR"                    # of files without a currency column
probability_scale = 1               # where 1 means certain; 100 is the default
join_by = "name"                    # or "id": how references are written; both are tried when absent

[fiscal]
first_month = 2
named_by = "end"                    # or "start"

[key_accounts]
rule = "rank"                       # rank, arr, top_n or none
value = 1

[outcomes]                          # of stages whose words do not tell
"Signed" = "won"                    # open, won or lost

[files."opps_2026-08-03*.csv"]      # a pattern for file names
table = "opportunities"             # which table it is; "none" leaves it aside
snapshot_date = 2026-08-03
exported_at = 2026-08-03T06:00:00
columns = { "Deal value" = "amount" }
units = { amount = 1000000 }        # the file says millions

[values.opportunities.type]
"Existing Business" = "expansion"
"""

import datetime as dt
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from sightline.contract import EXPORTS
from sightline.exports.problems import ProfileError
from sightline.settings import Settings

PROFILE_NAME = "sightline.toml"
DateOrder = Literal["day_first", "month_first"]
DecimalMark = Literal[".", ","]
KEY_ACCOUNT_RULES = {"rank": "key_account_rank_max", "arr": "key_account_min_arr", "top_n": "key_account_top_n"}


@dataclass(frozen=True)
class FileProfile:
    """What the profile says about the files that match one pattern. Null where it says nothing."""

    pattern: str = "*"
    table: str | None = None
    snapshot_date: dt.date | None = None
    exported_at: dt.datetime | None = None
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    currency: str | None = None
    probability_scale: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, int | float] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def matches(self, file: str) -> bool:
        """Whether this speaks of a file: by its very name (a sheet's has brackets), else as a pattern."""
        name, pattern = file.casefold(), self.pattern.casefold()
        return name == pattern or fnmatch(name, pattern)


@dataclass(frozen=True)
class Profile:
    """The whole profile. `Profile()` says nothing."""

    whole: FileProfile = FileProfile()
    files: tuple[FileProfile, ...] = ()
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    join_by: str | None = None
    fiscal: Mapping[str, Any] = field(default_factory=dict)
    key_accounts: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)

    def of(self, file: str) -> FileProfile:
        """What holds for one file: the most specific pattern that matches its name over what holds for all."""
        matching = [entry for entry in self.files if entry.matches(file)]
        if not matching:
            return self.whole
        said = max(matching, key=lambda entry: (entry.pattern.casefold() == file.casefold(), len(entry.pattern)))
        whole = self.whole
        return replace(
            said,
            date_order=said.date_order or whole.date_order,
            decimal_mark=said.decimal_mark or whole.decimal_mark,
            currency=said.currency or whole.currency,
            probability_scale=said.probability_scale or whole.probability_scale,
            columns={**whole.columns, **said.columns},
            units={**whole.units, **said.units},
            constants={**whole.constants, **said.constants},
        )

    def settings(self, settings: Settings) -> Settings:
        """The installation's settings with what this profile overrides: fiscal year, currency, key accounts."""
        over: dict[str, Any] = {}
        if "first_month" in self.fiscal:
            over["fiscal_year_start_month"] = self.fiscal["first_month"]
        if "named_by" in self.fiscal:
            over["fiscal_year_named_by"] = self.fiscal["named_by"]
        if rule := self.key_accounts.get("rule"):
            over["key_account_fallback"] = rule
            if "value" in self.key_accounts and rule in KEY_ACCOUNT_RULES:
                over[KEY_ACCOUNT_RULES[rule]] = self.key_accounts["value"]
        return replace(settings, **over) if over else settings


_WHOLE = {"date_order", "decimal_mark", "currency", "probability_scale", "columns", "units", "constants"}
_FILE = _WHOLE | {"table", "snapshot_date", "exported_at"}
_TOP = _WHOLE | {"join_by", "fiscal", "key_accounts", "outcomes", "files", "values"}
_CHOICES: dict[str, tuple[Any, ...]] = {
    "date_order": ("day_first", "month_first"),
    "decimal_mark": (".", ","),
    "probability_scale": (1, 100),
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
    _check_names(said, _TOP, "")
    _check_names(said.get("fiscal", {}), {"first_month", "named_by"}, "fiscal")
    _check_names(said.get("key_accounts", {}), {"rule", "value"}, "key_accounts")
    for name, value in {**said, **said.get("fiscal", {}), **said.get("key_accounts", {})}.items():
        if name in ("join_by", "first_month", "named_by", "rule"):
            _check_choice(name, value)
    outcomes = said.get("outcomes", {})
    _check_names(outcomes, set(outcomes), "outcomes")
    for outcome in outcomes.values():
        _check_choice("outcomes", outcome)
    files = said.get("files", {})
    if not isinstance(files, dict) or not all(isinstance(entry, dict) for entry in files.values()):
        raise ProfileError(f'{PROFILE_NAME}: write each file as a section, such as [files."opportunities*.csv"].')
    return Profile(
        whole=_file_profile("*", {name: said[name] for name in _WHOLE if name in said}, ""),
        files=tuple(_file_profile(pattern, entry, f'files."{pattern}"') for pattern, entry in files.items()),
        values=_values(said.get("values", {})),
        join_by=said.get("join_by"),
        fiscal=said.get("fiscal", {}),
        key_accounts=said.get("key_accounts", {}),
        outcomes=outcomes,
    )


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
            found[table, column] = {str(word): str(ours) for word, ours in words.items()}
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
