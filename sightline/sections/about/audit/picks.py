"""What is picked on the Audit page: which events, since when, and of whom."""

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from sightline import access, audit, recorded
from sightline.access import roles
from sightline.audit import reading
from sightline.audit.events import Line
from sightline.parts import controls
from sightline.settings import warehouse_folder

EVENTS = {
    "files": ("Downloads", ("export", "pack")),
    "denied": ("Denied", ("denied", "login_denied", "view_as_denied")),
    "sign_in": ("Sign-in", ("login", "logout", "view_as", "grant_used")),
    "views": ("Pages opened", ("view",)),
    "data": ("Data and marks", ("load", "rollback", "history", "inspection_mark")),
    "record": ("The record itself", ("mended", "retention", "forgotten")),
}
"""What the choice offers: its words, and the events behind them."""

_DAYS = {"7": "7 days", "30": "30 days", "90": "90 days", "all": "All that is kept"}
MOST = 2_000
"""Rows of the table, the newest; whoever wants more takes a shorter time, or one person."""


@dataclass(frozen=True)
class Picked:
    """The lines that are picked, the newest first, and what was picked."""

    lines: list[Line]
    events: str
    days: str
    names: dict[str, str]


def picked() -> Picked:
    """The choices, drawn in a row, and the lines they leave. Nobody who may not audit gets a line."""
    names = {one.viewer_id: one.name for one in access.viewers().values()} | {audit.KEEPER: "Operator"}
    choices = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    with choices:
        events = controls.segments("What", "what", {name: label for name, (label, _) in EVENTS.items()}, "files")
        days = controls.segments("Since", "since", _DAYS, "30")
    since = "" if days == "all" else f"{dt.datetime.now(dt.UTC).date() - dt.timedelta(days=int(days)):%Y-%m-%d}"
    found: list[Line] = []
    if roles.may_audit(access.looking().viewer_id):
        recorded.used("audit")
        found = list(reading.lines(audit.of(warehouse_folder()), events=EVENTS[events][1], since=since))[::-1]
    people = dict.fromkeys(person for line in found for person in (line.who, line.as_whom) if person)
    labels = {person: names.get(person, person) for person in sorted(people, key=lambda one: names.get(one, one))}
    with choices:
        who = controls.box("Who", "who", labels, placeholder="Everyone", width=260)
    if who is not None:
        found = [line for line in found if who in (line.who, line.as_whom)]
    return Picked(found, EVENTS[events][0], _DAYS[days], names)
