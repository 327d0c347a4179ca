"""Every noun under every kind of grant, on the sample company: what the rules give against plain Python."""

import dataclasses
import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.warehouse.build import build_mart
from sightline.warehouse.versions import Warehouse

TODAY = dt.date(2026, 10, 5)
TOMORROW = TODAY + dt.timedelta(days=1)
LATER = dt.date(2027, 3, 31)
ACCESS = ("held_grants", "overseers", "subtree_access", "account_access", "tenure_access", "person_access")

Given = tuple[str, str, str | None, dt.date]
"""A grant: who holds it, what it sees, of whom or what, and its last day."""


@dataclasses.dataclass(frozen=True)
class Sight:
    """What one person may see on one day, by the written rule."""

    led: set[str]
    work: set[str]
    accounts: set[str]
    tenures: set[tuple[str, str | None]]
    people: set[str]
    sees_all: bool
    is_known: bool

    def work_of(self, person_id: str | None) -> bool:
        """Whether somebody's deals, calls and quota are open to them."""
        return person_id is not None and (self.sees_all or person_id in self.work)

    def account(self, account_id: str | None) -> bool:
        """Whether an account and everything about it is open to them."""
        return account_id is not None and (self.sees_all or account_id in self.accounts)


class World:
    """The sample company as plain Python knows it, and the grants in force."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, grants: list[Given]) -> None:
        def rows(sql: str) -> list[Any]:
            return connection.execute(sql).fetchall()

        self.grants = grants
        self.managers = dict(rows("select user_id, manager_id from exports.users"))
        self.active = {
            who for who, active in rows("select user_id, is_active from exports.users") if active is not False
        }
        self.accounts = rows("select account_id, owner_id, counted_under_id from marts.accounts")
        self.owners = dict(rows("select account_id, owner_id from exports.accounts"))
        self.team = rows("select account_id, user_id from exports.account_team")
        self.spans = rows("select distinct account_id, owner_id from marts.account_spans")
        self.plans = dict(rows("select plan_id, account_id from exports.account_plans"))
        self.private = dict(rows("select plan_id, owner_id from staging.stg_account_plans where is_private"))
        self.contacts = dict(rows("select contact_id, account_id from exports.contacts"))
        self.deals = {
            deal: (owner, account)
            for deal, owner, account in rows("select opportunity_id, owner_id, account_id from marts.opportunities")
        }
        self.elsewhere = rows("select opportunity_id, owner_id from marts.snapshots_elsewhere")

    def below(self, person_id: str | None) -> set[str]:
        """A person and everyone below; the sample's tree has no circle."""
        found: set[str] = {person_id} if person_id in self.managers else set()
        while grown := {who for who, boss in self.managers.items() if boss in found} - found:
            found |= grown
        return found

    def sight(self, viewer: str, day: dt.date) -> Sight:
        """What a person sees on a day."""
        if viewer not in self.active:
            return Sight(set(), set(), set(), set(), set(), sees_all=False, is_known=False)
        held = [(sees, target) for who, sees, target, until in self.grants if who == viewer and until >= day]
        led = self.below(viewer)
        sees_all = (
            len(led & {owner for _, owner, _ in self.accounts})
            == len({owner for _, owner, _ in self.accounts if owner in self.managers})
            or ("everything", None) in held
        )
        work = led.union(*(self.below(target) for sees, target in held if sees == "subtree"))
        seen = {account for account, owner in self.owners.items() if owner in work or sees_all}
        seen |= {account for account, member in self.team if member == viewer}
        seen |= {str(target) for sees, target in held if sees == "account"}
        tenures = {
            (account, owner)
            for account, owner in self.spans
            if sees_all or owner in work or (account in seen and self.owners[account] == owner)
        }
        named = {person for account, *both in self.accounts if account in seen for person in both if person}
        named |= {member for account, member in self.team if account in seen and member}
        return Sight(
            led=set(self.managers) if sees_all else led,
            work=work,
            accounts=seen,
            tenures=tenures,
            people=set(self.managers) if sees_all else work | named,
            sees_all=sees_all,
            is_known=True,
        )


Rule = Callable[[World, Sight, Any], bool]


