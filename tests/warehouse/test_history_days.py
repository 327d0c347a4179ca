"""What a day is kept as and told as later: by itself, without a version around it."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.settings import Settings
from sightline.warehouse.build import BuildError
from sightline.warehouse.history import entries, keeping
from sightline.warehouse.history.manifest import Day, Manifest, Piece
from tests.conftest import Rows, land

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 8, day) for day in (3, 4, 5))
SNAPSHOTS = "select opportunity_id, snapshot_date, amount, owner_id from exports.opportunity_snapshots order by all"
OWNERS = "select account_id, from_date, owner_id from exports.account_owner_history order by all"
CALLS = "select user_id, submitted_on, amount from exports.forecast_submissions order by all"
BOOKS = (
    "select table_name, records_read, rows_loaded, rows_quarantined, rows_folded from intake.files"
    " where file = 'Kept of earlier loads' order by all"
)


def deal(name: str, amount: int | None = 100, owner: str | None = "ann", **more: Any) -> dict[str, Any]:
    """A deal as the exports tell it; it is open."""
    return {"opportunity_id": name, "amount": amount, "owner_id": owner, "is_closed": False, **more}


class Weeks:
    """A warehouse folder that remembers what it is given, in memory but for the history itself."""

    def __init__(self, out: Path, changed_share: float = 0.3) -> None:
        self.out, self.manifest = out, Manifest()
        self.settings = Settings(history_changed_share=changed_share)
        self.doubts: list[str] = []

    def load(self, day: dt.date, *deals: dict[str, Any], is_partial: bool = False, **tables: Rows) -> "Loaded":
        """What the exports are after a load of these of that day, history included."""
        connection = duckdb.connect()
        land(connection, {"opportunities": list(deals), **tables})
        connection.execute("create schema reference; create table reference.partial_days (day_on date)")
        told = keeping.remember(connection, self.out, self.manifest, day, self.settings, is_partial=is_partial)
        self.manifest, self.doubts = told.manifest, list(told.doubts)
        return Loaded(connection)

    @property
    def files(self) -> int:
        """How many entries lie on the disk."""
        return len(list((self.out / "history").glob("*.parquet")))


class Loaded:
    """The exports of one load."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.connection.execute(sql).fetchall()

    @property
    def days(self) -> list[dt.date]:
        """The days on which snapshots are."""
        return [
            day for (day,) in self.rows("select distinct snapshot_date from exports.opportunity_snapshots order by 1")
        ]


@pytest.fixture
def weeks(tmp_path: Path) -> Weeks:
    """A folder without history."""
    return Weeks(tmp_path)


@st.composite
def companies(draw: st.DrawFn) -> list[tuple[dt.date, Rows, Rows]]:
    """Some days of a company: the deals of each and who owns its two accounts."""
    days = draw(st.lists(st.integers(0, 30), min_size=2, max_size=5, unique=True))
    told = []
    for day in sorted(days):
        names = draw(st.sets(st.sampled_from("abcdefgh"), min_size=2))
        deals = [
            deal(name, draw(st.sampled_from([1, 2, None])), draw(st.sampled_from(["ann", "bob", None])))
            for name in sorted(names | {"same", "too"})
        ]
        accounts = [{"account_id": name, "owner_id": draw(st.sampled_from(["ann", "bob"]))} for name in ("x", "y")]
        told.append((MONDAY + dt.timedelta(day), deals, accounts))
    return told


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(company=companies(), chance=st.randoms(use_true_random=False), changed_share=st.sampled_from([0.0, 0.3, 9.0]))
def test_history_is_the_same_whatever_the_order_in_which_its_days_came(
    tmp_path_factory: pytest.TempPathFactory,
    company: list[tuple[dt.date, Rows, Rows]],
    chance: random.Random,
    changed_share: float,
) -> None:
    """Built week by week, rebuilt in any order, or counted by hand: the same snapshots, owners and accounts."""
    newest = company[-1]
    shuffled = chance.sample(company, len(company))
    found = []
    for order in (company, [*shuffled, newest]):
        weeks = Weeks(tmp_path_factory.mktemp("history"), changed_share)
        for day, deals, accounts in order:
            loaded = weeks.load(day, *deals, accounts=accounts)
        found.append((loaded.rows(SNAPSHOTS), loaded.rows(OWNERS), loaded.rows(BOOKS), weeks.manifest.days.keys()))

    assert found[0] == found[1]
    by_hand = [
        (row["opportunity_id"], day, row["amount"], row["owner_id"]) for day, deals, _ in company for row in deals
    ]
    assert sorted(found[0][0], key=lambda row: row[:2]) == sorted(by_hand, key=lambda row: row[:2])
    assert found[0][1] == _owners_by_hand(company)
    assert all(read == loaded + apart + merged for _, read, loaded, apart, merged in found[0][2])


