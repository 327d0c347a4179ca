"""The report of one load: what became of every file, and what a person can do about it."""

import io
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sightline.contract import EXPORTS
from sightline.exports.binding.tree import tops
from sightline.exports.names import listed
from sightline.exports.profile import Profile
from sightline.exports.recognising.recognise import NO_TABLE
from sightline.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What a load did. Every list holds one dict per line of the audit table that it is named after."""

    folder: str
    files: tuple[Row, ...]
    columns: tuple[Row, ...]
    quarantined: tuple[Row, ...]
    flagged: tuple[Row, ...]
    money: tuple[Row, ...]
    missing: tuple[Row, ...]
    stages: tuple[Row, ...]
    headlines: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0: all loaded; 1: loaded, with rows rejected or files refused; 2: nothing could be loaded."""
        if not any(file["rows_loaded"] for file in self.files):
            return 2
        harmed = any(file["status"] == "refused" or file["rows_quarantined"] for file in self.files)
        return 1 if harmed else 0

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        return {"exit_code": self.exit_code, **asdict(self)}

    def as_text(self, width: int = 110) -> str:
        """The report as a person reads it."""
        text = io.StringIO()
        self.print(Console(file=text, width=width, force_terminal=False))
        return text.getvalue()

    def print(self, console: Console) -> None:
        """Print the report."""
        console.print(Text(f"Exports in {self.folder}", style="bold"))
        for line in self.headlines:
            console.print(Text(f"! {line}", style="bold"))
        self._print_files(console)
        self._print_columns(console)
        self._print_stages(console)
        self._print_counts(console, "Rejected rows", self.quarantined)
        self._print_counts(console, "Doubtful values, loaded all the same", self.flagged)
        self._print_missing(console)
        for line in self.advice:
            console.print(Text(f"- {line}"))

    def _print_files(self, console: Console) -> None:
        table = Table("file", "table", "read", "loaded", "rejected", "merged", "lines cut off")
        for file in self.files:
            counts = [
                f"{file[name]:,}"
                for name in ("records_read", "rows_loaded", "rows_quarantined", "rows_folded", "lines_cut")
            ]
            said = file["table_name"] or _STATUS[file["status"]]
            if file["status"] in ("loaded", "empty"):
                table.add_row(Text(file["file"]), said, *counts)
            else:
                table.add_row(Text(file["file"]), _STATUS[file["status"]], "", "", "", "", "")
        console.print(table)
        for file in self.files:
            if file["reason"]:
                console.print(Text(f"  {file['file']}: {_STATUS[file['status']]}: {file['reason']}."))

    def _print_columns(self, console: Console) -> None:
        console.print(Text("\nHow columns were matched", style="bold"))
        names = dict.fromkeys((column["file"], column["table_name"]) for column in self.columns)
        for file, table in names:
            lines = [column for column in self.columns if (column["file"], column["table_name"]) == (file, table)]
            console.print(Text(f"{file or 'worked out'} -> {table}", style="bold"))
            for way in ("exact", "synonym", "mapping", "derived"):
                said = [_column(column) for column in lines if column["matched_by"] == way]
                if said:
                    console.print(Text(f"  {way}: {', '.join(said)}"))
            unused = [column["header"] for column in lines if column["matched_by"] == "unused"]
            if unused:
                console.print(Text(f"  not used: {', '.join(unused)}"))

    def _print_stages(self, console: Console) -> None:
        if not self.stages:
            return
        console.print(Text("\nHow each stage was understood", style="bold"))
        table = Table("stage", "outcome", "deals", "amount", "decided")
        for row in self.stages:
            amount = f"{float(row['amount']):,.2f}" if row["amount"] is not None else "currencies differ, or none"
            table.add_row(Text(row["stage"]), row["outcome"], f"{row['deals']:,}", amount, Text(row["decided_by"]))
        console.print(table)

    def _print_counts(self, console: Console, title: str, rows: tuple[Row, ...]) -> None:
        if not rows:
            return
        console.print(Text(f"\n{title}", style="bold"))
        for row in rows:
            console.print(
                Text(
                    f"  {row['rows']:,} x {_rule(row['rule'])},"
                    f" {row['table_name']}.{row['column_name']}: {row['example']}{_samples(row)}"
                )
            )

    def _print_missing(self, console: Console) -> None:
        if not self.missing:
            return
        console.print(Text("\nMissing, and the pages that show less without it", style="bold"))
        for row in self.missing:
            what = row["table_name"] + (f".{row['column_name']}" if row["column_name"] else "")
            console.print(Text(f"  {what}: {', '.join(row['pages']) or 'no page reads it'}"))


_STATUS = {"loaded": "loaded", "empty": "empty", "left_aside": "skipped", "refused": "refused"}
"""What became of a file, as people say it."""


def _rule(rule: str) -> str:
    return "no matching record" if rule == "dangling_reference" else rule.replace("_", " ")


def _column(column: Row) -> str:
    note = f" ({column['note']})" if column["note"] else ""
    same = column["header"] in (None, column["column_name"])
    return column["column_name"] + note if same else f"{column['column_name']} <- {column['header']}{note}"