def of_account(_world: World, sight: Sight, row: Any) -> bool:
    """What belongs to an account goes with it."""
    return sight.account(row[0])


def of_work(_world: World, sight: Sight, row: Any) -> bool:
    """What is somebody's responsibility goes with their place in the tree, or a grant of a subtree."""
    return sight.work_of(row[0])


def of_both(_world: World, sight: Sight, row: Any) -> bool:
    """What was before is for those who saw it then and see it now."""
    return sight.work_of(row[0]) and sight.work_of(row[1])


def of_plan(world: World, sight: Sight, row: Any) -> bool:
    """A part of a plan goes with the account of the plan."""
    return sight.account(world.plans.get(row[0]))


def of_deal(world: World, sight: Sight, row: Any) -> bool:
    """A deal goes with its owner's work or with its account."""
    owner, account = world.deals.get(row[0], (None, None))
    return sight.work_of(owner) or sight.account(account)


def of_record(world: World, sight: Sight, row: Any) -> bool:
    """A change goes with the account of what changed."""
    table, record, parent = row
    if table in ("accounts", "whitespace_cells"):
        return sight.account(parent)
    if table in ("account_plans", "plan_sections", "plan_answers"):
        return sight.account(world.plans.get(parent))
    return table == "contacts" and sight.account(world.contacts.get(record))


def of_cycle(_world: World, sight: Sight, row: Any) -> bool:
    """A person's goes with their work; the whole company's is for those who see everything."""
    return sight.sees_all if row[0] == "everyone" else sight.work_of(row[0])


def everyone(_world: World, sight: Sight, _row: Any) -> bool:
    """The same for everyone who works here."""
    return sight.is_known


def those_who_see_all(_world: World, sight: Sight, _row: Any) -> bool:
    """What the loader noted would tell of accounts nobody may see."""
    return sight.sees_all


ACCOUNT_NOUNS = [
    "account_coverage",
    "account_members",
    "account_relationships",
    "account_team",
    "account_triggers",
    "account_whitespace",
    "accounts",
    "action_questions",
    "buying_centres",
    "coaching_questions",
    "component_levels",
    "contact_cover",
    "contact_facts",
    "contact_sways",
    "contact_voices",
    "contacts",
    "coverage_pairs",
    "nps_answers",
    "opportunity_risks",
    "open_opportunity_products",
    "plan_checks",
    "plan_inspections",
    "plan_news",
    "plan_states",
    "plans",
    "product_revenue",
    "profile_answers",
    "relationship_quarters",
    "relationship_rungs",
    "relationship_weaknesses",
    "revenue_periods",
    "stage1_tests",
    "stakeholders",
    "whitespace_actions",
    "whitespace_cells",
    "whitespace_gaps",
]
OWNERS_NOUNS = [
    "closed_opportunities",
    "consult_dates",
    "hygiene_flags",
    "open_deals",
    "opportunity_consults",
    "opportunity_snapshots",
    "owner_quarters",
    "owner_weeks",
    "pipeline_cube",
    "present_owners",
]
PERSONS_NOUNS = [
    "call_lines",
    "forecast_calls",
    "forecast_entries",
    "forecast_submitters",
    "quota_quarters",
    "quota_rows",
    "quota_scopes",
]
PLANS_NOUNS = ["plan_actions", "plan_answers", "plan_objectives", "plan_reviews", "plan_risks", "plan_sections"]
OPEN_NOUNS = [
    "calendar",
    "currency_rates",
    "export_run",
    "exported",
    "export_tables",
    "fiscal_quarters",
    "forecast_categories",
    "forecast_weeks",
    "hygiene_checks",
    "intake_missing",
    "lifecycle_stages",
    "person_roles",
    "plan_check_kinds",
    "products",
    "profile_questions",
    "quota_population",
    "review_calendar",
    "snapshot_days",
    "thresholds",
    "waterfall_steps",
]
LOADER_NOUNS = ["intake_columns", "intake_files", "intake_flags", "intake_money", "intake_quarantine"]

