"""The headings of Definitions, and every measure as a row."""

from collections.abc import Mapping, Sequence

import pandas as pd

from sightline.metrics import Metric, named

DEFINITIONS = named("metric rule definition formula source example")
GROUPS = {
    "Adoption and its change": "S1 S3 C4 C5 C6 1.1.4 S34",
    "Key accounts without a plan": "S2 C12",
    "How many plans an AE can work": "S5 S6",
    "Levels of a plan": "1.1.1 1.1.2",
    "Plan before the deal left discovery": "S4",
    "Fresh and inspected plans": "S21 S22 S23 C9",
    "Whitespace": "S70 S71 S72 S73 S74 S75 S77 S78 S110",
    "One account": "S39 S40 S41 S42 S108 S115 H5",
    "Relationships": "S51 S52 S53 S54 S55 S56 S57 S58 S59 S60 S61 S62 S63 S65 S66 S67 S68 S69 C7 S106",
    "Actions and the team": "S82 S84 S85 S87 S88",
    "Plan checks": "S96 S20 S14",
    "Pipeline and quota": "2.2 2.3 2.4",
    "Forecast calls": "S103",
    "Pipeline hygiene": "2.5 H0 H6 H8 S97 S99 S31 S32 S100 S102 S106",
    "Loading exports": "Loading",
}
"""Headings and the rules below them."""


def by_group(metrics: Sequence[Metric]) -> dict[str, list[Metric]]:
    """The metrics below their headings, each by its first rule; headings without any are left out."""
    groups: dict[str, list[Metric]] = {name: [] for name in [*GROUPS, "More"]}
    for metric in metrics:
        rule = metric.rule.split(",")[0]
        groups[next((name for name, rules in GROUPS.items() if rule in rules.split()), "More")].append(metric)
    return {name: found for name, found in groups.items() if found}


def in_words(metrics: Sequence[Metric]) -> str:
    """Two paragraphs per metric: what it is, and in small print how it is counted. One element, however many."""
    return "\n\n".join(
        f"**{one.label}**  \n{one.definition}\n\n"
        f"Formula: {one.formula}.  \nExample: {one.example}  \nSource: {one.source}. Rule: {one.rule}."
        for one in metrics
    )


def as_frame(metrics: Sequence[Metric]) -> pd.DataFrame:
    """One row per metric, for the download."""
    rows = [(one.label, one.rule, one.definition, one.formula, one.source, one.example) for one in metrics]
    return pd.DataFrame(rows, columns=list(DEFINITIONS))


def by_page(places: Mapping[str, str]) -> str:
    """One line per page with the rules shown there, as a list."""
    pages: dict[str, list[str]] = {}
    for rule, page in places.items():
        pages.setdefault(page, []).append(rule)
    return "\n".join(f"- **{page}** {', '.join(rules)}" for page, rules in pages.items())
