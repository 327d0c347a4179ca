"""The record holds through killed processes, full disks and many writers, and shows what was done to it."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.audit import EVENTS, NotRecorded, Person, Record
from sightline.audit.reading import lines, verify
from sightline.sections.about.audit import picks, says
from sightline.settings import ROOT

Change = Callable[[list[bytes]], list[bytes]]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """The record of a new folder that keeps two whole months."""
    return Record(tmp_path, 2)


def month(record: Record) -> Path:
    """The file of lines being written."""
    return record.files()[-1]


def written(record: Record, exports: int = 5) -> None:
    """So many exports of one person, seen as another."""
    for number in range(exports):
        record.record("export", who="USR-1", as_whom="USR-2", what="adoption", rows=number)


def in_processes(folder: Path, *arguments: object) -> str:
    """What `tests.audit.writers` prints."""
    command = [sys.executable, "-m", "tests.audit.writers", str(folder), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_line_says_who_did_what_as_whom_and_when(record: Record) -> None:
    """Read back, persons stand there by their ids, among the facts too."""
    record.record("export", who="USR-1", as_whom="USR-2", rows=7, filters={"owner": Person("USR-3"), "region": "EU"})
    record.record("login", who="USR-1", as_whom="USR-1")

    export, login = lines(record)
    assert (export.number, export.event, export.who, export.as_whom) == (1, "export", "USR-1", "USR-2")
    assert export.facts == {"rows": 7, "filters": {"owner": "USR-3", "region": "EU"}}
    assert export.at.endswith("+00:00")
    assert (login.number, login.as_whom) == (2, "")


def test_the_file_is_plain_json_with_a_hash_of_the_line_before_and_nobodys_id(record: Record) -> None:
    """An operator's own tools read it; who is behind a code stands in one other file alone."""
    written(record, 3)
    texts = month(record).read_text(encoding="ascii").splitlines()

    assert [json.loads(text)["number"] for text in texts] == [1, 2, 3]
    assert json.loads(texts[0])["before"] == "0" * 64
    assert "USR-" not in "".join(texts)


def test_only_the_events_of_the_list_are_taken() -> None:
    """A new kind of event is a decision, not a string; this list is what the documentation describes."""
    documented = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    assert [event for event in EVENTS if f"`{event}`" not in documented] == []
    assert sorted(says.EVENTS) == sorted(EVENTS)
    assert sorted(event for _, events in picks.EVENTS.values() for event in events) == sorted(EVENTS)


def _set(line: int, old: bytes, new: bytes) -> Change:
    return lambda texts: [text.replace(old, new) if place == line else text for place, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(_set(3, b'"rows":2', b'"rows":9'), ["Line 3 was changed"], id="a fact"),
        pytest.param(_set(3, b'"number":3', b'"number":7'), ["Line 3 was changed"], id="a number"),
        pytest.param(_set(3, b'"before":"', b'"before":"0'), ["Line 3 was changed"], id="its link"),
        pytest.param(_set(3, b"{", b"["), ["Line 3 was changed"], id="not JSON any more"),
        pytest.param(_set(6, b'"rows":5', b'"rows":1'), ["Line 6 was changed"], id="the last"),
        pytest.param(lambda texts: [*texts[:2], *texts[4:]], ["Lines 3 to 4 are missing"], id="taken out"),
        pytest.param(lambda texts: texts[2:], ["Lines 1 to 2 are missing"], id="the first taken out"),
        pytest.param(lambda texts: texts[:4], ["Lines 5 to 6 were cut off the end"], id="the last cut off"),
        pytest.param(lambda _: [], ["Lines 1 to 6 were cut off the end"], id="all taken out"),
        pytest.param(lambda texts: [*texts[:3], texts[2], *texts[3:]], ["put in before line 3"], id="doubled"),
        pytest.param(
            lambda texts: [texts[0], texts[2], texts[1], *texts[3:]],
            ["Lines 2 to 2 are missing", "put in before line 2", "Lines 3 to 3 are missing"],
            id="put in another order",
        ),
    ],
)
def test_what_was_done_to_a_line_is_said(record: Record, change: Change, said: list[str]) -> None:
    """Changed, taken out, put in, cut off: the line is named, and no other."""
    written(record, 6)
    path = month(record)
    path.write_bytes(b"".join(text + b"\n" for text in change(path.read_bytes().splitlines())))

    faults = verify(record).faults
    assert len(faults) == len(said)
    assert all(part in fault for part, fault in zip(said, faults, strict=True)), faults


