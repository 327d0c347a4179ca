"""Amounts in the currency of the warehouse, for sentences: two bare dollar signs would make a formula in Markdown."""

from typing import Any

from sightline import door, words


def money(amount: Any) -> str:
    """`$2.4M` as Markdown shows it; "unknown" without an amount."""
    return words.plain(words.money(amount, door.settings().reporting_currency))


def moneys(*amounts: Any, whole: Any = None, figures: int | None = None) -> list[str]:
    """The amounts of one sentence at one precision, as `words.moneys` writes them."""
    texts = words.moneys(*amounts, currency=door.settings().reporting_currency, whole=whole, figures=figures)
    return [words.plain(text) for text in texts]
