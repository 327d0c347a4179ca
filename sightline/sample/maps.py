"""A few accounts whose people form a chart worth drawing, and three whose reporting lines are plainly wrong."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.stakeholders import Stakeholders, department
from sightline.sample.world import NO_DAY, World, days, pick

# place of the manager, level, title, buying centre of the account, role, influence, support
LARGE: tuple[tuple[int | None, str, str, int | None, str | None, str | None, str | None], ...] = (
    (None, "c_level", "Chief Information Officer", 0, "exec_sponsor", "high", "supporter"),
    (0, "vp", "VP Platform", 0, "decision_maker", "high", "champion"),
    (1, "director", "Director of Platform Engineering", 0, "technical_buyer", "medium", "champion"),
    (2, "manager", "Engineering Manager", 0, "user_buyer", "medium", "supporter"),
    (3, "individual", "Staff Engineer", 0, "influencer", "low", "neutral"),
    (2, "individual", "Site Reliability Engineer", 0, "evaluator", "low", "supporter"),
    (0, "vp", "VP Engineering", 1, "decision_maker", "high", "neutral"),
    (6, "director", "Head of Delivery", 1, "user_buyer", "medium", "neutral"),
    (7, "manager", "Engineering Manager", 1, "user_buyer", "low", None),
    (7, "individual", "Staff Engineer", 1, "evaluator", "medium", "opponent"),
    (6, "manager", "Release Manager", 1, "admin", "low", "neutral"),
    (0, "vp", "VP Security", 2, "technical_buyer", "high", "opponent"),
    (11, "director", "Director of Security", 2, "evaluator", "high", "supporter"),
    (12, "individual", "Security Architect", 2, "influencer", "medium", "supporter"),
    (11, "individual", "Security Architect", 2, "evaluator", None, None),
    (None, "c_level", "Chief Financial Officer", 3, "economic_buyer", "high", "neutral"),
    (15, "manager", "Procurement Manager", 3, "procurement", "medium", "opponent"),
    (16, "manager", "Procurement Manager", 3, "admin", "low", None),
    (None, "c_level", "Chief Technology Officer", None, "exec_sponsor", "high", None),
    (1, "director", "Head of Delivery", 0, "user_buyer", "high", "supporter"),
    (19, "individual", "Staff Engineer", 0, "evaluator", "medium", "supporter"),
    (19, "individual", "Site Reliability Engineer", 0, "user_buyer", None, None),
    (6, "director", "Head of Delivery", 1, "influencer", "medium", "neutral"),
    (22, "manager", "Engineering Manager", 1, "user_buyer", "low", "supporter"),
    (None, "individual", "Security Architect", None, None, "low", None),
)
"""Twenty-five people: nobody leads to who signs, a partner alone knows the CTO, two leave and one has an heir."""

SMALL = (None, 0, 0, 1, 2)
"""Place of the manager of each of five people."""

_HOSTILE, _LEFT, _HEIR, _NO_HEIR, _BY_PARTNER = (9, 11), 10, 12, 19, 18
_SWAYS = ((4, 6, "high"), (7, 0, "medium"), (9, 6, "low"), (12, 11, "high"), (16, 15, "medium"))
_OUTSIDE = ((0, "analyst", "high"), (_BY_PARTNER, "partner", "high"), (6, "event", "low"), (2, "user group", "medium"))
_KNOWN_LATELY = (13, 22)


def drawn(
    world: World, outside: Stakeholders, accounts: pd.DataFrame, centres: pd.DataFrame, team: pd.DataFrame
) -> Stakeholders:
    """The stakeholders with one account of twenty-five mapped people, one of five, and three with faulty lines.

    What is added stands at the end, with ids and random numbers of its own, so that the rest stays as it was.
    """
    outside = replace(outside, interactions=_with_teammates(world, outside, team))
    key = accounts.loc[accounts["is_key_account"].eq(True), "account_id"]
    contacts = outside.contacts
    known = contacts[contacts["account_id"].isin(key)].groupby("account_id", sort=True).size()
    if (known == len(SMALL)).sum() == 0 or len(known) < 10:
        return outside
    parts = centres.groupby("account_id").size().reindex(known.index).fillna(0).clip(upper=4)
    large = pd.DataFrame({"parts": parts, "known": known}).sort_values(["parts", "known"], ascending=False).index[0]
    small = known.index[(known == len(SMALL)) & (known.index != large)][0]
    faulty = [name for name in known.index[known >= 4] if name not in (large, small)][:3]
    contacts = _large(world, contacts, large, centres)
    places = {name: contacts.index[contacts["account_id"] == name] for name in (large, small, *faulty)}
    ids = contacts["contact_id"]
    contacts.loc[places[small], "reports_to_id"] = [
        None if boss is None else ids[places[small][boss]] for boss in SMALL
    ]
    circle, alone, elsewhere = (places[name] for name in faulty)
    contacts.loc[circle[:3], "reports_to_id"] = [ids[circle[place]] for place in (2, 0, 1)]
    contacts.loc[alone[1], "reports_to_id"] = ids[alone[1]]
    contacts.loc[elsewhere[2], "reports_to_id"] = ids[circle[0]]
    mapped = ids[places[large]].tolist()
    influences = pd.concat([outside.influences, _lines(mapped)], ignore_index=True)
    interactions, touched = _met(world, outside.interactions, [mapped[place] for place in _KNOWN_LATELY], contacts)
    contacts["last_touch_date"] = contacts["contact_id"].map(touched).fillna(contacts["last_touch_date"])
    return replace(outside, contacts=contacts, interactions=interactions, influences=influences)


def _large(world: World, contacts: pd.DataFrame, account: str, centres: pd.DataFrame) -> pd.DataFrame:
    """The contacts with the named account's people made into the large chart; who is missing to it is added."""
    rng = world.rng("maps")
    own = contacts.index[contacts["account_id"] == account][: len(LARGE)]
    lacking = len(LARGE) - len(own)
    model = contacts.loc[[own[0]] * lacking].copy()
    model["contact_id"] = [f"CON-{len(contacts) + place + 1:06}" for place in range(lacking)]
    model["full_name"] = names.people(rng, lacking)
    domain = str(contacts.loc[own[0], "email"]).rpartition("@")[2]
    model["email"] = names.emails(model["full_name"].tolist(), [domain] * lacking)
    model["last_touch_date"], model["influence_sources"] = pd.NaT, None
    model["attributes_updated"] = world.ago(20 + 25 * np.arange(lacking))
    model["touch_owner_id"] = pick(np.arange(lacking) % 3 == 1, model["fallback_user"])
    model["leaving_on"], model["departing"], model["is_active"] = NO_DAY, False, True
    grown = pd.concat([contacts, model], ignore_index=True)
    rows = pd.Index([*own, *range(len(contacts), len(grown))])
    units = centres.loc[centres["account_id"] == account, "buying_centre_id"].tolist()
    ids = grown.loc[rows, "contact_id"].tolist()
    for row, (boss, level, title, unit, role, influence, support) in zip(rows, LARGE, strict=True):
        told: dict[str, Any] = {
            "reports_to_id": None if boss is None else ids[boss],
            "seniority": level,
            "title": title,
            "department": department(title),
            "buying_centre_id": units[unit % len(units)] if unit is not None and units else None,
            "decision_role": role,
            "influence": influence,
            "support": support,
            "competitor_affinity": None,
            "successor_id": None,
            "departing": False,
            "leaving_on": pd.NaT,
            "is_active": True,
        }
        grown.loc[row, list(told)] = list(told.values())
    vendors = [names.VENDORS[place] for place in range(len(_HOSTILE))]
    grown.loc[rows[list(_HOSTILE)], "competitor_affinity"] = vendors
    grown.loc[rows[_LEFT], "is_active"] = False
    grown.loc[rows[[_HEIR, _NO_HEIR]], "departing"] = True
    grown.loc[rows[_HEIR], "leaving_on"] = pd.Timestamp(world.today + days(40))
    grown.loc[rows[_NO_HEIR], "leaving_on"] = pd.Timestamp(world.today + days(25))
    grown.loc[rows[_HEIR], "successor_id"] = ids[_HEIR + 1]
    return grown


