"""Rows of a tiny sales organisation, to be varied by each test."""

import datetime as dt
from typing import Any

Row = dict[str, Any]
D = dt.date


def person(person_id: str, role: str = "AE", manager: str | None = "asm", **more: Any) -> Row:
    """One row of users; hired long ago."""
    return {
        "user_id": person_id,
        "full_name": person_id.title(),
        "role": role,
        "manager_id": manager,
        "start_date": D(2020, 1, 1),
        **more,
    }


def team(*reps: str) -> list[Row]:
    """A VP, one ASM and the reps below."""
    return [person("vp", "VP", None), person("asm", "ASM", "vp"), *(person(rep) for rep in reps)]


def account(account_id: str, owner: str | None = "ann", **more: Any) -> Row:
    """One key account, key and owned for a long time."""
    return {
        "account_id": account_id,
        "account_name": account_id.title(),
        "owner_id": owner,
        "is_key_account": True,
        "key_since": D(2020, 1, 1),
        "created_date": D(2020, 1, 1),
        **more,
    }


def plan(plan_id: str, account_id: str, owner: str = "ann", **more: Any) -> Row:
    """One live account plan, made and last changed on 1 September 2026."""
    return {
        "plan_id": plan_id,
        "account_id": account_id,
        "plan_kind": "account",
        "plan_type": "expand",
        "owner_id": owner,
        "status": "active",
        "created_date": D(2026, 9, 1),
        "last_updated": D(2026, 9, 1),
        "content_changed_on": D(2026, 9, 1),
        **more,
    }
