"""What the dashboard adds up of exports whose currencies or targets stand together in one pile."""

import datetime as dt
from decimal import Decimal

import pytest

from sightline.settings import Settings
from sightline.warehouse.build import build
from tests.exports.drop import DEALS_HEADER, USERS, Folder

TEAMS = "user_id,period_start,amount\nm1,2026-08-01,7450000\n"
OWN = "user_id,period_start,amount\nm1,2026-08-01,250000\nu1,2026-08-01,100000\n"


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_neither_currencies_nor_a_teams_target_are_added_to_others(folder: Folder, names: tuple[str, str]) -> None:
    """Without rates only the reporting currency counts, and the others are named; a team's target beats nobody's."""
    folder.write("users.csv", USERS)
    folder.write("accounts.csv", "account_id,account_name,owner_id,type,is_key_account\na1,Acme,u1,customer,true\n")
    amounts = ("€100k", "$100k", "¥100k")
    rows = [f"o{n},D,a1,u1,Won,new,{text},closed,true,true,2026-09-30,2026-01-05\n" for n, text in enumerate(amounts)]
    folder.write("deals.csv", DEALS_HEADER + "".join(rows))
    for name, text in zip(names, (OWN, TEAMS), strict=True):
        folder.write(name, text)

    folder.load()
    build(folder.connection, Settings(), loaded_on=dt.date(2026, 11, 1))

    assert folder.rows("select sum(amount), count_if(is_unconverted) from opportunities where is_won") == [
        (Decimal("100000.00"), 2)
    ]
    assert folder.rows("select sum(amount) from quota_quarters") == [(Decimal("350000.00"),)]