@pytest.mark.parametrize("is_new_process", [True, False])
def test_lines_written_after_a_cut_do_not_cover_it(record: Record, is_new_process: bool) -> None:
    """The next line counts on from those that were, also in a process that never saw them."""
    written(record, 6)
    path = month(record)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    written(Record(record.folder.parent, 2) if is_new_process else record, 5)

    assert verify(record).faults == ("Lines 4 to 6 are missing.",)


def test_a_record_written_anew_lacks_a_hash_that_was_noted_elsewhere(tmp_path: Path) -> None:
    """Whoever may write the files may forge all of them at once, but not the slip in somebody's drawer."""
    one, other = Record(tmp_path / "one", 2), Record(tmp_path / "other", 2)
    written(one), written(other)
    noted = verify(one).last_hash

    assert verify(one, holds=noted).faults == ()
    assert "written anew" in verify(other, holds=noted).faults[0]


def test_without_its_head_the_record_says_that_a_cut_cannot_be_told(record: Record) -> None:
    """Taking the head away is no way to cut the tail unseen."""
    written(record)
    (record.folder / "head.json").unlink()

    assert "head.json is missing" in verify(record).faults[0]


def test_fifty_killed_writers_lose_no_export_that_was_given(tmp_path: Path) -> None:
    """What somebody was told is kept is there, once, and the chain is whole from the first line to the last."""
    given = in_processes(tmp_path, "kill", 50).split()

    found = Counter(line.facts["what"] for line in lines(Record(tmp_path, 0)) if line.event == "export")
    assert len(given) >= 50
    assert [number for number in given if found[f"file {number}"] != 1] == []
    assert verify(Record(tmp_path, 0)).faults == ()


def test_two_processes_writing_at_once_make_one_chain(tmp_path: Path) -> None:
    """No line is lost, doubled or torn."""
    in_processes(tmp_path, "both", 150)
    record = Record(tmp_path, 0)

    found = list(lines(record))
    assert [line.number for line in found] == list(range(1, 301))
    assert Counter(line.who for line in found) == {"one": 150, "two": 150}
    assert verify(record).faults == ()


def test_half_a_line_is_mended_by_the_next_start_which_says_so(record: Record) -> None:
    """A process ended in the middle: the half goes, a line tells how long it was, and the chain is whole."""
    written(record, 2)
    with month(record).open("ab") as file:
        file.write(b'{"number":3,"at":"2026')
    written(Record(record.folder.parent, 2), 1)

    found = list(lines(record))
    assert [(line.event, line.facts.get("bytes")) for line in found[2:]] == [("mended", 22), ("export", None)]
    assert verify(record).faults == ()


def test_a_full_disk_refuses_files_and_lets_views_go_on(
    small_disk: Callable[[int], Path], caplog: pytest.LogCaptureFixture
) -> None:
    """No file without its line; no page fails; the log says so; with room again all goes on, and the chain is whole."""
    disk = small_disk(1024)
    record = Record(disk, 2)
    written(record, 1)
    with (disk / "filler").open("wb") as filler, pytest.raises(OSError, match="No space left"):
        filler.write(bytes(2 << 20))
    for _ in range(50):  # what is left of the last page of the file fills up too
        record.record("view", who="USR-1", page="adoption", note="x" * 400)
    with pytest.raises(NotRecorded, match="no file is given out"):
        record.record("export", who="USR-1", what="x" * 400)

    assert record.is_stuck
    assert "The record cannot be written" in caplog.text
    assert verify(record).faults == ()
    (disk / "filler").unlink()
    written(record, 1)
    assert not record.is_stuck
    assert verify(record).faults == ()


