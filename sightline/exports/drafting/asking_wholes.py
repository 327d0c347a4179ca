"""Questions about the whole drop: currency, time zone, fiscal year, what makes a key account, who reports to whom."""

import calendar
import zoneinfo
from collections.abc import Iterator

from sightline.contract import EXPORTS
from sightline.exports.drafting.draft import Question
from sightline.exports.drafting.looking import Looked
from sightline.exports.names import CODES
from sightline.exports.profile.said import KEY_ACCOUNT_RULES

LEADERS = ("ASM", "VP")
"""Roles of those that people of a team may report to."""
MOST_PEOPLE = 100
"""People without a manager that are asked about; a company with more has an export that names managers."""
MONTHS = tuple(map(str, range(1, 13)))


def questions(look: Looked) -> Iterator[Question]:
    """What holds for all files and is in none of them."""
    yield from _currency(look)
    yield from _zone(look)
    yield from _fiscal(look)
    yield from _key_accounts(look)
    yield from _managers(look)


def _currency(look: Looked) -> Iterator[Question]:
    """The currency of amounts that nothing names: no column, no sign, not the profile."""
    unnamed = " union all ".join(
        f"select record_file, count(*) as n from exports.{export.name}"
        " where amount is not null and currency is null and record_file is not null group by all"
        for export in EXPORTS.values()
        if {"amount", "currency"} <= export.columns.keys()
    )
    found = look.rows(f"select record_file, cast(sum(n) as bigint) from ({unnamed}) group by all order by all")
    if found and not look.profile.whole.currency:
        reporting = look.settings.reporting_currency
        others = [code for code in CODES if code != reporting]
        yield Question(
            ("currency",), "currency", ", ".join(file for file, _ in found),
            f"no column and no sign names it; without an answer amounts count as {reporting}", (reporting, *others),
            samples=_amounts(look), rows=sum(count for _, count in found),
        )  # fmt: skip


def _amounts(look: Looked) -> tuple[str, ...]:
    rows = look.rows("select distinct cast(amount as varchar) from exports.opportunities where amount > 0 limit 3")
    return tuple(text for (text,) in rows)


def _zone(look: Looked) -> Iterator[Question]:
    """In which zone a day begins, where date-times carry an offset."""
    rows = look.rows("select file, value from intake.flags where rule = 'zone_not_said'")
    if rows and not look.profile.timezone:
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        yield Question(
            ("timezone",), "timezone", ", ".join(sorted({file for file, _ in rows})),
            "its date-times carry an offset; without an answer days are those of UTC", ("UTC", *zones),
            samples=tuple(value for _, value in rows[:3]),
        )  # fmt: skip


def _fiscal(look: Looked) -> Iterator[Question]:
    """The month in which a fiscal year starts, where no calendar says it and targets show or need another."""
    [(calendars,)] = look.rows("select count(*) from exports.fiscal_calendar")
    if calendars or "first_month" in look.profile.fiscal:
        return
    now = look.settings.fiscal_year_start_month
    years = look.rows("select distinct month(period_start) from exports.quotas where period_end - period_start > 360")
    starts = look.rows("select distinct month(period_start), fiscal_label from exports.quotas order by all")
    named = any(
        one["table_name"] == "quotas" and one["column_name"] == "period_start" and one["matched_by"] == "derived"
        for one in look.report.columns
    )
    shown, why = None, ""
    if len(years) == 1 and years[0][0] != now:
        shown, why = str(years[0][0]), "yearly targets start in this month"
    elif named:
        why = "targets name their quarter and no day"
    elif any((month - now) % 3 for month, _ in starts if month):
        why = "targets start in months with which no quarter starts now"
    if why:
        yield Question(
            ("fiscal", "first_month"), "fiscal", "First month of the fiscal year",
            f"{why}; without an answer years start in {calendar.month_name[now]}",
            MONTHS if named or shown else tuple(dict.fromkeys(str(month) for month, _ in starts if month)), shown,
            samples=tuple(dict.fromkeys(str(label or month) for month, label in starts))[:3],
        )  # fmt: skip


def _key_accounts(look: Looked) -> Iterator[Question]:
    """What makes a key account, where no export names any."""
    [(accounts, keys, ranks, revenues)] = look.rows(
        "select count(*), count_if(is_key_account), count(account_rank), count(arr) from exports.accounts"
    )
    [(rules,)] = look.rows("select count(*) from exports.key_account_rules")
    if not accounts or keys or rules or "rule" in look.profile.key_accounts:
        return
    told = f"ranks: {ranks:,} of {accounts:,}; yearly spend: {revenues:,} of {accounts:,}"
    yield Question(
        ("key_accounts", "rule"), "key_accounts", "What makes a key account",
        "no export names one; without an answer the settings hold",
        (*KEY_ACCOUNT_RULES, "none"), samples=(told,), rows=accounts,
    )  # fmt: skip


def _managers(look: Looked) -> Iterator[Question]:
    """Who reports to whom, where the people's export names no manager at all."""
    people = look.rows(
        "select user_id, coalesce(full_name, user_id), role, team, region, manager_id from exports.users"
        " where is_active is not false order by role, full_name, user_id"
    )
    if not people or any(manager for *_, manager in people) or len(people) > MOST_PEOPLE:
        return
    leaders = [person for person in people if person[2] in LEADERS]
    names = tuple(dict.fromkeys(name for _, name, *_ in people))
    for _, name, role, team, region, _ in people:
        if role in LEADERS or name in look.profile.managers or not leaders:
            continue
        suggestion, why = None, "no export names a manager"
        for what, where, at in (("team", team, 3), ("region", region, 4)):
            heads = [leader[1] for leader in leaders if where and leader[at] == where]
            if len(heads) == 1:
                suggestion, why = heads[0], f"the only one of {what} {where} who leads"
                break
        yield Question(
            ("managers", name), "manager", name, why, tuple(other for other in names if other != name), suggestion,
            table="users", samples=tuple(filter(None, (role, team, region))),
        )  # fmt: skip
