"""One deal over time, from any deal's name: what it is, what to do, and how it came here; kept in the address."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import address, door, recorded, words
from sightline.charts.deal_over_time import deal_over_time
from sightline.door import Row
from sightline.parts import links, pictures
from sightline.parts.acts import MARKS
from sightline.parts.amounts import money

PARAMETER = "deal"
"""Its name in the address: a link opens the same deal, and Back closes it."""

UNSEEN = "This deal is not in your view."
NO_DAYS = "No snapshot has this deal within your view, so there is no history to draw."

Deal = Annotated[Row, "deal_card"]


def show_asked() -> None:
    """Open the deal that the address asks for, if it asks for one."""
    if asked := address.given(PARAMETER):
        show(asked)


def show(opportunity_id: str) -> None:
    """Open one deal over the page. Closing takes it out of the address."""
    found = door.ask("deal_card", opportunity=opportunity_id)
    if found.empty:
        recorded.denied("deal", opportunity_id)
    title = "Deal" if found.empty else words.plain(found["opportunity_name"].iloc[0])
    st.dialog(title, width="large", on_dismiss=_closed)(_draw)(found)


def _draw(found: pd.DataFrame) -> None:
    if found.empty:
        st.info(UNSEEN)
        return
    deal = found.iloc[0]
    days = door.ask("deal_days", opportunity=deal.opportunity_id)
    st.markdown(now(deal))
    if todo := to_do(deal):
        st.markdown(todo)
    st.markdown(next_step(deal))
    if pd.notna(deal.account_id) and st.button(f"Open {words.plain(deal.account_name)}", key="deal_account"):
        links.follow(links.Target("account", str(deal.account_id)))
    if days.empty:
        st.info(NO_DAYS)
        return
    told = history(days, deal.pushes)
    st.markdown(words.plain(told))
    marks = door.ask("deal_marks", opportunity=deal.opportunity_id)
    figure = deal_over_time(days, marks, door.settings().reporting_currency, pictures.theme())
    pictures.show(figure, key="deal_over_time", alt=told)


def now(deal: Deal) -> str:
    """Whose deal it is and where it is today, in one sentence."""
    amount = "no amount" if pd.isna(deal.amount) else money(deal.amount)
    owner = "nobody named" if pd.isna(deal.owner_name) else words.plain(deal.owner_name)
    where = "" if pd.isna(deal.stage) else f", {words.plain(deal.stage)}"
    if deal.deal_state != "open":
        return f"**{amount} {deal.deal_state} on {words.day(deal.close_on)}** · {owner}{where}"
    when = "no close date" if pd.isna(deal.close_on) else f"closes {words.day(deal.close_on)}"
    return f"**{amount}, {when}** · {owner} · {deal.category_label}{where}"


def to_do(deal: Deal) -> str:
    """What to do and why, with its urgency; empty where nothing speaks against the deal."""
    if pd.isna(deal.severity):
        return ""
    return f"{MARKS[deal.severity]} **{words.plain(deal.suggested_action)}** {words.plain(deal.evidence)}"


def next_step(deal: Deal) -> str:
    """The next step as the AE wrote it, with its day."""
    if pd.isna(deal.next_step):
        return "Next step: none"
    day = "" if pd.isna(deal.next_step_on) else f" ({words.day(deal.next_step_on)})"
    return f"Next step: {words.plain(deal.next_step)}{day}"


def history(days: pd.DataFrame, pushes: float) -> str:
    """From where to where amount, close date, category and stage went over the snapshots."""
    first, last = days.iloc[0], days.iloc[-1]
    currency = door.settings().reporting_currency
    pairs = (
        ("amount", words.money(first.amount, currency), words.money(last.amount, currency)),
        ("close date", words.day(first.close_on), words.day(last.close_on)),
        ("category", first.category_label, last.category_label),
        ("stage", first.stage, last.stage),
    )
    moved = [f"{what} {before} → {after}" for what, before, after in pairs if before != after]
    times = "once" if pushes == 1 else f"{words.number(pushes)} times"
    pushed = f"; pushed {times}" if pd.notna(pushes) and pushes else ""
    since = f"Since {words.day(first.snapshot_on)}"
    return f"{since}: {', '.join(moved) if moved else 'unchanged'}{pushed}."


def _closed() -> None:
    address.change({PARAMETER: None})
