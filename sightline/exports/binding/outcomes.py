"""How each deal ended, as its file, the profile, the stage table or the words of its stage say; never guessed."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from sightline.exports.binding.references import name_sql
from sightline.exports.vocabulary import outcome_of


def decide(connection: duckdb.DuckDBPyConnection, table: str, said: Mapping[str, str], lacking: set[str]) -> None:
    """Fill what `lacking` names of is_closed and is_won in a table of deals, and make `landing_stages` say how.

    What the file says of a row stands above what its stage says. `said` are the outcomes of the profile by stage.
    """
    told = {stage.casefold(): outcome for stage, outcome in said.items()}
    listed = {
        row[0]: row[1:]
        for row in connection.execute(
            f"""
            select {name_sql("spelling")} as spelling, bool_or(is_closed or is_won), bool_or(is_won)
            from (select stage as spelling, is_closed, is_won from exports.sales_stages
                  union all select label, is_closed, is_won from exports.sales_stages where label is not null)
            group by all
            """
        ).fetchall()
    }
    between = (
        "probability is not null and probability > 0 and probability < 100" if table == "opportunities" else "false"
    )
    stages = connection.execute(
        f"select stage, {name_sql('stage')}, bool_and({between}) from exports.{table} where stage is not null"
        " group by all"
    ).fetchall()
    decided: list[tuple[str, str | None, str]] = []
    outcome: str | None
    for stage, spelling, uncertain in stages:
        closed, won = listed.get(spelling, (None, None))
        if stage.casefold() in told:
            outcome, why = told[stage.casefold()], "sightline.toml says so"
        elif closed is not None:
            outcome, why = "won" if won else "lost" if closed else "open", "the stage table says so"
        else:
            outcome, why = outcome_of(stage)
            if outcome is None and uncertain:
                outcome, why = "open", "its probabilities lie between 0 and 100"
        decided.append((stage, outcome, why))
    connection.register(
        "read_stages",
        pa.table(
            {
                name: pa.array([row[place] for row in decided], pa.string())
                for place, name in enumerate(("stage", "outcome", "why"))
            }
        ),
    )
    connection.execute("create or replace temp table landing_stages as from read_stages")
    connection.unregister("read_stages")
    own = {"is_closed": "t.is_closed", "is_won": "t.is_won"}
    for column in lacking:
        own[column] = f"coalesce(t.{column}, s.outcome {'<>' if column == 'is_closed' else '='} "
        own[column] += "'open')" if column == "is_closed" else "'won')"
    if lacking == {"is_won"}:
        own["is_won"] = f"case when not t.is_closed then false else {own['is_won']} end"
    elif lacking == {"is_closed"}:
        own["is_closed"] = f"case when t.is_won then true else {own['is_closed']} end"
    if lacking:
        connection.execute(
            f"update exports.{table} as t set {', '.join(f'{name} = {own[name]}' for name in sorted(lacking))}"
            " from landing_stages as s where s.stage = t.stage"
        )


def settle_contradictions(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make every won row a closed one; where its file said otherwise the row is flagged."""
    connection.execute(
        f"""
        insert into intake.flags
        select record_file, $table, record_number, line_number, 'is_closed', 'false', 'contradictory_outcome',
               'is_closed says no and is_won says yes; it counts as won: correct one of the two'
        from exports.{table} where is_won and not is_closed
        """,
        {"table": table},
    )
    connection.execute(f"update exports.{table} set is_closed = true where is_won and is_closed is distinct from true")


def account_for(connection: duckdb.DuckDBPyConnection, lacking: set[str]) -> None:
    """Write each stage of the deals into `intake.stages`: its outcome, how many, what amount, how it was decided.

    A deal whose stage decides nothing, and whose file says nothing of its own, is flagged.
    """
    by_file = "'the file says so'" if not lacking else "coalesce(s.why, 'the file says so')"
    connection.execute(
        f"""
        insert into intake.stages
        with
        judged as (
            select t.*, s.why,
                   case when t.is_won then 'won' when t.is_closed and t.is_won is null then 'closed'
                        when t.is_closed then 'lost' when not t.is_closed then 'open' else 'undecided' end as outcome
            from exports.opportunities as t left join landing_stages as s on s.stage = t.stage
        )
        select coalesce(stage, ''), outcome, count(*),
               case when count(distinct coalesce(currency, '')) = 1 then sum(amount) end,
               case when outcome = 'undecided' then coalesce(any_value(why), 'it is empty') else
                   {by_file.replace("s.why", "any_value(why)")} end
        from judged group by stage, outcome
        """
    )
    connection.execute(
        """
        insert into intake.flags
        select record_file, 'opportunities', record_number, line_number, 'stage', stage, 'undecided_stage',
               'stage ''' || left(stage, 80) || ''' says neither open, won nor lost; it counts as open until'
               || ' sightline.toml says it under [outcomes]'
        from exports.opportunities where stage is not null and is_closed is null and is_won is null
        """
    )