RULES: dict[str, tuple[str, Rule]] = {
    **dict.fromkeys(ACCOUNT_NOUNS, ("account_id", of_account)),
    **dict.fromkeys(OWNERS_NOUNS, ("owner_id", of_work)),
    **dict.fromkeys(PERSONS_NOUNS, ("person_id", of_work)),
    **dict.fromkeys(PLANS_NOUNS, ("plan_id", of_plan)),
    **dict.fromkeys(OPEN_NOUNS, ("1", everyone)),
    **dict.fromkeys(LOADER_NOUNS, ("1", those_who_see_all)),
    "account_spans": ("account_id, owner_id", lambda _, sight, row: row in sight.tenures),
    "field_history": ("table_name, record_id, parent_record_id", of_record),
    "hygiene_gates": ("owner_id, owner_then_id", of_both),
    "led_people": ("person_id", lambda _, sight, row: row[0] in sight.led),
    "opportunities": ("opportunity_id", of_deal),
    "opportunity_changes": ("owner_id, owner_before_id", of_both),
    "opportunity_pushes": ("opportunity_id", of_deal),
    "people": ("person_id", lambda _, sight, row: row[0] in sight.people),
    "reports": ("manager_id", of_work),
    "sales_cycles": ("person_id", of_cycle),
}
"""Each noun with the columns that decide, and who may see a row by them."""

SIDES = {"snapshot_changes", "snapshots_elsewhere"}
"""Nouns whose rows lose what belongs to the other side; tested on their own below."""


def source(noun: str) -> str:
    """Where the rows of a noun lie before any rule."""
    if noun == "led_people":
        return "marts.people"
    if noun in ("calendar", "thresholds"):
        return f"reference.{noun}"
    if noun.startswith("intake_"):
        return f"intake.{noun.removeprefix('intake_')}"
    return f"marts.{noun}" if noun in queries.layer("marts") else f"staging.stg_{noun}"


@dataclasses.dataclass(frozen=True)
class Granted:
    """The sample with grants: its connection, plain Python's view of it, and who looks."""

    connection: duckdb.DuckDBPyConnection
    world: World
    viewers: dict[str, str]


@pytest.fixture(scope="module")
def granted(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Granted]:
    """The sample company in which somebody holds each kind of grant, and some hold several."""
    path = shutil.copy(sample.path, tmp_path_factory.mktemp("granted") / "granted.duckdb")
    connection = duckdb.connect(str(path))
    connection.execute("set search_path = 'marts,staging,reference'")

    def some(sql: str, count: int) -> list[str]:
        return [row[0] for row in connection.execute(f"{sql} limit {count}").fetchall()]

    asms = some("select person_id from people where role = 'ASM' and is_active and people_below > 2 order by 1", 3)
    vps = some("select person_id from people where role = 'VP' and is_active and not is_only_top order by 1", 1)
    reps = some("select person_id from people where is_rep and is_active order by 1", 1)
    helpers = some("select person_id from people where role = 'SDR' and is_active order by 1", 6)
    handed_over = some(
        "select account_id from opportunities where is_closed and account_id is not null "
        "group by 1 having count(*) > 2 order by 1",
        2,
    )
    viewers = {
        "subtree": helpers[0],
        "account": helpers[1],
        "everything": helpers[2],
        "several": helpers[3],
        "ended": helpers[4],
        "a rep with a subtree": reps[0],
        "none": helpers[5],
        "manager": asms[2],
        "vice president": vps[0],
        "stranger": "nobody",
    }
    grants: list[Given] = [
        (viewers["subtree"], "subtree", asms[0], TODAY),
        (viewers["account"], "account", handed_over[0], TODAY),
        (viewers["everything"], "everything", None, TODAY),
        (viewers["several"], "subtree", asms[0], TODAY),
        (viewers["several"], "subtree", asms[1], LATER),
        (viewers["several"], "account", handed_over[1], LATER),
        (viewers["several"], "account", handed_over[1], TODAY),
        (viewers["ended"], "everything", None, TODAY - dt.timedelta(days=1)),
        (viewers["ended"], "subtree", vps[0], TODAY - dt.timedelta(days=1)),
        (viewers["a rep with a subtree"], "subtree", asms[1], LATER),
    ]
    connection.execute("delete from reference.grants")
    for who, sees, target, until in grants:
        connection.execute(
            "insert into reference.grants values ($who, $sees, $until, 'covers', $target)",
            {
                "who": who,
                "sees": sees,
                "until": until,
                "target": target,
            },
        )
    for name in ACCESS:
        connection.execute(f"drop table marts.{name}")
        build_mart(connection, queries.layer("marts")[name])
    yield Granted(connection, World(connection, grants), viewers)
    connection.close()


