"""Who works on which account beside its owner."""

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.accounts import Accounts
from sightline.sample.people import REGIONS, People
from sightline.sample.world import World


def build(world: World, people: People, accounts: Accounts) -> pd.DataFrame:
    """account_team: SAs, CSMs and renewals managers of customers, SDRs of prospects, partners, sponsors."""
    rng = world.rng("teams")
    frame = accounts.frame
    key = (frame["is_key_account"] & ~frame["is_deleted"].astype(bool)).to_numpy()
    customer = (frame["type"] == "customer").to_numpy()
    owned = frame["owner_id"].notna().to_numpy()
    chance = {
        "AE": np.where(key, 1.0, 0.0) * owned,
        "SA": np.where(key, 0.85, 0.12),
        "CSM": np.where(customer, np.where(key, 0.85, 0.4), 0.0),
        "RM": np.where(customer, np.where(key, 0.6, 0.1), 0.0),
        "SDR": np.where(key, 0.35, 0.1),
        "PARTNER": np.where(key, 0.25, 0.02),
        "EXEC_SPONSOR": np.where(key, 0.3, 0.0),
    }
    vps = people.reps.set_index("user_id")["vp_id"]
    parts = []
    for role, share in chance.items():
        picked = frame[rng.random(len(frame)) < share]
        part = pd.DataFrame({"account_id": picked["account_id"], "team_role": role})
        part["user_id"] = None
        part["partner_name"] = None
        if role == "AE":
            part["user_id"] = picked["owner_id"]
        elif role == "PARTNER":
            part["partner_name"] = rng.choice(np.array(names.PARTNERS), size=len(part))
        elif role == "EXEC_SPONSOR":
            part["user_id"] = picked["owner_id"].map(vps).fillna(people.top)
        else:
            part["user_id"] = _of_region(rng, people.specialists[role], picked["region"])
        parts.append(part)
    team = pd.concat(parts).reset_index(drop=True)
    return team.sort_values(["account_id", "team_role"], kind="stable", ignore_index=True)


def _of_region(rng: np.random.Generator, by_region: dict[str, list[str]], region: pd.Series) -> list[str]:
    draw = rng.random(len(region))
    choice = {name: by_region[name] or by_region[REGIONS[0]] for name in REGIONS}
    return [choice[name][int(x * len(choice[name]))] for name, x in zip(region, draw, strict=True)]
