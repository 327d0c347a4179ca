"""What Exports says in words that stand in no query."""

import pandas as pd

from sightline import words
from sightline.contract import EXPORTS
from sightline.menu import TITLES
from sightline.settings import Settings

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


def apart(tables: pd.DataFrame, hours: int) -> str:
    """Which tables were exported long before the newest, and which pages show two days in one number; else nothing."""
    behind = tables[tables["is_behind"].map(words.is_yes)]
    if behind.empty:
        return ""
    named = ", ".join(
        f"{words.table(name)} ({words.day(day)})"
        for name, day in zip(behind["table_name"], behind["exported_at"], strict=True)
    )
    used = {page for table in behind["table_name"] for page in EXPORTS[table].pages if page in TITLES.values()}
    pages = f" One number may mix two days on {', '.join(sorted(used))}." if used else ""
    return (
        f"**Exported more than {hours} hours before the newest ({words.day(tables['exported_at'].max())}): {named}.**"
        f"{pages} Export all tables together and load them again."
    )


def needed_for(table: str) -> str:
    """The pages of the menu that say less without a table."""
    return ", ".join(page for page in EXPORTS[table].pages if page in TITLES.values()) or "no page of this version"
