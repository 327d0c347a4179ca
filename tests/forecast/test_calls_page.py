"""The Forecast calls page for everyone who opens it, and where there is little or nothing to show."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sightline.charts.calls_accuracy import accuracy_by_week
from sightline.charts.calls_by_week import calls_by_week
from sightline.charts.calls_heat import calls_heat
from sightline.charts.linearity import linearity
from sightline.sections.forecast.forecast_calls import says, shows, track_record
from sightline.settings import ROOT, Settings
from sightline.warehouse import publishing
from sightline.warehouse.versions import Warehouse
from tests.forecast.forecast_world import ask
from tests.warehouse.test_versions import MINIMAL

PAGE = "pages/forecast/forecast_calls.py"


@pytest.fixture(scope="module")
def shown(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's warehouse for the app: one file cannot be opened and locked down twice at once."""
    folder = tmp_path_factory.mktemp("shown")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, folder / name)
    return folder


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """The page at an address, on a warehouse."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params = dict(parameters)
    app.run()
    return app.switch_page(PAGE).run()


@pytest.mark.parametrize("view", shows.TABS)
def test_every_tab_opens_for_whoever_calls(view: str, shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """VP, ASM and AE see two figures and no fault."""
    for viewer in ("USR-CRO-01", "USR-ASM-02", "USR-AE-003"):
        app = opened(shown, monkeypatch, viewer=viewer, view=view)

        assert not app.error, (viewer, [fault.value for fault in app.error])
        assert [one.label for one in app.metric][:2] == ["Commit called", "Best Case called"]
        assert "Commit" in app.markdown[0].value


def test_an_ended_quarter_is_told_as_it_finished(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Won in the end stands first, beside what was called in the week looked at."""
    app = opened(shown, monkeypatch, viewer="USR-CRO-01", quarter="FY27-Q2")

    said = app.markdown[0].value.replace("\\", "")
    assert said.startswith("**FY27-Q2 finished with $7.4M booked, $2M over quota**; in week 13 Commit was called at")
    assert "is called" not in said


