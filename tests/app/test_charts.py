"""Figures say what their frame says: same numbers, same order, readable in both themes."""

import tomllib

import pandas as pd
import plotly.graph_objects as go
import pytest

from sightline.charts import palette
from sightline.charts.bridge import bridge
from sightline.charts.component_heat import component_heat
from sightline.charts.ladder import ladder_bar
from sightline.charts.trend import share_trend
from sightline.settings import ROOT

LADDER = pd.DataFrame(
    [
        ("rep", "Maya", "own", "none", 1, 4),
        ("rep", "Maya", "own", "worked", 3, 4),
        ("rep", "Maya", "inherited", "covered by parent", 1, 1),
    ],
    columns=["person_id", "person_name", "lane", "state", "accounts", "eligible_accounts"],
)
GRID = pd.DataFrame(
    [("rep", "Maya", "profile", 4, 7, 9, 4 / 7), ("rep", "Maya", "whitespace", 0, 0, 9, None)],
    columns=[
        "person_id",
        "person_name",
        "component",
        "reached_accounts",
        "known_accounts",
        "eligible_accounts",
        "reached_share",
    ],
)
TREND = pd.DataFrame(
    [("FY27-Q2", False, 3, 6, 0.5), ("FY27-Q3", True, 4, 6, 4 / 6)],
    columns=["quarter_label", "is_today", "covered_accounts", "eligible_accounts", "coverage_share"],
)
STEPS = pd.DataFrame(
    [("covered", "start", 0, 3), ("covered", "plan added", 8, 1), ("covered", "end", 99, 4)],
    columns=["bar", "bucket", "place", "accounts"],
)


def test_the_ladder_draws_each_rung_once_with_its_count_and_hatches_covered_by_parent() -> None:
    """A bar per person and lane, as long as it has accounts; its name can be clicked like its pieces."""
    *pieces, people = ladder_bar(LADDER).data
    traces = {trace.name: trace for trace in pieces}
    assert {name: (list(trace.y), list(trace.x), list(trace.text)) for name, trace in traces.items()} == {
        "None": ([0], [1], ["1"]),
        "Worked": ([0], [3], ["3"]),
        "Covered by parent": ([1], [1], ["1"]),
    }
    assert list(people.text) == ["Maya", "Maya · inherited"]
    assert [list(row) for row in people.customdata] == [["rep", "own"], ["rep", "inherited"]]
    assert traces["Covered by parent"].marker.pattern.shape == "/"
    assert list(traces["None"].customdata[0][:3]) == ["rep", "own", "none"]


def test_the_bridge_starts_each_step_where_the_one_before_ended() -> None:
    """Start and end come from the frame, so that a bridge out of balance would be seen."""
    frame = pd.DataFrame(
        {
            "bar": "covered",
            "bucket": ["start", "plan added", "plan expired", "end"],
            "accounts": [55, 9, -2, 62],
            "place": [0, 7, 9, 99],
        }
    )
    drawn = bridge(frame.sample(frac=1, random_state=1))
    bars, heads = drawn.data
    assert list(heads.text) == ["Start", "Plan added", "Plan expired", "End"]
    assert heads.customdata.tolist() == bars.customdata.tolist()
    assert 40 < heads.base[0] + heads.x[0] < 55, "the axis begins near the changes, not at nought"
    assert list(bars.base) == [0, 55, 64, 0]
    assert list(bars.x) == [55, 9, -2, 62]
    assert list(bars.text) == ["55", "+9", "−2", "62"]


def test_a_quarter_without_key_accounts_leaves_a_gap_in_the_trend() -> None:
    """Unknown is neither nought nor bridged over."""
    frame = pd.DataFrame(
        {
            "quarter_label": ["Q1", "Q2"],
            "coverage_share": [0.5, None],
            "covered_accounts": [1, 0],
            "eligible_accounts": [2, 0],
            "is_today": [False, True],
        }
    )
    figure = share_trend(frame, 0.8)
    assert pd.isna(figure.data[0].y[1])
    assert figure.data[0].connectgaps is False
    assert figure.layout.shapes[0].y0 == 0.8


def test_a_cell_reads_reached_of_known_and_a_question_mark_where_nothing_is_known() -> None:
    """Unknown stays unknown; a click anywhere in a cell carries person and part."""
    cells = component_heat(GRID).data[0]
    assert list(cells.text) == ["4/7", "?"]
    assert cells.marker.color[1] == palette.PAGE.light
    assert [list(row[:2]) for row in cells.customdata] == [["rep", "profile"], ["rep", "whitespace"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_can_be_read_on_every_fill(theme: palette.Theme) -> None:
    """At least 4.5 to 1, as WCAG asks of text."""
    tones = [*palette.LADDER.values(), *palette.FORECAST.values(), *palette.BRIDGE.values()]
    for fill in {tone.fill(theme) for tone in tones}:
        lights = sorted([palette.luminance(fill), palette.luminance(palette.ink_on(fill))])
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, fill


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ladder_goes_one_way_from_faint_to_strong(theme: palette.Theme) -> None:
    """Higher rungs stand out more from the page, without colour too."""
    rungs = [
        palette.luminance(tone.fill(theme)) for name, tone in palette.LADDER.items() if name != "covered by parent"
    ]
    assert rungs == sorted(rungs, reverse=theme == "light")


def test_both_themes_give_exactly_ten_categorical_colours() -> None:
    """With fewer, Streamlit fills up with the word undefined and figures lose their colours."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        assert len(set(config["theme"][theme]["chartCategoricalColors"])) == 10


@pytest.mark.parametrize(
    "drawn",
    [
        ladder_bar(LADDER),
        ladder_bar(LADDER, "dark"),
        component_heat(GRID),
        share_trend(TREND, 0.8),
        bridge(STEPS),
    ],
    ids=["ladder", "ladder dark", "component grid", "trend", "bridge"],
)
def test_every_property_of_a_figure_is_one_that_plotly_knows(drawn: go.Figure) -> None:
    """Figures are built unchecked for speed; a misspelt property fails here instead of being passed over."""
    assert go.Figure(drawn.to_dict()).to_dict()
