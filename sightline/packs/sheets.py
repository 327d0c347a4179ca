"""Every table of the pack, in the order of the workbook's sheets: those of the quarter, then those of today."""

from sightline.metrics import named
from sightline.packs import sheets_today
from sightline.packs.asked import Asked
from sightline.packs.pack import Unit


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
    "pack_waterfall_deals",
    named(
        "opportunity_id bucket opportunity_name account_name after_owner_name step_amount before_amount "
        "after_amount before_close_on after_close_on before_stage after_stage before_category after_category"
    ),
)
MATRIX = Asked(
    "matrix",
    "Category matrix",
    "Each deal on the first snapshot against the last.",
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
    "The forecast calls of the quarter week by week, with what was won and what the deals in Commit add up to.",
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
    "How close each person's Commit calls of ended quarters came to what was won.",
    "calls_accuracy_people",
    named("person_name calls called_amount actual_amount missed_amount difference_amount accuracy_share bias_points"),
    labels={"person_name": "Called by"},
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
    labels=sheets_today.ONE_BELOW,
)
WINNERS = Asked(
    "winners",
    "Winners",
    "How many AEs the bookings of the quarter come from.",
    "pack_winners",
    named("person_name manager_name won_amount deals_won won_part_share winners"),
    totals=("won_amount",),
    hidden=("person_id",),
)
OUTCOMES = Asked(
    "outcomes",
    "Wins and losses",
    "What was won, lost and pushed out of the quarter, the largest first.",
    "pack_outcome_rows",
    named(
        "opportunity_id outcome outcome_place opportunity_name account_name person_name amount close_on "
        "outcome_reason competitor"
    ),
    kind="outcome",
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
CHANGES = Asked(
    "changes",
    "Deal changes",
    "What changed of each deal between the first and the last snapshot of the quarter.",
    "pack_changes",
    named(
        "opportunity_id opportunity_name account_name person_name field before_text after_text amount_before "
        "amount_after close_before_on close_after_on first_seen_on"
    ),
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
ASKS = Asked(
    "asks",
    "Asks",
    "What the team asks for: why, who is responsible, by when and how it is measured.",
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
SHEETS = (*(one for one in _DECLARED if one.query), *sheets_today.SHEETS)
"""What a pack asks the warehouse."""
WRITTEN = tuple(one for one in _DECLARED if not one.query)
"""What people write into it, and what it tells of itself; sheets like the others."""
