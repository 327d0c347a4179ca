"""The notes file: nothing written is lost, whoever writes at once, whatever restarts, and nobody reads outside."""

import datetime as dt
import multiprocessing
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from sightline.notes import Author, Conflict, NotesError, Place, Store, pack_texts, packs
from sightline.notes.pack_texts import Ask, Comment, Commitment
from sightline.notes.sight import Sight

GRACE, OMAR = Author("asm", "Grace Hall"), Author("vp", "Omar Diaz")
PLACE = Place("comment", "pack", "bridge")
TABLES = {
    "scorecard": pa.table({"measure": ["won"], "amount": [3]}),
    "wins": pa.table({"deal": pa.array([], "string")}),
}


def asm_sight() -> Sight:
    """A manager who sees themselves and their two reps."""
    return Sight(GRACE, frozenset({"asm", "ae1", "ae2"}))


def vp_sight() -> Sight:
    """The manager above."""
    return Sight(OMAR, frozenset({"vp", "asm", "ae1", "ae2"}))


def stranger_sight() -> Sight:
    """Somebody of another team."""
    return Sight(Author("other", "Ida Berg"), frozenset({"other", "ae9"}))


def head(version_moves: tuple[str, ...] = ()) -> packs.Head:
    """A pack of Grace's team, seen as herself."""
    return packs.Head("p1", "asm", "asm", "FY27-Q3", dt.date(2026, 10, 5), dt.date(2026, 8, 1), version_moves)


def test_an_entry_has_author_time_and_revision(tmp_path: Path) -> None:
    """What was written reads back, with who and when, and the revision counts up."""
    store = Store(tmp_path)
    first = store.write(PLACE, {"text": "slow"}, based_on=0, author=GRACE)
    second = store.write(PLACE, {"text": "faster"}, based_on=first.revision, author=OMAR)

    assert (second.revision, second.author, second.body) == (2, OMAR, {"text": "faster"})
    assert store.read(PLACE) == second
    assert abs(dt.datetime.now(dt.UTC) - second.written_at) < dt.timedelta(minutes=1)


def test_a_write_on_an_older_revision_keeps_both_texts_and_tells_its_writer(tmp_path: Path) -> None:
    """Two people open the same text: the first one's stands, the second one's is kept aside, and the second is told."""
    store = Store(tmp_path)
    store.write(PLACE, {"text": "before"}, based_on=0, author=GRACE)
    store.write(PLACE, {"text": "Grace's"}, based_on=1, author=GRACE)

    with pytest.raises(Conflict, match="Grace Hall changed this") as told:
        store.write(PLACE, {"text": "Omar's"}, based_on=1, author=OMAR)

    assert told.value.theirs.body == {"text": "Grace's"}
    assert store.read(PLACE) == told.value.theirs
    kept = [(entry.body, entry.author.name, entry.is_set_aside) for entry in store.history(PLACE)]
    assert kept == [
        ({"text": "Omar's"}, "Omar Diaz", True),
        ({"text": "Grace's"}, "Grace Hall", False),
        ({"text": "before"}, "Grace Hall", False),
    ]


def test_writing_what_already_stands_is_no_conflict(tmp_path: Path) -> None:
    """An autosave that comes twice changes nothing and frightens nobody."""
    store = Store(tmp_path)
    store.write(PLACE, {"text": "same"}, based_on=0, author=GRACE)

    assert store.write(PLACE, {"text": "same"}, based_on=0, author=OMAR).revision == 1
    assert len(store.history(PLACE)) == 1


def test_a_removed_entry_is_gone_but_its_history_stays(tmp_path: Path) -> None:
    """Removing is a revision like any other, and writing after it goes on from there."""
    store = Store(tmp_path)
    store.write(PLACE, {"text": "wrong"}, based_on=0, author=GRACE)
    store.write(PLACE, None, based_on=1, author=GRACE)

    assert store.read(PLACE) is None
    assert store.entries("comment") == []
    assert [entry.body for entry in store.history(PLACE)] == [None, {"text": "wrong"}]
    assert store.write(PLACE, {"text": "right"}, based_on=2, author=OMAR).revision == 3


