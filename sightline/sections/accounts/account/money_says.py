"""What the Account page says of money: revenue, deals, the renewal."""

from typing import Annotated

import pandas as pd

from sightline import words
from sightline.door import Row
from sightline.parts import links
from sightline.parts.acts import Act

REVENUE_KINDS = {
    "arr": "Yearly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "mrr": "Monthly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "usage": "Usage charged per period and product, in {currency}.",
    "bookings": "Booked per period and product, in {currency}.",
    "other": "Amount per period and product as exported, in {currency}.",
}
"""What each kind of revenue measures, the preferred kind first."""


def revenue_alt(rows: pd.DataFrame, currency: str) -> str:
    """The finding of the bars of revenue: what each product brings in the latest period."""
    last = rows[rows["period_starts_on"] == rows["period_starts_on"].max()]
    products = ", ".join(f"{row.product_name} {words.money(row.revenue, currency)}" for row in last.itertuples())
    return f"Revenue by product. {words.month(rows['period_starts_on'].max())}: {products}."


def deals(totals: pd.DataFrame, currency: str) -> str:
    """Open, won and lost in one line."""
    if totals.empty:
        return "No deals."
    return " · ".join(
        f"**{words.number(row.opportunities)} {row.outcome}**, {words.plain(words.money(row.amount, currency))}"
        + (f" ({words.number(row.without_amount)} without an amount)" if row.without_amount else "")
        for row in totals.itertuples()
    )


def threatened(deals: pd.DataFrame, currency: str) -> list[Act]:
    """The deals at relationship risk, each with its amount, close date and why (S106)."""
    at_risk = deals[deals["risk_state"].isin(["act", "watch"])].sort_values("risk_state", kind="stable")
    return [_at_risk(row, currency) for row in at_risk.itertuples()]


def _at_risk(row: Annotated[Row, "account_deals"], currency: str) -> Act:
    why = f"closes {words.day(row.close_on)} · {words.plain(row.risk_reasons)}"
    deal = links.Target("deal", row.opportunity_id)
    return Act(row.risk_state, row.opportunity_name, why, words.money(row.amount, currency), deal)


def renewal(plan: Annotated[Row, "account_renewal"], currency: str) -> str:
    """When the contract ends, and who prepares for it (S108, S109)."""
    if plan.renewal_horizon == "no date":
        when = "**No contract end known.** Add renewal_date to the accounts export."
    elif plan.renewal_horizon == "past":
        when = f"**The contract end has passed** ({words.day(plan.renewal_on)}): confirm it."
    else:
        when = f"**{words.day(plan.renewal_on)}**, {words.from_day(plan.contract_days, plan.as_of_on)}."
    lines = [when]
    if plan.open_renewals:
        weighted = f", weighted by amount {words.day(plan.weighted_close_on)}" if plan.open_renewals > 1 else ""
        lines.append(
            f"{words.counted(plan.open_renewals, 'open renewal')}, "
            f"{words.plain(words.money(plan.renewal_amount, currency))}; "
            f"the first closes {words.day(plan.earliest_close_on)}{weighted}."
        )
    sections = {
        "complete": f"The renewal part of the plan is complete, last changed {words.day(plan.section_updated_on)}.",
        "started": f"The renewal part of the plan is begun, last changed {words.day(plan.section_updated_on)}.",
        "empty": "The renewal part of the plan is empty.",
        "none": "The plan has no renewal part.",
    }
    lines.append(sections.get(plan.section_state, "The renewal part of the plan is unknown."))
    if pd.isna(plan.renewals_managers):
        lines.append("Who manages the renewal is unknown without an account_team export.")
    elif plan.renewals_managers == 0:
        lines.append("No renewals manager is on the team.")
    else:
        lines.append(
            f"{words.of(plan.renewals_managers_busy, plan.renewals_managers)} renewals managers with an open action."
        )
    lines.append(f"{words.counted(plan.renewal_actions, 'open action')} about the renewal.")
    return "\n".join(f"- {line}" for line in lines)
