"""The first few key accounts without a plan, as things to act on: whose they are, since when, why, and their ARR."""

from typing import Annotated

import pandas as pd

from sightline import door, words
from sightline.door import Row
from sightline.parts import acts, links

FIRST_FEW = 5


def show(gaps: pd.DataFrame, *, key: str) -> None:
    """Draw the first rows of `plan_coverage_gaps`; the reason is said where they differ in it."""
    is_mixed = gaps["reason_code"].nunique() > 1
    currency = door.settings().reporting_currency
    acts.show([_act(row, currency, is_mixed=is_mixed) for row in gaps.head(FIRST_FEW).itertuples()], key=key)


def _act(row: Annotated[Row, "plan_coverage_gaps"], currency: str, *, is_mixed: bool) -> acts.Act:
    is_known = pd.notna(row.arr)
    said = [
        words.plain(row.person_name),
        "" if pd.isna(row.gap_since_on) else f"no plan since {words.day(row.gap_since_on)}",
        row.reason_code if is_mixed else "",
        "" if is_known else "ARR unknown",
    ]
    return acts.Act(
        row.severity,
        row.account_name,
        " · ".join(part for part in said if part),
        words.money(row.arr, currency) if is_known else "",
        links.Target("account", row.account_id),
    )
