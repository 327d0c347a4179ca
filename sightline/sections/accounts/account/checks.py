"""The checks of a live plan: the ten signs of one that fails, and its cadence."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import tables

About = Annotated[Row, "account_header"]
CHECKS = named("check_name verdict fact asks")


def show(about: About) -> None:
    """What each check finds in the live plan: the ten signs of a plan that fails, then the cadence."""
    rows = door.ask("plan_check_list", account=about.account_id)
    if rows.empty:
        st.info("No live plan, so nothing to check.")
        return
    st.markdown(lights(rows))
    labels = {"verdict": "Verdict"}
    tables.show(rows, CHECKS, key="account_checks", alt="Checks of the plan", height="content", labels=labels)


def lights(checks: pd.DataFrame) -> str:
    """Which checks to look at, by name, which are unknown, and how many are fine (S96 and the cadence)."""
    names = {verdict: rows["check_name"].tolist() for verdict, rows in checks.groupby("verdict")}
    look, unknown = names.get("look", []), names.get("unknown", [])
    lines = [f"**▲ {words.counted(len(look), 'check')} to look at**{': ' if look else ''}{', '.join(look)}."]
    if unknown:
        lines.append(f"? {words.number(len(unknown))} unknown: {', '.join(unknown)}.")
    lines.append(f"✓ {words.number(len(names.get('fine', [])))} fine.")
    return "  \n".join(lines)