def write_until_kept(folder: Path, writer: int, texts: int) -> int:
    """Add lines to one text as an editor would: read, add, write, and read again when told of a conflict."""
    store, conflicts = Store(folder), 0
    for number in range(texts):
        while True:
            current = store.read(PLACE)
            lines = list(current.body["lines"]) if current and current.body else []
            lines.append(f"{writer}.{number}")
            based_on = current.revision if current else 0
            try:
                store.write(PLACE, {"lines": lines}, based_on=based_on, author=Author(str(writer), f"Writer {writer}"))
                break
            except Conflict:
                conflicts += 1
    return conflicts


def expect_every_line(folder: Path, writers: int, texts: int, conflicts: int) -> None:
    """Every line of every writer stands once, and every refused write is kept aside."""
    store = Store(folder)
    found = store.read(PLACE)

    assert found is not None
    assert found.body is not None
    assert sorted(found.body["lines"]) == sorted(f"{w}.{n}" for w in range(writers) for n in range(texts))
    assert found.revision == writers * texts
    assert sum(entry.is_set_aside for entry in store.history(PLACE)) == conflicts


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """Eight threads edit one text through one new file."""
    with ThreadPoolExecutor(8) as pool:
        conflicts = sum(pool.map(lambda writer: write_until_kept(tmp_path, writer, 6), range(8)))

    expect_every_line(tmp_path, 8, 6, conflicts)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three processes make the file at the same moment and edit one text."""
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        conflicts = sum(pool.starmap(write_until_kept, [(tmp_path, writer, 8) for writer in range(3)]))

    expect_every_line(tmp_path, 3, 8, conflicts)


def test_notes_outlive_the_process_that_wrote_them(tmp_path: Path) -> None:
    """Opening the folder again finds what was written, and new warehouse versions beside it change nothing."""
    Store(tmp_path).write(PLACE, {"text": "kept"}, based_on=0, author=GRACE)
    (tmp_path / "0123.duckdb").write_bytes(b"")

    found = Store(tmp_path).read(PLACE)

    assert found is not None
    assert found.body == {"text": "kept"}


def write_and_fail(store: Store) -> None:
    """Fail after the first of two statements of one transaction."""
    with store.writing() as connection:
        connection.execute("insert into entries values ('comment', 'p', 'n', 1, '{}', 'a', 'A', '2026-10-05')")
        raise KeyboardInterrupt


def test_an_interrupted_write_leaves_nothing_half_done(tmp_path: Path) -> None:
    """A fault in the middle of a transaction takes the whole of it back."""
    store = Store(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(store)

    assert store.entries("comment") == []


def test_a_file_that_is_no_notes_file_or_of_a_newer_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Nothing is overwritten, and the sentence says what to do."""
    newer = Store(tmp_path / "newer")
    with sqlite3.connect(newer.path) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(NotesError, match="newer Sightline"):
        newer.read(PLACE)

    (tmp_path / "notes.sqlite").write_bytes(b"not a database, by any measure, of any kind at all" * 50)
    with pytest.raises(NotesError, match="not a file of notes"):
        Store(tmp_path)