def _owners_by_hand(company: list[tuple[dt.date, Rows, Rows]]) -> list[tuple[str, dt.date, str]]:
    found = []
    for account in ("x", "y"):
        owners = [(day, row["owner_id"]) for day, _, rows in company for row in rows if row["account_id"] == account]
        steps = [now for before, now in zip([(None, None), *owners], owners, strict=False) if now[1] != before[1]]
        found += [(account, day, owner) for day, owner in steps if len(steps) > 1]
    return found


def test_the_first_load_tells_no_past_and_the_second_tells_both_days(weeks: Weeks) -> None:
    """A company without a past has no snapshot: what is shown is today, as before."""
    assert weeks.load(MONDAY, deal("a")).days == []

    second = weeks.load(TUESDAY, deal("a", 150), deal("b"))

    assert [(name, day, int(amount)) for name, day, amount, _ in second.rows(SNAPSHOTS)] == [
        ("a", MONDAY, 100),
        ("a", TUESDAY, 150),
        ("b", TUESDAY, 100),
    ]
    assert second.rows(BOOKS) == [("opportunity_snapshots", 3, 3, 0, 0)]
    assert second.rows("from intake.missing where table_name = 'opportunity_snapshots'") == []
    assert second.rows("select amount_read, amount_loaded from intake.money") == [(350, 350)]


def test_a_day_loaded_again_is_replaced_and_an_older_one_takes_its_place(weeks: Weeks) -> None:
    """What was wrong on a day is mended by loading it again; what is older than today is told from then on."""
    weeks.load(MONDAY, deal("a", 1))
    weeks.load(MONDAY, deal("a", 2))
    weeks.load(WEDNESDAY, deal("a", 3))
    older = weeks.load(TUESDAY, deal("a", 9))
    newest = weeks.load(WEDNESDAY, deal("a", 3))

    assert older.days == [MONDAY, TUESDAY]
    assert [(day, int(amount)) for _, day, amount, _ in newest.rows(SNAPSHOTS)] == [
        (MONDAY, 2),
        (TUESDAY, 9),
        (WEDNESDAY, 3),
    ]


def test_older_exports_than_those_that_are_known_are_doubted(weeks: Weeks) -> None:
    """What everybody looks at would go back in time."""
    weeks.load(TUESDAY, deal("a"))
    weeks.load(MONDAY, deal("a"))

    [doubt] = weeks.doubts
    assert "of 3 August 2026, and those of 4 August 2026 are known" in doubt


def test_another_company_is_doubted_and_has_a_history_of_its_own(weeks: Weeks) -> None:
    """Nobody's deals stand among somebody else's; what was kept before stays with the version before."""
    weeks.load(MONDAY, *(deal(f"theirs{number}") for number in range(30)))
    other = weeks.load(TUESDAY, *(deal(f"ours{number}") for number in range(30)))

    [doubt] = weeks.doubts
    assert doubt.startswith("Of 30 deals kept of an earlier load, 0 are in these exports.")
    assert other.days == []
    assert list(weeks.manifest.days) == [TUESDAY]
    assert other.rows("select status from intake.files where file = 'Kept of earlier loads'") == [("left_aside",)]


