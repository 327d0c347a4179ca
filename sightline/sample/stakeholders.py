"""The people at the accounts: contacts, who sways whom, and who on our side met them when."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.accounts import Accounts
from sightline.sample.people import People
from sightline.sample.phrases import COMMENTS
from sightline.sample.world import NO_DAY, World, days, pick

TITLES = {
    "c_level": ("Chief Information Officer", "Chief Technology Officer", "Chief Financial Officer"),
    "vp": ("VP Engineering", "VP Platform", "VP Security"),
    "director": ("Director of Platform Engineering", "Director of Security", "Head of Delivery"),
    "manager": ("Engineering Manager", "Procurement Manager", "Release Manager"),
    "individual": ("Staff Engineer", "Security Architect", "Site Reliability Engineer"),
}
LEVELS = np.array(list(TITLES))
ROLES = np.array(["technical_buyer", "user_buyer", "decision_maker", "influencer", "evaluator", "exec_sponsor",
                  "procurement", "admin", "champion"])  # fmt: skip
SOURCES = ("analysts", "partners", "events", "publications", "user groups")


@dataclass(frozen=True)
class Stakeholders:
    """The exports about people outside, and the relationship level that each account was given."""

    contacts: pd.DataFrame
    interactions: pd.DataFrame
    influences: pd.DataFrame
    nps: pd.DataFrame


def build(world: World, people: People, accounts: Accounts, centres: pd.DataFrame) -> Stakeholders:
    """Contacts by account, deeper where the rep meets people; interactions that agree with what contacts say."""
    contacts = _contacts(world, people, accounts, centres)
    interactions = _interactions(world, contacts)
    latest = interactions.groupby("contact_id")["interaction_date"].max()
    contacts["last_touch_date"] = contacts["contact_id"].map(latest)
    return Stakeholders(contacts, interactions, _influences(world, contacts), _nps(world, accounts, contacts))


def _contacts(world: World, people: People, accounts: Accounts, centres: pd.DataFrame) -> pd.DataFrame:
    rng = world.rng("contacts")
    frame = accounts.frame.reset_index(drop=True)
    key = frame["is_key_account"].to_numpy(dtype=bool)
    meets = frame["owner_id"].map(people.reps.set_index("user_id")["meets"]).fillna(0.4).to_numpy()
    level = np.clip(np.round(rng.normal(0.2 + 4.0 * meets, 1.1)), 0, 4).astype(int)
    weight = np.where(key, 3.4, np.where(frame["type"] == "customer", 1.2, 0.5))
    wanted = rng.poisson(world.size.contacts * weight / weight.sum())
    wanted = np.where(key & (level > 0), np.maximum(wanted, 3), wanted)
    wanted = np.where(key & (level == 0), 0, wanted)
    row = np.repeat(np.arange(len(frame)), wanted)
    count = len(row)
    place = np.arange(count) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    depth = level[row]
    rank = np.where(place == 0, rng.integers(0, 2, count), np.where(place == 1, 0, rng.integers(1, 5, count)))
    full_names = names.people(rng, count)
    ids = np.array([f"CON-{i + 1:06}" for i in range(count)], dtype=object)
    contacts = pd.DataFrame({"contact_id": ids, "account_id": frame["account_id"].to_numpy(object)[row]})
    contacts["full_name"] = full_names
    domain = frame["account_name"].str.split().str[0].str.lower() + ".example"
    contacts["email"] = names.emails(full_names, domain.to_numpy()[row].tolist())
    contacts["seniority"] = pick(rng.random(count) < 0.93, LEVELS[rank])
    contacts["title"] = [
        TITLES[LEVELS[r]][i % 3] for r, i in zip(rank.tolist(), rng.integers(0, 3, count), strict=True)
    ]
    contacts["department"] = contacts["title"].map(department)
    _attitudes(world, rng, contacts, depth, place, key[row])
    contacts["buying_centre_id"] = _centre(rng, contacts, centres)
    boss = ids[np.arange(count) - np.minimum(place, 1 + place // 2)]
    contacts["reports_to_id"] = pick((place > 0) & (rng.random(count) < 0.6), boss)
    contacts["touch_owner_id"] = pick(rng.random(count) < 0.85, frame["owner_id"].to_numpy(object)[row])
    _leaving(world, rng, contacts, ids, place, wanted[row])
    contacts["depth"], contacts["place"] = depth, place
    contacts["fallback_user"] = frame["owner_id"].fillna(people.top).to_numpy(object)[row]
    contacts["is_key"] = key[row]
    return contacts


def department(title: str) -> str:
    """The department that a title speaks of."""
    words = {"Financial": "Finance", "Procurement": "Finance", "Security": "Security", "Delivery": "Operations"}
    words |= {"Information": "IT", "Technology": "IT", "Release": "Operations", "Reliability": "Operations"}
    return next((name for word, name in words.items() if word in title), "Engineering")


def _attitudes(
    world: World, rng: np.random.Generator, contacts: pd.DataFrame, depth: Any, place: Any, key: Any
) -> None:
    """Influence, support, role and health, up to the level of the account's relationship ladder and no higher."""
    count = len(contacts)
    draw = rng.random(count)
    influence = np.select([draw < 0.2, draw < 0.6, draw < 0.88], ["high", "medium", "low"], "")
    influence = np.where((place == 0) & (depth >= 2), "high", influence)
    influence = np.where((depth < 2) & (influence == "high"), "medium", influence)
    draw = rng.random(count)
    support = np.select(
        [draw < 0.12, draw < 0.4, draw < 0.75, draw < 0.85], ["champion", "supporter", "neutral", "opponent"], ""
    )
    support = np.where((place == 0) & (depth >= 3), np.where(draw < 0.5, "champion", "supporter"), support)
    warm = np.isin(support, ["champion", "supporter"])
    support = np.where((depth < 3) & warm & (influence == "high"), "neutral", support)
    role = rng.choice(ROLES, size=count)
    buyer = (place == 1) & ((depth >= 4) | (rng.random(count) < 0.35))
    role = np.where(buyer, "economic_buyer", role)
    two = rng.random(count) < 0.15
    other = rng.choice(ROLES[:6], size=count)
    role = np.where(two & (other != role), np.char.add(np.char.add(role, ";"), other), role)
    contacts["influence"] = pick(influence == "", None, influence)
    contacts["support"] = pick(support == "", None, support)
    contacts["decision_role"] = pick(buyer | (rng.random(count) < 0.82), role)
    contacts["health"] = pick(rng.random(count) < 0.6, rng.choice(np.array(["good", "neutral", "poor"]), size=count))
    age = np.where(rng.random(count) < 0.3, rng.integers(181, 600, count), rng.integers(3, 180, count))
    contacts["attributes_updated"] = np.where(rng.random(count) < 0.9, world.ago(age), NO_DAY)
    hostile = np.isin(support, ["opponent", "neutral"]) & (rng.random(count) < 0.18)
    contacts["competitor_affinity"] = pick(hostile, rng.choice(np.array(names.VENDORS[:5]), size=count))
    pair = rng.integers(0, len(SOURCES), (count, 2))
    told = rng.random(count) < np.where(key, 0.4, 0.1)
    contacts["influence_sources"] = [
        None if not t else SOURCES[a] if a == b else f"{SOURCES[a]};{SOURCES[b]}"
        for t, (a, b) in zip(told.tolist(), pair.tolist(), strict=True)
    ]


