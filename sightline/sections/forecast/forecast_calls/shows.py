"""The tabs of Forecast calls, the columns of their tables, and how a call is held against its deals."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sightline import door
from sightline.charts.calls_accuracy import accuracy_by_week
from sightline.charts.calls_by_week import Category
from sightline.charts.linearity import linearity
from sightline.metrics import named
from sightline.parts import acts, links, pictures, tables
from sightline.sections.forecast.forecast_calls import says

_FIRST = 3
"""Calls at a glance, above the tabs."""
TABS = ["This week", "Who called", "Accuracy and bias", "Linearity", "Track record"]
OF_CALLS = TABS[:3]
"""Those that tell of managers or of AEs."""
CALLS = named(
    "person_name call_status commit_amount commit_below commit_change commit_roll_up commit_unexplained commit_before "
    "best_case_before best_case_amount best_case_change best_case_roll_up best_case_unexplained is_below_commit "
    "weeks_in_a_row weeks_called weeks_due submitted_on late_commit_amount manager_name"
)
CALLS_CALLED = {
    "commit_before": "Commit last week",
    "commit_amount": "Commit",
    "commit_below": "Team's own calls",
    "commit_change": "Change",
    "commit_roll_up": "Deals in Commit",
    "commit_unexplained": "Not backed",
    "best_case_change": "Best Case change",
    "best_case_roll_up": "Best Case deals",
    "best_case_unexplained": "Best Case not backed",
}
"""Shorter names where the columns are side by side."""
DEALS = named(
    "opportunity_name account_name owner_name deal_state last_week_amount this_week_amount moved_amount close_on"
)
ACCURACY = named(
    "person_name accuracy_share bias_points bias_month1_points bias_month2_points bias_month3_points calls "
    "called_amount actual_amount difference_amount undefined_calls"
)
LINEARITY = named("quarter_label month1_share month2_share month3_share linear_over won_amount")
"""What each table of the page shows, in order."""


def ticked(rows: pd.DataFrame) -> pd.DataFrame:
    """The calls of the week as a table; the row that is ticked."""
    return tables.show(rows, CALLS, key="calls", alt="Calls of the week", select="row", labels=CALLS_CALLED)


def to_act_on(rows: pd.DataFrame, summary: says.Summary) -> None:
    """The first few calls to act on, act first: whose, what to do and why; of an ended quarter none is left."""
    if pd.notna(summary.actual_amount):
        return
    first = rows[rows["act_place"] <= _FIRST].sort_values("act_place")
    acts.show([_act(row) for row in first.itertuples()], key="calls")


def _act(row: says.Called) -> acts.Act:
    return acts.Act(row.severity, row.person_name, says.finding(row), opens=links.Target("person", str(row.person_id)))


def reconciled(rows: pd.DataFrame, ticked: pd.DataFrame, week: dt.date, category: Category) -> None:
    """One call and its deals: that of the ticked row, or of the only one there is."""
    chosen = rows if len(rows) == 1 else ticked
    if chosen.empty:
        return
    row = chosen.iloc[0]
    deals = door.ask("calls_deals", person=row.person_id, week=week, reach=category)
    st.markdown(says.reconciled(row, deals, category))
    tables.show(deals, DEALS, key="call_deals", alt="Deals behind the call of the week")


def accuracy(weeks: pd.DataFrame) -> None:
    """Accuracy and bias by week of quarter, side by side; a sentence where no quarter has ended under such calls."""
    if weeks.empty:
        st.info(says.NO_ENDED_QUARTER)
        return
    left, right = st.columns(2, gap="large")
    theme = pictures.theme()
    with left:
        st.caption("Accuracy by week of the quarter")
        pictures.show(accuracy_by_week(weeks, "accuracy_share", theme), key="close", alt="Accuracy by week of quarter")
    with right:
        st.caption("Bias by week of the quarter: above 0 is called over what was booked")
        pictures.show(accuracy_by_week(weeks, "bias_share", theme), key="lean", alt="Bias by week of quarter")


def linear(filters: Mapping[str, Any]) -> None:
    """When in the quarter it is won, by week and by month."""
    drawn = linearity(door.ask("linearity_weeks", **filters), door.settings().reporting_currency, pictures.theme())
    pictures.show(drawn, key="linear", alt="Booked by week, and the mean of the four quarters before")
    months = door.ask("linearity_months", **filters)
    tables.show(months, LINEARITY, key="months", alt="Share won by the end of each month")