def test_every_noun_has_a_second_opinion() -> None:
    """A noun without an oracle would be a rule that nobody checks."""
    assert RULES.keys() | SIDES == queries.layer("visible").keys()


@pytest.mark.parametrize("noun", sorted(RULES))
def test_a_noun_shows_exactly_what_plain_python_says(granted: Granted, noun: str) -> None:
    """Under every kind of grant, on its last day and on the day after, and for people who hold several."""
    columns, rule = RULES[noun]
    all_rows = Counter(granted.connection.execute(f"select {columns} from {source(noun)}").fetchall())
    sql = f"select {columns} from ({queries.layer('visible')[noun].sql})"
    for kind, viewer in granted.viewers.items():
        for day in (TODAY, TOMORROW):
            sight = granted.world.sight(viewer, day)
            seen = Counter(granted.connection.execute(sql, {"viewer": viewer, "today": day}).fetchall())
            wanted = {row: count for row, count in all_rows.items() if rule(granted.world, sight, row)}

            assert seen == wanted, (kind, day)


def test_the_oracle_shows_something_and_hides_something_of_every_noun(granted: Granted) -> None:
    """Otherwise the test above would compare nothing with nothing."""
    sights = [granted.world.sight(viewer, TODAY) for viewer in granted.viewers.values()]
    vain = set()
    for noun, (columns, rule) in RULES.items():
        rows = granted.connection.execute(f"select distinct {columns} from {source(noun)}").fetchall()
        answers = {rule(granted.world, sight, row) for sight in sights for row in rows}
        if answers != {True, False}:
            vain.add(noun)

    assert vain == {"intake_missing"}  # the sample carries every table and column


Shown = Callable[[World, Sight, str, Any], bool]


def private_text(world: World, _sight: Sight, viewer: str, row: Any) -> bool:
    """A text of a private plan is for its owner and the managers above, whatever anybody was granted."""
    return row[0] not in world.private or world.private[row[0]] in world.below(viewer)


def to_those_who_see_all(_world: World, sight: Sight, _viewer: str, _row: Any) -> bool:
    """What counts rows of everybody's tells of rows that others may not see."""
    return sight.sees_all


COLUMNS: dict[str, tuple[tuple[str, ...], Shown]] = {
    "export_tables": (("files", "rows_loaded"), to_those_who_see_all),
    "plan_actions": (("title", "how", "support_needed"), private_text),
    "plan_answers": (("source", "answer"), private_text),
    "plan_objectives": (("title", "measure"), private_text),
    "plan_risks": (("title",), private_text),
    "snapshot_days": (("opportunities",), to_those_who_see_all),
}
"""Columns that are not for everybody who gets the row, and for whom they are."""


@pytest.mark.parametrize("noun", sorted(COLUMNS))
def test_a_column_that_says_more_is_for_those_who_may_read_it(granted: Granted, noun: str) -> None:
    """Unknown to everybody else who gets its row, and as it is to them."""
    columns, is_shown = COLUMNS[noun]
    decides, rule = RULES[noun]
    wanted_of = f"{decides}, {', '.join(columns)}"
    rows = granted.connection.execute(f"select {wanted_of} from {source(noun)}").fetchall()
    sql = f"select {wanted_of} from ({queries.layer('visible')[noun].sql})"
    both = set()
    for kind, viewer in granted.viewers.items():
        sight = granted.world.sight(viewer, TODAY)
        wanted: Counter[Any] = Counter()
        for row in rows:
            if rule(granted.world, sight, row):
                shown = is_shown(granted.world, sight, viewer, row)
                wanted[row if shown else (row[0], *(None for _ in columns))] += 1
                both.add(shown)

        assert Counter(granted.connection.execute(sql, {"viewer": viewer, "today": TODAY}).fetchall()) == wanted, kind
    assert both == {True, False}


