"""What a plan says: sections, answers to P1 to P9, objectives, risks, and the history of its changes."""

import numpy as np
import pandas as pd

from sightline.sample.phrases import ANSWERS, MEASURES, OBJECTIVES, RISKS, VALUE_DRIVERS
from sightline.sample.planbook import Draft
from sightline.sample.world import NO_DAY, as_day, days

QUESTIONS_ASKED = {
    "profile": 9, "relationship_map": 6, "whitespace": 9, "action_plan": 5, "buying_process": 4, "renewal_plan": 4,
}  # fmt: skip
"""Sections of a plan, and how many questions each asks."""
QUESTIONS = tuple(f"P{i}" for i in range(1, 10))
INTEGRATION = "integration"
"""Who a field history names when a tool, not a person, touched the plan."""


def sections(plan: Draft) -> None:
    """How far each section is filled, by the level of the profile; not every plan has the last two."""
    for place, (name, asked) in enumerate(QUESTIONS_ASKED.items()):
        if place > 3 and plan.rng.random() < 0.45:
            continue
        share = float(np.clip((plan.profile + plan.rng.normal(0.5, 1.2)) / 4.5, 0, 1))
        answered = round(share * asked)
        state = "empty" if answered == 0 else "complete" if answered == asked else "started"
        plan.work.sections.append(
            {
                "plan_id": plan.row.plan_id, "section": name, "state": state, "answered": answered, "total": asked,
                "fill_pct": round(100 * answered / asked), "updated_date": plan.day() if answered else NO_DAY,
            }
        )  # fmt: skip


def answers(plan: Draft) -> None:
    """P1 to P9; level 2 has P1, P4 and P8, level 4 has P1 confirmed by the champion."""
    if plan.profile == 0 and plan.rng.random() < 0.6:
        return
    known = {"P1", "P4", "P8"} if plan.profile >= 2 else set()
    for place, question in enumerate(QUESTIONS):
        draw = plan.rng.random()
        if question in known:
            state = "answered" if question == "P1" or draw < 0.8 else "unknown_with_action"
        elif plan.profile < 2 and question == "P4":
            state = "blank"
        else:
            state = "answered" if draw < 0.16 * plan.profile else "unknown_with_action" if draw > 0.88 else "blank"
        text: str | None = None
        if state == "answered":
            text = ANSWERS[place][int(plan.rng.integers(len(ANSWERS[place])))]
            if plan.rng.random() < 0.02:
                text = "tbd"
        confirmed = question == "P1" and state == "answered" and plan.profile >= 4
        plan.work.answers.append(
            {
                "plan_id": plan.row.plan_id, "question": question, "state": state, "answer": text,
                "updated_date": plan.day() if state != "blank" else NO_DAY,
                "source": ("customer", "annual report", "SA", "CSM")[int(draw * 4)] if state == "answered" else None,
                "confirmed_by_champion_on": plan.day() if confirmed else NO_DAY,
            }
        )  # fmt: skip