def test_who_makes_no_calls_is_told_so(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An SA on the account team sees no call and no figure."""
    app = opened(shown, monkeypatch, viewer="USR-SA-01")

    assert says.NOBODY in app.info[0].value
    assert not app.metric


def test_without_the_export_the_page_says_which_one_to_bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the export and its columns and offers the template; nothing is counted as nought."""
    drop = tmp_path / "drop"
    drop.mkdir()
    for name, text in MINIMAL.items():
        (drop / name).write_text(text, encoding="utf-8")
    publishing.publish(drop, tmp_path / "out", Settings())
    app = opened(tmp_path / "out", monkeypatch)

    assert "No forecast calls are loaded" in app.info[0].value
    assert not app.metric


def test_a_quarter_before_the_export_begins_says_so(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an empty picture nor a fault."""
    app = opened(shown, monkeypatch, quarter="FY26-Q1")

    assert [box.value for box in app.info] == [says.UNREACHED]


def test_the_week_is_in_the_address(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link leads to the week it was copied at; a week that does not exist leads to the newest."""
    linked = opened(shown, monkeypatch, week="2026-09-28")
    wrong = opened(shown, monkeypatch, week="1999-01-01")

    assert linked.selectbox(key="choice_week").value == "2026-09-28"
    assert wrong.selectbox(key="choice_week").value == "2026-10-05"


def test_the_figures_of_the_page_are_those_of_its_table(sample: Warehouse) -> None:
    """One ASM: card, picture and row give the same call, roll-up and difference."""
    week = pd.Timestamp("2026-10-05").date()
    one = {"viewer": "USR-ASM-01", "week": week}
    summary = ask(sample.connection, "calls_summary", **one).iloc[0]
    row = ask(sample.connection, "calls_people", **one, level="manager").iloc[0]
    deals = ask(sample.connection, "calls_deals", **one, person="USR-ASM-01")

    assert summary.called_commit_amount == row.commit_amount
    assert summary.unexplained_amount == row.commit_unexplained
    assert summary.commit_roll_up == row.commit_roll_up == deals.this_week_amount.sum()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_charts_are_valid_figures(sample: Warehouse, theme: Any) -> None:
    """Plotly checks every property here, because the page does not."""
    rows = {
        name: ask(sample.connection, name, "USR-CRO-01")
        for name in ("calls_by_week", "calls_heat", "calls_accuracy_weeks", "linearity_weeks")
    }
    for figure in (
        calls_by_week(rows["calls_by_week"], 1e6, "USD", "commit", theme),
        calls_by_week(rows["calls_by_week"], 1e6, "USD", "best_case", theme),
        calls_by_week(rows["calls_by_week"].iloc[0:0], None, "USD", "commit", theme),
        calls_heat(rows["calls_heat"], theme),
        accuracy_by_week(rows["calls_accuracy_weeks"], "accuracy_share", theme),
        accuracy_by_week(rows["calls_accuracy_weeks"], "bias_share", theme),
        linearity(rows["linearity_weeks"], "USD", theme),
    ):
        type(figure)(figure.to_dict())


def test_a_missing_call_breaks_the_line_and_stands_as_a_hollow_mark() -> None:
    """2.7, 5: week 2 is missing; the line has a gap there and a mark in the colour of the page."""
    frame = pd.DataFrame(
        {
            "week_of_quarter": [1, 2, 3],
            "commit_amount": [100.0, None, 130.0],
            "commit_hollow": [None, 100.0, None],
            "best_case_amount": [200.0, 200.0, 210.0],
            "best_case_hollow": [None, None, None],
            "won_amount": [10.0, 20.0, None],
            "commit_roll_up": [90.0, 95.0, None],
            "best_case_roll_up": [190.0, 195.0, None],
            "commit_below": [80.0, 85.0, 90.0],
            "best_case_below": [None, None, None],
            "calls_made": [1, 0, 1],
            "calls_due": [1, 1, 1],
        }
    )
    traces = {trace["name"]: trace for trace in calls_by_week(frame, None, "USD").to_dict()["data"]}
    best = {trace["name"]: trace for trace in calls_by_week(frame, None, "USD", "best_case").to_dict()["data"]}

    assert pd.isna(traces["Commit called"]["y"][1])
    assert traces["Commit called"]["connectgaps"] is False
    assert traces["Commit called: call missing"]["x"] == [2]
    assert traces["Commit called: call missing"]["marker"]["color"] == "#FFFFFF"
    assert traces["Team's own calls, added up"]["y"] == [80, 85, 90]
    assert list(best) == ["With deals down to Best Case", "Booked", "Best Case called"]


def test_a_call_is_told_by_letter_as_well_as_by_colour(sample: Warehouse) -> None:
    """S, L and M are there, and the legend counts each."""
    rows = ask(sample.connection, "calls_heat", "USR-CRO-01", level="manager")
    names = [trace["name"] for trace in calls_heat(rows).to_dict()["data"]]

    assert [name[0] for name in names] == ["S", "L", "M"]
    assert sum(int(name.rsplit("(", 1)[1][:-1]) for name in names) == len(rows)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": None, "note": "no quota", "unit": "share"}, "no quota"),
        ({"value": -2_500_000, "note": "target met", "unit": "money"}, "met, $2.5M over"),
        ({"value": 0.6, "note": None, "unit": "share", "is_thin": True, "cases": 5}, "60\u202f% · only 5 deals"),
        ({"value": 20, "note": None, "unit": "days", "part": 15, "whole": 40}, "20 days (15 to 40)"),
        ({"value": 1000, "note": "so far", "unit": "money"}, "$1k so far"),
    ],
)
def test_the_track_record_says_why_there_is_no_number(
    row: dict[str, Any], said: str, shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A met target, few deals and an unknown value each read as what they are."""
    monkeypatch.setattr("sightline.door.settings", Settings)
    frame = pd.DataFrame([{"is_thin": False, "cases": None, "part": None, "whole": None, **row}])

    assert track_record.said(next(frame.itertuples())) == said


def test_a_quota_that_does_not_count_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Track record lists what was left out and why; where every quota counts, there is no such table."""
    calls = "user_id,period_start,submitted_on,category,amount\nann,2026-08-01,2026-09-21,commit,100\n"
    quotas = {"told": "ann,2026-08-01,2026-10-31,100,CHF\n", "none": "ann,2026-08-01,2026-10-31,100,USD\n"}
    tables = {}
    for name, row in quotas.items():
        drop = tmp_path / name
        drop.mkdir()
        rows = f"user_id,period_start,period_end,amount,currency\n{row}"
        for file, text in {**MINIMAL, "forecast_submissions.csv": calls, "quotas.csv": rows}.items():
            (drop / file).write_text(text, encoding="utf-8")
        publishing.publish(drop, tmp_path / f"out-{name}", Settings())
        app = opened(tmp_path / f"out-{name}", monkeypatch, viewer="vp", view="Track record", quarter="FY27-Q3")
        assert not app.error, [fault.value for fault in app.error]
        tables[name] = [table.value for table in app.dataframe if "amount_as_given" in table.value]

    assert tables["none"] == []
    assert tables["told"][0]["outcome"].tolist() == ["no rate for its currency"]