@pytest.mark.parametrize("day", [TODAY, TOMORROW])
def test_a_deal_that_changed_hands_shows_each_side_to_whom_it_belonged(granted: Granted, day: dt.date) -> None:
    """A grant of a subtree opens the side that lies in it; of the other side nothing is left but that it was there."""
    names = [name for name, *_ in granted.connection.execute("describe marts.snapshot_changes").fetchall()]
    sides = {
        side: [name for name in names if name.startswith((f"{side}_", f"is_{side}_")) and name != "before_on"]
        for side in ("before", "after")
    }
    columns = ", ".join(["opportunity_id", "snapshot_on", "before_on", *sides["before"], *sides["after"]])
    changes = granted.connection.execute(f"select {columns} from marts.snapshot_changes").fetchall()
    shown = f"select {columns} from ({queries.layer('visible')['snapshot_changes'].sql})"
    cut = 3 + len(sides["before"])
    giver, taker = 3 + sides["before"].index("before_owner_id"), cut + sides["after"].index("after_owner_id")
    for kind, viewer in granted.viewers.items():
        sight = granted.world.sight(viewer, day)
        wanted: Counter[Any] = Counter()
        for row in changes:
            gave, took = sight.work_of(row[giver]), sight.work_of(row[taker])
            if gave or took:
                before, after = row[3:cut], row[cut:]
                kept = (before if gave else (None,) * len(before), after if took else (None,) * len(after))
                wanted[(*row[:3], *kept[0], *kept[1])] += 1

        assert Counter(granted.connection.execute(shown, {"viewer": viewer, "today": day}).fetchall()) == wanted, kind


@pytest.mark.parametrize("day", [TODAY, TOMORROW])
def test_that_a_deal_was_elsewhere_is_told_to_whoever_sees_it_on_another_day(granted: Granted, day: dt.date) -> None:
    """The day and no more, and never of a deal that the viewer never had."""
    days = granted.connection.execute(
        "select opportunity_id, snapshot_on, owner_id from marts.snapshots_elsewhere"
    ).fetchall()
    sql = queries.layer("visible")["snapshots_elsewhere"].sql
    for kind, viewer in granted.viewers.items():
        sight = granted.world.sight(viewer, day)
        own = {deal for deal, _, owner in days if sight.work_of(owner)}
        wanted = Counter((deal, on) for deal, on, owner in days if deal in own and not sight.work_of(owner))

        assert Counter(granted.connection.execute(sql, {"viewer": viewer, "today": day}).fetchall()) == wanted, kind


def test_a_subtree_grant_opens_deals_calls_and_quota_as_the_manager_there_sees_them(granted: Granted) -> None:
    """Every page query that sums the pipeline, the calls or the quota gives the holder what the manager gets."""
    holder, (_, _, manager, _) = granted.viewers["subtree"], granted.world.grants[0]
    assert manager is not None
    for name in ("pipeline_summary", "key_deals", "hygiene_summary", "calls_summary", "attainment_people"):
        parameters = {"team": manager} if "team" in queries.layer("pages")[name].parameters else {}
        asked: dict[str, Any] = {"today": TODAY, "parameters": parameters}
        seen = queries.run(granted.connection, name, viewer=holder, **asked)

        assert not seen.empty, name
        assert seen.to_csv() == queries.run(granted.connection, name, viewer=manager, **asked).to_csv(), name


def test_a_grant_opens_no_private_text_and_no_note_about_people(granted: Granted) -> None:
    """S13 and the notes: both are for the owner and those above in the tree itself."""
    for kind in ("subtree", "account", "several", "a rep with a subtree"):
        viewer = granted.viewers[kind]
        led = queries.run(granted.connection, "notes_people", viewer=viewer, today=TODAY).person_id
        texts = granted.connection.execute(
            f"select actions.title from ({queries.layer('visible')['plan_actions'].sql}) as actions "
            "inner join staging.stg_account_plans as plans on plans.plan_id = actions.plan_id "
            "where plans.is_private and plans.owner_id <> $viewer",
            {"viewer": viewer, "today": TODAY},
        ).fetchall()

        assert led.tolist() == [viewer]
        assert {text for (text,) in texts} <= {None}
