"""What the About pages say that stands in no query: templates, what a missing table costs, words of the contract."""

from collections.abc import Sequence

import pandas as pd

from sightline.contract import EXPORTS
from sightline.exports.audit.report import PAGES
from sightline.frame import MENU
from sightline.metrics import METRICS, WITHOUT_DATA, Metric
from sightline.settings import ROOT, Settings

TEMPLATES = ROOT / "data" / "templates"


LOAD_TABLES = {
    "Files": "exports_files: file table_name status records_read rows_loaded rows_quarantined rows_folded reason "
    "exported_at source_system lines_cut",
    "Quarantined": "exports_quarantine: file line_number message column_name value rule record_number raw_record",
    "Flagged": "exports_flag_kinds: table_name column_name rule cells first_line message",
    "Flagged cells": "exports_flags: file line_number column_name value rule message",
    "Columns": "exports_columns: file header column_name matched_by note",
    "Amounts": "exports_money: file column_name amount_read amount_loaded amount_quarantined amount_folded",
}
"""What the Exports page shows of a load, by tab: the query and its columns in order."""

DEFINITIONS = ("metric", "rule", "definition", "formula", "source", "example")

GROUPS = {
    "Adoption and its change": ("S1", "S3", "C4", "C5", "C6", "1.1.4", "S34"),
    "The gap and its reasons": ("S2", "C12"),
    "Capacity and load": ("S5", "S6"),
    "Ladders": ("1.1.1", "1.1.2"),
    "Planned in time": ("S4",),
    "Fresh, overtaken, inspected": ("S21", "S22", "S23", "C9"),
    "Whitespace": ("S70", "S71", "S72", "S73", "S74", "S75", "S77", "S78", "S110"),
    "One account": ("S39", "S40", "S41", "S42", "S108", "S115", "H5"),
    "Relationships": (
        *(
            "S51",
            "S52",
            "S53",
            "S54",
            "S55",
            "S56",
            "S57",
            "S58",
            "S59",
            "S60",
            "S61",
            "S62",
            "S63",
            "S65",
            "S66",
            "S67",
        ),
        *("S68", "S69", "C7", "S106"),
    ),
    "Actions and the team": ("S82", "S84", "S85", "S87", "S88"),
    "Pipeline and quota": ("2.2", "2.3", "2.4"),
    "Forecast calls": ("S103",),
    "Pipeline hygiene": ("2.5", "H0", "H6", "H8", "S97", "S99", "S31", "S32", "S100", "S102", "S106"),
    "Loading": ("Loading",),
}
"""Headings of the Definitions page and the rules below them."""

_STAND_INS = {
    "rank": "accounts up to rank {key_account_rank_max}",
    "arr": "accounts that pay {key_account_min_arr:,} a year or more",
    "top_n": "the {key_account_top_n} largest accounts of each owner",
    "auto": "accounts up to rank {key_account_rank_max}, or the {key_account_top_n} largest accounts of each owner "
    "where there are no ranks,",
}


def key_account_offer(settings: Settings) -> str:
    """What stands in for key accounts where no export names them, and the settings that change it."""
    chosen = _STAND_INS.get(settings.key_account_fallback, "no account").format_map(settings.thresholds)
    return (
        f"**No export says which accounts are key, so {chosen} stand in.** To change that, export the column "
        "`is_key_account` of accounts or the table key_account_rules; or write one of these into `data/settings.toml` "
        "and load again:\n```toml\n"
        f'key_account_fallback = "top_n"   # the largest per owner: key_account_top_n = {settings.key_account_top_n}\n'
        f'key_account_fallback = "arr"     # by yearly spend: key_account_min_arr = {settings.key_account_min_arr}\n'
        f'key_account_fallback = "rank"    # by rank: key_account_rank_max = {settings.key_account_rank_max}\n'
        'key_account_fallback = "none"    # no key accounts at all\n```'
    )


def title(table: str) -> str:
    """The name of a table as people read it."""
    return table.replace("_", " ").capitalize()


def template(table: str) -> bytes:
    """A file with the headers of a table and one example row, to be filled in. Raises KeyError for no table of ours."""
    return (TEMPLATES / f"{EXPORTS[table].name}.csv").read_bytes()


def needed_for(table: str) -> str:
    """The pages of the menu that say less without a table."""
    shown = {title for pages in MENU.values() for title in pages.values()}
    return ", ".join(page for page in PAGES.get(table, ()) if page in shown) or "no page of this version"


def columns_of(table: str) -> pd.DataFrame:
    """One row per column of a table: `column_name, kind, is_required, meaning`.

    Raises KeyError for no table of ours.
    """
    return pd.DataFrame(
        [
            {"column_name": c.name, "kind": c.kind, "is_required": c.required, "meaning": c.meaning}
            for c in EXPORTS[table].columns.values()
        ]
    )


def group_of(metric: Metric) -> str:
    """The heading a metric stands under on the Definitions page, from its first rule."""
    rule = metric.rule.split(",")[0]
    return next((name for name, rules in GROUPS.items() if rule in rules), "More")


def metrics_about(words: str, settings: Settings) -> list[Metric]:
    """Every metric, with the settings in force in its sentences, that mentions all of the given words."""
    wanted = words.casefold().split()
    filled = [metric.filled(settings.thresholds) for metric in METRICS.values()]
    return [metric for metric in filled if all(word in _text(metric) for word in wanted)]


def rules_about(words: str) -> dict[str, str]:
    """The rules without data that mention all of the given words, by rule id."""
    wanted = words.casefold().split()
    return {rule: text for rule, text in WITHOUT_DATA.items() if all(w in f"{rule} {text}".casefold() for w in wanted)}


def as_frame(metrics: Sequence[Metric]) -> pd.DataFrame:
    """One row per metric: `metric, rule, definition, formula, source, example`, for the download."""
    return pd.DataFrame(
        [
            {
                "metric": metric.label,
                "rule": metric.rule,
                "definition": metric.definition,
                "formula": metric.formula,
                "source": metric.source,
                "example": metric.example,
            }
            for metric in metrics
        ],
        columns=list(DEFINITIONS),
    )


def _text(metric: Metric) -> str:
    parts = (metric.label, metric.name, metric.rule, metric.definition, metric.formula, metric.source, metric.example)
    return " ".join(parts).casefold()