def _samples(row: Row) -> str:
    others = [sample for sample in row["samples"] or () if sample not in row["example"]][:3]
    return f" (also {', '.join(map(repr, others))})" if others else ""


def report(
    connection: duckdb.DuckDBPyConnection, folder: Path, profile: Profile, settings: Settings, unread: list[str]
) -> Report:
    """Gather the report from the audit tables. `unread` are the sub-folders, which a load does not enter."""
    files = _rows(connection, "select * from intake.files order by file, table_name")
    columns = _rows(
        connection,
        "select * from intake.columns where matched_by <> 'absent' or column_name is null"
        " order by file nulls last, table_name, rowid",
    )
    counted = (
        "select table_name, column_name, rule, count(*) as rows,"
        " arg_min(message, coalesce(record_number, 0)) as example,"
        " list_sort(list(distinct left(value, 40)) filter (where value is not null))[:4] as samples from intake.{}"
        " group by all"
        " order by table_name, rows desc, column_name, rule"
    )
    missing = _rows(connection, "select * from intake.missing")
    for row in missing:
        row["pages"] = EXPORTS[row["table_name"]].pages
    return Report(
        folder=folder.name,
        files=files,
        columns=columns,
        quarantined=_rows(connection, counted.format("quarantine")),
        flagged=_rows(connection, counted.format("flags")),
        money=_rows(connection, "select * from intake.money order by file, table_name, rowid"),
        missing=missing,
        stages=_rows(connection, "select * from intake.stages order by deals desc, stage, outcome"),
        headlines=_headlines(connection, files),
        advice=_advice(connection, missing, settings, unread) + _unmatched(profile, files),
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Row, ...]:
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description or ()]
    return tuple(dict(zip(names, map(_plain, row), strict=True)) for row in answer.fetchall())


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, list, type(None))) else str(value)


NEEDED = {
    "opportunities": ("amount", "account_id", "owner_id"),
    "opportunity_snapshots": ("amount",),
    "accounts": ("owner_id",),
}
"""Columns without any value in which no number of a page can be believed."""


def _headlines(connection: duckdb.DuckDBPyConnection, files: tuple[Row, ...]) -> tuple[str, ...]:
    """What a person must know before anything else: files not understood, columns without any value."""
    said = []
    strange = [
        file["file"] for file in files if file["status"] == "left_aside" and (file["reason"] or "").startswith(NO_TABLE)
    ]
    if strange:
        said.append(
            f"{len(strange)} of {len(files)} files were not understood ({listed(strange)}). Say in sightline.toml,"
            " with the exports, which table each is and which of its columns is which: `check` drafts it."
        )
    for table, columns in NEEDED.items():
        counts = ", ".join(f"count({column})" for column in columns)
        [(rows, *filled)] = connection.execute(f"select count(*), {counts} from exports.{table}").fetchall()
        said += [
            f"None of the {rows:,} rows of {table} has a value for {column}: check how it was matched below, or add the"
            " column and export again."
            for column, count in zip(columns, filled, strict=True)
            if rows and not count
        ]
    [(undecided,)] = connection.execute(
        "select coalesce(sum(deals), 0) from intake.stages where outcome = 'undecided'"
    ).fetchall()
    if undecided:
        said.append(
            f"{undecided:,} deals are in stages that say neither open, won nor lost, and count as open: name the"
            " outcomes in sightline.toml under [outcomes]."
        )
    return tuple(said)


def _unmatched(profile: Profile, files: tuple[Row, ...]) -> tuple[str, ...]:
    """The patterns of the profile that name no file."""
    return tuple(
        f'sightline.toml: [files."{entry.pattern}"] matches no file of this folder; check the name.'
        for entry in profile.files
        if not any(entry.matches(file["file"]) for file in files)
    )


def _advice(
    connection: duckdb.DuckDBPyConnection, missing: tuple[Row, ...], settings: Settings, unread: list[str]
) -> tuple[str, ...]:
    advice = []
    if unread:
        said = "sub-folder is" if len(unread) == 1 else "sub-folders are"
        advice.append(
            f"{len(unread)} {said} not read ({listed(unread)}): move the files up to the others, or load such a"
            " folder on its own."
        )
    [(accounts, keys)] = connection.execute(
        "select count(*), count_if(is_key_account) from exports.accounts"
    ).fetchall()
    [(rules,)] = connection.execute("select count(*) from exports.key_account_rules").fetchall()
    if accounts and not keys and not rules:
        advice.append(
            'No export names key accounts. Say in sightline.toml what makes one: [key_accounts] rule = "rank",'
            f' "arr" or "top_n" (now: {settings.key_account_fallback}).'
        )
    leading = tops(connection)
    if len(leading) > 1:
        advice.append(
            f"The users export has {len(leading)} tops ({listed(leading)}): there is no single top, so each sees only"
            " the people below. Give the others a manager where one person should see everything."
        )
    absent = {line["table_name"] for line in missing if line["column_name"] is None}
    advice += [
        f"No file gives {table}: {EXPORTS[table].meaning}"
        for table in ("users", "accounts", "opportunities")
        if table in absent
    ]
    return tuple(advice)
