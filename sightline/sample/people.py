"""Who works here: the reporting tree, and how each person behaves."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.world import NO_DAY, World, between, days

REGIONS = ("EMEA North", "EMEA South", "AMER East", "AMER West", "APAC")
REGION_OF_TEAM = (0, 1, 2, 3, 4, 0, 2, 3)
AREA_OF_REGION = {"EMEA North": 0, "EMEA South": 0, "AMER East": 1, "AMER West": 1, "APAC": 2}

OPERATIONS = "USR-OPS-01"
"""The sales-operations person: outside the selling tree, sees everything by a grant in `data/settings.toml`."""

MAIL = "aldermoor.example"


@dataclass(frozen=True)
class People:
    """The users export and what the other rooms need to know about the people in it."""

    users: pd.DataFrame
    """One row per person, in contract columns."""
    reps: pd.DataFrame
    """One row per AE, leavers last: the users columns, vp_id, and traits between 0 and 1."""
    inspects: dict[str, float]
    """Per ASM: how likely a live plan is inspected in a fortnight."""
    specialists: dict[str, dict[str, list[str]]]
    """user ids by role (SA, CSM, RM, SDR) and region."""
    top: str

    @property
    def active_reps(self) -> pd.DataFrame:
        """AEs who still work here."""
        return self.reps[self.reps["is_active"]]


def build(world: World) -> People:
    """The organisation: one CRO, VPs, ASMs, AEs (some ramping, some gone), specialists, one operations person."""
    size, rng = world.size, world.rng("people")
    leavers = max(3, size.ae_count // 16)
    rows: list[dict[str, Any]] = []

    def hire(user_id: str, role: str, manager: str | None, region: str | None, team: str, **more: Any) -> str:
        started = more.pop("start_date", None) or world.ago(int(rng.integers(420, 3200)))
        rows.append(
            {"user_id": user_id, "role": role, "manager_id": manager, "region": region, "team": team}
            | {"role_path_id": f"ROLE-{role}", "is_active": True, "start_date": started, "end_date": NO_DAY}
            | {"quota_bearing": role in ("AE", "ASM", "VP")}
            | more
        )
        return user_id

    top = hire("USR-CRO-01", "VP", None, None, "Worldwide")
    vps = [hire(f"USR-VP-{i + 1:02}", "VP", top, None, _area(i, size.vp_count)) for i in range(size.vp_count)]
    managers = []
    for i in range(size.asm_count):
        region = REGIONS[REGION_OF_TEAM[i % len(REGION_OF_TEAM)]]
        team = f"{region} {i // len(REGION_OF_TEAM) * 2 + (i % len(REGION_OF_TEAM)) // 5 + 1}"
        managers.append(hire(f"USR-ASM-{i + 1:02}", "ASM", _vp_of(region, vps), region, team))
    for i in range(size.ae_count + leavers):
        manager = rows[1 + len(vps) + i % size.asm_count]
        hire(f"USR-AE-{i + 1:03}", "AE", manager["user_id"], manager["region"], manager["team"])
    specialists = _specialists(world, hire, vps)
    hire(OPERATIONS, "OTHER", None, None, "Sales Operations")
    hire("USR-OPS-02", "OTHER", OPERATIONS, None, "Deal Desk")

    users = pd.DataFrame(rows)
    users["start_date"] = users["start_date"].to_numpy("datetime64[D]")
    users["end_date"] = users["end_date"].to_numpy("datetime64[D]")
    users["full_name"] = names.people(rng, len(users), unique=len(users) < len(names.GIVEN) * len(names.FAMILY))
    users["email"] = names.emails(users["full_name"].tolist(), [MAIL] * len(users))
    _ramp_and_leave(world, users, leavers)

    reps = users[users["role"] == "AE"].reset_index(drop=True)
    reps["vp_id"] = reps["manager_id"].map(users.set_index("user_id")["manager_id"])
    _traits(world, reps)
    steps = np.array([0.95, 0.7, 0.15, 0.85, 0.5, 0.4, 0.0, 0.75])
    inspects = {user: float(steps[i % len(steps)]) for i, user in enumerate(managers)}
    return People(users, reps, inspects, specialists, top)


def _area(index: int, count: int) -> str:
    return ("EMEA", "Americas", "APAC")[index] if count == 3 else f"Area {index + 1}"


def _vp_of(region: str, vps: list[str]) -> str:
    return vps[(AREA_OF_REGION[region] if len(vps) < len(REGIONS) else REGIONS.index(region)) % len(vps)]


def _specialists(world: World, hire: Any, vps: list[str]) -> dict[str, dict[str, list[str]]]:
    share = {"SA": 5, "CSM": 6, "RM": 12, "SDR": 8}
    found: dict[str, dict[str, list[str]]] = {}
    for role, per in share.items():
        count = max(len(REGIONS), round(world.size.ae_count / per))
        by_region: dict[str, list[str]] = {region: [] for region in REGIONS}
        for i in range(count):
            region = REGIONS[i % len(REGIONS)]
            by_region[region].append(hire(f"USR-{role}-{i + 1:02}", role, _vp_of(region, vps), region, f"{role} team"))
        found[role] = by_region
    return found


def _ramp_and_leave(world: World, users: pd.DataFrame, leavers: int) -> None:
    """Three AEs are in their first 90 days, a tenth of the AEs started within two years, some have left."""
    rng = world.rng("ramp")
    reps = users.index[users["role"] == "AE"].to_numpy()
    active, gone = reps[:-leavers], reps[-leavers:]
    new = active[-max(2, len(active) // 16) :]
    users.loc[new, "start_date"] = world.ago(rng.integers(35, 86, len(new)))
    recent = active[rng.random(len(active)) < 0.1]
    recent = recent[~np.isin(recent, new)]
    users.loc[recent, "start_date"] = world.ago(rng.integers(120, 600, len(recent)))
    ended = between(rng, world.windows[0][0], world.today - days(12), len(gone))
    ended[2:] = world.ago(rng.integers(150, 420, len(gone) - 2))
    users.loc[gone, "end_date"] = ended
    users.loc[gone, "is_active"] = False
    users.loc[gone, "start_date"] = ended - days(rng.integers(500, 2000, len(gone)))


def _traits(world: World, reps: pd.DataFrame) -> None:
    """How people differ: some never plan, some always do; some write, some call the number high."""
    rng = world.rng("traits")
    count = len(reps)
    reps["plans"] = rng.beta(1.6, 1.2, count)
    reps.loc[reps.index[[3, 19 % count]], "plans"] = 0.0
    reps.loc[reps.index[[1, 9 % count, 26 % count]], "plans"] = 1.0
    reps["writes"] = np.clip(0.25 + 0.5 * reps["plans"] + rng.normal(0, 0.2, count), 0, 1)
    reps["acts"] = np.clip(0.2 + 0.5 * reps["plans"] + rng.normal(0, 0.2, count), 0, 1)
    reps["meets"] = rng.beta(3, 2, count)
    reps["sells"] = np.clip(rng.normal(0.5, 0.16, count), 0.15, 0.9)
    reps["optimism"] = np.clip(rng.normal(1.03, 0.12, count), 0.75, 1.35)
    reps["cleans"] = rng.beta(2.5, 1.5, count)
    ramping = reps["start_date"].to_numpy("datetime64[D]") > world.ago(90)
    weight = rng.gamma(6.0, 1.0, count) * np.where(ramping, 0.7, 1.0)
    reps["is_ramping"] = ramping
    reps["key_weight"] = weight / weight.sum()
