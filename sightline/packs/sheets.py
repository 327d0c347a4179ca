"""Every table of the pack, in the order of the workbook's sheets."""

from typing import Any

from sightline.metrics import named
from sightline.packs.asked import Asked
from sightline.packs.pack import Unit


def _next_of_today(unit: Unit) -> list[dict[str, Any]]:
    return [{"quarter": unit.coming_quarter, "as_of": None, "compare_to": None}]


def _three(unit: Unit) -> list[dict[str, str]]:
    return [{"quarter": label} for label in (unit.quarter, *unit.next_quarters)]


_ONE_BELOW = {"person_name": "Name"}
"""Rows one level below the scope are VPs, ASMs or AEs."""
_RUNNING = {
    "quarter_deals": "Deals, running quarter",
    "quarter_amount": "Open, running quarter",
}
"""A pack of an ended quarter tells of the quarter that runs."""
SCORECARD = Asked(
    "scorecard",
    "Scorecard",
    "The track record: each measure of the quarter and of the four before it.",
    "scorecard",
    named("metric quarter_label value part whole cases note"),
    units={"value": "unit", "part": "unit", "whole": "unit"},
)
WATERFALL = Asked(
    "waterfall",
    "Waterfall",
    "From the open pipeline of the quarter on its first snapshot to that on its last; the steps add up to the ending.",
    "pipeline_waterfall",
    named("bucket kind deals amount meaning"),
    hidden=("tone",),
)
WATERFALL_DEALS = Asked(
    "waterfall_deals",
    "Waterfall deals",
    "The deals behind each step, before and after.",
    "pipeline_waterfall_deals",
    named(
        "opportunity_id bucket opportunity_name account_name after_owner_name step_amount before_amount "
        "after_amount before_close_on after_close_on before_stage after_stage before_category after_category"
    ),
)
MATRIX = Asked(
    "matrix",
    "Category matrix",
    "Where each deal stood on the first snapshot against where it stands on the last.",
    "pipeline_matrix",
    named("state_before state_after deals before_amount after_amount"),
    totals=("deals", "before_amount", "after_amount"),
)
BRIDGE = Asked(
    "bridge",
    "Bridge effects",
    "What moved the open pipeline of the quarter, the largest first; what closed after the last snapshot is added.",
    "pack_bridge",
    named("effect deals amount"),
)
CALLS = Asked(
    "calls",
    "Submissions",
    "The forecast calls of the quarter week by week, beside what was won and what the named deals add up to.",
    "calls_by_week",
    named(
        "week_of_quarter week_starts_on calls_due calls_made commit_amount best_case_amount won_amount "
        "commit_roll_up unexplained_amount"
    ),
)
LINEARITY = Asked(
    "linearity",
    "Linearity",
    "What share of a quarter was won by the end of each of its months.",
    "linearity_months",
    named(
        "quarter_label won_amount linear_over linear_amount month1_amount month2_amount month1_share month2_share "
        "month3_share"
    ),
)
ACCURACY = Asked(
    "accuracy",
    "Forecast accuracy",
    "How close each submitter's Commit calls of ended quarters came to what was won.",
    "calls_accuracy_people",
    named("person_name calls called_amount actual_amount missed_amount difference_amount accuracy_share bias_points"),
    labels={"person_name": "Submitter"},
)
ATTAINMENT = Asked(
    "attainment",
    "Attainment",
    "Quota and bookings of everyone who carries a quota or won something in the quarter.",
    "attainment_people",
    named("person_name manager_name quota won_amount gap_amount attainment_share quota_note"),
    totals=("quota", "won_amount"),
    hidden=("person_id",),
)
TEAMS = Asked(
    "teams",
    "Attainment by team",
    "Quota and bookings one level below, the largest gap first; a manager's quota is that of the team, else the sum.",
    "pack_teams",
    named("person_name quota won_amount won_deals gap_amount attainment_share won_part_share"),
    totals=("won_amount", "won_deals"),
    hidden=("person_id",),
    labels=_ONE_BELOW,
)
WINNERS = Asked(
    "winners",
    "Winners",
    "On how few AEs the bookings of the quarter rest.",
    "pack_winners",
    named("person_name manager_name won_amount deals_won won_part_share winners"),
    totals=("won_amount",),
    hidden=("person_id",),
)
OUTCOMES = Asked(
    "outcomes",
    "Wins and losses",
    "What was won, lost and pushed out of the quarter, the largest first.",
    "pack_outcomes",
    named(
        "opportunity_id outcome outcome_place opportunity_name account_name person_name amount close_on "
        "outcome_reason competitor"
    ),
)
LOSS_REASONS = Asked(
    "loss_reasons",
    "Loss reasons",
    "Why the deals of the quarter were lost, by amount, and to whom.",
    "pack_loss_reasons",
    named("outcome_reason deals amount amount_part_share competitors"),
    totals=("deals", "amount"),
)
_CATEGORIES = named("category_name deals amount cumulative_name cumulative_deals cumulative_amount")
FORECAST = Asked(
    "forecast",
    "Forecast next quarter",
    "Forecast categories of the next quarter, each by itself and added up from the surest.",
    "pipeline_categories",
    _CATEGORIES,
    hidden=("category", "is_stacked"),
    times=lambda unit: [{"quarter": unit.next_quarters[0]}],
)
FORECAST_NOW = Asked(
    "forecast_now",
    "Forecast this quarter",
    "Forecast categories of the quarter, each by itself and added up from the surest.",
    "pipeline_categories",
    _CATEGORIES,
    hidden=("category", "is_stacked"),
)
COVERAGE = Asked(
    "coverage",
    "Coverage",
    "Open pipeline of the quarter and the two after it against their quotas.",
    "pipeline_summary",
    named(
        "quarter_label population quota quota_level won_amount gap_amount open_quarter_amount late_amount "
        "coverage_of_quota late_coverage_of_quota coverage_to_go clean_amount clean_coverage commit_cumulative "
        "best_case_cumulative past_due_deals past_due_amount undated_amount unclassified_deals "
        "unamounted_deals unconverted_deals"
    ),
    times=_three,
)
KEY_DEALS = Asked(
    "key_deals",
    "Key deals",
    "Open deals of the running quarter and the next one: those that a rule speaks against first, the largest first.",
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
    "hygiene_list",
    named(
        "opportunity_id opportunity_name account_name person_name rule rule_name severity evidence "
        "suggested_action category_label stage amount close_on"
    ),
)
CHANGES = Asked(
    "changes",
    "Deal changes",
    "What changed of each deal between the first and the last snapshot of the quarter.",
    "deal_changes",
    named(
        "opportunity_id opportunity_name account_name person_name field before_text after_text amount_before "
        "amount_after close_before_on close_after_on first_seen_on"
    ),
)
CONSULTS = Asked(
    "consults",
    "Consults",
    "Deals to go through with the whole team, in the order in which to take them.",
    "consult_list",
    named(
        "priority opportunity_id opportunity_name account_name person_name reason consult_state "
        "last_consult_on category_label close_on quarter_slips amount"
    ),
)
PLANS = Asked(
    "plans",
    "Plan coverage",
    "Key accounts with a living plan, how many are current, and the gap.",
    "plan_coverage_summary",
    named(
        "eligible_accounts covered_accounts coverage_share gap_accounts no_reason_accounts gap_arr "
        "own_plan_accounts current_accounts stale_accounts inspected_accounts"
    ),
)
PLAN_ACCOUNTS = Asked(
    "plan_accounts",
    "Plan accounts",
    "Every key account with the rung its plan stands on and what blocks the next one.",
    "plan_coverage_accounts",
    named(
        "account_name person_name state blocking_fact reason_code gap_days changed_on inspected_on arr whitespace_value"
    ),
)
GAPS = Asked(
    "gaps",
    "Uncovered accounts",
    "Key accounts without a living plan, those with most at stake first.",
    "plan_coverage_gaps",
    named("account_name person_name arr whitespace_value gap_days reason_code state blocking_fact severity"),
    totals=("arr", "whitespace_value"),
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
    labels={**_ONE_BELOW, **_RUNNING},
)
RELATIONS = Asked(
    "relations",
    "Relationships",
    "Key accounts on each rung of the relationship ladder, one level below.",
    "pack_relations",
    named("person_name rung accounts group_accounts supported_accounts"),
    hidden=("person_id",),
    labels=_ONE_BELOW,
)
RENEWALS = Asked(
    "renewals",
    "Renewals due",
    "Contracts that end in the running quarter or the next one, those with most against them first.",
    "pack_renewals",
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
RENEWED = Asked(
    "renewed",
    "Renewals of the quarter",
    "The renewals due in the quarter: renewed, churned and still open, and the bookings less what churned.",
    "renewals_quarter",
    named(
        "quarter_label due_amount renewed_amount renewed_deals churned_amount churned_deals open_renewal_amount "
        "open_renewal_deals gross_renewal_share booked_amount net_booked_amount"
    ),
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
    "How the next quarter is filled one level below, those who lack most first.",
    "pack_need_rows",
    named("person_name next_quota next_open next_coverage next_need"),
    times=_next_of_today,
    totals=("next_quota", "next_open", "next_need"),
    hidden=("person_id",),
    labels=_ONE_BELOW,
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
    labels=_ONE_BELOW,
)
RISK = Asked(
    "risk",
    "Relationship risk",
    "Open forecast on key accounts that rests on a weak relationship: each deal once in the total, once per reason.",
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
ASKS = Asked(
    "asks",
    "Asks",
    "What the team asks for: why, who sees to it, by when and how one will know.",
    "",
    named("ask_text impact responsible due_on ask_measure"),
)
COMMITMENTS = Asked(
    "commitments",
    "Commitments",
    "What is promised for the next quarter, and what became of the promises for this one.",
    "",
    named("commitment_for commitment responsible due_on ask_measure commitment_state"),
)
MOVED = Asked(
    "moved",
    "What moved",
    "Each number that reads differently from the version before.",
    "",
    named("figure value_before value_now"),
)
_DECLARED = [one for one in list(globals().values()) if isinstance(one, Asked)]
SHEETS = tuple(one for one in _DECLARED if one.query)
"""What a pack asks the warehouse."""
WRITTEN = tuple(one for one in _DECLARED if not one.query)
"""What people write into it, and what it tells of itself; sheets like the others."""
