"""The pictures of Relationship health say what their frame says, in both themes, and Plotly knows every property."""

import re
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from sightline import queries, words
from sightline.charts.palette import Theme
from sightline.charts.relationship_calendar import SHOWN, WEAK, relationship_calendar
from sightline.charts.relationship_ladder import relationship_ladder
from sightline.charts.relationship_rivals import relationship_rivals
from sightline.charts.relationship_trend import relationship_nps, relationship_trend
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF

Ask = Callable[[str], pd.DataFrame]


@pytest.fixture
def ask(sample: Warehouse) -> Ask:
    """Rows of a page query over the whole sample."""
    return lambda name: queries.run(sample.connection, name, viewer="operator", today=AS_OF)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_property_is_one_of_plotlys(ask: Ask, theme: Theme) -> None:
    """Figures are built unchecked for speed; here each is checked whole."""
    for figure in (
        relationship_calendar(ask("relationship_calendar"), (90, 180), "USD", theme),
        relationship_ladder(ask("relationship_ladder"), theme),
        relationship_rivals(ask("relationship_rivals"), theme),
        relationship_trend(ask("relationship_trend"), theme),
        relationship_nps(ask("relationship_nps"), theme),
    ):
        go.Figure(figure.to_dict())


def test_an_account_on_one_contact_has_a_line_a_shape_and_a_name_that_opens_it(ask: Ask) -> None:
    """Shape and word say how little holds it, not colour alone; name and dot select the same account."""
    frame = ask("relationship_calendar")
    weak = frame[frame["held_by"].isin(list(WEAK))].head(SHOWN)
    traces = relationship_calendar(frame, (90, 180), "USD").data
    dots = [trace for trace in traces if trace.name in WEAK]
    (names,) = [trace for trace in traces if trace.type == "bar"]

    assert {trace.name: trace.marker.symbol for trace in dots} == WEAK
    assert [row[0] for row in names.customdata] == weak["account_id"].tolist()
    assert {row[0] for trace in dots for row in trace.customdata} == set(weak["account_id"])
    assert all(row[1].endswith("Click to open") for trace in traces for row in trace.customdata)


def test_the_axis_begins_at_the_day_of_the_data_and_a_name_says_the_day_it_renews(ask: Ask) -> None:
    """A reader counts from their own day: data of 5 October read in November would be seven weeks off."""
    frame = ask("relationship_calendar")
    drawn = relationship_calendar(frame, (90, 180), "USD")
    first = frame[frame["held_by"].isin(list(WEAK))].iloc[0]
    (names,) = [trace for trace in drawn.data if trace.type == "bar"]

    assert drawn.layout.xaxis.ticktext == (words.day(first["as_of_on"]), "+90 days", "+180 days", "+1 year")
    assert words.day(first["renewal_on"]) in names.text[0]
    assert f"{first['renewal_days']} days after" in names.customdata[0][1]


def test_every_other_renewal_of_the_year_is_on_one_faint_line(ask: Ask) -> None:
    """The emphasis is on the weak; a dot stands at its days to the renewal."""
    frame = ask("relationship_calendar")
    others = frame[~frame["held_by"].isin(list(WEAK))]
    (rest,) = [trace for trace in relationship_calendar(frame, (90, 180), "USD").data if trace.name == "other renewals"]

    assert list(rest.x) == others["renewal_days"].tolist()
    assert len(set(rest.y)) == 1
    assert rest.marker.opacity < 0.5


def test_no_level_is_a_code_without_its_words(ask: Ask) -> None:
    """Legend and hover say "L2: knows a senior contact", not "L2"."""
    for figure in (relationship_ladder(ask("relationship_ladder")), relationship_trend(ask("relationship_trend"))):
        for trace in figure.data:
            if trace.showlegend is False:
                continue
            assert re.fullmatch(r"L\d: [a-z ]+|unknown", trace.name)
            assert trace.name in trace.hovertemplate


def test_every_bar_of_the_ladder_adds_up_to_its_accounts(ask: Ask) -> None:
    """A distribution, never a mean: the pieces of a bar are the accounts of the group."""
    frame = ask("relationship_ladder")
    drawn = sum(int(text) for trace in relationship_ladder(frame).data if trace.name for text in trace.text)
    assert drawn == frame["accounts"].sum() == frame.drop_duplicates("person_id")["group_accounts"].sum()


def test_a_half_year_without_a_score_is_a_gap() -> None:
    """No point and no line through it."""
    frame = pd.DataFrame(
        {
            "half_label": ["FY26-H1", "FY26-H2", "FY27-H1"],
            "nps": [10.0, None, 20.0],
            "nps_answers": [9, 2, 8],
            "promoters": [5, 1, 5],
            "detractors": [2, 0, 1],
        }
    )
    line = relationship_nps(frame).data[0]
    assert list(line.y) == [10.0, None, 20.0]
    assert line.connectgaps is False
