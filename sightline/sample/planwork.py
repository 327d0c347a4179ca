"""What stands in the account plans: sections, answers, objectives, actions, risks, and who changed what when."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.people import People
from sightline.sample.phrases import ACTIONS, ANSWERS, MEASURES, OBJECTIVES, RISKS, SUPPORT, VALUE_DRIVERS
from sightline.sample.plans import Plans
from sightline.sample.world import NO_DAY, World, days

SECTIONS = ("profile", "relationship_map", "whitespace", "action_plan", "buying_process", "renewal_plan")
QUESTIONS = tuple(f"P{i}" for i in range(1, 10))
INTEGRATION = "integration"
"""Who a field history names when a tool, not a person, touched the plan."""


@dataclass
class PlanWork:
    """Rows of the tables below a plan, and the changes that the field history tells."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    objectives: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    risks: list[dict[str, Any]] = field(default_factory=list)
    changes: list[tuple[str, str, str, Any, str, str | None, str | None]] = field(default_factory=list)
    """(table, record, field, day, by whom, old value, new value)."""


@dataclass
class _Plan:
    """One plan while it is being written: who, until when, and how deep it goes (component levels 0 to 4)."""

    world: World
    rng: np.random.Generator
    row: Any
    team: list[str]
    profile: int
    action_level: int
    work: PlanWork

    @property
    def created(self) -> np.datetime64:
        return self.row.created_date.to_datetime64().astype("datetime64[D]")

    @property
    def changed(self) -> np.datetime64:
        return self.row.content_changed_on.to_datetime64().astype("datetime64[D]")

    @property
    def acted(self) -> np.datetime64:
        """Last day on which an action may have moved: a rung below `worked` allows none in the last 30 days."""
        limit = self.world.ago(34) if self.row.rung == "inspected" else self.changed
        return max(min(self.changed, limit), self.created)

    def day(self, last: np.datetime64 | None = None) -> np.datetime64:
        """A day between creation and `last` (the last change), later days being likelier."""
        until = self.changed if last is None else last
        span = max(int((until - self.created).astype(int)), 0)
        return self.created + days(int(span * self.rng.random() ** 0.6))

    def someone(self) -> str:
        """Who made a change: the owner mostly, else somebody of the team."""
        if self.rng.random() < 0.7:
            return str(self.row.owner_id)
        return self.team[int(self.rng.integers(len(self.team)))]


def build(world: World, people: People, plans: Plans, team: pd.DataFrame) -> PlanWork:
    """Everything below the account plans; plans of people who write little stay thin."""
    rng = world.rng("planwork")
    work = PlanWork()
    members = team[team["user_id"].notna()].groupby("account_id")["user_id"].agg(list).to_dict()
    reps = people.reps.set_index("user_id")
    writes, acts = reps["writes"].to_dict(), reps["acts"].to_dict()
    for row in plans.worked_on.itertuples():
        owner = str(row.owner_id)
        crew = list(dict.fromkeys([owner, *members.get(row.account_id, [])]))
        profile = _level(rng, writes.get(owner, 0.4)) if row.status != "draft" else int(rng.integers(0, 3))
        action = _level(rng, acts.get(owner, 0.4)) if row.status != "draft" else int(rng.integers(0, 2))
        if row.rung == "worked":
            action = max(action, 1)
        plan = _Plan(world, rng, row, crew, profile, action, work)
        _sections(plan)
        _answers(plan)
        objectives = _objectives(plan)
        _actions(plan, objectives)
        _risks(plan)
        _history(plan)
    return work


def _level(rng: np.random.Generator, skill: float) -> int:
    return int(np.clip(round(rng.normal(0.4 + 3.6 * skill, 1.0)), 0, 4))