def test_a_frozen_pack_reopens_byte_for_byte_and_refreshing_makes_a_version(tmp_path: Path) -> None:
    """The same tables are the same version, whoever saves them; others are the next one, and the old stays."""
    store, grace = Store(tmp_path), asm_sight()
    first = packs.save_pack(store, grace, head(), TABLES)
    again = packs.save_pack(store, vp_sight(), head(), TABLES)
    moved = {**TABLES, "scorecard": pa.table({"measure": ["won"], "amount": [4]})}
    second = packs.save_pack(store, grace, replace(head(), changes=(("won", "3", "4"),)), moved)

    assert again == first
    assert (first.version, second.version) == (1, 2)
    assert [found.version for found in packs.pack_versions(store, grace, "p1")] == [2, 1]
    opened, tables = packs.open_pack(store, grace, "p1", 1)
    assert (opened, list(tables)) == (first, ["scorecard", "wins"])
    assert tables["scorecard"].equals(TABLES["scorecard"])
    assert tables["wins"].equals(TABLES["wins"])
    latest, tables = packs.open_pack(store, grace, "p1")
    assert (latest.head.changes, tables["scorecard"]["amount"].to_pylist()) == ((("won", "3", "4"),), [4])
    assert latest.head.as_of == dt.date(2026, 10, 5)


def test_a_comment_survives_a_refresh_and_is_marked_when_its_number_moved(tmp_path: Path) -> None:
    """Only the slide whose number moved is marked, until its text is written anew or said to hold."""
    store, grace = Store(tmp_path), asm_sight()
    packs.save_pack(store, grace, head(), TABLES)
    bridge = pack_texts.write_comment(store, grace, "p1", Comment("bridge", "Three deals slipped."))
    pack_texts.write_comment(store, grace, "p1", Comment("wins", "The plan paid off."))
    moved = {"scorecard": pa.table({"measure": ["won"], "amount": [9]})}
    packs.save_pack(store, grace, head(("bridge",)), moved)

    found = pack_texts.comments(store, grace, "p1")
    assert {slide: one.is_stale for slide, one in found.items()} == {"bridge": True, "wins": False}
    hidden = pack_texts.write_comment(store, grace, "p1", replace(found["bridge"], is_included=False))
    assert hidden.is_stale
    held = pack_texts.write_comment(store, grace, "p1", hidden, still_holds=True)
    assert (held.is_stale, held.text, held.is_included) == (False, bridge.text, False)


def test_asks_and_commitments_keep_their_order_and_a_quarter_later_are_found_again(tmp_path: Path) -> None:
    """Commitments hang on the person, so the next quarter's pack can say what became of them."""
    store, grace = Store(tmp_path), asm_sight()
    packs.save_pack(store, grace, head(), TABLES)
    due = dt.date(2026, 11, 1)
    for place, text in enumerate(["An architect for Acme", "Legal by Friday"]):
        pack_texts.write_ask(store, grace, "p1", Ask(f"a{2 - place}", text, "2 deals", "Omar", due, place))
    promised = pack_texts.write_commitment(
        store, grace, "asm", Commitment("c1", "FY27-Q3", "Every key account planned")
    )
    pack_texts.write_commitment(store, grace, "asm", replace(promised, status="missed"))

    assert [ask.ask for ask in pack_texts.asks(store, grace, "p1")] == ["An architect for Acme", "Legal by Friday"]
    assert pack_texts.asks(store, grace, "p1")[0].due_on == due
    [last] = pack_texts.commitments(store, vp_sight(), "asm", "FY27-Q3")
    assert (last.status, last.revision) == ("missed", 2)
    pack_texts.remove_ask(store, grace, "p1", pack_texts.asks(store, grace, "p1")[0])
    assert [ask.ask for ask in pack_texts.asks(store, grace, "p1")] == ["Legal by Friday"]


