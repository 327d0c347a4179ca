"""The 1:1 sheet on paper: the deals of the week, money, notes, letters one can read, and a whole team in one file."""

import datetime as dt
import io
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pypdf import PdfReader

from sightline import queries, words
from sightline.packs.one_on_one import content, drawn
from sightline.packs.one_on_one.content import Mark, Sheet
from sightline.packs.one_on_one.lines import CONSULT, told
from sightline.sections.reviews.one_on_one import says
from sightline.warehouse.versions import Warehouse
from tests import commands
from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import deal, deal_plan, sales
from tests.organisation import D, account, team
from tests.packs.conftest import ASM, asker


@pytest.fixture
def folder(sample: Warehouse, tmp_path: Path) -> Path:
    """The sample's warehouse with notes of its own."""
    made = tmp_path / "warehouse"
    made.mkdir()
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, made / name)
    return made


def asked(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The deals on Ann's sheet."""
    found = queries.run(connection, "one_on_one_deals", viewer="asm", today=AS_OF, parameters={"owner": "ann"})
    return [dict(row) for row in found.to_dict("records")]


@pytest.fixture(scope="module")
def sheets(sample: Warehouse) -> list[Sheet]:
    """The sheets of a team."""
    ask = asker(sample, ASM)
    people = ask("one_on_one_people", team=ASM)
    return [content.sheet(ask, person, {}, "USD") for person in people.itertuples()]


def test_deals_to_act_on_and_those_that_close_within_a_week_are_on_the_sheet(company: Company) -> None:
    """To act on first, each with why, what to do and the next step; a healthy deal of the week after is not."""
    fit = {"forecast_category": "commit", "stage": "6-Awaiting Signature", "stage_order": 6, "next_step": "Sign"}
    names = ("last day", "a day too late", "past due", "today")
    connection = sales(
        company,
        deal("last day", close_date=D(2026, 10, 11), amount=50_000, **fit),
        deal("a day too late", close_date=D(2026, 10, 12), amount=60_000, **fit),
        deal("past due", close_date=D(2026, 10, 4), amount=70_000, **fit),
        deal("today", close_date=D(2026, 10, 5), amount=80_000, **fit),
        opportunity_plans=[deal_plan(name, last_consult_date=D(2026, 9, 28)) for name in names],
    )
    rows = asked(connection)
    assert [row["opportunity_id"] for row in rows] == ["past due", "today", "last day"]
    due = rows[0]
    assert (due["rule_name"], due["severity"]) == ("Past due", "act")
    assert "Close by 31 Oct 2026" in due["suggested_action"]
    assert due["next_step"] == "Sign"
    assert pd.isna(rows[1]["rule_name"])
    assert rows[1]["suggested_action"] == "Close it or move the date."


def test_headline_and_list_count_the_same_deals(
    sample: Warehouse, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For every third AE of the sample: as many rows as the sentence says, worth what it says; consults likewise."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    ask = asker(sample, "operator")
    seen = 0
    for person in list(ask("one_on_one_people").itertuples())[::3]:
        one = content.sheet(ask, person, {}, "USD")
        rows = ask("one_on_one_deals", owner=person.person_id)
        assert len(one.deals.rows) == len(rows)
        if len(rows):
            assert one.finding.startswith(words.counted(len(rows), "deal"))
            assert words.money(rows["amount"].sum(), "USD") in one.finding or rows["amount"].isna().all()
        lines = told(content.frames(ask, person.person_id), {}, "USD")
        consults = int((lines["part"] == CONSULT).sum())
        assert len(one.consults) == consults
        assert says.consults(lines).count("\n- ") == consults
        summary = ask("one_on_one_summary", owner=person.person_id)
        if consults and len(summary) and summary.iloc[0]["live_plans"]:
            headline = says.headline(person, summary.iloc[0], lines)
            assert f"{words.counted(consults, 'deal')} " in headline.replace("deals is", "deals are")
        seen += len(rows)
    assert seen > 15


def test_without_an_export_of_deals_nothing_is_said_of_them(company: Company) -> None:
    """Not "no deal has to be moved": nobody knows."""
    connection = company(users=team("ann"), accounts=[account("a1")])
    week = queries.run(connection, "one_on_one_week", viewer="asm", today=AS_OF).iloc[0]
    assert content.finding(pd.DataFrame({"amount": []}), week, "USD").startswith("No data on deals")


def test_a_sheet_has_commit_against_quota_coverage_and_money_beside_every_account(sample: Warehouse) -> None:
    """The numbers are those of the pipeline page for this AE."""
    ask = asker(sample, ASM)
    person = next(one for one in ask("one_on_one_people", team=ASM).itertuples() if one.person_id == "USR-AE-009")
    one = content.sheet(ask, person, {}, "USD")
    numbers = ask("pipeline_summary", owner="USR-AE-009").iloc[0]
    figures = {figure.label: (figure.text, figure.note) for figure in one.figures}
    assert figures["Quota"][0] == words.money(numbers.quota, "USD")
    assert figures["Won and Commit"] == (
        words.money(numbers.commit_cumulative, "USD"),
        f"of {words.money(numbers.quota, 'USD')} quota",
    )
    plans = ask("one_on_one_plans", owner="USR-AE-009")
    assert [row[0].text for row in one.money.rows] == plans["account_name"].tolist()
    assert one.money.heads[1:4] == ("ARR", "Open deals", "Whitespace")
    assert [account.name.split(" · ")[0] for account in one.accounts] == plans["account_name"].tolist()


def test_no_letter_of_a_sheet_is_smaller_than_nine_points(sheets: list[Sheet]) -> None:
    """Of every AE of a team: read back from the file."""
    sizes: set[float] = set()
    for page in PdfReader(io.BytesIO(drawn.write(sheets, "Sheets"))).pages:
        text = page.get_contents().get_data()
        sizes |= {float(size) for size in re.findall(rb"/F[\w+]+ ([\d.]+) Tf(?! 14\.4 TL)", text)}
    assert sizes
    assert min(sizes) >= drawn.SMALLEST == 9


def test_every_ae_of_a_team_begins_a_page_has_every_deal_and_room_for_notes(sheets: list[Sheet]) -> None:
    """One file for the whole team, the same bytes each time; nothing of a long table is lost over the page."""
    written = drawn.write(sheets, "Sheets")
    assert written == drawn.write(sheets, "Sheets")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(written)).pages]
    assert len(sheets) > 3
    for one in sheets:
        mine = [page for page in pages if one.name in page[-160:]]
        assert mine[0].startswith(f"1:1 · {one.name}")
        text = " ".join(mine)
        assert "Notes" in text
        for row in one.deals.rows:
            assert re.sub(r"\W", "", row[4].text) in re.sub(r"\W", "", text) or len(mine) > 1
            assert row[1].text in text


