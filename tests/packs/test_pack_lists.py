"""A list longer than a pack holds is cut: which rows stay, how many there are, and that no number of a slide moves."""

import dataclasses
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from sightline.packs import build, slides, workbook
from sightline.packs.asked import WHOLE, Ask
from sightline.packs.blocks import Table
from sightline.packs.pack import Pack
from sightline.packs.sheets import SHEETS, WRITTEN
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.conftest import Company
from tests.forecast.deal_rows import asked
from tests.packs.conftest import ASM, asker
from tests.packs.test_pack_rows import world

LISTS = {
    "pack_changes": "deal_changes",
    "pack_consults": "consult_list",
    "pack_gaps": "plan_coverage_gaps",
    "pack_hygiene": "hygiene_list",
    "pack_outcome_rows": "pack_outcomes",
    "pack_plan_accounts": "plan_coverage_accounts",
    "pack_renewal_rows": "pack_renewals",
    "pack_waterfall_deals": "pipeline_waterfall_deals",
}
"""Each list of a pack by the query whose rows it holds."""
FEW = 4


@pytest.fixture(scope="module")
def cut(ask: Ask) -> Pack:
    """The pack of the team whose lists hold four rows."""
    unit = build.resolve(ask, Settings(pack_list_rows=FEW), viewer=ASM, scope=ASM, quarter=None)
    return build.with_words(Pack(unit, build.freeze(ask, unit)))


@pytest.mark.parametrize(("name", "page"), LISTS.items())
def test_a_list_that_fits_is_the_answer_of_the_page(name: str, page: str, ask: Ask) -> None:
    """The same rows in the same order, each with the number of rows there are."""
    whole, held = ask(page, team=ASM), ask(name, team=ASM)

    pd.testing.assert_frame_equal(held[whole.columns], whole)
    assert len(whole) > FEW


@pytest.mark.parametrize("name", [*LISTS, "key_deals", "pack_pull_ins"])
def test_a_list_that_is_cut_keeps_the_first_rows_and_their_order(name: str, sample: Warehouse) -> None:
    """Those of the lowest places, as they stand in the whole list."""
    ask = asker(sample, "USR-CRO-01")
    whole, held = ask(name), ask(name, most=FEW)

    pd.testing.assert_frame_equal(held, whole[whole["list_place"] <= FEW].reset_index(drop=True), check_dtype=False)
    assert len(held) == FEW < len(whole)


def test_of_each_outcome_the_largest_stay(company: Company) -> None:
    """Of four won and three lost with room for three: the largest win and the two largest losses."""
    rows = asked(world(company), "pack_outcome_rows", viewer="cro", team="cro", most=3)

    assert rows["opportunity_id"].tolist() == ["w1", "l1", "l2"]
    assert rows[WHOLE].tolist() == [4, 3, 3]


def test_a_cut_list_changes_no_other_table(cut: Pack, pack: Pack) -> None:
    """Totals, shares and sums are asked by themselves, so they are those of the whole pack."""
    for one in SHEETS:
        held, whole = cut.tables[one.name], pack.tables[one.name]
        if WHOLE in whole:
            assert (len(held), one.whole(held)) == (min(FEW, len(whole)), len(whole)), one.name
        else:
            pd.testing.assert_frame_equal(held, whole)


def test_slides_of_a_cut_pack_say_the_same_and_count_what_the_workbook_lacks(cut: Pack, pack: Pack) -> None:
    """The same sentences, as many rows left out, and how many of them stand in the workbook."""
    said = {slide.key: slide for slide in slides.included(pack)}
    beyond = 0
    for slide in slides.included(cut):
        assert slide.drafted == said[slide.key].drafted
        for placed, whole in zip(slide.blocks, said[slide.key].blocks, strict=True):
            block, other = placed.block, whole.block
            if isinstance(block, Table) and isinstance(other, Table):
                assert len(block.rows) + block.more == len(other.rows) + other.more, slide.key
                beyond += block.beyond
    assert beyond > 0
    block = Table(("Deal",), ((),) * 5, (False,), more=43, beyond=18, sheet="Key deals")
    assert block.cut(45) == "3 of 48 shown, 30 in the workbook, sheet Key deals"
    assert dataclasses.replace(block, beyond=0).cut(45) == "3 of 48 shown, all in the workbook, sheet Key deals"


def test_the_workbook_of_a_cut_pack_says_how_many_rows_there_are(cut: Pack, pack: Pack) -> None:
    """Below the rows and beside the sheet's name in README; a step whose deals are not all there is no formula."""
    content = workbook.write(cut, slides.included(cut), (*SHEETS, *WRITTEN))
    book: Any = openpyxl.load_workbook(io.BytesIO(content))
    told = f"{FEW} of {len(pack.tables['key_deals'])} rows; the page of Sightline shows all"

    assert book["Key deals"].cell(FEW + 3, 1).value == told
    readme = {row[0].value: row[1].value for row in book["README"].iter_rows(min_row=3)}
    assert readme["Sheet: Key deals"].endswith(told)
    assert "rows;" not in readme["Sheet: Scorecard"]
    amounts = [book["Waterfall"].cell(row, 4).value for row in range(2, len(cut.tables["waterfall"]) + 2)]
    assert [float(value) for value in amounts if not str(value).startswith("=")]
