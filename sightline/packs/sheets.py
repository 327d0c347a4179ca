"""Every table of the pack, in the order of the workbook's sheets."""

from sightline.metrics import named
from sightline.packs.asked import Asked
from sightline.packs.pack import Unit


def _this_and_next(unit: Unit) -> list[dict[str, str]]:
    return [{"quarter": unit.quarter}, {"quarter": unit.next_quarters[0]}]


def _three(unit: Unit) -> list[dict[str, str]]:
    return [{"quarter": label} for label in (unit.quarter, *unit.next_quarters)]


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
        "quarter_label quota quota_level won_amount gap_amount open_quarter_amount late_amount coverage_of_quota "
        "late_coverage_of_quota coverage_to_go clean_amount clean_coverage commit_cumulative "
        "best_case_cumulative past_due_deals past_due_amount undated_amount unclassified_deals "
        "unamounted_deals unconverted_deals"
    ),
    times=_three,
)
KEY_DEALS = Asked(
    "key_deals",
    "Key deals",
    "Commit, Most Likely and Best Case deals of the quarter and of the next one.",
    "key_deals",
    named(
        "opportunity_id opportunity_name account_name person_name close_quarter_label category_label stage "
        "amount close_on deal_plan pushes quarter_slips last_consult_on severity flags next_step"
    ),
    totals=("amount",),
    times=_this_and_next,
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
READINESS = Asked(
    "readiness",
    "Readiness",
    "How ready each AE is: cover, stale plans, overdue actions, and open deals of the quarter to act on.",
    "readiness",
    named(
        "person_name eligible_accounts covered_accounts coverage_share stale_plans inspected_plans "
        "overdue_actions quarter_deals act_deals act_deal_share act_amount"
    ),
    hidden=("person_id",),
)
RELATIONS = Asked(
    "relations",
    "Relationships",
    "Key accounts on each rung of the relationship ladder, by AE.",
    "relationship_ladder",
    named("person_name rung accounts group_accounts"),
)
RISK = Asked(
    "risk",
    "Relationship risk",
    "Open forecast on key accounts that rests on a weak relationship: each deal once in the total, once per reason.",
    "relationship_risk",
    named("line risk_deals risk_amount risk_share now_deals now_amount later_deals later_amount"),
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
_DECLARED = [one for one in list(globals().values()) if isinstance(one, Asked)]
SHEETS = tuple(one for one in _DECLARED if one.query)
"""What a pack asks the warehouse."""
WRITTEN = tuple(one for one in _DECLARED if not one.query)
"""What people write into it; sheets like the others."""
