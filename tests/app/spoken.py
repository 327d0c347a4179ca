"""Every text that a page sends to the browser, and the words that are not for people who sell."""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

BANNED = re.compile(
    r"""\b(?:
    told | tells? | stands? | beside | weigh(?:ty|tiest|tier) | holds | threads? | rungs? | strips? | intake | doors?
    | frames? | marts? | viewers? | stg | key\ of | dangling | folded | left\ aside | set\ apart | quarantin\w*
    | middling | open\ ground | rests\ on | competitors['’]\ friends | of\ power | holds\ whom | level\ \d:\ [A-Z]\d
    | no\ action\ moved | mean\ of\ the\ estimates | \d+\ left\ out | left\ over\ [−+\d] | to\ be\ confirmed
    | the\ earlier\ day | in\ both\ bars | deals\ give | as\ is\ asked | before\ discovery\ ended
    | overtaken\ plans | worth\ knowing
    )\b | \bmachine: | \bn=\d | \(L\d """,
    re.IGNORECASE | re.VERBOSE,
)
"""Inner words, and turns of phrase that readers stumbled over."""

LABELS = {"Person", "Owner", "Submitter", "Counts under", "Rep"}
"""Never a label: one word per thing, AE, ASM or VP, or the role where it is none of them."""

_SILENT = {
    "id", "form_id", "key", "url", "icon", "color", "href", "page", "page_script_hash", "language", "query_string",
}  # fmt: skip
"""What is sent and not read."""


def said(app: AppTest) -> Iterator[tuple[str, str]]:
    """Each text of the page as it is now, with the kind of element it is in."""
    yield from _of_block(app._tree)


def found(texts: Iterator[tuple[str, str]], own: re.Pattern[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Each banned word: where it is, the word, and its text; `own` matches what the exports themselves say."""
    for where, text in texts:
        if text.startswith("?") or where.startswith("html"):  # a link or a style sheet
            continue
        if not BANNED.search(text) and text.strip() not in LABELS:  # most; the exports' own words take long to find
            continue
        ours = own.sub("…", text) if own else text
        if ours.strip() in LABELS and where.endswith(("label", "head")):
            yield where, ours, text
        for match in BANNED.finditer(ours):
            around = ours[max(match.start() - 60, 0) : match.end() + 60].replace("\n", " ")
            yield where, match.group(), around


def own_words(connection: duckdb.DuckDBPyConnection) -> re.Pattern[str] | None:
    """What the exports say that would be banned from our own mouth, so that it is not looked at."""
    columns = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'exports' and data_type = 'VARCHAR' and column_name not like 'record%'"
    ).fetchall()
    texts: set[str] = set()
    for table, column in columns:
        rows = connection.execute(f'select distinct "{column}" from exports."{table}"').fetchall()
        texts |= {text.strip() for (text,) in rows if isinstance(text, str) and BANNED.search(text)}
    both = sorted({form for text in texts for form in (text, re.sub(r"([^\w\s])", r"\\\1", text))}, key=len)
    return re.compile("|".join(map(re.escape, reversed(both)))) if both else None


def _of_block(block: Any) -> Iterator[tuple[str, str]]:
    for element in block.children.values():
        proto = getattr(element, "proto", None)
        kind = str(getattr(element, "type", ""))
        if isinstance(proto, Message):
            yield from ((f"{kind}.{name}", text) for name, text in _of_proto(proto))
        if kind == "arrow_data_frame" or isinstance(getattr(element, "value", None), pd.DataFrame):
            yield from ((f"{kind}.cell", text) for text in _of_cells(element.value))
        if hasattr(element, "children"):
            yield from _of_block(element)


def _of_proto(proto: Message) -> Iterator[tuple[str, str]]:
    for field, value in proto.ListFields():
        if field.name in _SILENT:
            continue
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _of_proto(one)
            elif isinstance(one, str):
                yield from _of_text(field.name, one)


def _of_text(name: str, text: str) -> Iterator[tuple[str, str]]:
    if text.startswith(("{", "[")):
        try:
            yield from _of_json(name, json.loads(text))
        except ValueError:
            yield name, text
    else:
        yield name, text


def _of_json(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _SILENT:
                yield from _of_json(key, one)
    elif isinstance(value, list):
        for one in value:
            yield from _of_json(name, one)


def _of_cells(frame: pd.DataFrame) -> Iterator[str]:
    for name in frame.columns:
        values = frame[name]
        if values.dtype == object or isinstance(values.dtype, pd.StringDtype):
            yield from (value for value in values.dropna().unique() if isinstance(value, str))