def _centre(rng: np.random.Generator, contacts: pd.DataFrame, centres: pd.DataFrame) -> Any:
    """A buying centre of the contact's own account; most contacts name one where there is one."""
    of_account = centres.groupby("account_id")["buying_centre_id"].agg(list).to_dict()
    draw = rng.random(len(contacts))
    return [
        mine[int(x * 1.2 * len(mine))] if (mine := of_account.get(account)) and x < 0.83 else None
        for account, x in zip(contacts["account_id"], draw.tolist(), strict=True)
    ]


def _leaving(world: World, rng: np.random.Generator, contacts: pd.DataFrame, ids: Any, place: Any, size: Any) -> None:
    """Who is about to leave, when, and who takes over; who has left already."""
    count = len(contacts)
    departing = rng.random(count) < 0.03
    contacts["departing"] = departing
    contacts["leaving_on"] = np.where(
        departing & (rng.random(count) < 0.8), world.today + days(rng.integers(-20, 120, count)), NO_DAY
    )
    next_one = ids[np.minimum(np.arange(count) + 1, count - 1)]
    follows = departing & (place + 1 < size) & (rng.random(count) < 0.5)
    contacts["successor_id"] = pick(follows, next_one)
    contacts["is_active"] = departing | (place <= 1) | (rng.random(count) > 0.05)


