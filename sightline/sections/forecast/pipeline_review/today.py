"""A word about the day: what reviews judge is exported as it stands, so it cannot follow an earlier snapshot."""

import datetime as dt

import streamlit as st

from sightline import door, words


def say_day(as_of: dt.date | None) -> None:
    """Where the page looks at an earlier snapshot, say that this section is told for the day of the data."""
    day = door.ask("review_calendar_day")
    if as_of is not None and len(day) and as_of < day["as_of_on"].iloc[0].date():
        st.caption(
            f"This section is told for the day of the data, {words.day(day['as_of_on'].iloc[0])}, not for "
            f"{words.day(as_of)}: next steps, activities, deal plans and quotas are exported as they stand today only."
        )
