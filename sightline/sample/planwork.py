"""What stands in the account plans: sections, answers, objectives, actions, risks, and who changed what when."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import planactions, plantext
from sightline.sample.people import People
from sightline.sample.planbook import Draft, PlanWork
from sightline.sample.plans import Plans
from sightline.sample.world import World


def build(world: World, people: People, plans: Plans, team: pd.DataFrame, contacts: pd.DataFrame) -> PlanWork:
    """Everything below the account plans; plans of people who write little stay thin."""
    rng = world.rng("planwork")
    work = PlanWork()
    members = team[team["user_id"].notna()].groupby("account_id")["user_id"].agg(list).to_dict()
    known = contacts.groupby("account_id")["contact_id"].agg(list).to_dict()
    reps = people.reps.set_index("user_id")
    writes, acts = reps["writes"].to_dict(), reps["acts"].to_dict()
    row: Any
    for row in plans.worked_on.itertuples():
        owner = str(row.owner_id)
        crew = list(dict.fromkeys([owner, *members.get(row.account_id, [])]))
        profile = _level(rng, writes.get(owner, 0.4)) if row.status != "draft" else int(rng.integers(0, 3))
        action = _level(rng, acts.get(owner, 0.4)) if row.status != "draft" else int(rng.integers(0, 2))
        if row.rung == "worked":
            action = max(action, 1)
        plan = Draft(world, rng, row, crew, known.get(row.account_id, []), profile, action, work)
        plantext.sections(plan)
        plantext.answers(plan)
        objectives = plantext.objectives(plan)
        planactions.actions(plan, objectives)
        plantext.risks(plan)
        plantext.history(plan)
    return work


def _level(rng: np.random.Generator, skill: float) -> int:
    return int(np.clip(round(rng.normal(0.4 + 3.6 * skill, 1.0)), 0, 4))
