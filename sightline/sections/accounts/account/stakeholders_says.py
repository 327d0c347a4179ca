"""What the stakeholder map says in words: who is out of reach, which lines cannot hold, one person's card, a list."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.charts.stakeholder_boxes import INFLUENCE, SUPPORT, touch
from sightline.door import Row

Contact = Annotated[Row, "account_contacts"]

_FAULTS = {
    "circle": "report to each other in a circle",
    "themselves": "said to report to themselves",
    "another account": "said to report to somebody at another account",
    "unknown": "said to report to somebody who is not in the contacts export",
}
_NAMED = 5
"""Names a sentence lists before it counts the rest."""

LEGEND = (
    "Solid line: reports to. Dashed arrow: influences, thicker for more. Colour at the left: support. "
    "Dark border: high influence. Dashed box: has left. +1: one more mark, in the card."
)


def reach(contacts: pd.DataFrame, facts: Annotated[Row, "account_coverage_facts"]) -> str:
    """Who of power is out of reach (S58), named, and whom a partner alone knows (S65)."""
    if pd.isna(facts.unreachable_people):
        return (
            "Whether we can reach every decision-maker is **unknown** without an interactions export. The page Exports "
            "has a template to fill in."
        )
    if not facts.power_people:
        return "**No decision-maker known here**: nobody with high influence and no economic buyer."
    if not facts.unreachable_people:
        return "**We can reach every decision-maker**, directly or through somebody we talk to."
    named = [_unreached(row) for row in contacts.itertuples() if words.is_yes(row.is_unreachable)]
    more = f" and {words.number(len(named) - _NAMED)} more" if len(named) > _NAMED else ""
    people = words.counted(facts.unreachable_people, "decision-maker")
    names = "; ".join(named[:_NAMED]) + more
    return f"**{people} out of reach**: nobody we talk to leads there: {names}."


def _unreached(row: Contact) -> str:
    title = f", {words.plain(row.title)}" if isinstance(row.title, str) else ""
    signs = ", economic buyer" if words.is_yes(row.is_economic_buyer) else ""
    partner = ", known to a partner only" if words.is_yes(row.is_partner_only) else ""
    return f"**{words.plain(row.contact_name)}**{title}{signs}{partner}"


def faults(contacts: pd.DataFrame) -> str | None:
    """Reporting lines that cannot hold, each with what is wrong; None without one."""
    wrong = contacts[contacts["line_fault"].notna()]
    if wrong.empty:
        return None
    found = []
    for fault, what in _FAULTS.items():
        names = [f"**{words.plain(str(name))}**" for name in wrong.loc[wrong["line_fault"] == fault, "contact_name"]]
        found += [f"{', '.join(names)}: {what}"] if names else []
    return f"{words.counted(len(wrong), 'reporting line')} to correct in the CRM. {'; '.join(found)}."


def left_out(contacts: pd.DataFrame) -> str | None:
    """Who of the rows cannot be placed as they should, counted by what is missing; None where all can."""
    here = contacts[contacts["presence"] != "left"]
    parts = [
        (int(here["decision_role"].isna().sum()), "without a role"),
        (int(here["buying_centre_name"].isna().sum()), "without a buying centre"),
        (int((contacts["presence"] == "left").sum()), "left or not active"),
    ]
    missing = [f"{words.number(count)} {what}" for count, what in parts if count]
    return f"Of {words.counted(len(contacts), 'contact')}: {', '.join(missing)}." if missing else None


def card(row: Contact, voices: pd.DataFrame) -> str:
    """Everything known of one person, a line each; what no export has is unknown."""
    of_account = [row.title, row.department, row.buying_centre_name]
    head = " · ".join(words.plain(text) for text in of_account if isinstance(text, str))
    heard = voices.loc[voices["contact_id"] == row.contact_id]
    lines = [
        ("Role", _said(row.decision_role)),
        ("Influence", _said(row.influence)),
        ("Support", _said(row.support)),
        ("Health", _said(row.health)),
        ("Last reviewed", _judged(row)),
        ("Contact", touch(row)),
        ("Main contact of ours", _said(row.touch_owner_name, "none")),
        ("Reach", way(row)),
        ("Reports to", _manager(row)),
        ("Leaving", _leaving(row)),
        ("Speaks for", row.competitor_affinity if isinstance(row.competitor_affinity, str) else None),
        ("Listens to", ", ".join(words.plain(str(voice)) for voice in heard["voice"]) or None),
    ]
    known = "\n".join(f"- {name}: **{text}**" for name, text in lines if text is not None)
    marked = f"\n\n{words.plain(row.marks).capitalize()}." if isinstance(row.marks, str) else ""
    return f"{head}{marked}\n\n{known}"


def way(row: Contact) -> str | None:
    """How far somebody is from those we talk to; None where nobody can tell, and for who has left."""
    if row.presence == "left" or pd.isna(row.is_thread):
        return None
    if pd.notna(row.steps) and row.steps == 0:
        return "we talk to them"
    if pd.isna(row.steps):
        return "through a partner only" if words.is_yes(row.is_partner_only) else "nobody we talk to leads there"
    return f"{words.counted(row.steps, 'step')}, through {words.plain(str(row.through_name))}"


def _said(text: Any, missing: str = "unknown") -> str:
    return words.plain(text) if isinstance(text, str) else missing


def _judged(row: Contact) -> str:
    if pd.isna(row.attributes_updated_on):
        return "no date"
    return f"{words.day(row.attributes_updated_on)}{', old data' if words.is_yes(row.is_aged) else ''}"


def _manager(row: Contact) -> str | None:
    name = words.plain(row.contact_manager_name) if isinstance(row.contact_manager_name, str) else None
    if isinstance(row.line_fault, str):
        return f"{name or 'nobody'}; {_FAULTS[row.line_fault]}"
    return name


def _leaving(row: Contact) -> str | None:
    if row.presence == "here":
        return None
    day = words.day(row.leaving_on) if pd.notna(row.leaving_on) else "no date"
    heir = f"{words.plain(row.successor_name)} follows" if isinstance(row.successor_name, str) else "no successor"
    alarm = ", not met" if words.is_yes(row.is_departure_open) and isinstance(row.successor_name, str) else ""
    return f"{'has left, ' if row.presence == 'left' else ''}{day}; {heir}{alarm}"


def grouped(contacts: pd.DataFrame) -> list[tuple[str, str]]:
    """The people by buying centre, a line each: the map where there is no room for one."""
    names = contacts["buying_centre_name"].fillna("")
    groups = sorted(names.unique(), key=lambda name: (name == "", -int((names == name).sum())))
    return [
        (
            words.plain(name) if name else "No buying centre named",
            "\n".join(_line(row) for row in contacts[names == name].itertuples()),
        )
        for name in groups
    ]


def _line(row: Contact) -> str:
    title = f", {words.plain(row.title)}" if isinstance(row.title, str) else ""
    support = SUPPORT[row.support].mark if row.support in SUPPORT else "support unknown"
    marked = f"  \n  :orange[{words.plain(row.marks)}]" if isinstance(row.marks, str) else ""
    above = f" · reports to {words.plain(row.contact_manager_name)}" if isinstance(row.manager_id, str) else ""
    return f"- **{words.plain(row.contact_name)}**{title}  \n  {_weight(row)} · {support} · {touch(row)}{above}{marked}"


def _weight(row: Contact) -> str:
    return (
        f"{INFLUENCE[row.influence]} {row.influence} influence" if row.influence in INFLUENCE else "influence unknown"
    )
