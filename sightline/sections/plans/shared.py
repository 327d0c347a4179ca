"""What both pages about plans ask for before they can answer."""

from sightline import door
from sightline.parts import guards

NO_KEY_ACCOUNTS = (
    "No key account lies within these filters, so there is no adoption to show: none eligible. Widen the filters, or "
    "see under Exports which accounts count as key."
)
NO_PLANS = (
    "**No export of account plans is loaded, so nobody can say which key accounts have a plan.** Export the plans from "
    "the tool they live in, one row per plan, and load them with the rest; the template shows the columns."
)


def need_plans() -> None:
    """Where no account plans are loaded, say so, offer the template and stop: unknown is not zero."""
    if not door.ask("freshness").has_plans.all():
        guards.stop(NO_PLANS, "account_plans")
