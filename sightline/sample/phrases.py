"""What people write into plans and deals: short, plausible, invented."""

VALUE_DRIVERS = ("Accelerate delivery", "Reduce cost", "Mitigate risk")

OBJECTIVES = (
    "Move release approvals from monthly to weekly", "Consolidate build tooling across divisions",
    "Bring security testing before merge", "Win the platform decision of the digital unit",
    "Retire the legacy build farm", "Reach two hundred active teams", "Earn a sponsor in the risk office",
    "Renew early with an uptier", "Cut audit preparation to a week",
)  # fmt: skip

MEASURES = (
    "lead time in days",
    "teams on the platform",
    "critical findings open over 30 days",
    "cost per build minute",
)

ACTIONS = (
    ("Agree success criteria with the platform lead", "Two workshops and a one-page summary"),
    ("Run the value assessment", "Interviews with five delivery teams"),
    ("Introduce our VP to the CIO", "Breakfast at the user conference"),
    ("Deep dive on supply chain security", "SA leads, with the customer's architects"),
    ("Proof of value with one squad", "Four weeks, exit criteria written first"),
    ("Map the buying process with procurement", "Call with the procurement lead"),
    ("Find out when the scanner contract ends", "Ask the security lead, check the framework list"),
    ("Prepare the executive business review", "CSM drafts, AE presents"),
    ("Align with the partner on services", "Joint account call"),
    ("Close the gaps in the renewal plan", "Review usage with the renewals manager"),
)  # fmt: skip

SUPPORT = ("Executive time", "SA for two days", "Budget for a proof of value", "Legal review")

RISKS = (
    "Budget freeze before year end", "Our champion moves to another unit", "Rival bundles tooling with hosting",
    "Merger delays platform decisions", "Security review takes longer than planned", "Usage grows slower than promised",
    "Procurement wants a single vendor",
)  # fmt: skip

ANSWERS = (
    ("Halve the time from idea to production", "Open three new digital lines by next year"),
    ("Rates and regulation slow large programmes", "Supply costs force savings in every unit"),
    ("A regional challenger; a digital entrant", "Two larger groups; a low-cost rival"),
    ("Short: outage fines. Medium: talent. Long: platform lock-in", "Audit findings, then ageing systems"),
    ("IT is seen as slow, and is changing", "IT drives the change and has the board behind it"),
    ("Cloud move half done, tooling still split", "A platform team since last year, mixed adoption"),
    ("A cost centre to most managers", "A partner in two of five units"),
    ("Trusted for build, unknown for security", "Customer for years, spend flat, open to more"),
    ("Create and Verify in use, Secure in trial", "Plan to Deploy in one unit, nothing in others"),
)  # fmt: skip

NEXT_STEPS = (
    "Qualify need and timing", "Discovery call with the platform team", "Scope teams and success criteria",
    "Technical evaluation with two squads", "Proposal review with procurement", "Redlines with legal",
    "Signature by the CFO",
)  # fmt: skip

LOSS_REASONS = ("No decision", "Lost to competitor", "Budget withdrawn", "Built in-house", "Timing")

COMMENTS = (
    "Saves our teams hours every week", "Support answers fast", "Hard to roll out beyond the first teams",
    "Pricing is difficult to explain internally", "Muy buena experiencia", "Zu langsam bei grossen Projekten", "",
    "Good tool, thin reporting", "Les équipes l'adorent",
)  # fmt: skip

LIKES = ("fast to set up", "familiar to everybody", "bundled price", "strong reports")
DISLIKES = ("slow scans", "expensive at scale", "poor support", "hard to audit")
OUTCOMES = (
    "One pipeline for all teams",
    "Fewer tools to patch",
    "Evidence for the auditor",
    "Releases without weekends",
)

EVENT_NOTES = {
    "m_and_a": "Acquires a regional rival", "org_change": "New chief information officer",
    "team_change": "SA hands over",
    "competitive_loss": "Rival wins the testing unit", "strategic_initiative": "Board approves cloud programme",
    "resource_need": "Asks for help with migration", "exec_support_request": "Wants a meeting with our CEO",
    "win": "Signs the expansion", "other": "Moves headquarters",
}  # fmt: skip
