"""The files of the invented company: complete, small, and the same for the same arguments."""

import datetime as dt
import filecmp
from pathlib import Path

import pandas as pd
import pytest

from sightline.contract import EXPORTS
from sightline.sample import SAMPLE, SF1, Size, write_company
from sightline.sample.mess import MESS

SMALL = 0.1
NEVER_FILLED = {
    ("opportunities", "pipeline"): "one pipeline for all",
    ("sales_stages", "pipeline"): "one pipeline for all",
    ("whitespace_cells", "product_id"): "the axis is the lifecycle stage",
    ("opportunity_snapshots", "from_stage"): "the snapshot before tells it",
    ("opportunity_snapshots", "changed_by"): "full copies have no author",
}
"""Contract columns that stay empty in the sample, each with the reason."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_committed_sample_is_what_the_code_writes(folder: Path, tmp_path: Path) -> None:
    """`data/sample` is generated, never edited: writing it again gives the same bytes."""
    write_company(tmp_path)

    different = filecmp.cmpfiles(folder, tmp_path, names(tmp_path), shallow=False)[1:]

    assert names(tmp_path) == names(folder)
    assert different == ([], []), "run: python -m sightline sample data/sample"


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Any size, seed and day: two runs write identical files."""
    for name in ("one", "two"):
        write_company(tmp_path / name, scale=SMALL, seed=3, as_of=dt.date(2024, 2, 29))

    written = names(tmp_path / "one")

    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", written, shallow=False) == (written, [], [])


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    """The seed decides who the people are."""
    for seed in (1, 2):
        write_company(tmp_path / str(seed), scale=SMALL, seed=seed)

    assert (tmp_path / "1" / "users.csv").read_bytes() != (tmp_path / "2" / "users.csv").read_bytes()


def test_the_sample_is_small_enough_to_be_committed(folder: Path) -> None:
    """Under six megabytes, all files together."""
    assert sum(path.stat().st_size for path in folder.iterdir()) < 6_000_000


def test_every_table_of_the_contract_has_one_file_and_one_file_is_no_table(folder: Path) -> None:
    """CSV and Parquet are mixed; what is no table is a declared piece of mess."""
    stems = sorted(path.stem for path in folder.iterdir())
    aside = [mess.table for mess in MESS if mess.verdict == "left_aside"]

    assert stems == sorted([*EXPORTS, *aside])
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".parquet"}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_contract_column_is_filled_somewhere(tables: dict[str, pd.DataFrame], name: str) -> None:
    """Each page finds the columns that it reads; the few that stay empty are listed with a reason."""
    frame = tables[name]
    filled = {column for column in frame.columns if (frame[column] != "").any()}
    wanted = {column for column in EXPORTS[name].columns if (name, column) not in NEVER_FILLED}

    assert wanted - filled == set()
    assert set(frame.columns) <= set(EXPORTS[name].columns)


@pytest.mark.parametrize("scale", [0.01, 0.1])
def test_even_the_smallest_company_has_every_table(tmp_path: Path, scale: float) -> None:
    """A tiny scale still yields a whole company with rows in every table."""
    write_company(tmp_path, scale=scale, seed=11)

    assert all((tmp_path / f"{name}.csv").exists() or (tmp_path / f"{name}.parquet").exists() for name in EXPORTS)
    assert all(path.read_bytes().count(b"\n") > 1 for path in tmp_path.glob("*.csv"))


def test_a_company_for_the_benchmark_is_csv_only_and_carries_no_mess(tmp_path: Path) -> None:
    """The benchmark compares with a plain CSV reader, which would fail on the messy rows."""
    write_company(tmp_path, scale=0.01, size=SF1)

    assert {path.suffix for path in tmp_path.iterdir()} == {".csv"}
    assert "see quote" not in (tmp_path / "opportunities.csv").read_text(encoding="utf-8")


def test_scaling_multiplies_heads_and_rows_but_not_the_weeks() -> None:
    """Twice the company is twice the people over the same stretch of time."""
    double = SAMPLE.times(2)

    assert isinstance(double, Size)
    assert (double.ae_count, double.accounts, double.weeks) == (96, 2_400, 60)
