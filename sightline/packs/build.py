"""From a question to a frozen pack, and from a pack to its three files."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.packs import deck, paper, sheets, slides, template, workbook
from sightline.packs.asked import Ask, Progress, answers
from sightline.packs.blocks import as_day
from sightline.packs.pack import Pack, Unit
from sightline.settings import Settings

_NOT_POLICY = ("query_seconds", "memory_limit", "threads", "pack_master", "number_style")
"""Settings of the computer, which change no number."""


_NOBODY = "A review is of a team or an AE, and nobody below you sells. Ask whoever loads the exports."


class NoPack(Exception):
    """A pack that cannot be made; the text says why and what can be."""


def quiet(text: str, done: float) -> None:
    """Progress that nobody watches."""


def resolve(ask: Ask, settings: Settings, *, viewer: str, scope: str | None, quarter: str | None) -> Unit:
    """What the pack is of. Without a scope, the top of what the viewer answers for; without a quarter, the usual one.

    `scope` is a person's id or full name. Raises NoPack where it lies outside the viewer's part of the company.
    """
    whose, quarters = scope_of(ask, scope), ask("pack_quarters")
    if quarters.empty:
        raise NoPack(_NOBODY)
    asked = quarters if quarter is None else quarters[quarters["quarter_label"] == quarter]
    if asked.empty:
        raise NoPack(f"There is no quarter {quarter} in the data. There are: {_some(quarters['quarter_label'])}.")
    told = asked.sort_values("is_offered_first", ascending=False, kind="stable").iloc[0]
    return Unit(
        seen_as=viewer,
        scope_id=str(whose.person_id),
        scope_name=str(whose.person_name),
        is_team=bool(whose.is_team),
        quarter=str(told.quarter_label),
        quarter_starts_on=_day(told.quarter_starts_on),
        quarter_ends_on=_day(told.quarter_ends_on),
        next_quarters=(str(told.next_quarter_label), str(told.after_next_quarter_label)),
        as_of=_day(told.as_of_on),
        compare_to=as_day(told.compare_to_on),
        snapshot_on=as_day(told.snapshot_on),
        currency=str(told.currency),
        rates=tuple(
            (str(row.currency), f"{row.rate_to_reporting:g}", words.day(row.rate_on))
            for row in ask("pack_rates").itertuples()
        ),
        policies=policies(settings),
        running_quarter=str(told.running_label),
        coming_quarter=str(told.coming_label),
    )


def scope_of(ask: Ask, scope: str | None) -> Annotated[Any, "pack_scopes"]:
    """The person whose team or work is meant, by id or full name; the top of what the viewer answers for by default.

    Raises NoPack where it lies outside the viewer's part of the company.
    """
    scopes = ask("pack_scopes")
    if scopes.empty:
        raise NoPack(_NOBODY)
    found = scopes if scope is None else scopes[(scopes["person_id"] == scope) | (scopes["person_name"] == scope)]
    if found.empty:
        raise NoPack(
            f"“{scope}” is no team or AE you may prepare a review for. You may for: {_some(scopes['person_name'])}."
        )
    if scope is not None and len(found) > 1:
        raise NoPack(f"Several people are called “{scope}”. Give the id of one: {_some(found['person_id'])}.")
    return found.iloc[0]


def policies(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Every setting that may change a number, by name."""
    return tuple((name, str(value)) for name, value in settings.thresholds.items() if name not in _NOT_POLICY)


def freeze(ask: Ask, unit: Unit, progress: Progress = quiet) -> dict[str, pd.DataFrame]:
    """The answers of every query, as they are now. What `progress` raises stops it."""
    return answers(ask, unit, sheets.SHEETS, progress)


def with_words(pack: Pack) -> Pack:
    """The pack with empty tables for asks and commitments where nobody wrote any."""
    blank = {one.name: pd.DataFrame({name: [] for name in one.columns}) for one in sheets.WRITTEN}
    return Pack(**{**vars(pack), "tables": {**blank, **pack.tables}})


def files(pack: Pack, settings: Settings, progress: Progress = quiet) -> dict[str, bytes]:
    """The three files by name, written from the same slides and tables. What `progress` raises stops it."""
    shown, stamp = slides.included(pack), pack.stamp
    master = Path(settings.pack_master) if settings.pack_master else template.FILE
    progress("Writing the deck", 0.0)
    content: dict[str, bytes] = {f"{stamp.file_stem}.pptx": deck.write(shown, stamp, master)}
    progress("Writing the workbook", 0.5)
    content[f"{stamp.file_stem}.xlsx"] = workbook.write(pack, shown, (*sheets.SHEETS, *sheets.WRITTEN))
    progress("Writing the PDF", 0.8)
    content[f"{stamp.file_stem}.pdf"] = paper.write(shown, stamp)
    progress("Done", 1.0)
    return content


def _day(value: Any) -> dt.date:
    return pd.Timestamp(value).date()


def _some(values: "pd.Series[str]") -> str:
    named = [str(value) for value in values[:8]]
    return ", ".join(named) + ("" if len(values) <= 8 else f" and {len(values) - 8} more")
