"""Versions of the warehouse: sealed, reused, never replaced by a bad drop, locked when open."""

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest

from sightline import exports
from sightline.exports import Report
from sightline.settings import Settings
from sightline.warehouse import publishing, seal, versions
from tests.conftest import DEFAULTS, REAL, Real

MINIMAL = {
    "users.csv": "user_id,full_name,role,manager_id\nvp,Vera,VP,\nann,Ann,AE,vp\n",
    "accounts.csv": "account_id,account_name,owner_id,type,is_key_account\na1,Acme,ann,customer,true\n",
    "opportunities.csv": (
        "opportunity_id,name,account_id,owner_id,stage,type,amount,forecast_category,is_closed,is_won,close_date,"
        "created_date\no1,Deal,a1,ann,Closed Won,new,100.50,closed,true,true,2026-09-01,2026-05-01\n"
    ),
}


def dropped(folder: Path) -> Path:
    """A folder with the three required exports."""
    folder.mkdir()
    for name, text in MINIMAL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_any_duckdb_can_open_the_sealed_file_and_find_the_won_deals(published: tuple[Path, Report]) -> None:
    """The published file is plain DuckDB with a table `opportunities`."""
    path, report = published
    connection = duckdb.connect(str(path), read_only=True)

    won = connection.execute("select count(*), sum(amount) from opportunities where is_won").fetchone()

    assert report.exit_code == 0
    assert won is not None
    assert (won[0], float(won[1])) == (1, 100.5)
    connection.close()


def test_unchanged_inputs_reuse_the_sealed_version_and_a_changed_file_makes_a_new_one(
    drop: Path, tmp_path: Path
) -> None:
    """App start is fast when nothing changed, and never shows yesterday's file when it did."""
    out = tmp_path / "fresh"
    first = publishing.ensure(drop, out, Settings())
    built_at = (out / f"{first}.duckdb").stat().st_mtime_ns
    again = publishing.ensure(drop, out, Settings())
    with (drop / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write("a2,Bolt,ann,customer,true\n")
    second = publishing.ensure(drop, out, Settings())

    assert first == again
    assert (out / f"{first}.duckdb").stat().st_mtime_ns == built_at
    assert second != first
    assert versions.current(out) == second


def test_a_changed_setting_makes_a_new_version(drop: Path, tmp_path: Path) -> None:
    """Thresholds are part of the numbers."""
    out = tmp_path / "out"

    assert publishing.ensure(drop, out, Settings()) != publishing.ensure(drop, out, Settings(max_plans_per_rep=5))


def test_a_load_on_another_day_is_another_version_and_a_reader_keeps_the_first(drop: Path, tmp_path: Path) -> None:
    """The day decides what lies in the future and so the as-of; under one name a reader would see two answers."""
    out = tmp_path / "days"
    asked = "select as_of_on from marts.export_run"
    first, _ = publishing.publish(drop, out, Settings(), today=dt.date(2026, 8, 15))
    bytes_before = first.read_bytes()
    reader = versions.open_version(out, first.stem, Settings()).connection
    as_of = reader.cursor().execute(asked).fetchone()

    second, _ = publishing.publish(drop, out, Settings(), today=dt.date(2026, 10, 5))
    with versions.open_version(out, second.stem, Settings()).connection as later:
        moved = later.cursor().execute(asked).fetchone()

    assert second != first
    assert reader.cursor().execute(asked).fetchone() == as_of != moved
    assert first.read_bytes() == bytes_before
    reader.close()


def test_a_drop_that_cannot_be_loaded_leaves_the_version_before_in_force(drop: Path, tmp_path: Path) -> None:
    """A bad drop never replaces good data."""
    out = tmp_path / "out"
    good = publishing.ensure(drop, out, Settings())
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(publishing.NotPublished, match="Nothing in .* could be loaded"):
        publishing.publish(empty, out, Settings())

    assert versions.current(out) == good
    assert not list(out.glob(".building*"))


def test_a_file_without_its_seal_is_not_trusted(drop: Path, tmp_path: Path) -> None:
    """A half-built DuckDB file opens cleanly and looks empty."""
    out = tmp_path / "out"
    version = publishing.ensure(drop, out, Settings())
    (out / f"{version}.seal.json").unlink()

    with pytest.raises(versions.NoWarehouse, match="incomplete"):
        versions.current(out)


def test_the_seal_carries_the_checksum_of_the_file(published: tuple[Path, Report]) -> None:
    """Whoever copies a version can see that it arrived whole."""
    path, _ = published
    sealed = json.loads(path.with_suffix(".seal.json").read_text())

    assert sealed["bytes"] == path.stat().st_size
    assert len(sealed["sha256"]) == 64
    assert sealed["rows"]["marts.accounts"] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/out.csv'",
        "attach ':memory:' as other",
        "install httpfs",
        "set threads = 8",
        "create table marts.x as select 1",
    ],
)
def test_an_opened_version_reads_no_file_and_changes_nothing(published: tuple[Path, Report], statement: str) -> None:
    """After opening, limits are locked and nothing outside the file can be reached."""
    path, _ = published
    warehouse = versions.open_version(path.parent, path.stem, Settings())

    with pytest.raises(duckdb.Error):
        warehouse.connection.cursor().execute(statement)
    warehouse.connection.close()


