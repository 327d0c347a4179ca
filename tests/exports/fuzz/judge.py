"""Load damaged files, many at a time, and hold what was loaded against what had to be."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from sightline.exports import load
from sightline.settings import Settings
from tests.exports.fuzz.clean import KEYS, TABLES, File, clean
from tests.exports.fuzz.damages import DAMAGES

COUNTED = ("lost", "invented", "silently wrong", "tracebacks", "other verdicts")
BATCH = 250
OURS = {
    "users.csv": "user_id,full_name,role,manager_id\nu1,Ann Lee,AE,m1\nu2,Bo Chen,AE,m1\nm1,Max Moore,ASM,\n",
    "accounts.csv": "account_id,account_name,owner_id,type,is_key_account,arr,country,customer_since\n"
    + "".join(f"a{n},Ours {n},u1,customer,true,1.00,DE,2024-01-31\n" for n in (1, 2, 3)),
}
"""What the damaged files refer to."""


@dataclass
class Verdict:
    """What was found amiss in one file, by kind, with a sentence for each."""

    counts: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str) -> None:
        """Count one finding."""
        self.counts[kind] += 1
        self.said.append(f"{kind}: {what}")


def damaged(seed: int) -> tuple[File, tuple[str, ...]]:
    """The file of a seed and the classes that befell it: each class in turn, with up to two more beside it."""
    random = Random(seed)
    names = list(DAMAGES)
    chosen = [DAMAGES[names[seed % len(names)]]]
    table = random.choice([table for table in TABLES if table in chosen[0].tables])
    for _ in range(random.choice([0, 0, 1, 2])):
        touched = frozenset.union(*(one.touches for one in chosen))
        others = [one for one in DAMAGES.values() if table in one.tables and not one.touches & touched]
        chosen += random.sample(others, min(1, len(others)))
    file = clean(seed, random, table)
    for each in sorted(chosen, key=lambda one: ("lines" in one.touches, "header" not in one.touches)):
        each.do(file, random)
    return file, tuple(each.name for each in chosen)


def judge(files: Sequence[File]) -> dict[int, Verdict]:
    """The verdict on each file, by seed, after one load of all of them."""
    verdicts: dict[int, Verdict] = {file.seed: Verdict() for file in files}
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect(config={"threads": 1}) as connection:
        if files[0].seed // BATCH % 4:  # planning costs more than it saves for six rows; every fourth load keeps it
            connection.execute("pragma disable_optimizer")
        folder = Path(scratch)
        for name, text in OURS.items():
            (folder / name).write_text(text)
        with (folder / "users.csv").open("a") as users:
            users.writelines(f"R{file.seed},Rep {file.seed},AE,m1\n" for file in files)
        for file in files:
            (folder / file.name).write_bytes(file.bytes())
        (folder / "sightline.toml").write_text("\n".join(line for file in files for line in file.said()))
        try:
            load(connection, folder, Settings())
        except Exception as error:  # noqa: BLE001  # any is a finding
            if len(files) == 1:
                verdicts[files[0].seed].note("tracebacks", repr(error))
                return verdicts
            half = len(files) // 2
            return judge(files[:half]) | judge(files[half:])
        fates = _rows(connection, "select * from intake.files")
        rows = {
            (table, name): found
            for table in TABLES
            for name, found in _rows(connection, f"select *, record_file as file from exports.{table}").items()
        }
        flags = set(connection.execute("select file, record_number, column_name from intake.flags").fetchall())
    for file in files:
        elsewhere = [table for table in TABLES if table != file.table and (table, file.name) in rows]
        for table in elsewhere:
            verdicts[file.seed].note("invented", f"rows of {table}")
        _weigh(file, fates[file.name], rows.get((file.table, file.name), []), flags, verdicts[file.seed])
    return verdicts


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, list[dict[str, Any]]]:
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description or ()]
    found = defaultdict(list)
    for row in answer.fetchall():
        cells = dict(zip(names, row, strict=True))
        found[cells["file"]].append(cells)
    return found


def _weigh(
    file: File, fates: list[dict[str, Any]], rows: list[dict[str, Any]], flags: set[tuple[Any, ...]], verdict: Verdict
) -> None:
    [fate] = fates
    if "Error" in (fate["reason"] or ""):
        verdict.note("tracebacks", fate["reason"])
    if fate["status"] != file.status:
        verdict.note("other verdicts", f"{fate['status']} ({fate['reason']}), not {file.status}")
    _weigh_rows(file, fate, rows, flags, verdict)
    if file.status == fate["status"] == "loaded":
        for what in ("quarantined", "folded"):
            count = sum(line.fate == what for line in file.lines)
            if fate[f"rows_{what}"] != count:
                verdict.note("other verdicts", f"{fate[f'rows_{what}']} {what}, not {count}")
        if fate["records_read"] != sum(fate[f"rows_{what}"] for what in ("loaded", "quarantined", "folded")):
            verdict.note("other verdicts", "read is not loaded, quarantined and folded")


def _weigh_rows(
    file: File, fate: dict[str, Any], rows: list[dict[str, Any]], flags: set[tuple[Any, ...]], verdict: Verdict
) -> None:
    good = [line for line in file.lines if line.fate == "loaded" and file.status == "loaded"]
    wanted = {tuple(line.meant[column] for column in KEYS[file.table]): line for line in good}
    found = {tuple(row[column] for column in KEYS[file.table]): row for row in rows}
    for key in wanted.keys() - found.keys():
        verdict.note("lost", f"{key}, the file is {fate['status']} ({fate['reason']})")
    for key in found.keys() - wanted.keys():
        verdict.note("invented", f"{key}")
    if len(rows) != len(found):
        verdict.note("invented", "two rows of one key")
    for key in wanted.keys() & found.keys():
        line, row = wanted[key], found[key]
        wrong = [f"{row[column]!r}, not {value!r}" for column, value in line.meant.items() if row[column] != value]
        wrong += [
            f"{column} {line.cells[column]!r} is not flagged"
            for column in line.flagged
            if (file.name, row["record_number"], column) not in flags
        ]
        for what in wrong:
            verdict.note("silently wrong", f"{key}: {what}")
