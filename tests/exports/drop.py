"""A drop folder under test, and the small company that lies in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sightline.exports import Draft, Report, draft, load
from sightline.settings import Settings

USERS = "user_id,full_name,role,manager_id\nu1,Ann Lee,AE,m1\nm1,Max Moore,ASM,\n"
ACCOUNTS = "account_id,account_name,owner_id,type,is_key_account\na1,Acme,u1,customer,true\na2,Bolt,u1,prospect,false\n"
DEALS_HEADER = (
    "opportunity_id,name,account_id,owner_id,stage,type,amount,forecast_category,"
    "is_closed,is_won,close_date,created_date\n"
)
DEAL = "o1,Acme renewal,a1,u1,4-Proposal,renewal,100.50,commit,false,false,2026-09-30,2026-01-05\n"


@dataclass
class Folder:
    """A drop folder under test."""

    path: Path
    connection: duckdb.DuckDBPyConnection

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the folder; text is written as UTF-8 with the line ends it has."""
        path = self.path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, settings: Settings | None = None, progress: Callable[[str, float], None] | None = None) -> Report:
        """Load the folder."""
        return load(self.connection, self.path, settings or Settings(), progress)

    def draft(self, settings: Settings | None = None) -> Draft:
        """What is open in the folder, and the profile that the suggestions make."""
        return draft(self.connection, self.path, settings or Settings())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query over what was loaded."""
        return self.connection.execute(sql).fetchall()

    def status(self, name: str) -> tuple[str, str]:
        """Status and reason of a file."""
        [row] = self.rows(f"select status, coalesce(reason, '') from intake.files where file = '{name}'")
        return row

    def books(self, name: str) -> tuple[int, int, int, int]:
        """Records read, loaded, quarantined and folded of a file."""
        [row] = self.rows(
            f"select records_read, rows_loaded, rows_quarantined, rows_folded from intake.files where file = '{name}'"
        )
        return row

    def rules(self, table: str) -> list[tuple[str, str, int | None]]:
        """Rule, column and line of every quarantined record or flag, in order."""
        return self.rows(f"select rule, column_name, line_number from intake.{table} order by all")
