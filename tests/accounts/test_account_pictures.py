"""The pictures of the Account page say what their frames say, in both themes."""

import datetime as dt

import pandas as pd
import pytest

from sightline.charts import palette
from sightline.charts.account_levels import account_levels
from sightline.charts.account_people import account_people
from sightline.charts.account_revenue import account_revenue
from sightline.charts.account_timeline import account_timeline
from sightline.charts.account_whitespace import account_whitespace

CONTACTS = pd.DataFrame(
    {
        "contact_id": ["c1", "c2", "c3"],
        "contact_name": ['Ann "The\\Boss" Lee', "Bob", "Cy"],
        "title": ["CIO", None, "Engineer"],
        "is_economic_buyer": [True, False, False],
        "influence": ["high", None, "low"],
        "support": ["champion", "opponent", None],
        "presence": ["here", "left", "leaving"],
        "reports_to_id": [None, "c1", "c1"],
    }
)
INFLUENCES = pd.DataFrame(
    {
        "from_contact_id": ["c3", None],
        "from_name": ["Cy", "An analyst"],
        "to_contact_id": ["c1", "c1"],
        "strength": ["high", None],
        "is_outside": [False, True],
    }
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_reporting_lines_are_solid_and_influence_is_dashed(theme: palette.Theme) -> None:
    """Two different things look different; who left is dotted; quotes in a name stay inside it."""
    dot = account_people(CONTACTS, INFLUENCES, theme)
    lines = dot.splitlines()

    assert [line for line in lines if line.startswith('"c1" ->')] == [
        '"c1" -> "c2" [dir=none, penwidth=1.3]',
        '"c1" -> "c3" [dir=none, penwidth=1.3]',
    ]
    assert len([line for line in lines if '-> "c1"' in line and "style=dashed" in line]) == 2
    assert 'Ann \\"The\\\\Boss\\" Lee' in dot
    assert "◆ signs  ▲ high  ★ champion" in dot
    assert 'style="rounded,dotted"' in next(line for line in lines if line.startswith('"c2" [label'))


def test_more_people_than_a_picture_holds_leave_the_picture_readable() -> None:
    """The first thirty are drawn, in the order of the rows; lines to others are left out."""
    many = pd.concat([CONTACTS.iloc[[2]].assign(contact_id=f"p{n}", reports_to_id="p40") for n in range(50)])

    assert account_people(many, INFLUENCES.iloc[0:0]).count("[label=") == 30
    assert "->" not in account_people(many, INFLUENCES.iloc[0:0])


def test_levels_fill_up_to_the_one_reached_and_unknown_shows_a_question_mark() -> None:
    """Level 2 fills two steps; a part that cannot be judged fills none."""
    frame = pd.DataFrame(
        {
            "component": ["profile", "relationship"],
            "level": pd.array([2, None], dtype="Int32"),
            "is_level_unknown": [False, True],
            "blocking_fact": ["level 3: no objective", None],
        }
    )
    steps = account_levels(frame).data
    filled = [[colour == palette.PRIMARY.light for colour in step.marker.color] for step in steps]

    assert filled == [[True, False], [True, False], [False, False], [False, False]]
    assert [list(step.text) for step in steps] == [["1", "?"], ["2", "2"], ["3", "3"], ["4", "4"]]


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
