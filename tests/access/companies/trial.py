"""Organisations side by side, one person of each asked everything twice: as it is, and with all outside replaced."""

import csv
import dataclasses
import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property, reduce
from operator import or_

import duckdb

from sightline import queries
from tests.access.companies.asking import let_ask, parts, questions, stands_on, world
from tests.access.companies.oracle import NOTHING, TOKEN, Oracle, Sight
from tests.access.companies.organisations import MOST_PEOPLE, REGIONS, Organisation, organisation, side_by_side
from tests.access.companies.released import Released, ids_in
from tests.access.companies.replacing import CANARY, replaced
from tests.organisation import Row

IDS = ("opportunity_id", "contact_id", "account_id", "person_id")
"""What an answer lists by its key, the first of them."""


@dataclasses.dataclass
class Found:
    """What was asked, and what came that should not, or did not that should."""

    organisations: int = 0
    viewers: int = 0
    answers: int = 0
    rows: int = 0
    leaks: list[str] = dataclasses.field(default_factory=list)
    losses: list[str] = dataclasses.field(default_factory=list)

    def __add__(self, other: "Found") -> "Found":
        """Both together."""
        names = [field.name for field in dataclasses.fields(self)]
        return Found(**{name: getattr(self, name) + getattr(other, name) for name in names})


class Trial:
    """Some organisations, and one person of each who neither left nor sees everything."""

    def __init__(self, numbers: list[int], most_people: int = MOST_PEOPLE) -> None:
        """Make them, and choose who looks."""
        self.organisations = {number: organisation(number, most_people) for number in numbers}
        self.grants = [grant for one in self.organisations.values() for grant in one.grants]
        self.tables = side_by_side(list(self.organisations.values()))
        self.oracle = Oracle(self.tables, self.grants)
        self.sights = dict(filter(None, map(self._looking, self.organisations.values())))

    def _looking(self, one: Organisation) -> tuple[str, Sight] | None:
        people = [row["user_id"] for row in one.tables["users"]]
        random.Random(one.number).shuffle(people)
        sights = ((who, self.oracle.sight(who)) for who in people)
        return next(((who, sight) for who, sight in sights if sight != NOTHING and not sight.sees_all), None)

    def judged(self) -> Found:
        """Everything asked, and judged by the second opinion."""
        found = Found(len(self.organisations), len(self.sights))
        if not self.sights:
            return found
        as_is, other = world(self.tables, self.grants), world(self.outside_replaced(), self.grants)
        let_ask(as_is, [*self.sights, "operator"])
        let_ask(other, self.sights)
        found.leaks += self.foreign_texts(as_is) + self.differences(as_is, other, found)
        found.losses += self.missing(as_is)
        as_is.close()
        other.close()
        return found

    def outside_replaced(self, without: str | None = None) -> dict[str, list[Row]]:
        """The exports with all replaced that none of the viewers sees and no fact, or every fact but one, tells."""
        together = reduce(or_, self.sights.values())
        released = Released(self.oracle, together, without)

        def is_kept(table: str, row: Row, column: str) -> bool:
            if self.oracle.is_seen(together, table, row):
                return row[column] is None or not self.oracle.hides(together, table, row, column)
            return released.tells(table, row, column)

        return replaced(self.tables, is_kept, seed=len(self.sights))

    def foreign_texts(self, connection: duckdb.DuckDBPyConnection) -> list[str]:
        """Texts and ids in answers from rows or columns outside the viewer's scope that are no released fact."""
        leaks = []
        knows = {viewer: self._ids_known_to(viewer, sight) for viewer, sight in self.sights.items()}
        released = {viewer: Released(self.oracle, sight) for viewer, sight in self.sights.items()}
        for name in parts():
            texts = f"unnest(regexp_extract_all(told::varchar, '{TOKEN.pattern}'))"
            rows = connection.execute(f"select distinct asked_by, {texts} from told.{name} as told").fetchall()
            for viewer, text in rows:
                if (
                    viewer in self.sights
                    and text not in knows[viewer]
                    and not self._may_read(text, viewer, released[viewer])
                ):
                    leaks.append(f"{viewer} reads {text} in {name}")
        return leaks

    def _may_read(self, text: str, viewer: str, released: Released) -> bool:
        number, table, place, column = re.fullmatch(r"o(\d+)/(\w+)/(\d+)/(\w*)", text).groups()  # type: ignore[union-attr]
        row = self.organisations[int(number)].tables[table][int(place)]
        if self.oracle.is_seen(self.sights[viewer], table, row):
            return not self.oracle.hides(self.sights[viewer], table, row, column)
        return released.tells(table, row, column or _key(table))

    def _ids_known_to(self, viewer: str, sight: Sight) -> set[str]:
        """Ids that stand in a row that the viewer sees."""
        numbers = {int(re.match(r"o(\d+)", who)[1]) for who in (viewer, *sight.accounts)}  # type: ignore[index]
        known: set[str] = set()
        for number in numbers & self.organisations.keys():
            for table, rows in self.organisations[number].tables.items():
                known.update(*(ids_in(row) for row in rows if self.oracle.is_seen(sight, table, row)))
        return known

    def differences(
        self,
        as_is: duckdb.DuckDBPyConnection,
        other: duckdb.DuckDBPyConnection,
        found: Found,
        names: Iterable[str] = questions(),
    ) -> list[str]:
        """Answers that are not the same to the byte once all outside is replaced, whatever the order of rows."""
        leaks = []
        for name in names:
            first, second = _sums(as_is, name), _sums(other, name)
            found.answers += 2 * len(self.sights)
            found.rows += sum(rows for answers in (first, second) for rows, _ in answers.values())
            differ = [viewer for viewer in self.sights if first.get(viewer) != second.get(viewer)]
            leaks += [f"{viewer} is told something else by {name}" for viewer in differ]
            if _canaries(other, name):
                leaks.append(f"somebody reads what was put outside in {name}")
        return leaks

    def missing(self, connection: duckdb.DuckDBPyConnection) -> list[str]:
        """Accounts, deals, contacts and people of a viewer's own that a question lists for the operator alone."""
        losses = []
        for name in questions():
            column = next((column for column in IDS if column in queries.layer("pages")[name].key), None)
            if column:
                rows = connection.execute(f"select distinct asked_by, {column} from told.{name}").fetchall()
                listed, all_listed = {*rows}, {one for viewer, one in rows if viewer == "operator"}
                owners = self._owners[_certain(name, column)]
                losses += [
                    f"{viewer} does not get {one} in {name}"
                    for one in all_listed
                    for viewer in owners.get(one, ())
                    if (viewer, one) not in listed
                ]
        return losses

    @cached_property
    def _owners(self) -> dict[str, dict[str, list[str]]]:
        """Who of the viewers sees an account, deal, contact or person for certain, by what an answer lists.

        Of a deal (`opportunity_id`), and of an account with its deals (`dealt`), everything is seen by whoever sees
        the account and whose work the deals always were; that a deal is there today (`deal`) by whose work it is.
        """
        found: dict[str, dict[str, list[str]]] = {column: {} for column in ("deal", "dealt", *IDS)}
        hands: dict[str, set[str | None]] = {}
        for row in self.tables.get("opportunities", []) + self.tables.get("opportunity_snapshots", []):
            hands.setdefault(row["opportunity_id"], set()).add(row["owner_id"])
        for viewer, sight in self.sights.items():
            contacts, deals = self.oracle.contacts.items(), self.oracle.deals.items()
            today = {deal for deal, row in deals if row["owner_id"] in sight.work}
            elsewhere = {row["account_id"] for deal, row in deals if not hands[deal] <= sight.work}
            own: dict[str, Iterable[str]] = {
                "deal": today,
                "opportunity_id": {
                    deal for deal in today
                    if self.oracle.deals[deal]["account_id"] in sight.accounts and hands[deal] <= sight.work
                },
                "account_id": sight.accounts,
                "dealt": sight.accounts - elsewhere,
                "contact_id": {contact for contact, row in contacts if row["account_id"] in sight.accounts},
                "person_id": sight.private_of,
            }  # fmt: skip
            for column, ids in own.items():
                for one in ids:
                    found[column].setdefault(one, []).append(viewer)
        return found


