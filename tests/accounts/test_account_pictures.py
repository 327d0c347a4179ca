"""The pictures of the Account page say what their frames say, in both themes."""

import datetime as dt

import pandas as pd

from sightline.charts import palette
from sightline.charts.account_revenue import account_revenue
from sightline.charts.account_timeline import account_timeline
from sightline.charts.account_whitespace import account_whitespace


def test_a_mixed_place_says_how_many_agree_and_the_legend_counts() -> None:
    """Colour and letter, and the fraction where recordings differ."""
    frame = pd.DataFrame(
        {
            "line": ["b1", "b1"],
            "centre_name": ["Bank", "Bank"],
            "stage_id": ["s1", "s2"],
            "stage_label": ["Plan", "Create"],
            "display_order": [1, 2],
            "state": ["ours", "unknown"],
            "recordings": [3, 0],
            "same_recordings": [1, 0],
            "vendors": ["Zeta", None],
        }
    )
    drawn = {trace.name: trace for trace in account_whitespace(frame).data}

    assert list(drawn) == ["● ours 1", "? unknown 1"]
    assert list(drawn["● ours 1"].text) == ["● 1/3"]
    assert list(drawn["? unknown 1"].hovertext) == ["not mapped"]
    assert drawn["● ours 1"].customdata[0][:2].tolist() == ["b1", "s1"]


def test_revenue_bars_hold_each_period_as_it_is() -> None:
    """Two periods are two bars with their own amounts; an unknown amount is no bar."""
    day = pd.Timestamp
    frame = pd.DataFrame(
        {
            "product_name": ["Base", "Base", "Extra"],
            "period_starts_on": [day(2026, 8, 1), day(2026, 9, 1), day(2026, 9, 1)],
            "revenue": [100.0, 110.0, None],
        }
    )
    (bars,) = account_revenue(frame, "USD").data

    assert (list(bars.x), list(bars.y)) == (["Aug 2026", "Sep 2026"], [100.0, 110.0])


def test_what_overtook_the_plan_is_marked_apart() -> None:
    """Amber and larger, on the line of events."""
    frame = pd.DataFrame(
        {
            "happened_on": [dt.date(2026, 6, 3), dt.date(2026, 5, 1), dt.date(2026, 5, 2)],
            "kind": ["event", "event", "review"],
            "what": ["merger", "win", "QBR"],
            "note": [None, None, None],
            "is_overtaking": [True, False, False],
        }
    )
    traces = {trace.name: trace for trace in account_timeline(frame).data}

    assert list(traces) == ["overtook the plan", "event", "review"]
    assert traces["overtook the plan"].marker.color == palette.WATCH.light
    assert len(traces["event"].x) == 1
