"""The invented company behaves as companies do, on any day."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sightline.contract import EXPORTS
from sightline.sample import write_company
from tests.sample.conftest import read

DONE = {
    "accounts": ["created_date", "customer_since", "key_since", "health_updated", "last_activity_date"],
    "account_events": ["event_date"],
    "account_owner_history": ["from_date"],
    "account_plans": ["created_date", "last_updated", "content_changed_on", "closed_on", "shared_with_customer_on"],
    "plan_sections": ["updated_date"],
    "plan_reviews": ["review_date"],
    "plan_actions": ["created_date", "updated_date", "completed_date"],
    "plan_answers": ["updated_date", "confirmed_by_champion_on"],
    "plan_risks": ["updated_date"],
    "contacts": ["last_touch_date", "attributes_updated"],
    "interactions": ["interaction_date"],
    "whitespace_cells": ["as_of_date", "updated_date"],
    "opportunities": ["created_date", "closed_date", "stage1_exited_on", "last_activity_date"],
    "opportunity_snapshots": ["snapshot_date", "created_date"],
    "opportunity_plans": ["last_consult_date"],
    "forecast_submissions": ["submitted_on"],
    "nps": ["response_date"],
    "territory_plans": ["presented_q1_on", "presented_q3_on"],
    "field_history": ["changed_at"],
    "users": ["start_date", "end_date"],
}
"""Dates on which something is recorded as done; none may lie after the as-of day."""
IN_ANOTHER_WORD = {"last spring"}


@pytest.mark.parametrize("as_of", ["2026-10-05", "2026-08-01", "2025-01-31", "2024-02-29"])
def test_nothing_is_recorded_as_done_after_the_as_of_day(tmp_path: Path, as_of: str) -> None:
    """Whatever day the company is made for, also the first and last of a quarter, its past ends there."""
    write_company(tmp_path, scale=0.2, seed=5, as_of=dt.date.fromisoformat(as_of))
    late = {
        (name, column, value)
        for name, columns in DONE.items()
        for column in columns
        for value in read(tmp_path, name)[column]
        if value[:10] > as_of and value not in IN_ANOTHER_WORD
    }

    assert late == set()


def test_every_table_with_a_date_of_something_done_is_checked() -> None:
    """The list above names real columns."""
    assert all(column in EXPORTS[name].columns for name, columns in DONE.items() for column in columns)


def test_deals_are_won_at_the_end_of_quarters(tables: dict[str, pd.DataFrame]) -> None:
    """The last month of fiscal quarters (April, July, October, January) closes more new business than the first."""
    deals = tables["opportunities"]
    won = deals[(deals["is_won"] == "true") & (deals["type"] == "expansion")]
    month = pd.to_datetime(won["close_date"]).dt.month

    assert month.isin([4, 7, 10, 1]).sum() > 1.5 * month.isin([2, 5, 8, 11]).sum()


def test_larger_customers_pay_more(tables: dict[str, pd.DataFrame]) -> None:
    """Yearly spend grows with head count, with scatter."""
    accounts = tables["accounts"]
    known = accounts[(accounts["employees"] != "") & (pd.to_numeric(accounts["arr"]) > 0)]
    together = np.corrcoef(np.log(pd.to_numeric(known["employees"])), np.log(pd.to_numeric(known["arr"])))[0, 1]

    assert 0.5 < together < 0.95


def test_managers_differ_in_how_often_they_inspect(tables: dict[str, pd.DataFrame]) -> None:
    """One ASM never inspects, another does so more than ten times as often as the laziest who does."""
    reviews = tables["plan_reviews"]
    ones = reviews[reviews["review_type"] == "one_on_one"]["reviewer_id"].value_counts()
    managers = tables["users"].loc[tables["users"]["role"] == "ASM", "user_id"]
    counts = ones.reindex(managers, fill_value=0)

    assert counts.min() == 0
    assert counts.max() > 100


def test_weeks_are_missing_from_snapshots_and_from_forecast_calls(tables: dict[str, pd.DataFrame]) -> None:
    """One week has no snapshot, one snapshot is partial, and people forget to submit."""
    weekly = tables["opportunity_snapshots"].groupby("snapshot_date").size()
    gaps = pd.to_datetime(pd.Series(weekly.index)).diff().dt.days.dropna()
    calls = tables["forecast_submissions"]
    commits = calls[(calls["category"] == "commit") & (calls["submitter_level"] == "rep")]
    per_rep = commits.groupby("user_id").size()

    assert sorted(gaps.unique()) == [7, 14]
    assert (weekly < 0.8 * weekly.rolling(5, center=True).median()).sum() == 1
    assert per_rep.max() > per_rep.median()
