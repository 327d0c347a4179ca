"""The pictures of Relationship health say what their frame says, in both themes, and Plotly knows every property."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from sightline import queries
from sightline.charts.palette import BANDS, Theme
from sightline.charts.relationship_heat import ASPECTS, relationship_heat
from sightline.charts.relationship_ladder import relationship_ladder
from sightline.charts.relationship_renewals import relationship_renewals
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
    renewals = ask("relationship_renewals")
    coming = renewals[renewals["renewal_mark"].isin(["act", "watch", "later"])]
    for figure in (
        relationship_heat(ask("relationship_accounts").head(20), theme),
        relationship_ladder(ask("relationship_ladder"), theme),
        relationship_renewals(coming, (90, 180), "USD", theme),
        relationship_rivals(ask("relationship_rivals"), theme),
        relationship_trend(ask("relationship_trend"), theme),
        relationship_nps(ask("relationship_nps"), theme),
    ):
        go.Figure(figure.to_dict())


def test_a_strip_has_a_cell_per_aspect_and_a_mark_where_it_is_weak(ask: Ask) -> None:
    """Colour is never alone: `!` weak, `~` fair, `?` no data."""
    frame = ask("relationship_accounts").head(20)
    cells = relationship_heat(frame).data[0]
    bands = frame[list(ASPECTS)].to_numpy().ravel().tolist()
    assert len(cells.text) == len(frame) * len(ASPECTS)
    for text, band in zip(cells.text, bands, strict=True):
        assert (text[-1] in "!~") == (band in ("poor", "fair")), (text, band)
    assert {row[0] for row in cells.customdata} == set(frame["account_id"])


def test_the_legend_of_the_strips_says_what_fills_and_marks_mean(ask: Ask) -> None:
    """Nobody has to learn a code; a click on it hides nothing, and no fill is red: weak is faint, not late."""
    figure = relationship_heat(ask("relationship_accounts").head(3))
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == [
        "strong", "fair ~", "weak !", "no data ?",
    ]  # fmt: skip
    assert figure.layout.legend.itemclick is False
    for tone in BANDS.values():
        for fill in (tone.light, tone.dark):
            assert int(fill[1:3], 16) <= int(fill[3:5], 16), fill


def test_every_bar_of_the_ladder_adds_up_to_its_accounts(ask: Ask) -> None:
    """A distribution, never a mean: the pieces of a bar are the accounts of the group."""
    frame = ask("relationship_ladder")
    drawn = sum(int(text) for trace in relationship_ladder(frame).data for text in trace.text)
    assert drawn == frame["accounts"].sum() == frame.drop_duplicates("person_id")["group_accounts"].sum()


def test_the_marks_stand_between_the_last_before_and_the_first_after(ask: Ask) -> None:
    """Ninety and a hundred and eighty days, counted in bars."""
    renewals = ask("relationship_renewals")
    coming = renewals[renewals["renewal_mark"].isin(["act", "watch", "later"])]
    lines = [shape.y0 for shape in relationship_renewals(coming, (90, 180), "USD").layout.shapes]
    near = (coming["renewal_mark"] == "act").sum()
    half = near + (coming["renewal_mark"] == "watch").sum()
    assert lines == [near - 0.5, half - 0.5]


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
