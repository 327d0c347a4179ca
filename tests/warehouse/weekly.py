"""A company that exports what its opportunities are today, week after week, and nothing of the past."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from sightline.settings import Settings
from sightline.warehouse import publishing

USERS = "user_id,full_name,role,manager_id\nvp,Vera,VP,\nann,Ann,AE,vp\nbob,Bob,AE,vp\n"
ACCOUNTS = "account_id,account_name,owner_id,type,is_key_account\n"
HEADER = (
    "Opportunity ID,Opportunity Name,Account ID,Opportunity Owner ID,Stage,Type,Amount,Forecast Category,Closed,Won,"
    "Close Date,Created Date,Next Step\n"
)
MONDAYS = tuple(dt.date(2026, 8, 3) + dt.timedelta(weeks=week) for week in range(12))


def deal(
    name: str,
    *,
    amount: int = 100,
    close: str = "2026-10-20",
    stage: str = "2-Value",
    category: str = "Pipeline",
    owner: str = "ann",
    won: bool | None = None,
    step: str = "call",
) -> str:
    """A line of the report; `won` closes the deal."""
    ended = f"{str(won is not None).lower()},{str(bool(won)).lower()},{close}"
    return f"{name},Deal {name},a1,{owner},{stage},expansion,{amount},{category},{ended},2026-07-01,{step}\n"


def drop(
    folder: Path, day: dt.date, deals: Sequence[str], more: Mapping[str, str] | None = None, owner: str = "ann"
) -> Path:
    """A folder with the exports of a day, which its manifest tells."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    texts = {
        "users.csv": USERS,
        "accounts.csv": f"{ACCOUNTS}a1,Acme,{owner},customer,true\n",
        "report.csv": HEADER + "".join(deals),
        **(more or {}),
    }
    files = "".join(f"{name},{day} 06:00:00,crm\n" for name in texts)
    for name, text in {**texts, "manifest.csv": f"file,exported_at,source_system\n{files}"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def load(
    folder: Path, out: Path, settings: Settings | None = None, *, anyway: bool = False, is_partial: bool = False
) -> Path:
    """The version that a load of it makes."""
    today = dt.date(2026, 11, 2)
    path, _ = publishing.publish(folder, out, settings or Settings(), today=today, anyway=anyway, is_partial=is_partial)
    return path


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a statement over a version."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()