def _sections(plan: _Plan) -> None:
    total = {"profile": 9, "relationship_map": 6, "whitespace": 9, "action_plan": 5, "buying_process": 4, "renewal_plan": 4}
    for place, name in enumerate(SECTIONS):
        if place > 3 and plan.rng.random() < 0.45:
            continue
        share = float(np.clip((plan.profile + plan.rng.normal(0.5, 1.2)) / 4.5, 0, 1))
        answered = round(share * total[name])
        state = "empty" if answered == 0 else "complete" if answered == total[name] else "started"
        plan.work.sections.append(
            {
                "plan_id": plan.row.plan_id, "section": name, "state": state, "answered": answered, "total": total[name],
                "fill_pct": round(100 * answered / total[name]), "updated_date": plan.day() if answered else NO_DAY,
            }
        )  # fmt: skip


def _answers(plan: _Plan) -> None:
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


def _objectives(plan: _Plan) -> list[str]:
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


def _actions(plan: _Plan, objectives: list[str]) -> None:
    """Actions by level: 1 a single one, 2 two per objective, 3 one for everybody and nothing long overdue."""
    rng, level = plan.rng, plan.action_level
    over = plan.row.status in ("closed", "archived")
    jobs: list[tuple[str | None, str, bool]] = []
    for objective in objectives:
        for _ in range(2 if level >= 2 else int(rng.integers(0, 2))):
            jobs.append((objective, str(rng.choice(np.array(plan.team[:3]))), True))
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
    for place, (objective, owner, is_open) in enumerate(jobs):
        last = plan.row.rung == "worked" and place == len(jobs) - 1
        _action(plan, objective, owner, is_open and not over, plan.acted if last else None)


def _action(plan: _Plan, objective: str | None, owner: str, is_open: bool, done_on: Any) -> None:
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
    kinds = (None, None, "question", "risk", "contact", "whitespace", "renewal", "other")
    kind = kinds[int(rng.integers(len(kinds)))]
    about = {"question": "P4", "whitespace": "secure"}.get(kind or "")
    if kind in ("risk", "contact"):
        kind = "other"
    plan.work.actions.append(
        {
            "action_id": action, "plan_id": plan.row.plan_id, "objective_id": objective, "title": ACTIONS[pick][0],
            "owner_id": owner, "due_date": due, "status": "open" if is_open else "done" if rng.random() < 0.93 else "dropped",
            "completed_date": done, "first_due_date": first_due, "how": ACTIONS[pick][1] if rng.random() < 0.7 else None,
            "support_needed": SUPPORT[pick % len(SUPPORT)] if rng.random() < 0.25 else None,
            "created_date": created, "updated_date": updated, "about_kind": kind, "about_id": about,
        }
    )  # fmt: skip
    if first_due != due:
        plan.work.changes.append(("plan_actions", action, "due_date", updated, owner, str(first_due), str(due)))
    if not is_open:
        plan.work.changes.append(("plan_actions", action, "status", done, owner, "open", "done"))


def _risks(plan: _Plan) -> None:
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


def _history(plan: _Plan) -> None:
    """Changes of content up to the day of the last one, and now and then a touch that is none."""
    changes, plan_id = plan.work.changes, plan.row.plan_id
    moments = sorted(plan.day() for _ in range(int(plan.rng.integers(1, 2 + plan.profile)))) + [plan.changed]
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
        started = max(plan.created, plan.row.start_date.to_datetime64().astype("datetime64[D]"))
        if started <= plan.world.today:
            changes.append(("account_plans", plan_id, "status", started, plan.row.owner_id, "draft", "active"))
    if not pd.isna(plan.row.closed_on):
        day = plan.row.closed_on.to_datetime64().astype("datetime64[D]")
        changes.append(("account_plans", plan_id, "status", day, plan.row.owner_id, "active", plan.row.status))
    if plan.rng.random() < 0.3:
        touched = plan.row.last_updated.to_datetime64().astype("datetime64[D]")
        changes.append(("account_plans", plan_id, "next_review_date", touched, INTEGRATION, None, str(touched + days(90))))
