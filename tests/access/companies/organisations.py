"""Random sales organisations as rows of every export, each text saying which row it stands in.

One number gives one organisation. Rows are made from the contract, so a new column is filled without anyone adding it;
what is written here is who reports to whom, who owns what and what passed from one to another.
"""

import dataclasses
import datetime as dt
import random
from typing import Any

from sightline.contract import EXPORTS, Column
from sightline.settings import Grant
from tests.conftest import AS_OF, Rows
from tests.organisation import D, Row

SNAPSHOT_DAYS = (D(2026, 7, 27), D(2026, 8, 3), D(2026, 9, 7), D(2026, 9, 28), AS_OF)
QUARTERS = ((D(2026, 5, 1), D(2026, 7, 31)), (D(2026, 8, 1), D(2026, 10, 31)), (D(2026, 11, 1), D(2027, 1, 31)))
MONDAYS = tuple(D(2026, 8, 3) + dt.timedelta(days=7 * week) for week in range(10))
STAGES = (
    "0-Pending",
    "1-Discovery",
    "2-Scoping",
    "3-Evaluation",
    "4-Proposal",
    "5-Negotiating",
    "6-Awaiting Signature",
)
MOST_PEOPLE = 400
REGIONS = ("EMEA", "APAC", "AMER")

ALWAYS = ("region", "segment")
"""Columns that filters go by, so that what passes each choice adds up to everything."""
_OPEN = {"is_closed": False, "is_won": False}
REFERENCE: dict[str, Rows] = {
    "stages": [{"stage_id": f"s{n}", "label": f"Step {n}", "display_order": n} for n in (1, 2)],
    "products": [{"product_id": f"p{n}", "name": f"Product {n}", "stage_id": f"s{n}"} for n in (1, 2)],
    "sales_stages": [
        {"stage": name, "stage_order": order, "probability": order * 15} | _OPEN for order, name in enumerate(STAGES)
    ]
    + [
        {"stage": "Closed Won", "stage_order": 7, "is_closed": True, "is_won": True},
        {"stage": "8-Closed Lost", "stage_order": 8, "is_closed": True, "is_won": False},
    ],
    "fx_rates": [{"currency": "EUR", "rate_date": D(2026, 1, 1), "rate_to_reporting": 1.25}],
    "key_account_rules": [{"region": "APAC", "valid_from": D(2026, 1, 1), "min_arr": 40_000}],
}
"""What is the same for everybody who works here."""


@dataclasses.dataclass(frozen=True)
class Organisation:
    """One company: its rows by export, and the grants that its operator gave."""

    number: int
    tables: dict[str, Rows]
    grants: tuple[Grant, ...]


def organisation(number: int, most_people: int = MOST_PEOPLE) -> Organisation:
    """The organisation of a number, with at most so many people; fewer of them are the first ones of the same."""
    return _Maker(number, most_people).made()


def side_by_side(organisations: list[Organisation]) -> dict[str, Rows]:
    """The rows of several organisations in one set of exports, with what is everybody's."""
    found = {name: list(rows) for name, rows in REFERENCE.items()}
    for one in organisations:
        for name, rows in one.tables.items():
            found.setdefault(name, []).extend(rows)
    return found


