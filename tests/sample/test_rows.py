"""The rows of the invented company: as many as promised, keys unique, references resolved, history consistent."""

import pandas as pd
import pytest

from sightline.contract import EXPORTS
from sightline.sample.mess import CLONES, MESS, REPEATS

REFERENCES = [
    (name, column.name, column.refers_to)
    for name, export in EXPORTS.items()
    for column in export.columns.values()
    if column.refers_to
]
DANGLING = {(mess.table, mess.column, mess.value) for mess in MESS if mess.kind == "dangling_reference"}
UNKNOWN_VALUES = {(mess.table, mess.column, mess.value) for mess in MESS if mess.kind == "unknown_value"}
CHOICES = [
    (name, column.name)
    for name, export in EXPORTS.items()
    for column in export.columns.values()
    if column.kind in ("enum", "multi") and column.values
]


def clean(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """The table without its deliberately messy extra rows."""
    ids = [mess.record for mess in CLONES if mess.table == name]
    frame = tables[name]
    keys = EXPORTS[name].key
    return frame[~frame[[k for k in keys if k in frame]].isin(ids).any(axis=1)]


@pytest.mark.parametrize("name", EXPORTS)
def test_keys_are_unique_apart_from_the_declared_repeats(tables: dict[str, pd.DataFrame], name: str) -> None:
    """One row per key; whatever comes twice is declared in MESS."""
    frame = tables[name]
    key = [column for column in EXPORTS[name].key if column in frame]
    repeated = frame[frame.duplicated(key)]

    assert sorted(repeated[key[0]]) == sorted(mess.record for mess in REPEATS if mess.table == name)


@pytest.mark.parametrize(("name", "column", "target"), REFERENCES)
def test_references_resolve_apart_from_the_declared_ones(
    tables: dict[str, pd.DataFrame], name: str, column: str, target: str
) -> None:
    """Every id that names another row finds it."""
    known = set(tables[target][EXPORTS[target].key[0]])
    told = set(tables[name][column]) - {""} if column in tables[name] else set()

    assert {(name, column, value) for value in told - known} <= DANGLING


@pytest.mark.parametrize(("name", "column"), CHOICES)
def test_choices_are_ours_apart_from_the_declared_ones(tables: dict[str, pd.DataFrame], name: str, column: str) -> None:
    """Every enum cell holds an allowed value; several in one cell are separated by semicolons."""
    cells = tables[name][column] if column in tables[name] else pd.Series(dtype=str)
    words = {word for cell in cells.unique() for word in cell.split(";")} - {""}
    strange = words - set(EXPORTS[name].columns[column].values)

    assert {(name, column, word) for word in strange} <= UNKNOWN_VALUES


@pytest.mark.parametrize("mess", MESS, ids=lambda mess: f"{mess.table}-{mess.kind}")
def test_every_declared_mess_is_in_its_file(folder, mess) -> None:
    """What MESS says is really there."""
    text = (folder / f"{mess.table}.csv").read_text(encoding="utf-8")

    assert mess.value in text
    assert mess.record in text


def test_the_organisation_has_the_promised_size(tables: dict[str, pd.DataFrame]) -> None:
    """One CRO, three VPs, eight ASMs, 48 AEs at work, and everybody who works with them."""
    users = tables["users"]
    active = users[users["is_active"] == "true"]["role"].value_counts()

    assert (active["VP"], active["ASM"], active["AE"]) == (4, 8, 48)
    assert all(active[role] > 0 for role in ("SA", "CSM", "RM", "SDR", "OTHER"))


def test_the_tables_have_the_promised_sizes(tables: dict[str, pd.DataFrame]) -> None:
    """About 1,200 accounts of which about 220 are key, and sixty weekly snapshots."""
    assert len(clean(tables, "accounts").drop_duplicates()) == 1_200
    assert 200 <= (tables["accounts"]["is_key_account"] == "true").sum() <= 240
    assert tables["opportunity_snapshots"]["snapshot_date"].nunique() == 60


def test_nobody_manages_themselves_and_the_tree_has_one_selling_root(tables: dict[str, pd.DataFrame]) -> None:
    """Every person's managers end at the CRO, or at the operations person outside the selling tree."""
    manager = dict(zip(tables["users"]["user_id"], tables["users"]["manager_id"], strict=True))

    def root(person: str, steps: int = 0) -> str:
        assert steps < 10
        return person if manager[person] == "" else root(manager[person], steps + 1)

    assert {root(person) for person in manager} == {"USR-CRO-01", "USR-OPS-01"}


@pytest.mark.parametrize(
    "column",
    ["stage", "forecast_category", "amount", "close_date", "owner_id", "is_closed", "is_won", "currency", "next_step"],
)
def test_the_last_snapshot_equals_the_present_export(tables: dict[str, pd.DataFrame], column: str) -> None:
    """Snapshots are the history of the very same opportunities."""
    weekly = tables["opportunity_snapshots"]
    last = weekly[weekly["snapshot_date"] == weekly["snapshot_date"].max()].set_index("opportunity_id")
    now = clean(tables, "opportunities").set_index("opportunity_id").loc[last.index]
    then, today = last[column], now[column]
    if column == "amount":
        then, today = pd.to_numeric(then), pd.to_numeric(today)
    if column in ("is_closed", "is_won"):
        then = then.str.lower()

    pd.testing.assert_series_equal(then, today, check_names=False)


def test_every_open_deal_is_in_the_last_snapshot(tables: dict[str, pd.DataFrame]) -> None:
    """Nothing that is open is missing from the newest snapshot, save what was deleted."""
    weekly = tables["opportunity_snapshots"]
    last = set(weekly.loc[weekly["snapshot_date"] == weekly["snapshot_date"].max(), "opportunity_id"])
    now = clean(tables, "opportunities")
    still_open = now[(now["is_closed"] == "false") & (now["is_deleted"] == "false")]

    assert set(still_open["opportunity_id"]) - last == set()


def test_spans_of_ownership_do_not_overlap(tables: dict[str, pd.DataFrame]) -> None:
    """One owner per account and day, and the open span is today's owner."""
    spans = tables["account_owner_history"]
    after = spans.groupby("account_id")["from_date"].shift(-1)
    owner = clean(tables, "accounts").drop_duplicates("account_id").set_index("account_id")["owner_id"]
    now = spans[spans["to_date"] == ""].set_index("account_id")["owner_id"]

    assert ((spans["to_date"] < after) | after.isna()).all()
    assert (now == owner.loc[now.index]).all()


def test_products_in_the_newest_quarter_add_up_to_each_accounts_arr(tables: dict[str, pd.DataFrame]) -> None:
    """What a customer pays per product is what the account pays."""
    revenue = tables["product_revenue"]
    newest = revenue[(revenue["revenue_type"] == "arr") & (revenue["period_start"] == revenue["period_start"].max())]
    per_product = pd.to_numeric(newest["revenue"]).groupby(newest["account_id"]).sum()
    accounts = clean(tables, "accounts").drop_duplicates("account_id").set_index("account_id")

    assert (per_product == pd.to_numeric(accounts.loc[per_product.index, "arr"])).all()