def _interactions(world: World, contacts: pd.DataFrame) -> pd.DataFrame:
    """Meetings, calls and mails of a year; how many people answer differs by account, so single threads show."""
    rng = world.rng("interactions")
    count = len(contacts)
    place, depth = contacts["place"].to_numpy(), contacts["depth"].to_numpy()
    per_account = contacts.groupby("account_id", sort=False).ngroup().to_numpy()
    threads = rng.choice(6, size=per_account.max() + 1, p=[0.1, 0.2, 0.2, 0.22, 0.16, 0.12])[per_account]
    threads = np.where(depth >= 4, np.maximum(threads, 2), threads)
    recent = np.where(place < threads, 1 + rng.poisson(1.6, count), 0)
    silent = rng.poisson(0.25, count)
    scale = max(world.size.interactions / count - (recent.sum() + silent.sum()) / count, 0.05)
    older = rng.poisson(scale, count)
    parts = []
    for times, near, far, two_way in ((recent, 1, 89, True), (silent, 1, 89, False), (older, 91, 365, True)):
        row = np.repeat(np.arange(count), times)
        parts.append(pd.DataFrame({"row": row, "back": rng.integers(near, far, len(row)), "is_two_way": two_way}))
    buyers = np.flatnonzero((place == 1) & (depth >= 4))
    parts.append(pd.DataFrame({"row": buyers, "back": rng.integers(5, 80, len(buyers)), "is_two_way": True}))
    met = np.arange(sum(len(part) for part in parts)) >= sum(len(part) for part in parts[:-1])
    frame = pd.concat(parts, ignore_index=True)
    total = len(frame)
    draw = rng.random(total)
    kind = np.select([met | (draw < 0.35), draw < 0.55, draw < 0.93], ["meeting", "call", "email"], "event")
    answered = frame["is_two_way"].to_numpy(dtype=bool)
    blank = np.isin(kind, ["meeting", "call"]) & (rng.random(total) < 0.1)
    direction = np.where(answered, "two_way", np.where(rng.random(total) < 0.85, "outbound", "inbound"))
    kind = np.where(~answered, "email", kind)
    row = frame["row"].to_numpy()
    user = contacts["touch_owner_id"].fillna(contacts["fallback_user"]).to_numpy(object)[row]
    touches = pd.DataFrame(
        {
            "contact_id": contacts["contact_id"].to_numpy(object)[row], "user_id": user,
            "interaction_date": world.ago(frame["back"].to_numpy()),
            "direction": pick(answered & blank, None, direction), "kind": kind,
        }
    )  # fmt: skip
    result = pd.concat([touches, _earlier_meetings(world, contacts.iloc[buyers])]).sort_values(
        ["interaction_date", "contact_id"], kind="stable", ignore_index=True
    )
    result.insert(0, "interaction_id", [f"INT-{i + 1:07}" for i in range(len(result))])
    return result


def _earlier_meetings(world: World, buyers: pd.DataFrame) -> pd.DataFrame:
    """A meeting a quarter with each economic buyer since the rep first met them, so that the top rung grew slowly."""
    rng = world.rng("earlier meetings")
    met_for = rng.integers(30, 600, len(buyers))
    parts = []
    for near in (90, 180, 270):
        back = rng.integers(near + 5, near + 80, len(buyers))
        some = buyers[met_for >= back]
        parts.append(
            pd.DataFrame(
                {
                    "contact_id": some["contact_id"].to_numpy(object),
                    "user_id": some["touch_owner_id"].fillna(some["fallback_user"]).to_numpy(object),
                    "interaction_date": world.ago(back[met_for >= back]),
                    "direction": "two_way",
                    "kind": "meeting",
                }
            )
        )
    return pd.concat(parts)


