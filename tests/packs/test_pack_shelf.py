"""Packs kept beside the warehouse: frozen, refreshed with a list of what moved, written on by several people."""

import dataclasses
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from sightline.notes import Author, Conflict, Store, pack_texts, packs
from sightline.notes.pack_texts import Ask, Comment, Commitment
from sightline.notes.packs import Head, NotYours
from sightline.notes.sight import Sight, of_answers
from sightline.packs import asked as asking
from sightline.packs import build, shelf, slides
from sightline.packs.blocks import Table
from sightline.packs.pack import Unit
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.packs.conftest import ASM, asker


def sight_of(warehouse: Warehouse, viewer: str) -> Sight:
    """Whose notes somebody may see."""
    ask = asker(warehouse, viewer)
    return of_answers(Author(viewer, f"Name of {viewer}"), ask("notes_people"), ask("notes_plans", person=viewer))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty notes file."""
    return Store(tmp_path)


@pytest.fixture(scope="module")
def unit(ask: asking.Ask) -> Unit:
    """What the pack is of."""
    return build.resolve(ask, Settings(), viewer=ASM, scope=ASM, quarter=None)


def changed(ask: asking.Ask, factor: float) -> asking.Ask:
    """The same warehouse on another day: every won amount of the record multiplied."""

    def other(name: str, **parameters: Any) -> pd.DataFrame:
        rows = ask(name, **parameters)
        if name == "scorecard":
            is_won = rows["metric"] == "won_amount"
            return rows.assign(value=rows["value"].where(~is_won, rows["value"] * factor))
        return rows

    return other


def test_a_pack_opened_again_shows_what_was_frozen(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """The numbers come from the file, not from the warehouse."""
    mine = sight_of(sample, ASM)
    version = shelf.begin(store, mine, ask, unit)
    pack = shelf.opened(store, mine, version.head.pack_id)
    frozen = build.freeze(ask, unit)

    assert pack.unit == unit
    assert (pack.version, pack.stamp.pack_id) == (1, unit.pack_id)
    for name, rows in frozen.items():
        pd.testing.assert_frame_equal(pack.tables[name], rows, check_dtype=False)
    assert [slide.drafted for slide in slides.of(pack)] == [
        slide.drafted for slide in slides.of(dataclasses.replace(pack, tables={**pack.tables, **frozen}))
    ]


def test_a_refresh_lists_what_moved_and_marks_what_was_written_about_it(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """Number, as it was, as it is; a comment is stale where a number of its sentence moved by more than 5 %."""
    mine = sight_of(sample, ASM)
    pack_id = shelf.begin(store, mine, ask, unit).head.pack_id
    for slide in ("scorecard", "bridge"):
        pack_texts.write_comment(store, mine, pack_id, Comment(slide, text="As planned."))

    little = shelf.refresh(store, mine, changed(ask, 1.04), pack_id, unit)
    assert little.version == 2
    assert little.head.moved_slides == ()
    assert shelf.opened(store, mine, pack_id).stamp.line.endswith(f"pack {pack_id}, version 2")
    assert not shelf.opened(store, mine, pack_id).comments["scorecard"].is_stale

    much = shelf.refresh(store, mine, changed(ask, 2.0), pack_id, unit)
    assert much.head.moved_slides == ("scorecard",)
    told = [change for change in much.head.changes if change[0] == "Scorecard: Won, FY27-Q3"]
    assert len(told) == 1
    assert told[0][1] != told[0][2]
    notes = shelf.opened(store, mine, pack_id).comments
    assert (notes["scorecard"].is_stale, notes["bridge"].is_stale) == (True, False)
    assert notes["scorecard"].text == "As planned."


def test_the_same_answers_are_no_new_version(store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit) -> None:
    """Refreshing what did not move changes nothing, though every question is asked anew."""
    mine = sight_of(sample, ASM)
    first = shelf.begin(store, mine, ask, unit)

    def anew(name: str, **parameters: Any) -> pd.DataFrame:
        return sample.rows_seen_by(ASM, name, parameters, dt.date(2026, 10, 5))

    assert shelf.refresh(store, mine, anew, first.head.pack_id, unit).version == 1
    assert shelf.begin(store, mine, ask, unit).version == 1


def test_what_people_wrote_stands_on_the_slides_and_on_their_sheets(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """A title of one's own, a comment, a slide left out, an ask, and promises of two quarters."""
    mine, due = sight_of(sample, ASM), dt.date(2026, 11, 20)
    pack_id = shelf.begin(store, mine, ask, unit).head.pack_id
    pack_texts.write_comment(store, mine, pack_id, Comment("bridge", text="Two slipped.", title="We lost one big deal"))
    pack_texts.write_comment(store, mine, pack_id, Comment("coverage", is_included=False))
    pack_texts.write_ask(
        store, mine, pack_id, Ask("a", "A sponsor for Acme", "Saves the renewal", "Grace", due, measure="Met")
    )
    pack_texts.write_ask(store, mine, pack_id, Ask("b", responsible="Nobody asked anything yet"))
    for name, quarter, state in (("1", unit.quarter, "kept"), ("2", unit.next_quarters[0], "open")):
        promise = Commitment(name, quarter, f"Promise {name}", state, 0, "Maya", due, "Signed")  # type: ignore[arg-type]
        pack_texts.write_commitment(store, mine, unit.scope_id, promise)

    pack = shelf.opened(store, mine, pack_id)
    by_key = {slide.key: slide for slide in slides.of(pack)}
    assert (by_key["bridge"].headline, by_key["bridge"].comment) == ("We lost one big deal", "Two slipped.")
    assert "coverage" not in [slide.key for slide in slides.included(pack)]
    assert pack.tables["asks"]["ask_text"].tolist() == ["A sponsor for Acme"]
    assert pack.tables["commitments"]["commitment_state"].tolist() == ["kept", "open"]
    [asked] = [placed.block for placed in by_key["asks"].blocks]
    assert isinstance(asked, Table)
    assert [cell.text for cell in asked.rows[0]] == [
        "A sponsor for Acme",
        "Saves the renewal",
        "Grace",
        "20 Nov 2026",
        "Met",
    ]
    ahead, behind = (placed.block for placed in by_key["commitments"].blocks)
    assert isinstance(ahead, Table)
    assert isinstance(behind, Table)
    assert [cell.text for cell in ahead.rows[0]] == ["Promise 2", "Maya", "20 Nov 2026", "Signed"]
    assert [cell.text for cell in behind.rows[0]] == ["Promise 1", "Maya", "20 Nov 2026", "Signed", "kept"]
    assert len(build.files(pack, Settings())) == 3


