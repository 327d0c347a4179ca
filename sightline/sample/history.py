"""What happened: events at accounts, and the field history that lets past days be replayed."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.accounts import Accounts
from sightline.sample.people import OPERATIONS
from sightline.sample.phrases import EVENT_NOTES
from sightline.sample.planbook import PlanWork
from sightline.sample.plans import Plans
from sightline.sample.world import World, pick

COLUMNS = ["table_name", "record_id", "field", "day", "changed_by", "old_value", "new_value"]


def account_events(world: World, accounts: Accounts) -> pd.DataFrame:
    """Events of the last year, mostly at key accounts; one row per account, day and kind."""
    rng = world.rng("events")
    frame = accounts.frame
    wanted = np.where(frame["is_key_account"], rng.poisson(0.8, len(frame)), rng.poisson(0.04, len(frame)))
    row = np.repeat(np.arange(len(frame)), wanted)
    kinds = np.array(list(EVENT_NOTES), dtype=object)
    kind = rng.choice(kinds, size=len(row), p=[0.1, 0.2, 0.12, 0.12, 0.16, 0.1, 0.1, 0.05, 0.05])
    events = pd.DataFrame(
        {
            "account_id": frame["account_id"].to_numpy(object)[row],
            "event_date": world.ago(np.floor(360 * rng.random(len(row)) ** 1.3).astype(int) + 1),
            "kind": kind,
            "note": [EVENT_NOTES[k] for k in kind],
        }
    )
    events = events.drop_duplicates(["account_id", "event_date", "kind"])
    return events.sort_values(["event_date", "account_id", "kind"], kind="stable", ignore_index=True)


def field_history(
    world: World, accounts: Accounts, plans: Plans, work: PlanWork, contacts: pd.DataFrame
) -> pd.DataFrame:
    """Changes of key status, ownership, deletion and merges; of plans' content; of what contacts stand for."""
    changes = [*_account_changes(accounts.frame), pd.DataFrame(work.changes, columns=COLUMNS)]
    changes.append(_contact_changes(world, plans, contacts))
    frame = pd.concat(changes, ignore_index=True)
    day = pd.to_datetime(frame["day"]).to_numpy("datetime64[D]")
    frame = frame[day <= world.today].assign(day=day[day <= world.today])
    frame = frame.drop_duplicates(["table_name", "record_id", "field", "day"], keep="last")
    frame = frame.sort_values(["day", "table_name", "record_id", "field"], kind="stable", ignore_index=True)
    minute = 8 * 60 + np.arange(len(frame)) * 7 % 600
    frame["changed_at"] = frame["day"].to_numpy("datetime64[m]") + minute.astype("timedelta64[m]")
    return frame.drop(columns="day")


def _account_changes(frame: pd.DataFrame) -> list[pd.DataFrame]:
    def rows(where: Any, field: str, day: str, old: Any, new: Any) -> pd.DataFrame:
        some = frame[where]
        return pd.DataFrame(
            {
                "table_name": "accounts", "record_id": some["account_id"], "field": field, "day": some[day],
                "changed_by": OPERATIONS, "old_value": some[old] if old in frame else old,
                "new_value": some[new] if new in frame else new,
            }
        )  # fmt: skip

    became = frame["key_since"].notna() & (frame["key_since"] > frame["created_date"])
    raised = became & frame["role_played"].isin(["became_key_last", "became_key_this", "key_this_month"])
    lost = frame["lost_key_on"].notna()
    gone = frame["gone_on"].notna()
    merged = gone & frame["merged_into_id"].notna()
    before = frame["lost_key_on"] - pd.Timedelta(days=700)
    return [
        rows(became, "is_key_account", "key_since", "false", "true"),
        rows(raised, "account_rank", "key_since", "2", "1"),
        rows(lost, "is_key_account", "lost_key_on", "true", "false"),
        rows(lost, "account_rank", "lost_key_on", "1", "2"),
        rows(lost, "is_key_account", "lost_key_on", "false", "true").assign(day=before[lost]),
        rows(gone, "is_deleted", "gone_on", "false", "true"),
        rows(merged, "merged_into_id", "gone_on", None, "merged_into_id"),
        rows(frame["changed_on"].notna(), "owner_id", "changed_on", "previous_owner", "owner_id"),
    ]


def _contact_changes(world: World, plans: Plans, contacts: pd.DataFrame) -> pd.DataFrame:
    """The last change of support of some contacts at key accounts; none where it would make a stale plan current."""
    rng = world.rng("contact changes")
    recent = contacts["attributes_updated"].notna() & contacts["is_key"] & contacts["support"].notna()
    stale = plans.frame.loc[plans.frame["rung"] == "live", "account_id"]
    recent &= ~contacts["account_id"].isin(stale) | (contacts["attributes_updated"] < pd.Timestamp(world.quarter))
    some = contacts[recent & (rng.random(len(contacts)) < 0.35)]
    older = rng.choice(np.array(["neutral", "opponent"]), size=len(some))
    return pd.DataFrame(
        {
            "table_name": "contacts", "record_id": some["contact_id"], "field": "support",
            "day": some["attributes_updated"], "changed_by": some["touch_owner_id"],
            "old_value": pick(older == some["support"], None, older), "new_value": some["support"],
        }
    )  # fmt: skip
