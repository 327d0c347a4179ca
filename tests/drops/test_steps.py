"""From files to everybody's pages and back: read, looked at, published, undone, and nothing by halves."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sightline import audit
from sightline.audit.reading import lines
from sightline.drops import steps, store
from sightline.drops.compare import compare, moved
from sightline.exports import NO_ROOM
from sightline.exports.profile import PROFILE_NAME, writing
from sightline.settings import Settings
from sightline.warehouse import versions
from sightline.warehouse.seal import seal_path
from tests.drops.conftest import COMPANY, LOADER, STRANGE, Desk
from tests.exports.drop import DEAL, DEALS_HEADER
from tests.sealed import seal

MORE = COMPANY | {
    "opportunities.csv": DEALS_HEADER
    + "".join(DEAL.replace("o1", f"o{n}").replace("renewal", f"of {n}", 1) for n in range(2, 6))
}
"""The company a week later: four deals that are new, and the one of before is gone."""


def test_what_is_read_is_said_file_by_file_and_nothing_is_in_force(monday: Desk) -> None:
    """What each is, what becomes of its rows, and which tables and pages are missing something."""
    before = versions.current(monday.out)
    answer = monday.read(COMPANY | {"notes.txt": "just a few words"})

    told = {
        file["file"]: (file["table_name"], file["status"], file["rows_loaded"]) for file in answer["report"]["files"]
    }
    assert told["users.csv"] == ("users", "loaded", 2)
    assert told["notes.txt"][1:] == ("left_aside", 0)
    assert {"table_name": "account_plans", "column_name": None} in [
        {name: row[name] for name in ("table_name", "column_name")} for row in answer["report"]["missing"]
    ]
    assert versions.current(monday.out) == before
    assert [seal["version"] for seal in versions.standing(monday.out)] == [before]


def stand_in(monday: Desk, name: str, source: Path) -> str:
    """Another version that stands beside the one in force, and holds the same."""
    path = monday.out / f"{versions.current(monday.out)}.duckdb"
    told = json.loads(seal_path(path).read_text(encoding="utf-8"))
    shutil.copyfile(path, monday.out / f"{name}.duckdb")
    told |= {"version": name, "file": f"{name}.duckdb", "source": str(source.resolve())}
    seal_path(monday.out / f"{name}.duckdb").write_text(json.dumps(told), encoding="utf-8")
    return name


def test_a_drop_is_looked_at_published_by_who_dropped_it_and_undone(monday: Desk, tmp_path: Path) -> None:
    """Nobody is pointed to what is only looked at; each question has to be answered; the record names who did what.

    Where another load came between, what was asked told of a version that is not shown any more: it is asked anew.
    """
    first = versions.current(monday.out)
    monday.read(MORE)
    looked = monday.step("preview")

    assert (versions.current(monday.out), looked["before"]) == (first, first)
    deals = next(one for one in looked["compared"]["names"] if one["kind"] == "deal")
    assert (deals["before"], deals["after"], deals["came_count"], deals["went_count"]) == (1, 4, 4, 1)
    assert [name for name, _ in deals["went"]] == ["Acme renewal"]
    assert "1 of 1 deals are not in these files any more. Is it a filtered report?" in looked["asks"]
    assert [seal["version"] for seal in store.kept(monday.out)] == [first]

    assert "Not every question was answered" in monday.step("publish", accepted=looked["asks"][1:])["fault"]
    assert versions.current(monday.out) == first

    theirs = stand_in(monday, "theirs", tmp_path)
    versions.point(monday.out / f"{theirs}.duckdb")
    assert monday.step("publish", accepted=looked["asks"]) == {"changed": True}
    assert versions.current(monday.out) == theirs
    anew = monday.drop.answer("preview")
    assert anew["before"] == theirs

    assert monday.step("publish", accepted=anew["asks"]) == {"published": anew["version"], "before": theirs}
    assert versions.current(monday.out) == anew["version"]
    assert {seal["version"]: seal["loaded_by"] for seal in store.kept(monday.out)}[anew["version"]] == LOADER
    assert store.open_of(monday.out, LOADER) is None

    assert store.put_back(monday.out, first, LOADER) == ""
    assert versions.current(monday.out) == first
    found = lines(audit.of(monday.out), events=("load", "rollback"))
    told = [(line.event, line.who, line.facts["version"]) for line in found]
    assert told[-2:] == [("load", LOADER, anew["version"]), ("rollback", LOADER, first)]
    assert "No version" in store.put_back(monday.out, "no-such-version", LOADER)


def test_a_drop_belongs_to_who_made_it_and_a_new_one_begins_with_the_mapping_in_force(monday: Desk) -> None:
    """Nobody finds another's; the profile that somebody published with is there on the next Monday."""
    shown = versions.source_of(monday.out)
    assert shown is not None
    (shown / PROFILE_NAME).write_text('currency = "EUR"\n', encoding="utf-8")
    mine = monday.drop

    assert store.open_of(monday.out, "somebody-else") is None
    store.begin(monday.out, LOADER, monday.settings, is_watched=True)
    assert store.open_of(monday.out, LOADER) == mine
    assert (mine.files / PROFILE_NAME).read_text(encoding="utf-8") == 'currency = "EUR"\n'
    assert mine.profile_of == f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    assert mine.names == []


