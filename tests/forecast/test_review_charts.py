"""Figures of the review sections say what their frame says, in both themes."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from sightline.charts.attainment import attainment
from sightline.charts.consult_strip import consult_strip
from sightline.charts.gates import gate_bars
from sightline.charts.palette import CATEGORY_NAMES, Theme
from sightline.charts.waterfall import waterfall
from sightline.warehouse.versions import Warehouse

OUTCOMES = pd.DataFrame(
    [
        (3, "still there", 14, 18),
        (3, "cleared by upgrade", 2, 18),
        (3, "cleared by push", 1, 18),
        (3, "lost", 1, 18),
        (2, "still there", 12, 12),
    ],
    columns=["month_of_fq", "outcome", "gate_deals", "month_deals"],
)
WEEKS = pd.DataFrame(
    [
        ("Grace", pd.Timestamp(2026, 9, 28), 3, 2, 2),
        ("Grace", pd.Timestamp(2026, 9, 21), 0, 0, 2),
        ("Omar", pd.Timestamp(2026, 9, 28), 1, 1, 2),
    ],
    columns=["manager_name", "week_starts_on", "consults_held", "consulted_reps", "weekly_target"],
)
STEPS = pd.DataFrame(
    [
        ("starting", "start", 1000.0, 9, 0.0, "total"),
        ("new", "in", 20.0, 1, 1000.0, "came"),
        ("pulled in", "in", 0.0, 0, 1020.0, "came"),
        ("lost", "out", -80.0, 2, 1020.0, "went"),
        ("ending", "end", 940.0, 8, 0.0, "total"),
    ],
    columns=["bucket", "kind", "amount", "deals", "begins_amount", "tone"],
).assign(meaning="what puts a deal there")
AMOUNTS = {
    "Booked": (20.0, "$20"),
    "With Commit": (50.0, "$50"),
    "With Best Case": (90.0, "$90"),
    "Quota": (60.0, "$60"),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_knows_every_property_of_these_figures(theme: Theme) -> None:
    """They are built unchecked for speed, so they are checked here."""
    for figure in (
        gate_bars(OUTCOMES, theme),
        consult_strip(WEEKS, theme),
        waterfall(STEPS, "USD", theme),
        attainment(AMOUNTS, theme),
    ):
        go.Figure(figure.to_dict())


def test_each_month_is_a_bar_whose_pieces_add_up_to_its_deals() -> None:
    """Lifting and pushing are pieces of their own, and the legend counts them."""
    pieces = {trace.name: dict(zip(trace.y, trace.x, strict=True)) for trace in gate_bars(OUTCOMES).data}

    assert pieces["Still there (26)"] == {"Month 3": 14, "Month 2": 12}
    assert pieces["Cleared by upgrade (2)"] == {"Month 3": 2}
    assert sum(piece.get("Month 3", 0) for piece in pieces.values()) == 18


def test_each_cell_of_the_strip_says_how_many_consults_and_with_whom() -> None:
    """Weeks run from left to right whatever the order of the rows."""
    cells = consult_strip(WEEKS).data[0]

    assert list(cells.base) == [1, 0, 1]
    assert list(cells.text) == ["3", "0", "1"]
    assert list(cells.customdata[0]) == ["28 Sep 2026", 2, 2]


def test_a_forecast_category_is_called_the_same_in_pictures_and_in_tables(sample: Warehouse) -> None:
    """The names of the palette are the labels of the mart, from the surest up."""
    rows = sample.connection.execute("select category, label from marts.forecast_categories order by place").fetchall()

    assert [row for row in rows if row[0] in CATEGORY_NAMES] == list(CATEGORY_NAMES.items())


def test_the_waterfall_shows_the_steps_and_says_where_its_axis_begins() -> None:
    """Two totals of 1,000 would leave 20 and −80 no width; where a step goes down to nothing, the axis does too."""
    axis = waterfall(STEPS, "USD").layout.xaxis
    whole = waterfall(STEPS.assign(amount=[1000.0, 20.0, 0.0, -1020.0, 0.0]), "USD").layout.xaxis

    assert 900 < axis.range[0] < 940
    assert axis.range[1] > 1020
    assert axis.title.text == "Axis starts at $916"
    assert whole.range[0] < 0
    assert whole.title.text == ""


def test_slight_changes_are_drawn_from_nothing_without_the_totals() -> None:
    """−9 of 1,000 zoomed in would look like three quarters of it; the totals are words at the axis."""
    slight = waterfall(STEPS.assign(amount=[1000.0, 2.0, 0.0, -9.0, 993.0]), "USD")
    bars, names = slight.data

    assert list(names.text) == ["New", "Lost"]
    assert list(bars.base) == [0, 0]
    assert slight.layout.xaxis.range[0] < -9 < 2 < slight.layout.xaxis.range[1]
    assert slight.layout.xaxis.title.text == "Changes alone: $1,000 at the start, $993 at the end"


def test_the_name_of_a_step_picks_what_its_bar_picks() -> None:
    """Both carry the same custom data, and a step without deals has neither."""
    bars, names = waterfall(STEPS, "USD").data

    assert list(names.text) == ["Starting", "New", "Lost", "Ending"]
    assert bars.customdata == names.customdata


def test_attainment_says_each_amount_and_draws_nothing_that_nobody_knows() -> None:
    """The longest bar lies behind; without a snapshot the booked amount stands alone, without a quota no mark."""
    known = attainment(AMOUNTS).data
    unknown = attainment({"Booked": (20.0, "$20")}).data

    assert [trace.name for trace in known] == ["With Best Case $90", "With Commit $50", "Booked $20", "Quota $60"]
    assert [trace.x[0] for trace in known] == [90, 50, 20, 60]
    assert [trace.name for trace in unknown] == ["Booked $20"]
