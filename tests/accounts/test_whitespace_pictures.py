"""The pictures of the Whitespace page: read by colour and by letter, light enough to send."""

from typing import Any

import pandas as pd
import pytest

from sightline.charts.palette import WHITESPACE
from sightline.charts.whitespace_calendar import whitespace_calendar
from sightline.charts.whitespace_heat import whitespace_heat
from sightline.charts.whitespace_teams import whitespace_teams
from sightline.sections.accounts.whitespace import says, shows
from tests.conftest import AS_OF

STATES = list(WHITESPACE)


def cells(accounts: int, columns: int = 9, name: str = "Brightwater Bank") -> pd.DataFrame:
    """A map in which every state occurs, every second cell mixed."""
    return pd.DataFrame(
        {
            "account_id": f"ACC-{row:05}",
            "account_name": f"{name} {row}" if row % 2 else name,
            "column_id": f"stage-{column}",
            "column_label": f"Stage {column}",
            "column_place": column,
            "state": STATES[(row + column) % 7],
            "state_cells": 1,
            "cells": 3,
            "view_cells": 20,
            "is_mixed": bool(row % 2),
            "open_cells": column % 2,
            "whitespace_value": 12_345.0 if column % 3 else None,
            "is_estimate_weak": True,
            "value_band": "highest quarter",
            "age_days": 41,
            "age_band": "fresh",
        }
        for row in range(accounts)
        for column in range(columns)
    )


@pytest.mark.parametrize("view", ["state", "money", "age"])
@pytest.mark.parametrize("name", ["Brightwater Bank", "Brightwater Bank and Trust Holdings"])
def test_300_accounts_by_9_stages_weigh_less_than_150_kilobytes(view: str, name: str) -> None:
    """The whole map in one figure, long names and every second cell mixed."""
    rows = shows.heat_rows(cells(300, name=name), view, "USD")
    assert len(whitespace_heat(rows, shows.LANES[view]).to_json()) < 150_000


def test_each_state_is_one_trace_with_its_letter_and_its_count() -> None:
    """So that a click in the legend hides its fills and its letters together."""
    rows = shows.heat_rows(cells(7, 7), "state", "USD")
    *lanes, _ = whitespace_heat(rows, WHITESPACE, counted="Buying centres").data
    assert [trace.name for trace in lanes] == [
        f"{tone.mark} {state.capitalize()} 20" for state, tone in WHITESPACE.items()
    ]
    for trace, tone in zip(lanes, WHITESPACE.values(), strict=True):
        assert trace.marker.color == tone.light
        assert all(text.startswith(tone.mark) for text in trace.text)


def test_a_mixed_cell_says_for_how_many_centres_its_state_holds() -> None:
    """S77: “● 1/3” is ours 1 of 3, and the hover says so in words."""
    rows = shows.heat_rows(cells(2, 1), "state", "USD")
    drawn = whitespace_heat(rows, WHITESPACE, counted="Buying centres").data[1]

    assert rows["text"].tolist() == ["●", "▶ 1/3"]
    assert rows["hover"].tolist() == ["Stage 0", "Stage 0: 1/3"]
    assert "Open opportunity<br>A fraction counts buying centres" in drawn.hovertemplate


def test_the_legend_of_a_page_of_the_map_says_that_it_counts_that_page() -> None:
    """So that it is not held for the sum in the headline, which is over all accounts."""
    seven = cells(7)
    all_accounts = pd.DataFrame({"account_id": range(9)})

    assert says.legend_title(seven, all_accounts) == "Buying centres of the 7 shown"
    assert says.legend_title(seven, all_accounts.head(7)) == "Buying centres"


def test_every_cell_leads_back_to_its_row_of_the_answer() -> None:
    """The click hands back a place in the frame, and no two cells share one."""
    rows = shows.heat_rows(cells(7, 9), "state", "USD")
    drawn = whitespace_heat(rows, WHITESPACE)
    labels: dict[int, tuple[Any, Any]] = {
        place[0]: (name, head)
        for trace in drawn.data[:-1]
        for place, name, head in zip(trace.customdata, trace.y, trace.hovertext, strict=True)
    }
    assert sorted(labels) == list(range(63))
    assert all(head == rows.loc[place, "hover"] for place, (_, head) in labels.items())