def test_files_that_tell_a_day_win_over_what_was_kept_of_it(weeks: Weeks) -> None:
    """A deal is never told twice of one day, nor a day by two populations; what no file tells is what was kept."""
    weeks.load(MONDAY, deal("a", 1), deal("b", 1))
    weeks.load(TUESDAY, deal("a", 2), deal("b", 2))
    told = [
        {"opportunity_id": name, "snapshot_date": day, "amount": 7, "owner_id": "ann"}
        for name, day in (("a", TUESDAY), ("a", WEDNESDAY), ("b", WEDNESDAY))
    ]
    loaded = weeks.load(WEDNESDAY, deal("a", 3), deal("b", 3), opportunity_snapshots=told)

    assert [(name, day, int(amount)) for name, day, amount, _ in loaded.rows(SNAPSHOTS)] == [
        ("a", MONDAY, 1),
        ("a", TUESDAY, 7),
        ("a", WEDNESDAY, 7),
        ("b", MONDAY, 1),
        ("b", WEDNESDAY, 7),
    ]
    assert loaded.rows(BOOKS) == [("opportunity_snapshots", 6, 2, 0, 4)]


def test_a_closed_deal_is_told_once_unless_it_opens_again(weeks: Weeks) -> None:
    """Most deals of a report were closed long ago, and would stand there every week."""
    shut = {"is_closed": True}
    for day, closes, opens in ((MONDAY, {}, {}), (TUESDAY, shut, shut), (WEDNESDAY, shut, shut)):
        weeks.load(day, deal("closes", **closes), deal("opens", **opens), deal("old", **shut), deal("open"))
    thursday = weeks.load(WEDNESDAY + dt.timedelta(1), deal("closes", **shut), deal("opens"), deal("old", **shut))

    told = dict.fromkeys(("closes", "opens", "old", "open"), 0)
    for name, *_ in thursday.rows(SNAPSHOTS):
        told[name] += 1
    assert told == {"closes": 2, "opens": 4, "old": 0, "open": 3}
    assert thursday.rows(BOOKS) == [("opportunity_snapshots", 15, 9, 0, 6)]


def test_a_file_that_knows_few_of_the_deals_leaves_the_day_to_what_was_kept(weeks: Weeks) -> None:
    """One team's history does not take the others' away; its own rows still win."""
    names = [f"d{number}" for number in range(10)]
    weeks.load(MONDAY, *(deal(name, 1) for name in names))
    told = [{"opportunity_id": "d0", "snapshot_date": MONDAY, "amount": 7, "owner_id": "ann"}]
    loaded = weeks.load(TUESDAY, *(deal(name, 2) for name in names), opportunity_snapshots=told)

    monday = [int(amount) for _, day, amount, _ in loaded.rows(SNAPSHOTS) if day == MONDAY]
    assert sorted(monday) == [1] * 9 + [7]


def test_a_history_of_changes_tells_every_day_from_its_first_change_on(weeks: Weeks) -> None:
    """Its last change may be long ago: that nothing changed since is told too."""
    weeks.load(MONDAY, deal("a", 1))
    weeks.load(TUESDAY, deal("a", 1))
    connection = duckdb.connect()
    change = {"opportunity_id": "a", "snapshot_date": MONDAY, "amount": 7, "owner_id": "ann"}
    land(connection, {"opportunities": [deal("a", 3)], "opportunity_snapshots": [change]})
    connection.execute(
        "create schema reference; create table reference.partial_days (day_on date); insert into intake.columns values"
        " ('opportunity_snapshots.csv', 'opportunity_snapshots', 'snapshot_date', 'Created Date', 'synonym', null)"
    )
    keeping.remember(connection, weeks.out, weeks.manifest, WEDNESDAY, Settings(), is_partial=False)

    assert [day for _, day, _, _ in Loaded(connection).rows(SNAPSHOTS)] == [MONDAY]


