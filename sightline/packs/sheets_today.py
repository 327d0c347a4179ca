"""The tables of a pack that can only be told as of today, of the quarter that runs and the next one."""

from typing import Any

from sightline.metrics import named
from sightline.packs.asked import Asked
from sightline.packs.pack import Unit

ONE_BELOW = {"person_name": "Name"}
"""Rows one level below the scope are VPs, ASMs or AEs."""
_RUNNING = {
    "quarter_deals": "Deals, running quarter",
    "quarter_amount": "Open, running quarter",
}
"""A pack of an ended quarter tells of the quarter that runs."""


def _next_of_today(unit: Unit) -> list[dict[str, Any]]:
    return [{"quarter": unit.coming_quarter, "as_of": None, "compare_to": None}]


KEY_DEALS = Asked(
    "key_deals",
    "Key deals",
    "Open deals of the running quarter and the next one: those that break a rule first, the largest first.",
    "key_deals",
    named(
        "opportunity_id opportunity_name account_name person_name close_quarter_label category_label stage "
        "amount close_on severity flags next_step pushes quarter_slips deal_plan last_consult_on risk_reasons"
    ),
    totals=("amount",),
    hidden=("is_this_quarter",),
)
ACT_TOTALS = Asked(
    "act_totals",
    "Deals to act on",
    "Open deals of the running quarter, and those to act on.",
    "pack_act_totals",
    named("quarter_label quarter_deals quarter_amount act_deals act_amount act_amount_share"),
    labels=_RUNNING,
)
HYGIENE = Asked(
    "hygiene",
    "Hygiene",
    "Each flag of the open deals on the day of the data, what to act on first.",
    "pack_hygiene",
    named(
        "opportunity_id opportunity_name account_name person_name rule rule_name severity evidence "
        "suggested_action category_label stage amount close_on"
    ),
)
CONSULTS = Asked(
    "consults",
    "Consults",
    "Deals to go through with the whole team, in the order in which to take them.",
    "pack_consults",
    named(
        "priority opportunity_id opportunity_name account_name person_name reason consult_state "
        "last_consult_on category_label close_on quarter_slips amount"
    ),
)
PLANS = Asked(
    "plans",
    "Plan coverage",
    "Key accounts with a live plan, how many are current, and the gap.",
    "plan_coverage_summary",
    named(
        "eligible_accounts covered_accounts coverage_share gap_accounts no_reason_accounts gap_arr "
        "own_plan_accounts current_accounts stale_accounts inspected_accounts"
    ),
)
PLAN_ACCOUNTS = Asked(
    "plan_accounts",
    "Plan accounts",
    "Every key account with the status of its plan and what is missing for the next one.",
    "pack_plan_accounts",
    named(
        "account_name person_name state blocking_fact reason_code gap_days changed_on inspected_on arr whitespace_value"
    ),
)
GAPS = Asked(
    "gaps",
    "Uncovered accounts",
    "Key accounts without a live plan, largest ARR first, then unknown ARR.",
    "pack_gaps",
    named("account_name person_name arr whitespace_value gap_days reason_code state blocking_fact severity"),
    totals=("arr", "whitespace_value"),
    kind="severity",
)
READINESS = Asked(
    "readiness",
    "Readiness",
    "One level below: cover, stale plans, overdue actions, and open deals of the running quarter to act on.",
    "pack_readiness",
    named(
        "person_name eligible_accounts covered_accounts coverage_share stale_plans overdue_actions quarter_deals "
        "act_deals act_deal_share quarter_amount act_amount"
    ),
    totals=("eligible_accounts", "covered_accounts", "quarter_deals", "act_deals", "quarter_amount", "act_amount"),
    hidden=("person_id",),
    labels={**ONE_BELOW, **_RUNNING},
)
RELATIONS = Asked(
    "relations",
    "Relationships",
    "Key accounts at each relationship level, one level below.",
    "pack_relations",
    named("person_name rung accounts group_accounts supported_accounts"),
    hidden=("person_id",),
    labels=ONE_BELOW,
)
RENEWALS = Asked(
    "renewals",
    "Renewals due",
    "Contracts that end in the running quarter or the next one, those at most risk first.",
    "pack_renewal_rows",
    named(
        "account_name person_name due_quarter_label renewal_on renewal_days arr renewal_amount rung renewal_plan "
        "severity risk_reasons"
    ),
    totals=("arr",),
    hidden=("account_id",),
)
RENEWAL_TOTALS = Asked(
    "renewal_totals",
    "Renewals by quarter",
    "Contracts that end in the running quarter, in the next one and in both.",
    "pack_renewal_totals",
    named("due_quarter_label due_accounts due_arr due_act_accounts due_act_arr due_bare_accounts"),
)
NEEDED = Asked(
    "needed",
    "Next quarter's need",
    "What pipeline the next quarter needs and still lacks.",
    "pack_needed",
    named("quarter_label quota asked_coverage asked_amount open_quarter_amount late_amount create_amount"),
    times=_next_of_today,
)
NEED_ROWS = Asked(
    "need_rows",
    "Need by team",
    "How the next quarter is filled one level below, those who need most first.",
    "pack_need_rows",
    named("person_name next_quota next_open next_coverage next_need"),
    times=_next_of_today,
    totals=("next_quota", "next_open", "next_need"),
    hidden=("person_id",),
    labels=ONE_BELOW,
)
PULL_INS = Asked(
    "pull_ins",
    "Deals to pull in",
    "Deals of the quarter after the next one that could close in the next: in a late stage and with no rule to act on.",
    "pack_pull_ins",
    named("opportunity_id opportunity_name account_name person_name category_label stage amount close_on next_step"),
    totals=("amount",),
)
CAPACITY = Asked(
    "capacity",
    "Capacity",
    "AEs, those still ramping, their quota of the next quarter and their key accounts, one level below.",
    "pack_capacity",
    named("person_name reps ramping_reps reps_unquotaed next_quota eligible_accounts accounts_per_rep vacant_accounts"),
    totals=("reps", "ramping_reps", "next_quota", "eligible_accounts", "vacant_accounts"),
    hidden=("person_id",),
    labels=ONE_BELOW,
)
RISK = Asked(
    "risk",
    "Relationship risk",
    "Open forecast on key accounts with a weak relationship: each deal once in the total, once per reason.",
    "relationship_risk",
    named("line risk_deals risk_amount risk_share now_deals now_amount later_deals later_amount"),
    labels={"now_deals": "Deals, running quarter", "now_amount": "Amount, running quarter"},
)
WHITESPACE = Asked(
    "whitespace",
    "Whitespace",
    "Cells of whitespace, the strongest case first.",
    "whitespace_moves",
    named("account_name person_name stage_label cell_state vendor potential renewal_on move_reason move_unknown"),
)
QUALITY = Asked(
    "quality",
    "Data quality",
    "Every review rule: what it found, or why it could not be checked.",
    "hygiene_rules",
    named("rule rule_name asks verdict act_deals watch_deals note_deals flagged_amount reason"),
)
SHEETS = tuple(one for one in list(globals().values()) if isinstance(one, Asked))