def test_slides_with_nothing_to_show_are_in_no_file(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """No asks and no commitments: on the page to be filled, in the files not even as an empty slide."""
    mine = sight_of(sample, ASM)
    pack_id = shelf.begin(store, mine, ask, unit).head.pack_id
    pack = shelf.opened(store, mine, pack_id)
    assert {"asks", "commitments"} <= {slide.key for slide in slides.of(pack)}
    assert not {"asks", "commitments"} & {slide.key for slide in slides.included(pack)}

    pack_texts.write_comment(store, mine, pack_id, Comment("asks", text="We need nothing."))
    assert "asks" in {slide.key for slide in slides.included(shelf.opened(store, mine, pack_id))}


def test_of_two_who_write_at_once_the_second_is_told_and_neither_loses_a_word(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """The manager and her manager edit one slide."""
    mine, theirs = sight_of(sample, ASM), sight_of(sample, "USR-CRO-01")
    pack_id = shelf.begin(store, mine, ask, unit).head.pack_id
    pack_texts.write_comment(store, theirs, pack_id, Comment("bridge", text="From above"))
    with pytest.raises(Conflict) as told:
        pack_texts.write_comment(store, mine, pack_id, Comment("bridge", text="From the team"))

    assert told.value.theirs.body is not None
    assert told.value.theirs.body["text"] == "From above"
    kept = [entry.body["text"] for entry in store.history(told.value.theirs.place) if entry.body]
    assert sorted(kept) == ["From above", "From the team"]


def test_a_pack_is_opened_by_those_above_and_by_nobody_beside(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """Another manager finds nothing and is told nothing of it."""
    pack_id = shelf.begin(store, sight_of(sample, ASM), ask, unit).head.pack_id
    above, beside = sight_of(sample, "USR-CRO-01"), sight_of(sample, "USR-ASM-02")

    assert shelf.latest(store, above, ASM, unit.quarter) is not None
    assert shelf.latest(store, beside, ASM, unit.quarter) is None
    with pytest.raises(NotYours):
        shelf.opened(store, beside, pack_id)


def test_a_pack_that_an_older_version_froze_still_gives_its_files(
    store: Store, sample: Warehouse, ask: asking.Ask, unit: Unit
) -> None:
    """A table and a column that were not frozen then are unknown, not a fault; no formula stands for them."""
    mine = sight_of(sample, ASM)
    tables = {name: pa.Table.from_pandas(rows) for name, rows in build.freeze(ask, unit).items()}
    del tables["risk"]
    tables["linearity"] = tables["linearity"].drop_columns(["linear_amount", "month1_amount"])
    head = Head(
        unit.pack_id, unit.scope_id, ASM, unit.quarter, unit.as_of, unit.compare_to, facts=dataclasses.asdict(unit)
    )
    packs.save_pack(store, mine, head, tables)

    written = build.files(shelf.opened(store, mine, unit.pack_id), Settings())
    book = openpyxl.load_workbook(io.BytesIO(next(body for name, body in written.items() if name.endswith("xlsx"))))
    assert book["Relationship risk"]["A2"].value == "none"
    heads = [cell.value for cell in book["Linearity"][1]]
    assert [cell.value for cell in book["Linearity"][2]][heads.index("Measured against")] is None