def test_owners_are_told_from_the_day_that_first_shows_them(weeks: Weeks) -> None:
    """An account that never changed hands is told as before; of one that a file tells, the file is right."""
    for day, owner in ((MONDAY, "ann"), (TUESDAY, "bob"), (WEDNESDAY, "bob")):
        accounts = [
            {"account_id": "moved", "owner_id": owner},
            {"account_id": "told", "owner_id": owner},
            {"account_id": "stayed", "owner_id": "ann"},
        ]
        spans = [{"account_id": "told", "owner_id": "bob", "from_date": MONDAY}]
        loaded = weeks.load(day, deal("a"), accounts=accounts, account_owner_history=spans)

    assert loaded.rows(OWNERS) == [
        ("moved", MONDAY, "ann"),
        ("moved", TUESDAY, "bob"),
        ("told", MONDAY, "bob"),
    ]


def test_calls_that_an_export_tells_no_more_are_told_as_they_last_were(weeks: Weeks) -> None:
    """A tool that gives the running quarter alone loses no call; a day that it tells is told by it alone."""
    for day, calls in (
        (MONDAY, [("ann", MONDAY, 1)]),
        (TUESDAY, [("ann", MONDAY, 2), ("bob", TUESDAY, 3)]),
        (WEDNESDAY, [("ann", TUESDAY, 4)]),
    ):
        rows = [
            {"user_id": who, "submitted_on": on, "amount": amount, "period_start": MONDAY, "category": "commit"}
            for who, on, amount in calls
        ]
        loaded = weeks.load(day, deal("a"), forecast_submissions=rows)

    assert [(who, on, int(amount)) for who, on, amount in loaded.rows(CALLS)] == [
        ("ann", MONDAY, 2),
        ("ann", TUESDAY, 4),
    ]
    assert ("forecast_submissions", 3, 1, 0, 2) in loaded.rows(BOOKS)


def test_what_was_said_of_a_cell_before_stays_known(weeks: Weeks) -> None:
    """A map that gives each cell as it is today has a past all the same; a cell that is gone stays gone."""
    for day, cells in (
        (MONDAY, [("create", MONDAY, "competitor"), ("plan", MONDAY, "owned")]),
        (TUESDAY, [("create", TUESDAY, "partial")]),
        (WEDNESDAY, [("create", WEDNESDAY, "owned"), ("secure", WEDNESDAY, "none")]),
    ):
        rows = [
            {"account_id": "a1", "stage_id": stage, "as_of_date": on, "state": state, "currency": "USD"}
            for stage, on, state in cells
        ]
        loaded = weeks.load(day, deal("a"), whitespace_cells=rows)

    assert loaded.rows("select stage_id, as_of_date, state from exports.whitespace_cells order by all") == [
        ("create", MONDAY, "competitor"),
        ("create", TUESDAY, "partial"),
        ("create", WEDNESDAY, "owned"),
        ("secure", WEDNESDAY, "none"),
    ]
    assert ("whitespace_cells", 3, 2, 0, 1) in loaded.rows(BOOKS)
    without = weeks.load(WEDNESDAY + dt.timedelta(1), deal("a"))
    status = "select status, rows_loaded from intake.files where table_name = 'whitespace_cells'"
    assert without.rows(status) == [("left_aside", 0)]


def test_a_partial_day_is_told_to_be_one(weeks: Weeks) -> None:
    """Nothing in a filtered report tells that it is filtered: who loads it says so."""
    weeks.load(MONDAY, deal("a"), deal("b"))
    weeks.load(TUESDAY, deal("a"), is_partial=True)
    loaded = weeks.load(WEDNESDAY, deal("a"), deal("b"))

    assert loaded.rows("from reference.partial_days") == [(TUESDAY,)]