def test_nothing_is_left_of_drops_that_nobody_needs(monday: Desk) -> None:
    """One that was given up goes with the version that was looked at; one that nobody went on with, by its days."""
    kept = [path.name for path in (monday.out / "drops").iterdir()]
    looked = stand_in(monday, "looked-at", monday.drop.files)
    assert looked in [seal["version"] for seal in versions.standing(monday.out)]
    assert looked not in [seal["version"] for seal in store.kept(monday.out)]
    again = store.begin(monday.out, LOADER, monday.settings)
    assert looked not in [seal["version"] for seal in versions.standing(monday.out)]
    assert sorted(path.name for path in (monday.out / "drops").iterdir()) == sorted([*kept, again.path.name])

    store.note(again, begun_at="2020-01-01T00:00:00+00:00")
    half = monday.out / "drops" / "half"
    half.mkdir()
    os.utime(half, (0, 0))
    store.sweep(monday.out, monday.settings)
    assert [path.name for path in (monday.out / "drops").iterdir()] == kept

    store.note(store.opened(monday.out / "drops" / kept[0]), published=("gone",))
    for one in versions.standing(monday.out):
        shutil.move(monday.out / one["file"], monday.out / "elsewhere")
    store.sweep(monday.out, monday.settings)
    assert list((monday.out / "drops").iterdir()) == []


def test_a_total_that_moves_is_asked_about_from_the_setting_on() -> None:
    """Up and down; what stays within is not, and what was not known before cannot move."""
    compared = {
        "currency": "USD",
        "names": [{"kind": "account", "before": 10, "after": 10, "came_count": 2, "went_count": 2}],
        "measures": [
            {"measure": "open_quarter_amount", "before": 1_000_000.0, "after": 620_000.0},
            {"measure": "won_amount", "before": 100.0, "after": 125.0},
            {"measure": "covered_accounts", "before": None, "after": 5.0},
        ],
    }
    fell = "Open pipeline goes from $1M to $620k (−38\u202f%). Is it a filtered report?"
    assert moved(compared, Settings()) == [fell]
    assert moved(compared, Settings(preview_moved_share=0.5)) == []
    assert len(moved(compared, Settings(preview_moved_share=0.2))) == 4


def test_the_same_exports_again_are_what_is_shown_already(monday: Desk) -> None:
    """No version is made of them, and there is nothing to publish."""
    source = versions.source_of(monday.out)
    assert source is not None
    drop = monday.put({})
    for path in source.iterdir():
        shutil.copy2(path, drop.inbox / path.name)
    monday.step("read")
    looked = monday.step("preview")

    assert looked["is_shown"]
    assert looked["asks"] == []
    assert len(versions.standing(monday.out)) == 1