class _Maker:
    """Makes the rows of one organisation."""

    def __init__(self, number: int, most_people: int) -> None:
        self.number = number
        self.rng = random.Random(number)
        self.most_people = most_people
        self.tables: dict[str, Rows] = {}

    def made(self) -> Organisation:
        """All exports, those before others that these refer to."""
        people = self._people()
        accounts = self._accounts(people)
        for account in accounts:
            self._about(account, people)
        self._deals(accounts, people)
        for who in people:
            self._of(who)
        self._changes()
        return Organisation(self.number, self.tables, self._grants(people, accounts))

    def chance(self, share: float) -> bool:
        """True in so many cases of all."""
        return self.rng.random() < share

    def add(self, table: str, **given: Any) -> Row:
        """One more row of an export: what is given, a new key where it has one of its own, the rest at random."""
        rows = self.tables.setdefault(table, [])
        export = EXPORTS[table]
        token = f"o{self.number}/{table}/{len(rows)}"
        row: Row = {}
        for column in export.columns.values():
            if column.name in given:
                row[column.name] = given[column.name]
            elif (column.name,) == export.key:
                row[column.name] = f"{token}/"
            elif column.refers_to or (self.chance(0.15) and column.name not in {*export.key, *ALWAYS}):
                row[column.name] = None
            else:
                row[column.name] = self.value(column, f"{token}/{column.name}")
        rows.append(row)
        return row

    def value(self, column: Column, token: str) -> Any:
        """Something that may stand in a column; a text names its own place."""
        rng = self.rng
        if column.name in _SPECIAL:
            return _SPECIAL[column.name](rng, token)
        match column.kind:
            case "enum" | "multi":
                return rng.choice(column.values) if column.values else token
            case "bool":
                return self.chance(0.3)
            case "int":
                return rng.randint(1, 90)
            case "decimal":
                return rng.randint(1, 90) * 1_000
            case "code":
                return rng.choice(("USD", "USD", "EUR"))
            case "date":
                return AS_OF - dt.timedelta(days=rng.randint(0, 300))
            case "timestamp":
                return dt.datetime.combine(rng.choice(MONDAYS), dt.time(9))
            case _:
                return token

    def _people(self) -> Rows:
        rng = self.rng
        count = rng.choice((3, 4, 4, 5, 5, 6, 7, 8, 9, 11, 14, 18)) if rng.random() < 0.96 else rng.randint(40, 90)
        if rng.random() < 0.01:
            count = MOST_PEOPLE
        depth, several = rng.randint(1, 9), rng.random() < 0.2
        levels: dict[str, int] = {}
        for n in range(min(count, self.most_people)):
            above = [who for who, level in levels.items() if level < depth]
            if n == 0 or (several and self.chance(0.15)) or not above:
                boss, level = None, 0
            else:
                boss = rng.choice(above[-6:])
                level = levels[boss] + 1
            is_active = not self.chance(0.08)
            row = self.add(
                "users",
                user_id=f"o{self.number}/users/{n}/",
                role=rng.choice(("VP", "ASM") if level == 0 else ("AE", "AE", "AE", "ASM", "SA", "CSM")),
                manager_id=boss,
                is_active=is_active,
                start_date=D(2020, 1, 1) if self.chance(0.8) else D(2026, 8, 10),
                end_date=None if is_active else D(2026, 9, 10),
            )
            levels[row["user_id"]] = level
        people = self.tables["users"]
        for row in people:
            if self.chance(0.06):  # an orphan, somebody of their own, or one of a circle
                row["manager_id"] = rng.choice(
                    (f"o{self.number}/unknown", row["user_id"], rng.choice(people)["user_id"])
                )
        return people

    def _who(self, people: Rows) -> str:
        return str(self.rng.choice(people)["user_id"])

    def _accounts(self, people: Rows) -> Rows:
        rng = self.rng
        for _ in range(max(2, int(len(people) * rng.choice((0.7, 1, 1.4))))):
            gone = rng.random()
            self.add(
                "accounts",
                owner_id=f"o{self.number}/nobody" if gone > 0.98 else None if gone > 0.94 else self._who(people),
                is_key_account=not self.chance(0.2),
                key_since=D(2020, 1, 1),
                created_date=D(2020, 1, 1),
                is_deleted=self.chance(0.03),
            )
        accounts = self.tables["accounts"]
        for row in accounts[1:]:
            if self.chance(0.15):
                row["parent_id"] = rng.choice(accounts)["account_id"]
            if self.chance(0.02):
                row["merged_into_id"] = accounts[0]["account_id"]
            if self.chance(0.25):
                moved = rng.choice((D(2026, 8, 20), D(2026, 9, 15)))
                self.add("account_owner_history", account_id=row["account_id"], owner_id=self._who(people),
                         from_date=D(2021, 1, 1), to_date=moved - dt.timedelta(days=1))  # fmt: skip
                self.add("account_owner_history", account_id=row["account_id"], owner_id=row["owner_id"],
                         from_date=moved, to_date=None)  # fmt: skip
        return accounts

    def _about(self, account: Row, people: Rows) -> None:
        """What is known of an account: its team, plans, contacts, places of the map, revenue."""
        rng, of = self.rng, {"account_id": account["account_id"]}
        for user in {self._who(people) for _ in range(rng.choice((0, 0, 1, 2)))}:
            self.add("account_team", **of, user_id=user)
        for _ in range(rng.choice((0, 1, 1, 2))):
            self._plan(of, account, people)
        centre = self.add("buying_centres", **of)["buying_centre_id"]
        contacts = [
            self.add(
                "contacts",
                **of,
                buying_centre_id=rng.choice((centre, None)),
                touch_owner_id=rng.choice((None, self._who(people))),
            )["contact_id"]
            for _ in range(rng.choice((0, 1, 2, 3)))
        ]
        for contact in contacts:
            self.tables["contacts"][-1]["reports_to_id"] = contacts[0]
            self.add("interactions", contact_id=contact, user_id=self._who(people))
        if len(contacts) > 1:
            self.add("contact_influences", from_contact_id=contacts[0], to_contact_id=contacts[1])
            self.add("nps", **of, contact_id=contacts[0])
        for stage in ("s1", "s2"):
            for day in rng.sample((D(2026, 7, 1), D(2026, 9, 1), AS_OF), rng.choice((0, 1, 2))):
                self.add("whitespace_cells", **of, buying_centre_id=centre, stage_id=stage, as_of_date=day,
                         product_id=stage.replace("s", "p"), updated_by=self._who(people))  # fmt: skip
        if self.chance(0.5):
            self.add("product_revenue", **of, product_id="p1", period_start=D(2026, 8, 1))
            self.add("account_events", **of)

    def _plan(self, of: Row, account: Row, people: Rows) -> None:
        rng = self.rng
        owner = account["owner_id"] if self.chance(0.7) else self._who(people)
        plan = self.add(
            "account_plans", **of, owner_id=owner, plan_kind="account",
            exec_sponsor_id=rng.choice((None, self._who(people))),
            status=rng.choice(("active", "active", "active", "draft", "closed")),
            is_private=self.chance(0.3), end_date=None,
        )  # fmt: skip
        part = {"plan_id": plan["plan_id"]}
        objective = self.add("plan_objectives", **part, owner_id=owner)["objective_id"]
        for _ in range(2):
            self.add("plan_actions", **part, objective_id=objective, owner_id=self._who(people))
        self.add("plan_risks", **part)
        self.add("plan_sections", **part, section="whitespace")
        self.add("plan_answers", **part, question=rng.choice(("P1", "P2", "P3")))
        self.add("plan_reviews", **part, reviewer_id=self._who(people), attendee_ids=self._who(people))

    def _deals(self, accounts: Rows, people: Rows) -> None:
        """Deals, some with another owner than their account's, some of which came from somebody else in the quarter."""
        rng = self.rng
        for account in accounts:
            for _ in range(rng.choice((0, 1, 1, 2))):
                owner = account["owner_id"] if self.chance(0.7) else self._who(people)
                ended = rng.choice((None, None, None, "Closed Won", "8-Closed Lost"))
                closes = (
                    rng.choice((D(2026, 9, 18), D(2026, 10, 1)))
                    if ended
                    else D(2026, 9, 25) + dt.timedelta(days=rng.randint(0, 120))
                )
                deal = self.add(
                    "opportunities", account_id=account["account_id"] if self.chance(0.95) else None, owner_id=owner,
                    stage=ended or rng.choice(STAGES), stage_order=None, is_closed=bool(ended),
                    is_won=ended == "Closed Won", close_date=closes, closed_date=closes if ended else None,
                    is_deleted=self.chance(0.03),
                    created_date=D(2026, 9, 25) - dt.timedelta(days=rng.randint(0, 200)),
                )  # fmt: skip
                self._days(deal, people)
                self.add("opportunity_plans", opportunity_id=deal["opportunity_id"])
        contacts = {row["account_id"]: row["contact_id"] for row in self.tables.get("contacts", [])}
        for deal in self.tables.get("opportunities", []):
            if deal["account_id"] in contacts:
                self.add(
                    "contact_roles", opportunity_id=deal["opportunity_id"], contact_id=contacts[deal["account_id"]]
                )

    def _days(self, deal: Row, people: Rows) -> None:
        before = self._who(people) if self.chance(0.3) else deal["owner_id"]
        moved = self.rng.choice(SNAPSHOT_DAYS)
        for day in SNAPSHOT_DAYS:
            if day >= deal["created_date"] or self.chance(0.2):
                has_ended = bool(deal["is_closed"]) and day >= deal["close_date"]
                self.add(
                    "opportunity_snapshots", opportunity_id=deal["opportunity_id"], snapshot_date=day,
                    account_id=deal["account_id"], owner_id=deal["owner_id"] if day >= moved else before,
                    stage=deal["stage"] if has_ended else self.rng.choice(STAGES), is_closed=has_ended,
                    is_won=has_ended and deal["is_won"], created_date=deal["created_date"], type=deal["type"],
                    amount=deal["amount"] if self.chance(0.6) else self.rng.randint(1, 90) * 1_000,
                    close_date=deal["close_date"] if self.chance(0.7) else D(2026, 10, 20), is_deleted=False,
                )  # fmt: skip

    def _of(self, who: Row) -> None:
        """A person's quota and calls."""
        for starts, ends in QUARTERS:
            if self.chance(0.7):
                self.add("quotas", user_id=who["user_id"], period_start=starts, period_end=ends, fiscal_label=None,
                         measure="bookings", level="rep" if who["role"] == "AE" else "team")  # fmt: skip
        for monday in self.rng.sample(MONDAYS, 3):
            self.add("forecast_submissions", user_id=who["user_id"], period_start=D(2026, 8, 1), submitted_on=monday,
                     submitted_at=dt.datetime.combine(monday, dt.time(9)), basis="cumulative",
                     submitter_level="rep" if who["role"] == "AE" else "manager")  # fmt: skip
        if self.chance(0.5):
            self.add("territory_plans", user_id=who["user_id"], fiscal_year=2027)

    def _changes(self) -> None:
        """What changed in fields of accounts, plans and contacts."""
        for table, key, field in (("accounts", "account_id", "health"), ("account_plans", "plan_id", "status"),
                                  ("contacts", "contact_id", "support")):  # fmt: skip
            for row in self.tables.get(table, []):
                if self.chance(0.3):
                    old, new = self.rng.sample(EXPORTS[table].columns[field].values, 2)
                    self.add("field_history", table_name=table, record_id=row[key], field=field, old_value=old,
                             new_value=new, changed_at=dt.datetime.combine(self._september(), dt.time()))  # fmt: skip

    def _september(self) -> dt.date:
        return D(2026, 9, self.rng.randint(1, 28))

    def _grants(self, people: Rows, accounts: Rows) -> tuple[Grant, ...]:
        rng, given = self.rng, []
        for sees in ("subtree", "account", "everything"):
            if self.chance(0.04 if sees == "everything" else 0.3):
                target = {"subtree": self._who(people), "account": rng.choice(accounts)["account_id"]}.get(sees)
                until = AS_OF + dt.timedelta(days=rng.choice((-1, 0, 30)))
                given.append(Grant(person=self._who(people), sees=sees, until=until, reason="helps out", target=target))
        return tuple(given)


