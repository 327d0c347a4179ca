"""One deal over time: its steps, what happened to it, what to do, and nothing of days outside the view."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sightline.charts.deal_over_time import deal_over_time
from sightline.charts.palette import Theme
from sightline.parts import deal as dialog
from sightline.settings import ROOT, Settings
from sightline.warehouse.versions import Warehouse
from tests.conftest import Company
from tests.forecast.deal_rows import D, asked, deal, deal_plan, sales, seen
from tests.forecast.forecast_world import call

DAYS = [D(2026, 9, 14), D(2026, 9, 21), D(2026, 9, 28), D(2026, 10, 5)]
QUERIES = ["deal_card", "deal_days", "deal_marks"]


def story(company: Company) -> Any:
    """A deal that grew, was pushed once, came into Commit, was called and gone through; then another quarter's deal."""
    states: list[dict[str, Any]] = [
        {"amount": 30_000, "forecast_category": "best_case", "close_date": D(2026, 10, 10), "stage": "4-Proposal"},
        {"amount": 30_000, "forecast_category": "best_case", "close_date": D(2026, 10, 20), "stage": "4-Proposal"},
        {},
        {},
    ]
    rows = [seen("d", day, **state) for day, state in zip(DAYS, states, strict=True)]
    rows += [seen("later", day, close_date=D(2026, 12, 1)) for day in DAYS]
    return sales(
        company,
        deal("d", forecast_category="commit"),
        deal("later", close_date=D(2026, 12, 1)),
        opportunity_snapshots=rows,
        opportunity_plans=[deal_plan("d", last_consult_date=D(2026, 9, 25)), deal_plan("later")],
        forecast_submissions=[call("ann", 90_000, D(2026, 9, 14)), call("ann", 120_000, D(2026, 9, 28))],
    )


def test_pushes_consults_and_the_calls_a_deal_was_in_are_marked(company: Company) -> None:
    """A call counts where the deal was in Commit for its quarter: not before, and not for a later quarter's deal."""
    connection = story(company)
    rows = asked(connection, "deal_marks", opportunity="d")

    assert [(row.marked_on.date(), row.mark) for row in rows.itertuples()] == [
        (D(2026, 9, 21), "pushed"),
        (D(2026, 9, 25), "consult"),
        (D(2026, 9, 28), "in a Commit call"),
    ]
    assert (rows.close_was_on[0].date(), rows.close_on[0].date()) == (D(2026, 10, 10), D(2026, 10, 20))
    assert (rows.amount[2], rows.person_name[2]) == (120_000, "Ann")
    assert asked(connection, "deal_marks", opportunity="later").empty


def test_a_deal_that_closed_has_the_day_and_the_amount(company: Company) -> None:
    """Won counts as won; open deals have no such mark."""
    won = deal("w", is_closed=True, is_won=True, close_date=D(2026, 9, 30), stage="Won", forecast_category="closed")
    connection = sales(company, won, opportunity_snapshots=[seen("w", DAYS[0]), seen("w", DAYS[1])])

    [row] = asked(connection, "deal_marks", opportunity="w").itertuples()
    assert (row.mark, row.marked_on.date(), row.amount) == ("won", D(2026, 9, 30), 40_000)
    assert asked(connection, "deal_card", opportunity="w").deal_state[0] == "won"


def test_the_history_says_from_where_to_where_and_how_often_pushed(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stayed is not said; the same sentence is the picture's alternative text."""
    monkeypatch.setattr("sightline.door.settings", Settings)
    connection = story(company)

    assert dialog.history(asked(connection, "deal_days", opportunity="d"), 1) == (
        "Since 14 Sep 2026: amount $30k → $40k, close date 10 Oct 2026 → 20 Oct 2026, category Best Case → Commit, "
        "stage 4-Proposal → 6-Awaiting Signature; pushed once."
    )
    assert dialog.history(asked(connection, "deal_days", opportunity="later"), 0) == "Since 14 Sep 2026: unchanged."


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_of_the_four_is_a_line_of_steps(company: Company, theme: Theme) -> None:
    """Plotly knows every property; an unknown amount breaks the line, a deal without marks has none."""
    connection = story(company)
    days, marks = (asked(connection, name, opportunity="d") for name in ("deal_days", "deal_marks"))
    figure = deal_over_time(days, marks, "USD", theme)
    type(figure)(figure.to_dict())

    lines = [trace for trace in figure.data if trace.line.shape == "hv"]
    assert [list(line.y)[-1] for line in lines] == [
        40_000,
        pd.Timestamp(2026, 10, 20),
        "Commit",
        "6-Awaiting Signature",
    ]
    assert [trace.name for trace in figure.data if trace.name] == ["Pushed", "Consult", "In a commit call"]
    assert not [trace for trace in deal_over_time(days, marks.iloc[:0], "USD").data if trace.name]


def test_a_deal_outside_the_view_shows_nothing_and_one_that_was_in_it_its_own_days_alone(company: Company) -> None:
    """Ben's deal may be anything: Ann gets not a byte of it, and of the one he took over only the days it was hers."""

    def answers(canary: dict[str, Any]) -> dict[str, str]:
        snapshots = [seen("x", day, owner_id="ben", account_id="a2", **canary) for day in DAYS]
        snapshots += [seen("m", day) for day in DAYS[:2]]
        snapshots += [seen("m", day, owner_id="ben", account_id="a2", **canary) for day in DAYS[2:]]
        his = [deal(name, owner_id="ben", account_id="a2", **canary) for name in ("x", "m")]
        connection = sales(company, deal("own"), *his, opportunity_snapshots=snapshots)
        return {
            f"{name} {one}": asked(connection, name, viewer="ann", opportunity=one).to_csv(index=False)
            for name in QUERIES
            for one in ("x", "m")
        }

    before, after = answers({"amount": 1}), answers({"amount": 999_999, "stage": "CANARY", "close_date": D(2027, 1, 1)})

    assert after == before
    assert {name for name, text in after.items() if len(text.splitlines()) > 1} == {"deal_days m"}
    assert len(after["deal_days m"].splitlines()) == 3


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """Pipeline review at an address, on a warehouse."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params = dict(parameters)
    app.run()
    return app.switch_page("pages/forecast/pipeline_review.py").run()


def test_a_link_opens_the_deal_over_the_page_within_the_view_alone(
    sample: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sentence, what to do and the picture; somebody else's deal is only said to be out of view."""
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, tmp_path / name)
    mine = asked(sample.connection, "deals_to_act_on", viewer="USR-AE-003").opportunity_id[0]
    found = opened(tmp_path, monkeypatch, viewer="USR-AE-003", deal=mine)
    hidden = opened(tmp_path, monkeypatch, viewer="USR-AE-004", deal=mine)

    assert not found.exception
    assert any("Next step" in one.value for one in found.markdown)
    assert dialog.UNSEEN in [one.value for one in hidden.info]
    assert not any("Next step" in one.value for one in hidden.markdown)