def listed_by_region(connection: duckdb.DuckDBPyConnection, trial: Trial) -> list[str]:
    """Accounts, deals and contacts that a question lists as a whole and not region by region, or the reverse."""
    pages = queries.layer("pages")
    names = [name for name in questions() if "region" in pages[name].parameters and {*IDS[:3]} & {*pages[name].key}]

    def listed(region: str | None) -> Counter[tuple[str, ...]]:
        let_ask(connection, trial.sights, only=names, region=region)
        rows: Counter[tuple[str, ...]] = Counter()
        for name in names:
            sql = f"select '{name}', asked_by, {', '.join(pages[name].key)} from told.{name}"
            rows.update(connection.execute(sql).fetchall())
        return rows

    whole, parts_of_it = listed(None), Counter[tuple[str, ...]]()
    for region in REGIONS:
        parts_of_it += listed(region)
    unplaced = {deal for deal, row in trial.oracle.deals.items() if not row["account_id"]}
    differ = (whole - parts_of_it) + (parts_of_it - whole)
    return [str(row) for row in differ if not unplaced & {*row}]


@cache
def _certain(name: str, column: str) -> str:
    """By which of the sets of `_owners` a question lists: all it knows of deals may go with whose work they are today.

    Which nouns do, the table of row rules says.
    """
    with (queries.QUERIES / "visible" / "rules.csv").open(encoding="utf-8", newline="") as file:
        of_work = {row["noun"] for row in csv.DictReader(file) if row["rule"] == "subtree"}
    nouns = queries.layer("visible").keys() & queries.layer("marts").keys() & {*stands_on(name)}
    of_deals = {noun for noun in nouns if "opportunity_id" in queries.layer("marts")[noun].columns}
    if column == "opportunity_id":
        return "deal" if of_deals <= of_work else column
    return "dealt" if column == "account_id" and of_deals else column


def _key(table: str) -> str:
    return {"users": "user_id", "accounts": "account_id", "account_plans": "plan_id"}.get(table, "")


def _sums(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, tuple[int, int]]:
    """How many rows everybody got, and a sum over them that any other byte changes."""
    sql = f"select asked_by, count(*), sum(hash(told)::hugeint) from told.{name} as told group by asked_by"
    return {viewer: (rows, total) for viewer, rows, total in connection.execute(sql).fetchall() if viewer != "operator"}


def _canaries(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    sql = f"select exists (select 1 from told.{name} as told where told::varchar like '%{CANARY}%')"
    return bool(connection.execute(sql).fetchall()[0][0])