_SPECIAL: dict[str, Any] = {
    "region": lambda rng, _: rng.choice(REGIONS),
    "link": lambda _, token: f"https://{token}",
    "email": lambda _, token: f"{token}@example.com",
    "probability": lambda rng, _: rng.choice((10, 50, 80)),
    "ramp_pct": lambda rng, _: rng.choice((50, 100)),
    "score": lambda rng, _: rng.randint(0, 10),
    "health_score": lambda rng, _: rng.randint(0, 100),
    "fill_pct": lambda rng, _: rng.randint(0, 100),
    "fiscal_year": lambda _rng, _: "FY27",
    "renewal_date": lambda rng, _: AS_OF + dt.timedelta(days=rng.randint(1, 200)),
    "contract_renewal_date": lambda rng, _: AS_OF + dt.timedelta(days=rng.randint(1, 200)),
    "due_date": lambda rng, _: AS_OF + dt.timedelta(days=rng.randint(-60, 60)),
    "next_step_date": lambda rng, _: AS_OF + dt.timedelta(days=rng.randint(-10, 20)),
    "next_review_date": lambda rng, _: AS_OF + dt.timedelta(days=rng.randint(-30, 60)),
    "manager_review": lambda rng, token: f"2026-09-{rng.randint(10, 28)} {token}",
    "product_ids": lambda rng, _: rng.choice(("p1", "p1;p2")),
    "pipeline": lambda _rng, _: None,
}
"""Columns whose values mean something beyond their kind."""
