"""What the contract lets us work out where an export lacks it: people, companies, roles, outcomes of stages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.binding import outcomes, tree
from sightline.exports.binding.references import name_sql
from sightline.exports.opening.land import quoted, scalar
from sightline.settings import Settings

DEALS = ("opportunities", "opportunity_snapshots")
OWNED = ("accounts", "opportunities", "account_plans")


@dataclass(frozen=True)
class Derivation:
    """A column that was worked out: for which table, and from what."""

    table: str
    column: str
    note: str


def make_rows(
    connection: duckdb.DuckDBPyConnection, loaded: set[str], named_only: set[str], managers: Mapping[str, str]
) -> list[Derivation]:
    """Make the people and companies that other tables mention, where no file lists them.

    `named_only` are the tables whose own rows are known by name alone: a manager there who has no row gets one.
    `managers` are those that the profile names, by person.
    """
    made: list[Derivation] = []
    for table, name in (("users", "full_name"), ("accounts", "account_name")):
        if table in loaded and table not in named_only:
            continue
        mentions = [
            (export.name, column.name)
            for export in EXPORTS.values()
            for column in export.columns.values()
            if column.refers_to == table
            and column.kind == "text"
            and (table not in loaded or export.name == table)
            and (table != "accounts" or table not in loaded)
        ]
        if _make(connection, table, name, mentions):
            where = "the managers that the file names" if table in loaded else "the ids and names in the other files"
            made += [
                Derivation(table, EXPORTS[table].key[0], f"rows made from {where}"),
                Derivation(table, name, f"from {where}"),
            ]
    if managers and tree.say_managers(connection, managers):
        made.append(Derivation("users", "manager_id", "the mapping profile says so"))
    return made


def _make(connection: duckdb.DuckDBPyConnection, table: str, name: str, mentions: list[tuple[str, str]]) -> bool:
    if not mentions:
        return False
    key = EXPORTS[table].key[0]
    union = " union ".join(
        f"select distinct {quoted(column)} as ref from exports.{source} where {quoted(column)} is not null"
        for source, column in mentions
    )
    return bool(
        scalar(
            connection,
            f"""
        insert into exports.{table} ({key}, {name})
        with
        mentioned as (select {name_sql("ref")} as spelling, min(ref) as ref from ({union}) group by all),
        named as (select id, arg_max(name, n) as name from
                  (select id, name, count(*) as n from converted.names where target = $table group by all)
                      group by id),
        known as (select {name_sql("name")} as spelling from named
                  union all select {name_sql(name)} from exports.{table} where {name} is not null
                  union all select {name_sql(key)} from exports.{table})
        select ref, coalesce(named.name, ref)
        from mentioned left join named on named.id = ref
        where named.id is not null or spelling not in (select spelling from known where spelling is not null)
        """,
            {"table": table},
        )
    )


def fill(
    connection: duckdb.DuckDBPyConnection,
    given: dict[str, set[str]],
    settings: Settings,
    outcomes_said: Mapping[str, str],
    stages_said: Mapping[str, int],
) -> list[Derivation]:
    """Fill the columns that no file of a table gives, as far as other columns, or the profile, tell them.

    `given` are the columns that files gave, by table; `outcomes_said` and `stages_said` how a stage ended and where it
    comes, as the profile names them.
    """

    def lacks(table: str, column: str) -> bool:
        return column not in given.get(table, set()) and scalar(connection, f"select count(*) from exports.{table}") > 0

    done = [made for table in DEALS for made in _stage_facts(connection, table, lacks, outcomes_said)]
    owners = " union ".join(f"select owner_id as id from exports.{table}" for table in OWNED)
    ways = [
        (
            "users",
            "role",
            "case when user_id in (select manager_id from exports.users where manager_id is not null) then 'ASM'"
            f" when user_id in (select id from ({owners}) where id is not null) then 'AE' end",
            "ASM for whoever manages, AE for whoever owns",
        ),
        ("opportunities", "name", "opportunity_id", "the id is used as the name"),
        (
            "accounts",
            "type",
            "case when account_id in (select account_id from exports.opportunities where is_won"
            " and account_id is not null) then 'customer' else 'prospect' end",
            "customer where a deal was won, else prospect",
        ),
    ]
    if "account_rank" in given.get("accounts", set()):
        limit = int(settings.key_account_rank_max)
        rank = f"coalesce(account_rank <= {limit}, false)"
        ways.append(("accounts", "is_key_account", rank, f"account rank {limit} or better"))
    for table, column, value, note in ways:
        if lacks(table, column):
            connection.execute(f"update exports.{table} set {column} = {value}")
            done.append(Derivation(table, column, note))
    for stage, position in stages_said.items():
        connection.execute(
            "update exports.opportunities set stage_order = $position"
            " where stage_order is null and lower(trim(stage)) = lower(trim($stage))",
            {"stage": stage, "position": position},
        )
    if stages_said:
        done.append(Derivation("opportunities", "stage_order", "sightline.toml says where each stage comes"))
    return done


def _stage_facts(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    lacks: Callable[[str, str], bool],
    outcomes_said: Mapping[str, str],
) -> list[Derivation]:
    """Outcome and category of each deal, as far as its file does not give them."""
    lacking = {column for column in ("is_closed", "is_won") if lacks(table, column)}
    outcomes.decide(connection, table, outcomes_said, lacking)
    if table == "opportunities":
        outcomes.settle_contradictions(connection, table)
        outcomes.account_for(connection, lacking)
    listed = f"""
        (select {name_sql("spelling")} as spelling, any_value(forecast_category) as forecast_category
         from (select stage as spelling, forecast_category from exports.sales_stages
               union all select label, forecast_category from exports.sales_stages where label is not null)
         group by all having count(distinct forecast_category) = 1)
    """
    decided = scalar(connection, "select count(*) from landing_stages where outcome is not null")
    done = [Derivation(table, column, "from the stage") for column in sorted(lacking) if decided]
    if lacks(table, "forecast_category") and scalar(connection, f"select count(*) from {listed}"):
        connection.execute(
            f"update exports.{table} as t set forecast_category = f.forecast_category from {listed} as f"
            f" where {name_sql('t.stage')} = f.spelling"
        )
        done.append(Derivation(table, "forecast_category", "from the stage table"))
    return done
