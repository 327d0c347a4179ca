"""What a mapping profile says: of all files, of some, and of the words in them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from typing import Any, Literal

from sightline.settings import Settings

PROFILE_NAME = "sightline.toml"
DateOrder = Literal["day_first", "month_first"]
DecimalMark = Literal[".", ","]
KEY_ACCOUNT_RULES = {"rank": "key_account_rank_max", "arr": "key_account_min_arr", "top_n": "key_account_top_n"}

POSITIONS = range(100)
"""Where a stage can come: 0 is before discovery, 1 is discovery."""


@dataclass(frozen=True)
class FileProfile:
    """What the profile says about the files that match one pattern. Null where it says nothing.

    `expects` are the columns of ours whose header a section about files of some name gives: where it is not there, no
    other header stands in for it. A pattern for all files, such as `*.csv`, expects nothing.
    """

    pattern: str = "*"
    table: str | None = None
    snapshot_date: dt.date | None = None
    exported_at: dt.datetime | None = None
    day_in_name: bool | None = None
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    currency: str | None = None
    probability_scale: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, int | float] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    expects: frozenset[str] = frozenset()

    def matches(self, file: str) -> bool:
        """Whether this speaks of a file: by its very name (a sheet's has brackets), else as a pattern."""
        name, pattern = file.casefold(), self.pattern.casefold()
        return name == pattern or fnmatch(name, pattern)

    def over(self, general: "FileProfile") -> "FileProfile":
        """What this says, and where it says nothing what the more general one says."""
        return FileProfile(
            pattern=self.pattern,
            table=self.table or general.table,
            snapshot_date=self.snapshot_date or general.snapshot_date,
            exported_at=self.exported_at or general.exported_at,
            day_in_name=general.day_in_name if self.day_in_name is None else self.day_in_name,
            date_order=self.date_order or general.date_order,
            decimal_mark=self.decimal_mark or general.decimal_mark,
            currency=self.currency or general.currency,
            probability_scale=self.probability_scale or general.probability_scale,
            columns={**general.columns, **self.columns},
            units={**general.units, **self.units},
            constants={**general.constants, **self.constants},
            expects=general.expects | (self._named() if re.search(r"\w", self.pattern.rpartition(".")[0]) else set()),
        )

    def _named(self) -> frozenset[str]:
        return frozenset(self.columns.values()) - {"none"}


@dataclass(frozen=True)
class Profile:
    """The whole profile. `Profile()` says nothing."""

    whole: FileProfile = FileProfile()
    files: tuple[FileProfile, ...] = ()
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    timezone: str | None = None
    join_by: str | None = None
    fiscal: Mapping[str, Any] = field(default_factory=dict)
    key_accounts: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, int] = field(default_factory=dict)
    managers: Mapping[str, str] = field(default_factory=dict)

    def of(self, file: str) -> FileProfile:
        """What holds for one file: every pattern that matches its name, the more specific over the more general."""
        said = self.whole
        for entry in sorted(self._matching(file), key=lambda entry: self._specific(entry, file)):
            said = entry.over(said)
        return said

    def pattern_of(self, file: str) -> str | None:
        """The most specific pattern that speaks of a file; null where none does."""
        matching = self._matching(file)
        return max(matching, key=lambda entry: self._specific(entry, file)).pattern if matching else None

    def settings(self, settings: Settings) -> Settings:
        """The installation's settings with what this profile overrides: zone, fiscal year, key accounts."""
        over: dict[str, Any] = {}
        if self.timezone:
            over["timezone"] = self.timezone
        if "first_month" in self.fiscal:
            over["fiscal_year_start_month"] = self.fiscal["first_month"]
        if "named_by" in self.fiscal:
            over["fiscal_year_named_by"] = self.fiscal["named_by"]
        if rule := self.key_accounts.get("rule"):
            over["key_account_fallback"] = rule
            if "value" in self.key_accounts and rule in KEY_ACCOUNT_RULES:
                over[KEY_ACCOUNT_RULES[rule]] = self.key_accounts["value"]
        return replace(settings, **over) if over else settings

    def _matching(self, file: str) -> list[FileProfile]:
        return [entry for entry in self.files if entry.matches(file)]

    @staticmethod
    def _specific(entry: FileProfile, file: str) -> tuple[bool, int]:
        return entry.pattern.casefold() == file.casefold(), len(entry.pattern)
