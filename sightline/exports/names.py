"""How names of columns and values are made comparable."""

import re
import unicodedata
from functools import cache

_NAMESPACE = re.compile(r"^[a-z0-9]+__(?=\w+__(?:c|r|pc|x)$)")
_CUSTOM = re.compile(r"__(?:c|r|pc|x)$")

LISTED = 6
"""Names that one sentence lists before it counts the rest."""


@cache  # each header of a file is held against every table
def header_key(header: str) -> str:
    """A header without case, blanks, punctuation, byte order mark, `__c` and namespace: spellings of one are equal."""
    text = unicodedata.normalize("NFKC", header).replace("\ufeff", "").strip().casefold()
    text = _CUSTOM.sub("", _NAMESPACE.sub("", text))
    return "".join(sign for sign in text if sign.isalnum())


def word_key(word: str) -> str:
    """A value without case, blanks and punctuation."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", word).casefold() if sign.isalnum() or sign in "+&")


def listed(names: list[str]) -> str:
    """Names as a sentence lists them; of many the first few and the number of the others."""
    more = len(names) - LISTED
    shown = names[:LISTED] + ([f"{more} more"] if more > 0 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


CURRENCIES = {
    "usdollar": "USD",
    "unitedstatesdollar": "USD",
    "euro": "EUR",
    "poundsterling": "GBP",
    "britishpound": "GBP",
    "swissfranc": "CHF",
    "japaneseyen": "JPY",
    "yen": "JPY",
    "canadiandollar": "CAD",
    "australiandollar": "AUD",
    "indianrupee": "INR",
    "swedishkrona": "SEK",
}
"""Currencies that tools write by name, as their ISO 4217 codes."""

CODES = (
    "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COD", "COP", "CZK", "DKK", "EGP", "EUR", "GBP",
    "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD",
    "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD",
    "UYU", "VND", "ZAR",
)  # fmt: skip
"""Codes of currencies (ISO 4217) that stand beside amounts in cells."""

NULLS = ("null", "NULL", "Null", "N/A", "n/a", "#N/A", "-", "00/00/0000", "0000-00-00", "[Blank]", "000000000000000AAA")
"""Spellings of nothing in any column; `None` and `NA` are nothing too, except where they are values."""