def objectives(plan: Draft) -> list[str]:
    """Objectives of the plan; the first is tied to a value driver and due soon from profile level 3 on."""
    rng, world = plan.rng, plan.world
    over = plan.row.status in ("closed", "archived")
    wanted = max(2, int(rng.integers(1, 4))) if plan.action_level >= 2 else int(rng.integers(0, 3))
    if plan.profile >= 3:
        wanted = max(wanted, 1)
    if rng.random() < 0.06:
        wanted += 2
    made = []
    for place in range(wanted):
        objective = f"OBJ-{len(plan.work.objectives) + 1:06}"
        pick = int(rng.integers(len(OBJECTIVES)))
        soon = plan.profile >= 3 and place == 0
        due = world.today + days(int(rng.integers(15, 170) if soon else rng.integers(60, 500)))
        status = ("open", "on_track", "at_risk")[int(rng.choice(3, p=[0.4, 0.4, 0.2]))]
        if over:
            due, status = plan.day() + days(60), "done" if rng.random() < 0.6 else "dropped"
        measured = plan.action_level >= 4 or rng.random() < 0.55
        moved = plan.day(plan.acted) if plan.action_level < 4 else max(plan.acted, plan.created)
        technical = rng.random() < 0.18
        plan.work.objectives.append(
            {
                "objective_id": objective, "plan_id": plan.row.plan_id, "title": OBJECTIVES[pick],
                "horizon": ("6m", "12m", "18m")[min(place, 2)] if rng.random() < 0.9 else None, "status": status,
                "due_date": due if soon or rng.random() < 0.92 else NO_DAY,
                "value_driver": VALUE_DRIVERS[pick % len(VALUE_DRIVERS)] if soon or rng.random() < 0.6 else None,
                "owner_id": plan.team[1] if technical and len(plan.team) > 1 else plan.row.owner_id,
                "category": "technical_win" if technical else ("adoption", "growth", "relationship")[pick % 3],
                "measure": MEASURES[pick % len(MEASURES)] if measured else None,
                "measure_moved_on": moved if measured and (plan.action_level >= 4 or rng.random() < 0.4) else NO_DAY,
            }
        )  # fmt: skip
        made.append(objective)
    return made


def risks(plan: Draft) -> None:
    """Risks by horizon, more in deeper plans; one of the open-ended actions is turned on each risk."""
    for horizon in ("short", "medium", "long"):
        if plan.rng.random() > 0.25 + 0.16 * plan.profile:
            continue
        risk = f"RSK-{len(plan.work.risks) + 1:06}"
        title = RISKS[int(plan.rng.integers(len(RISKS)))]
        state = "open" if plan.rng.random() < 0.6 else "mitigated" if plan.rng.random() < 0.7 else "accepted"
        plan.work.risks.append(
            {
                "risk_id": risk, "plan_id": plan.row.plan_id, "title": title, "status": state,
                "horizon": horizon if plan.rng.random() < 0.95 else None, "updated_date": plan.day(),
            }
        )  # fmt: skip
        mine = [a for a in plan.work.actions[-12:] if a["plan_id"] == plan.row.plan_id and a["about_kind"] == "other"]
        if mine:
            mine[0]["about_kind"], mine[0]["about_id"] = "risk", risk


def history(plan: Draft) -> None:
    """Changes of content up to the day of the last one, and now and then a touch that is none."""
    changes, plan_id = plan.work.changes, plan.row.plan_id
    count = int(plan.rng.integers(1, 2 + plan.profile))
    moments = [*sorted(plan.day() for _ in range(count)), plan.changed]
    mine = [answer for answer in plan.work.answers[-9:] if answer["plan_id"] == plan_id and answer["answer"]]
    for moment in moments:
        if mine and plan.rng.random() < 0.7:
            answer = mine[int(plan.rng.integers(len(mine)))]
            record, new = f"{plan_id};{answer['question']}", answer["answer"]
            changes.append(("plan_answers", record, "answer", moment, plan.someone(), None, new))
            answer["updated_date"] = max(answer["updated_date"], moment)
        else:
            changes.append(("account_plans", plan_id, "content_changed_on", moment, plan.someone(), None, str(moment)))
    if plan.row.status != "draft" and plan.rng.random() < 0.8:
        started = max(plan.created, as_day(plan.row.start_date))
        if started <= plan.world.today:
            changes.append(("account_plans", plan_id, "status", started, plan.row.owner_id, "draft", "active"))
    if not pd.isna(plan.row.closed_on):
        day = as_day(plan.row.closed_on)
        changes.append(("account_plans", plan_id, "status", day, plan.row.owner_id, "active", plan.row.status))
    if plan.rng.random() < 0.3:
        touched = as_day(plan.row.last_updated)
        changes.append(
            ("account_plans", plan_id, "next_review_date", touched, INTEGRATION, None, str(touched + days(90)))
        )