def test_an_outsider_reads_and_writes_nothing_of_a_pack(tmp_path: Path) -> None:
    """Another team, the people below, and anyone where the rows were seen through a higher pair of eyes."""
    store, grace = Store(tmp_path), asm_sight()
    packs.save_pack(store, grace, head(), TABLES)
    pack_texts.write_comment(store, grace, "p1", Comment("bridge", "secret"))
    for sight in (stranger_sight(), Sight(Author("ae1", "Ann"), frozenset({"ae1"})), Sight(Author("", "nobody"))):
        assert packs.packs(store, sight) == []
        for attempt in (
            lambda sight=sight: packs.open_pack(store, sight, "p1"),
            lambda sight=sight: packs.save_pack(store, sight, head(), TABLES),
            lambda sight=sight: pack_texts.comments(store, sight, "p1"),
            lambda sight=sight: pack_texts.write_comment(store, sight, "p1", Comment("bridge", "mine", revision=1)),
            lambda sight=sight: pack_texts.asks(store, sight, "p1"),
            lambda sight=sight: pack_texts.commitments(store, sight, "asm"),
        ):
            with pytest.raises(packs.NotYours):
                attempt()
    packs.save_pack(store, vp_sight(), replace(head(), pack_id="p2", seen_as="vp"), TABLES)
    assert [found.head.pack_id for found in packs.packs(store, grace)] == ["p1"]


def test_two_who_write_different_fields_at_once_both_have_their_way(tmp_path: Path) -> None:
    """Grace's title and Omar's commentary of one slide, each written over the other's older form: both stand."""
    store, grace, omar = Store(tmp_path), asm_sight(), vp_sight()
    packs.save_pack(store, grace, head(), TABLES)

    def keeper(sight: Sight) -> Callable[[Comment], Comment]:
        return lambda comment: pack_texts.write_comment(store, sight, "p1", comment)

    before = keeper(grace)(Comment("bridge", "first"))
    pack_texts.change(keeper(omar), before, OMAR, text="Omar's")
    pack_texts.change(keeper(grace), before, GRACE, title="Grace's")

    found = pack_texts.comments(store, grace, "p1")["bridge"]
    assert (found.text, found.title) == ("Omar's", "Grace's")


def test_two_who_write_the_same_field_are_told_and_insisting_replaces_that_field_alone(tmp_path: Path) -> None:
    """Grace's older text is refused; put in Omar's place it leaves the title that Omar wrote with it."""
    store, grace, omar = Store(tmp_path), asm_sight(), vp_sight()
    packs.save_pack(store, grace, head(), TABLES)
    before = pack_texts.write_comment(store, grace, "p1", Comment("bridge", "first"))
    theirs = replace(before, text="Omar's", title="Omar's title")
    pack_texts.write_comment(store, omar, "p1", theirs)

    def keep(comment: Comment) -> Comment:
        return pack_texts.write_comment(store, grace, "p1", comment)

    with pytest.raises(Conflict, match="Omar Diaz changed this"):
        pack_texts.change(keep, before, GRACE, text="Grace's")
    stands = pack_texts.comments(store, grace, "p1")["bridge"]
    pack_texts.change(keep, stands, GRACE, text="Grace's")

    found = pack_texts.comments(store, grace, "p1")["bridge"]
    assert (found.text, found.title) == ("Grace's", "Omar's title")


def test_an_ask_that_was_deleted_comes_back_as_it_was_and_by_whoever_still_wrote_in_it(tmp_path: Path) -> None:
    """Undo writes it again; an edit of somebody who had it open loses nothing."""
    store, grace, omar = Store(tmp_path), asm_sight(), vp_sight()
    packs.save_pack(store, grace, head(), TABLES)
    ask = pack_texts.write_ask(store, grace, "p1", Ask("a1", "A sponsor", responsible="Omar", measure="Met by May"))

    gone = pack_texts.remove_ask(store, grace, "p1", ask)
    assert pack_texts.asks(store, grace, "p1") == []
    back = pack_texts.write_ask(store, grace, "p1", gone)
    assert (back.ask, back.responsible, back.measure) == ("A sponsor", "Omar", "Met by May")

    pack_texts.remove_ask(store, grace, "p1", back)
    pack_texts.change(lambda one: pack_texts.write_ask(store, omar, "p1", one), back, OMAR, impact="$2M")
    [found] = pack_texts.asks(store, grace, "p1")
    assert (found.ask, found.impact) == ("A sponsor", "$2M")