def test_of_a_company_without_people_is_said_that_nobody_knows(tmp_path: Path) -> None:
    """Exports that name nobody can be looked at too: what they cannot tell is unknown, not nothing."""
    seal(tmp_path, f"nobody-{tmp_path.name}-{tmp_path.parent.name}", {})
    compared = compare(tmp_path, None, versions.current(tmp_path), Settings())

    assert {one["measure"]: one["after"] for one in compared["measures"]}["coverage_share"] is None
    assert [one["after"] for one in compared["names"]] == [0, 0, 0]


def test_without_a_load_before_there_is_nothing_to_compare_with(monday: Desk) -> None:
    """The first drop of the warehouse said so, and asked nothing."""
    [drop] = (monday.out / "drops").iterdir()
    first = store.opened(drop).answer("preview")

    assert first["before"] is None
    assert {one["before"] for one in first["compared"]["measures"]} == {None}
    assert first["asks"] == []


def test_what_was_published_and_never_noted_is_kept_as_published(monday: Desk) -> None:
    """Whatever ended the process between the two: the exports that everyone sees do not go with the next drop."""
    [path] = (monday.out / "drops").iterdir()
    shown = versions.current(monday.out)
    cut_short = store.note(store.opened(path), published=())

    assert store.open_of(monday.out, LOADER) is None
    assert store.opened(path).published == (shown,)
    for way in (lambda: store.begin(monday.out, LOADER, monday.settings), lambda: store.sweep(monday.out, Settings())):
        store.note(cut_short, begun_at="2020-01-01T00:00:00+00:00")
        way()
        assert (cut_short.files / "users.csv").is_file()
        assert [seal["version"] for seal in store.kept(monday.out)] == [shown]


def test_a_damaged_version_is_replaced_by_a_load(monday: Desk) -> None:
    """There is nothing to compare with; what is shown then is what was looked at."""
    path = monday.out / f"{versions.current(monday.out)}.duckdb"
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(bytes(whole))
    monday.read(MORE)
    looked = monday.step("preview")

    assert {one["before"] for one in looked["compared"]["names"]} == {None}
    assert monday.step("publish", accepted=looked["asks"])["published"] == versions.current(monday.out)


def test_a_load_that_cannot_be_put_back_for_want_of_room_is_a_sentence(
    monday: Desk, small_disk: Callable[[int], Path]
) -> None:
    """And what is shown stays, as with every load."""
    out = small_disk(60_000) / "warehouse"
    shutil.copytree(monday.out, out)
    first = versions.current(out)
    second = stand_in(Desk(out), "second", Path(versions.in_force(out)["source"]))
    with suppress(OSError), (out.parent / "in the way").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 12))

    assert store.put_back(out, second, LOADER) == f"{NO_ROOM} The data shown stays as it was."
    assert versions.current(out) == first


def test_nobody_is_asked_where_nobody_sits_at_a_screen(desk: Desk) -> None:
    """A watched folder is read once to say what it holds and once to make a version; no draft is made of it."""
    told: list[str] = []
    drop = desk.put({**COMPANY, "chancen_2026-10-05.csv": STRANGE})
    drop.scratch.mkdir()
    (drop.path / store.GIVEN).write_text("{}", encoding="utf-8")
    steps.unattended(drop.path, desk.settings, lambda text, _: told.append(text))

    assert told.count("Looking at chancen_2026-10-05.csv") == 2


def test_the_profile_is_none_of_the_files_that_were_dropped(desk: Desk) -> None:
    """Nor is the one before it, which a save keeps to be taken back."""
    desk.read(COMPANY)
    for currency in ("EUR", "USD"):
        writing.save(desk.drop.files, {("currency",): currency})

    assert desk.drop.names == sorted(COMPANY)