def test_where_the_folder_cannot_be_written_to_files_are_refused(tmp_path: Path) -> None:
    """A file where the folder should be stands for every reason the system may have."""
    (tmp_path / "audit").write_text("in the way", encoding="utf-8")
    record = Record(tmp_path, 2)

    record.record("view", who="USR-1")
    record.record("login_denied", who="USR-1")
    with pytest.raises(NotRecorded):
        record.record("export", who="USR-1")


def test_a_view_waits_for_no_disk_and_an_export_is_forced_to_it(record: Record) -> None:
    """The head moves with what was forced to the disk: a click that opens a page forces nothing."""
    record.record("export", who="USR-1")
    head = (record.folder / "head.json").read_bytes()
    record.record("view", who="USR-1")
    assert (record.folder / "head.json").read_bytes() == head
    record.record("denied", who="USR-1")
    assert json.loads((record.folder / "head.json").read_bytes())["number"] == 3


def test_old_months_go_as_a_whole_and_the_chain_stays_whole(record: Record) -> None:
    """The cut is a line of its own, by which the first line that is left is known to be the first."""
    for name in ("2020-01", "2020-02"):
        forever = Record(record.folder.parent, 0)
        written(forever, 3)
        month(forever).rename(record.folder / f"{name}.jsonl")
    written(record, 2)

    cut = next(line for line in lines(record) if line.event == "retention")
    assert [path.stem for path in record.files()] == [month(record).stem]
    assert cut.facts["months"] == ["2020-01", "2020-02"]
    assert verify(record).faults == ()


def test_months_that_are_kept_stay_and_zero_keeps_all(record: Record) -> None:
    """The running month and as many whole ones before it as the setting says."""
    written(record, 1)
    before = month(record)
    before.rename(record.folder / "2020-01.jsonl")
    forever = Record(record.folder.parent, 0)
    written(forever, 1)

    assert [path.stem for path in forever.files()] == ["2020-01", before.stem]
    assert verify(forever).faults == ()


def test_a_month_taken_out_by_hand_is_missed(record: Record) -> None:
    """Only a cut that the record made itself is in order."""
    written(record, 3)
    month(record).rename(record.folder / "2020-01.jsonl")
    forever = Record(record.folder.parent, 0)
    written(forever, 2)
    (record.folder / "2020-01.jsonl").unlink()

    assert verify(forever).faults == ("Lines 1 to 3 are missing, and no line says that they were too old to keep.",)


def test_a_forgotten_person_is_nobody_in_every_line_and_the_chain_stays_whole(record: Record) -> None:
    """No file of the record holds the id any more, and what is done later carries another code."""
    written(record, 2)
    record.record("denied", who="USR-9", asked=Person("USR-1"))
    assert record.forget("USR-1", who="operator") == 1
    record.record("export", who="USR-1", what="later")

    found = list(lines(record))
    code = found[0].who
    assert code.startswith("person-")
    assert [line.who for line in found] == [code, code, "USR-9", "operator", "USR-1"]
    assert found[2].facts == {"asked": code}
    assert found[0].as_whom == "USR-2"
    assert verify(record).faults == ()
    assert record.forget("USR-7", who="operator") == 0


def test_nobody_can_be_taken_out_or_put_behind_a_code_by_hand(record: Record) -> None:
    """The code is the hash of whom it was made for; forgetting leaves a line."""
    written(record, 1)
    people = record.folder / "people.jsonl"
    entries = people.read_text(encoding="ascii")
    people.write_text(entries.replace("USR-1", "USR-8"), encoding="ascii")
    assert "Another person was put behind" in verify(record).faults[0]

    people.write_text("".join(line for line in entries.splitlines(keepends=True) if "USR-2" not in line))
    assert "no line says that they were forgotten" in verify(record).faults[0]


def test_half_an_entry_of_a_person_costs_nobody_else(record: Record) -> None:
    """A process ended while it wrote who somebody is: no line carries that code, and the next entry is whole."""
    written(record, 1)
    with (record.folder / "people.jsonl").open("ab") as file:
        file.write(b'{"code": "person-0')
    record.record("export", who="USR-5")

    assert [line.who for line in lines(record)] == ["USR-1", "USR-5"]
    assert verify(record).faults == ()
