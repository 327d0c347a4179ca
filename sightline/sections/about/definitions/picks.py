"""Which measures and rules a search finds."""

from sightline.metrics import METRICS, SHOWN_ON, WITHOUT_DATA, Metric
from sightline.settings import Settings


def metrics_about(words: str, settings: Settings) -> list[Metric]:
    """Every metric, with the settings in force in its sentences, that mentions all of the given words."""
    filled = [metric.filled(settings.thresholds) for metric in METRICS.values()]
    return [
        metric
        for metric in filled
        if _mentions(
            words,
            *(metric.label, metric.name, metric.rule, metric.definition),
            *(metric.formula, metric.source, metric.example),
        )
    ]


def rules_about(words: str) -> dict[str, str]:
    """The rules without data that mention all of the given words, by rule id."""
    return {rule: text for rule, text in WITHOUT_DATA.items() if _mentions(words, rule, text)}


def places_about(words: str) -> dict[str, str]:
    """The page of each rule that is shown and that, with its page, mentions all of the given words, by rule id."""
    return {rule: page for rule, page in SHOWN_ON.items() if _mentions(words, rule, page)}


def _mentions(words: str, *texts: str) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in words.casefold().split())