def test_every_question_of_an_opened_version_divides_as_was_set(published: tuple[Path, Report]) -> None:
    """Each question has a cursor of its own, and a cursor takes over nothing that was set on its connection alone."""
    path, _ = published
    warehouse = versions.open_version(path.parent, path.stem, Settings())

    assert warehouse.connection.cursor().execute("select 1 / 0, 0.0 / 0").fetchall() == [(None, None)]
    warehouse.connection.close()


def test_a_load_sweeps_old_versions_but_the_last_few(drop: Path, tmp_path: Path) -> None:
    """The disk does not fill up, and nobody loses the version they look at."""
    out = tmp_path / "out"
    oldest = versions.current(out)
    made = [publishing.ensure(drop, out, Settings(max_plans_per_rep=cap, versions_kept=2)) for cap in (1, 2)]

    assert {path.stem for path in out.glob("*.duckdb")} == set(made) != {oldest}
    assert {path.name.split(".")[0] for path in out.glob("*.seal.json")} == set(made)
    assert versions.current(out) == made[1]
    assert versions.sweep(out, 0) == [made[0]]
    assert versions.current(out) == made[1]


def test_the_pointer_moves_last(drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load that ends just before the seal is written leaves everybody where they were."""
    out, write = tmp_path / "out", seal.write_json
    good = publishing.ensure(drop, out, Settings())

    def until_the_seal(path: Path, content: dict[str, object]) -> None:
        if path.name.endswith(".seal.json"):
            raise KeyboardInterrupt
        write(path, content)

    monkeypatch.setattr(seal, "write_json", until_the_seal)
    with pytest.raises(KeyboardInterrupt):
        publishing.ensure(drop, out, Settings(max_plans_per_rep=5))

    assert versions.current(out) == good


def test_the_mapping_profile_decides_what_makes_a_key_account(drop: Path, tmp_path: Path) -> None:
    """`sightline.toml` beside the exports overrides the installation's settings for this load."""
    (drop / "accounts.csv").write_text(
        "account_id,account_name,owner_id,type,arr\na1,Acme,ann,customer,500\na2,Bolt,ann,customer,5\n"
    )
    (drop / "sightline.toml").write_text('[key_accounts]\nrule = "arr"\nvalue = 100\n')
    path, _ = publishing.publish(drop, tmp_path / "out", Settings())
    connection = duckdb.connect(str(path), read_only=True)

    assert connection.execute("select account_id from marts.accounts where is_key").fetchall() == [("a1",)]
    connection.close()


@pytest.mark.parametrize("folder", sorted(p.name for p in REAL.glob("*") if p.is_dir()) or ["none"])
def test_a_folder_of_real_exports_ends_in_a_warehouse(folder: str, real: Real) -> None:
    """Whatever a real tool exported, however little that is."""
    warehouse = real(folder)

    assert exports.report_of(warehouse.connection, REAL / folder, DEFAULTS).exit_code in (0, 1)
    assert warehouse.path.exists()


@pytest.mark.parametrize(
    "folder",
    [
        "maven_day_first", "maven_iso", "maven_us_dates", "revops_skills", "sf_powerbi_earthfink", "sfdc_genai_demo",
        "sujata_excerpt",
    ],
)  # fmt: skip
def test_exports_of_a_whole_company_are_not_doubted(folder: str, real: Real) -> None:
    """What holds deals with amounts is published without a further word."""
    assert real(folder).seal["doubted"] == []
