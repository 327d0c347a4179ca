"""Rows of Ann's account with its people, and a way to ask what its relationship adds up to."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from sightline import queries
from tests.conftest import AS_OF, Company
from tests.organisation import Row, account, plan, team
from tests.sealed import seal


def days_ago(days: int) -> dt.date:
    """A day before the day of the data; below zero after it."""
    return AS_OF - dt.timedelta(days=days)


def contact(contact_id: str, **more: Any) -> Row:
    """One contact of account a1 of whom nothing is told but the name."""
    return {"contact_id": contact_id, "account_id": "a1", "full_name": contact_id.title(), **more}


def touch(contact_id: str, days: int = 5, kind: str = "meeting", person: str = "ann", **more: Any) -> Row:
    """One interaction with a contact, a meeting with Ann five days ago unless said otherwise."""
    return {
        "interaction_id": f"{contact_id}-{days}-{kind}-{person}-{more}",
        "contact_id": contact_id,
        "user_id": person,
        "interaction_date": days_ago(days),
        "kind": kind,
        **more,
    }


def answer(score: int, contact_id: str | None = None, days: int = 5, **more: Any) -> Row:
    """One answer from account a1 to the recommendation question."""
    return {
        "response_id": f"{score}-{contact_id}-{days}-{sorted(more.items())}",
        "account_id": "a1",
        "contact_id": contact_id,
        "score": score,
        "response_date": days_ago(days),
        **more,
    }


def exported(**tables: Any) -> dict[str, Any]:
    """Ann's key account a1 with its live plan p1; a table that is None is not exported."""
    usual: dict[str, Any] = {
        "users": team("ann", "bob"),
        "accounts": [account("a1")],
        "account_plans": [plan("p1", "a1")],
        "contacts": [],
        "interactions": [],
    }
    return {name: rows for name, rows in {**usual, **tables}.items() if rows is not None}


def world(company: Company, **tables: Any) -> duckdb.DuckDBPyConnection:
    """The marts of that company."""
    return company(**exported(**tables))


def without_columns(company: Company, absent: list[str], **tables: Any) -> Row:
    """What account a1's relationship adds up to where no interactions and none of these columns are exported.

    `absent` are names such as "contacts.support".
    """
    columns = [("f.csv", *name.split("."), "absent") for name in absent]
    return everything(company(columns=columns, **exported(**{"interactions": None, **tables})))


def sealed(folder: Path, **tables: Any) -> Path:
    """The company as a sealed warehouse that the app can open; its folder."""
    return seal(folder, f"held-{folder.parent.name}-{folder.name}", exported(**tables))


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "operator", **parameters: Any) -> list[Row]:
    """Rows of a page query; unknown is None."""
    found = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)
    return found.astype(object).where(found.notna(), None).to_dict("records")


def held(company: Company, **tables: Any) -> Row:
    """What account a1's relationship adds up to, with how each aspect of it reads."""
    return everything(world(company, **tables))


def everything(connection: duckdb.DuckDBPyConnection) -> Row:
    """Account a1 as the list has it, with the columns of its mart."""
    [listed] = [row for row in ask(connection, "relationship_accounts") if row["account_id"] == "a1"]
    found = connection.execute("select * from marts.account_relationships where account_id = 'a1'").df()
    return found.astype(object).where(found.notna(), None).to_dict("records")[0] | listed


def people(company: Company, **tables: Any) -> dict[str, Row]:
    """Everything told of each contact."""
    found = world(company, **tables).execute("select * from marts.contact_facts").df()
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    return {row["contact_id"]: row for row in rows}