def _influences(world: World, contacts: pd.DataFrame) -> pd.DataFrame:
    """Who sways whom at key accounts, and which parties outside do."""
    rng = world.rng("influences")
    ids = contacts["contact_id"].to_numpy(object)
    below = np.flatnonzero((contacts["place"] > 0) & contacts["is_key"] & (rng.random(len(contacts)) < 0.28))
    above = below - np.minimum(contacts["place"].to_numpy()[below], rng.integers(1, 4, len(below)))
    inside = pd.DataFrame({"from_contact_id": ids[below], "to_contact_id": ids[above], "external_party": None})
    swayed = ids[np.flatnonzero(contacts["is_key"] & (rng.random(len(contacts)) < 0.05))]
    party = rng.choice(np.array(["analyst", "partner", "event", "publication", "user group"]), size=len(swayed))
    outside = pd.DataFrame({"from_contact_id": None, "to_contact_id": swayed, "external_party": party})
    both = pd.concat([inside, outside], ignore_index=True)
    both["strength"] = rng.choice(np.array(["high", "medium", "low"]), size=len(both), p=[0.3, 0.45, 0.25])
    return both


def _nps(world: World, accounts: Accounts, contacts: pd.DataFrame) -> pd.DataFrame:
    """Survey answers of customers over two years; some without a contact, some of the other survey."""
    rng = world.rng("nps")
    customers = accounts.frame.loc[accounts.frame["type"] == "customer", "account_id"]
    known = contacts[contacts["account_id"].isin(customers)]
    asked = pd.concat(
        [known[rng.random(len(known)) < np.where(known["is_key"], 0.5, 0.22)], *_panels(world, known)],
        ignore_index=True,
    )
    count = len(asked)
    year = asked["year"].to_numpy(float)
    back = np.where(np.isnan(year), rng.integers(2, 720, count), year * 365 + rng.integers(2, 350, count))
    warm = asked["support"].map({"champion": 9.3, "supporter": 8.4, "opponent": 4.0}).fillna(7.4).to_numpy(float)
    frame = pd.DataFrame(
        {
            "account_id": asked["account_id"].to_numpy(object),
            "contact_id": pick(rng.random(count) < 0.93, asked["contact_id"]),
            "score": np.clip(np.round(rng.normal(warm, 1.4)), 0, 10).astype(int),
            "response_date": world.ago(back.astype(int)),
            "survey": np.where(rng.random(count) < 0.88, "nps", "csat"),
            "comment": rng.choice(np.array(COMMENTS), size=count),
        }
    ).sort_values(["response_date", "account_id"], kind="stable", ignore_index=True)
    frame["comment"] = frame["comment"].where(rng.random(count) < 0.5)
    frame.insert(0, "response_id", [f"NPS-{i + 1:06}" for i in range(count)])
    return frame


def _panels(world: World, known: pd.DataFrame) -> list[pd.DataFrame]:
    """The people of key accounts where a yearly survey reaches everybody, this year and the year before."""
    rng = world.rng("survey panels")
    keys = known.loc[known["is_key"], "account_id"].value_counts()
    large = keys.index[keys >= 6].to_numpy(object)
    panel = known[known["account_id"].isin(large[rng.random(len(large)) < 0.5])]
    return [panel[rng.random(len(panel)) < 0.95].assign(year=year) for year in (0, 1)]


def contact_roles(world: World, contacts: pd.DataFrame, opportunities: pd.DataFrame) -> pd.DataFrame:
    """Which contacts take which part in which deal: one to three for most deals of the last two years."""
    rng = world.rng("contact roles")
    first = contacts.groupby("account_id").size().rename("known")
    start = pd.Series(np.arange(len(contacts)), index=contacts["account_id"]).groupby(level=0).min().rename("start")
    deals = opportunities.loc[
        opportunities["created_date"] > pd.Timestamp(world.ago(730)), ["opportunity_id", "account_id"]
    ].join(first, on="account_id", how="inner").join(start, on="account_id")  # fmt: skip
    parts = []
    for turn, chance in enumerate((0.7, 0.4, 0.2)):
        some = deals[(deals["known"] > turn) & (rng.random(len(deals)) < chance)]
        row = some["start"].to_numpy() + turn
        said = contacts["decision_role"].to_numpy(object)[row]
        role = [r.split(";")[0] if isinstance(r, str) else "other" for r in said]
        parts.append(
            pd.DataFrame(
                {
                    "opportunity_id": some["opportunity_id"].to_numpy(object),
                    "contact_id": contacts["contact_id"].to_numpy(object)[row], "role": role, "is_primary": turn == 0,
                }
            )
        )  # fmt: skip
    return pd.concat(parts).sort_values(["opportunity_id", "contact_id"], kind="stable", ignore_index=True)