def test_a_name_opens_its_account_and_the_open_cell_alone_is_marked() -> None:
    """No other cell fades when one is picked."""
    rows = shows.heat_rows(cells(2, 3), "state", "USD")
    drawn = whitespace_heat(rows, WHITESPACE, marked=4)
    *lanes, heads = drawn.data
    assert [list(row) for row in heads.customdata] == [["account", "ACC-00000"], ["account", "ACC-00001"]]
    assert {trace.unselected.marker.opacity for trace in lanes} == {1}
    marked = [trace.customdata[point] for trace in lanes for point in trace.selectedpoints]
    assert marked == [[4]]
    assert all(trace.selectedpoints is None for trace in whitespace_heat(rows, WHITESPACE).data)


def test_two_accounts_of_one_name_have_two_rows() -> None:
    """Alike names are told apart, or their cells would lie on top of each other."""
    drawn = whitespace_heat(shows.heat_rows(cells(5, 1), "state", "USD"), WHITESPACE)
    assert list(drawn.layout.yaxis.ticktext) == [
        "Brightwater Bank",
        "Brightwater Bank 1",
        "Brightwater Bank (2)",
        "Brightwater Bank 3",
        "Brightwater Bank (3)",
    ]


def test_money_marks_estimates_and_says_where_there_is_none() -> None:
    """“~” for a weak estimate, “?” for whitespace without one, nothing where the ground is not open."""
    rows = shows.heat_rows(cells(1, 4), "money", "USD")
    assert rows["text"].tolist() == ["", "~$12.3k", "", "?"]


def teams() -> pd.DataFrame:
    """Two people of one name by one stage; the second has nothing to divide by."""
    return pd.DataFrame(
        {
            "person_id": ["a", "b"],
            "person_name": ["Ann", "Ann"],
            "is_person": [True, True],
            "column_label": ["Plan", "Plan"],
            "column_place": [1, 1],
            "mapped_accounts": [3, 1],
            "applicable_cells": [20, 0],
            "known_cells": [15, 0],
            "ours_cells": [5, 0],
            "penetration_share": [0.25, None],
            "known_share": [0.75, None],
            "whitespace_cells": [8, 0],
            "whitespace_value": [40_000.0, None],
            "cells_with_estimate": [6, 0],
            "penetration_scale": [1.0, None],
            "value_scale": [1.0, None],
        }
    )


@pytest.mark.parametrize(
    ("view", "texts"),
    [("penetration", ["25\u202f%", "0/0"]), ("knowledge", ["75\u202f%", "0/0"]), ("value", ["$40k", "–"])],
)
def test_teams_show_a_share_and_few_cells_their_fraction(view: str, texts: list[str]) -> None:
    """C6: below five cells the fraction; numerator and denominator on hover."""
    rows = shows.team_rows(teams(), view, "USD", 5)
    drawn = whitespace_teams(rows)
    assert list(drawn.data[0].text) == texts
    assert "5 of 20 centres" in drawn.data[0].hovertext[0]
    assert list(drawn.layout.yaxis.ticktext) == ["Ann", "Ann (2)"]


def test_the_calendar_draws_contracts_above_and_our_opportunities_below() -> None:
    """A bar is as tall as the count it says; the hover says the amount, or that it is unknown."""
    months = pd.DataFrame(
        {
            "month_on": pd.to_datetime(["2026-10-01", "2026-11-01"]),
            "renewal_window": ["6 months", "6 months"],
            "contracts": [2, 1],
            "spend": [5_000.0, 0.0],
            "contracts_with_spend": [2, 0],
            "open_opportunities": [0, 3],
            "open_amount": [0.0, 9_000.0],
        }
    )
    drawn = whitespace_calendar(shows.calendar_rows(months, "USD"), {"as of 5 Oct 2026": AS_OF})
    ending, ours = drawn.data[0], drawn.data[-1]

    assert (list(ending.y), list(ending.text)) == ([2, 1], ["2", "1"])
    assert [amount for _, amount in ending.customdata] == ["$5k a year", "spend unknown"]
    assert (list(ours.y), list(ours.text)) == ([-3], ["3"])
    assert [list(row) for row in ours.customdata] == [["2026-11-01", "$9k"]]
    assert drawn.layout.annotations[0].text == "as of 5 Oct 2026"