def test_a_day_costs_what_changed(weeks: Weeks) -> None:
    """A day equal to another takes no file at all, and one that differs in a deal a small one."""
    names = [f"deal {number}" for number in range(4000)]
    weeks.load(MONDAY, *(deal(name, index) for index, name in enumerate(names)))
    [whole] = [path.stat().st_size for path in (weeks.out / "history").glob("*.parquet")]
    weeks.load(TUESDAY, *(deal(name, index) for index, name in enumerate(names)))
    equal = weeks.files
    rows = [deal(name, index) for index, name in enumerate(names) if index > 1]
    third = weeks.load(WEDNESDAY, deal("another"), deal("deal 1", 7), *rows)
    small = min(path.stat().st_size for path in (weeks.out / "history").glob("*.parquet"))

    told = "select opportunity_id, amount from exports.opportunity_snapshots where snapshot_date = $day order by all"
    differs = [
        row
        for row in third.connection.execute(told, {"day": WEDNESDAY}).fetchall()
        if row[0] in ("another", *names[:2])
    ]
    assert differs == [("another", 100), ("deal 1", 7)]
    assert (equal, weeks.files) == (1, 2)
    assert small < whole / 5


def test_of_the_time_long_past_one_day_a_week_is_kept() -> None:
    """Who loads every day has no five hundred days to read with each load after two years."""
    days = [MONDAY + dt.timedelta(number) for number in range(70)]
    told = {day: Day({"opportunities": Piece("entry", None, 1)}) for day in days}
    thinned = Manifest(told).thinned(35)
    in_turn = Manifest()
    for day in days:
        in_turn = in_turn.with_day(day, told[day]).thinned(35)

    assert [day for day in thinned.days if day <= days[-1] - dt.timedelta(35)] == days[6:35:7]
    assert len([day for day in thinned.days if day > days[-1] - dt.timedelta(35)]) == 35
    assert in_turn == thinned


def test_a_damaged_entry_is_a_sentence_and_never_a_number(weeks: Weeks) -> None:
    """The version in force stays, and the sentence says what to do."""
    weeks.load(MONDAY, deal("a"))
    [entry] = (weeks.out / "history").glob("*.parquet")
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")

    with pytest.raises(BuildError, match=r"History is damaged: .* from a backup"):
        weeks.load(TUESDAY, deal("a"), deal("b"))


def test_rows_that_were_counted_and_are_not_there_are_a_sentence(weeks: Weeks) -> None:
    """What was counted when a day was kept is held against what is read of it."""
    weeks.load(MONDAY, deal("a"), deal("b"))
    piece = weeks.manifest.days[MONDAY].tables["opportunities"]
    more = Piece(piece.base, piece.change, 3)

    with duckdb.connect() as connection, pytest.raises(BuildError, match=r"kept 3 rows .* and has 2"):
        entries.read(connection, weeks.out, entries.STATES["opportunities"], {MONDAY: more})


def test_what_an_older_release_did_not_keep_is_unknown(weeks: Weeks) -> None:
    """An entry lacks the columns that were not kept then, and is read all the same."""
    state = entries.State("opportunities", ("opportunity_id", "amount"))
    with duckdb.connect() as connection:
        land(connection, {"opportunities": [deal("a")]})
        piece = entries.keep(connection, weeks.out, state, None, 0.3)
        name = entries.read(connection, weeks.out, entries.STATES["opportunities"], {MONDAY: piece}).name
        rows = connection.execute(f"select opportunity_id, amount, owner_id from {name}").fetchall()

    assert rows == [("a", 100, None)]


def test_a_part_of_a_company_is_no_other_company(weeks: Weeks) -> None:
    """Two of forty deals, said to be a part: all days before stay, and so they do for the part after that."""
    weeks.load(MONDAY, *(deal(f"d{number}") for number in range(40)))
    weeks.load(TUESDAY, deal("d1"), deal("d2"), is_partial=True)
    weeks.load(WEDNESDAY, *(deal(f"d{number}") for number in range(3, 40)))

    assert list(weeks.manifest.days) == [MONDAY, TUESDAY, WEDNESDAY]
    assert weeks.doubts == []


def test_of_a_week_a_whole_day_stays_rather_than_a_part() -> None:
    """The part came later in the week, and the whole company was known before it."""
    whole, part = dt.date(2026, 6, 3), dt.date(2026, 6, 5)
    days = {whole: Day(), part: Day(is_partial=True), dt.date(2026, 9, 1): Day()}

    assert list(Manifest(days).thinned(35).days) == [whole, dt.date(2026, 9, 1)]
