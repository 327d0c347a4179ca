"""The way to an account, a person's view or a deal; it keeps who looks and what the filters are set to."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from sightline import address, notices, scope
from sightline.parts import heading

PEOPLE = "People"
"""The tab of the Account page with the stakeholder map."""


Kind = Literal["account", "person", "deal"]


@dataclass(frozen=True)
class Target:
    """What a name opens: an account, a person's view, or a deal.

    `part` names the tab of the Account page to open, `contact` the contact whose card to show there.
    """

    kind: Kind
    id: str
    part: str | None = None
    contact: str | None = None


def follow(target: Target) -> None:
    """Go where a name leads, from a page that is being drawn."""
    match target.kind:
        case "account":
            asked = {"account": target.id, "part": target.part, "person": target.contact}
            heading.drill(address.ACCOUNT, **{name: value for name, value in asked.items() if value})
        case "person":
            found = scope.filter_of(target.id)
            if found is None:
                notices.add("Nothing of that person is within your view.")
            else:
                address.change({"owner": None, "team": None, found: target.id})
            st.rerun()
        case "deal":
            address.change({"deal": target.id})
            st.rerun()