def _lines(mapped: list[str]) -> pd.DataFrame:
    """Who sways whom in the large chart, from inside and outside."""
    inside = [(mapped[a], mapped[b], None, strength) for a, b, strength in _SWAYS]
    beyond = [(None, mapped[place], party, strength) for place, party, strength in _OUTSIDE]
    return pd.DataFrame([*inside, *beyond], columns=["from_contact_id", "to_contact_id", "external_party", "strength"])


def _with_teammates(world: World, outside: Stakeholders, team: pd.DataFrame) -> pd.DataFrame:
    """The interactions with those of the team beside the owner, who answer people already in touch with us.

    So nobody becomes a thread who was none. A few of the team only write, and get no answer.
    """
    rng = world.rng("teammates")
    known = outside.contacts.set_index("contact_id")["account_id"]
    lately = outside.interactions[outside.interactions["interaction_date"] > pd.Timestamp(world.ago(85))]
    in_touch = lately[lately["direction"].eq("two_way")].drop_duplicates("contact_id")
    members = team[team["user_id"].notna() & ~team["team_role"].isin(["EXEC_SPONSOR", "PARTNER"])]
    both = in_touch.assign(account_id=in_touch["contact_id"].map(known))[["contact_id", "account_id", "user_id"]].merge(
        members[["account_id", "user_id"]].rename(columns={"user_id": "member"}).drop_duplicates(), on="account_id"
    )
    both = both[both["user_id"] != both["member"]]
    both = both[rng.random(len(both)) < 0.35].reset_index(drop=True)
    both = both.loc[np.repeat(both.index, rng.integers(1, 5, len(both)))]
    draw = rng.random(len(both))
    added = pd.DataFrame(
        {
            "interaction_id": [f"INT-8{place + 1:06}" for place in range(len(both))],
            "contact_id": both["contact_id"].to_numpy(object),
            "user_id": both["member"].to_numpy(object),
            "interaction_date": world.ago(rng.integers(2, 85, len(both))),
            "direction": np.where(draw < 0.8, "two_way", "outbound"),
            "kind": np.where(draw < 0.3, "call", "email"),
        }
    )
    return pd.concat([outside.interactions, added], ignore_index=True)


def _met(world: World, interactions: pd.DataFrame, met: list[str], contacts: pd.DataFrame) -> tuple[pd.DataFrame, Any]:
    """The interactions with a call to each of the people named, and the day of it by person."""
    back = np.array([12 + 9 * place for place in range(len(met))])
    ours = contacts.set_index("contact_id")["fallback_user"]
    calls = pd.DataFrame(
        {
            "interaction_id": [f"INT-{len(interactions) + place + 1:07}" for place in range(len(met))],
            "contact_id": met,
            "user_id": [ours[one] for one in met],
            "interaction_date": world.ago(back),
            "direction": "two_way",
            "kind": "call",
        }
    )
    return pd.concat([interactions, calls], ignore_index=True), dict(zip(met, calls["interaction_date"], strict=True))
