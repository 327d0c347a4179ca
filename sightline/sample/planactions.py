"""Who does what until when: the actions of a plan."""

from typing import Any

import numpy as np

from sightline.sample.phrases import ACTIONS, SUPPORT
from sightline.sample.planbook import Draft
from sightline.sample.reference import LIFECYCLE
from sightline.sample.world import NO_DAY, days

ABOUT = (None, None, "question", "contact", "whitespace", "renewal", "other")
"""What actions serve; risks choose theirs themselves."""


def actions(plan: Draft, objectives: list[str]) -> None:
    """Actions by level: 1 a single one, 2 two per objective, 3 one for everybody and nothing long overdue."""
    rng, level = plan.rng, plan.action_level
    over = plan.row.status in ("closed", "archived")
    jobs: list[tuple[str | None, str, bool]] = []
    for objective in objectives:
        count = 2 if level >= 2 else int(rng.integers(0, 2))
        jobs += [(objective, str(rng.choice(np.array(plan.team[:3]))), True) for _ in range(count)]
    if level >= 3:
        busy = {owner for _, owner, _ in jobs}
        jobs += [(objectives[0], member, True) for member in plan.team if member not in busy]
    if level == 1 and not jobs:
        jobs.append((objectives[0] if objectives else None, plan.row.owner_id, True))
    if level == 0:
        jobs = []
    jobs += [(None, str(rng.choice(np.array(plan.team))), False) for _ in range(int(rng.integers(0, 4)))]
    if plan.row.rung == "worked" and all(is_open for *_, is_open in jobs):
        jobs.append((None, plan.row.owner_id, False))
    for place, (aim, doer, is_open) in enumerate(jobs):
        last = plan.row.rung == "worked" and place == len(jobs) - 1
        _action(plan, aim, doer, is_open and not over, plan.acted if last else None)


def _action(plan: Draft, objective: str | None, owner: str, is_open: bool, done_on: Any) -> None:
    rng, world = plan.rng, plan.world
    created = plan.day(plan.acted)
    due = created + days(int(rng.integers(14, 120)))
    late = plan.action_level == 2 and rng.random() < 0.3
    if is_open and due < world.today and not late:
        due = world.today + days(int(rng.integers(-25 if rng.random() < 0.25 else 3, 150)))
    first_due, updated = due, created
    if rng.random() < 0.22:
        first_due = max(created, due - days(int(rng.integers(10, 80))))
        updated = min(plan.acted, created + days(int(rng.integers(5, 60))))
    done = NO_DAY
    if not is_open:
        done = done_on if done_on is not None else min(plan.acted, max(created, due + days(int(rng.integers(-20, 20)))))
        updated = done
    action = f"ACT-{len(plan.work.actions) + 1:06}"
    pick = int(rng.integers(len(ACTIONS)))
    kind, about = _about(plan)
    plan.work.actions.append(
        {
            "action_id": action, "plan_id": plan.row.plan_id, "objective_id": objective, "title": ACTIONS[pick][0],
            "owner_id": owner, "due_date": due,
            "status": "open" if is_open else "done" if rng.random() < 0.93 else "dropped",
            "completed_date": done, "first_due_date": first_due,
            "how": ACTIONS[pick][1] if rng.random() < 0.7 else None,
            "support_needed": SUPPORT[pick % len(SUPPORT)] if rng.random() < 0.25 else None,
            "created_date": created, "updated_date": updated, "about_kind": kind, "about_id": about,
        }
    )  # fmt: skip
    if first_due != due:
        plan.work.changes.append(("plan_actions", action, "due_date", updated, owner, str(first_due), str(due)))
    if not is_open:
        plan.work.changes.append(("plan_actions", action, "status", done, owner, "open", "done"))


def _about(plan: Draft) -> tuple[str | None, str | None]:
    """What the action serves: an unanswered question, a contact, a stage to find out about, or nothing named."""
    kind = ABOUT[int(plan.rng.integers(len(ABOUT)))]
    if kind == "contact":
        return (kind, plan.contacts[int(plan.rng.integers(len(plan.contacts)))]) if plan.contacts else ("other", None)
    if kind == "whitespace":
        return kind, LIFECYCLE[int(plan.rng.integers(len(LIFECYCLE)))]
    return kind, f"P{int(plan.rng.integers(1, 10))}" if kind == "question" else None
