"""Frames to files: contract types, CSV or Parquet, the messy rows, the manifest."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.contract import EXPORTS, Column
from sightline.sample import mess
from sightline.sample.world import World

PARQUET = (
    "opportunity_snapshots",
    "interactions",
    "field_history",
    "product_revenue",
    "whitespace_cells",
    "plan_answers",
)
"""Tables that the sample holds as Parquet: the long ones."""

SOURCES = {"account_plans": "gainsight", "plan": "gainsight", "quotas": "manual", "nps": "manual", "fx_rates": "manual"}
FILTERS = {"opportunities": "All opportunities, all owners", "accounts": "All accounts, deleted ones included"}
CHUNK = 200_000


def write(world: World, folder: Path, frames: dict[str, pd.DataFrame]) -> None:
    """One file per table, then the manifest and a file that is no table at all."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for name, frame in frames.items():
        table = as_contract(name, frame)
        if name in PARQUET and not world.size.csv_only:
            path = folder / f"{name}.parquet"
            pq.write_table(table, path, compression="zstd", compression_level=12)
            records = table.num_rows
        else:
            path = folder / f"{name}.csv"
            records = _write_csv(world, path, name, table)
        manifest.append(_manifest_row(world, path.name, name, records))
    listing = as_contract("export_manifest", pd.DataFrame(manifest))
    _write_csv(world, folder / "export_manifest.csv", "export_manifest", listing)
    with (folder / "read_me_first.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(mess.DICTIONARY)


def as_contract(name: str, frame: pd.DataFrame) -> pa.Table:
    """The frame's contract columns in contract order, each with its contract type; other columns are left out."""
    columns = {c.name: _column(c, frame[c.name]) for c in EXPORTS[name].columns.values() if c.name in frame}
    return pa.table(columns)


def _column(column: Column, values: pd.Series) -> pa.Array:
    if column.kind == "date":
        return pa.array(pd.to_datetime(values).to_numpy("datetime64[D]"), type=pa.date32())
    if column.kind == "timestamp":
        return pa.array(pd.to_datetime(values).to_numpy("datetime64[s]"), type=pa.timestamp("s"))
    if column.kind == "int":
        return pa.Array.from_pandas(pd.array(values).astype("Int64"), type=pa.int64())
    if column.kind == "decimal":
        numbers = pa.Array.from_pandas(pd.to_numeric(values).astype(float), type=pa.float64())
        return pc.round(numbers, 4).cast(pa.decimal128(18, 2 if column.is_money else 6))
    if column.kind == "bool":
        return pa.Array.from_pandas(values.astype(object), type=pa.bool_())
    texts = values.astype(object)
    return pa.Array.from_pandas(texts.where(texts.notna(), None), type=pa.string())


def _texts(array: Any) -> list[str]:
    """Each value as a CSV cell: nothing for null, numbers without idle zeros."""
    text = array.cast(pa.string())
    if pa.types.is_decimal(array.type):
        text = pc.replace_substring_regex(text, pattern=r"(\.\d*?)0+$", replacement=r"\1")
        text = pc.replace_substring_regex(text, pattern=r"\.$", replacement="")
    return list(pc.fill_null(text, "").to_pylist())


def _write_csv(world: World, path: Path, name: str, table: pa.Table) -> int:
    """Writes the table with its messy rows; returns the number of records in the file."""
    header = list(table.column_names)
    messy = not world.size.csv_only and any(m.table == name for m in mess.MESS)
    records = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";" if messy and name in mess.SEMICOLONS else ",", lineterminator="\n")
        writer.writerow([mess.LABELS.get(name, {}).get(column, column) if messy else column for column in header])
        for start in range(0, max(table.num_rows, 1), CHUNK):
            part = table.slice(start, CHUNK)
            rows = [list(row) for row in zip(*(_texts(part.column(c)) for c in header), strict=True)]
            if messy:
                rows = mess.spoil(name, header, rows, world.as_of.isoformat())
            if messy and name in mess.SEMICOLONS:
                rows = [_decimal_comma(name, header, row) for row in rows]
            writer.writerows(rows)
            records += len(rows)
        if messy and name in mess.FOOTED:
            out.write("\n".join(mess.FOOTER).format(records=records) + "\n")
    return records


def _decimal_comma(name: str, header: list[str], row: list[str]) -> list[str]:
    kinds = EXPORTS[name].columns
    return [
        (value if "." in value else f"{value}.00").replace(".", ",")
        if value and kinds[column].kind == "decimal"
        else value
        for column, value in zip(header, row, strict=True)
    ]


def _manifest_row(world: World, file: str, name: str, records: int) -> dict[str, Any]:
    """Everything left its tool in the early morning of the as-of day, the survey file two days before."""
    source = next((system for start, system in SOURCES.items() if name.startswith(start)), "salesforce")
    back = np.timedelta64(2, "D") if name == "nps" else np.timedelta64(0, "D")
    at = world.today.astype("datetime64[m]") + np.timedelta64(330, "m") - back
    return {
        "file": file,
        "exported_at": at,
        "source_system": source,
        "filters": FILTERS.get(name),
        "row_count": records,
    }