def test_a_long_table_goes_on_over_the_page_with_its_heads(sheets: list[Sheet]) -> None:
    """Forty deals: each on paper once, none over the foot."""
    [one, *_] = [sheet for sheet in sheets if sheet.deals.rows]
    rows = tuple((*one.deals.rows[0][:5], type(one.deals.rows[0][0])(f"step{number}")) for number in range(40))
    long = Sheet(**{**vars(one), "deals": type(one.deals)(**{**vars(one.deals), "rows": rows})})
    pages = PdfReader(io.BytesIO(drawn.write([long], "Sheet"))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert [text.count(f"step{number}\n") for number in range(40)] == [1] * 40
    assert sum("What to do".lower() in page.extract_text().lower() for page in pages) > 1


def test_a_mark_made_since_the_load_stands_on_the_sheet(sample: Warehouse) -> None:
    """With its day and whoever made it."""
    ask = asker(sample, ASM)
    person = next(one for one in ask("one_on_one_people", team=ASM).itertuples() if one.live_plans)
    plan = ask("one_on_one_plans", owner=person.person_id).dropna(subset="plan_id").iloc[0]
    marks = {str(plan.plan_id): Mark(dt.date(2026, 10, 5), "Grace Hall")}
    accounts = {one.name.split(" · ")[0]: one for one in content.sheet(ask, person, marks, "USD").accounts}
    assert "inspected 5 Oct 2026 by Grace Hall" in accounts[plan.account_name].standing


def test_the_command_writes_all_aes_of_a_team_and_nobody_elses(folder: Path, tmp_path: Path) -> None:
    """By the manager's name; of another team it is a sentence and no file."""
    asked = {"SIGHTLINE_WAREHOUSE": folder}
    done = commands.called("sheet", "--team", "Teodora Kulkarni", "--as", ASM, "--out", tmp_path / "out", **asked)
    assert done.returncode == 0, done.stderr
    [path] = (tmp_path / "out").iterdir()
    assert path.name == "1-1_Teodora-Kulkarni_2026-10-05.pdf"
    assert len({page.extract_text().split("\n")[0] for page in PdfReader(path).pages}) > 3

    other = commands.told("sheet", "--team", "USR-ASM-02", "--as", ASM, "--out", tmp_path / "none", **asked)
    assert other.returncode == 2
    assert "no team or AE you may" in " ".join(other.stderr.split())
    assert not (tmp_path / "none").exists()
