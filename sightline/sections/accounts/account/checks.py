"""The checks of a live plan: the ten signs of one that fails, and its cadence."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import tables

About = Annotated[Row, "account_header"]
CHECKS = named("check_name rule verdict fact asks")


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
    """The ten signs of a plan that fails, each with a mark: fine, look, unknown (S96)."""
    marks = {"fine": "✓", "look": "▲", "unknown": "?"}
    signs = checks[checks["rule"] == "S96"]
    row = " · ".join(
        f"{marks[verdict]} {name}" for verdict, name in zip(signs["verdict"], signs["check_name"], strict=True)
    )
    look = int((checks["verdict"] == "look").sum())
    return f"**{words.counted(look, 'check')} to look at** (▲), the others fine (✓) or unknown (?).  \n{row}"
