"""No page speaks of its own works: each is gone through tab by tab, and every text it sends is read."""

import re
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sightline import menu
from sightline.metrics import COLUMNS, WITHOUT_DATA, Metric
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.app import spoken
from tests.app.conftest import Open

TOP = {"viewer": "USR-CRO-01", "quarter": "FY27-Q3"}
OF_AN_AE = "where owner_id = 'USR-AE-021' order by 1 limit 1"
ABOUT = {
    "account": ("account", f"select account_id from exports.accounts {OF_AN_AE}"),
    "pipeline_review": ("deal", f"select opportunity_id from exports.opportunities {OF_AN_AE}"),
}
"""Pages about one account, or with one deal opened."""
OF_A_QUARTER = ("pipeline_review", "forecast_calls", "qbr_pack")
"""Pages that say other things of a quarter that has ended."""


def test_every_tab_speaks_the_words_of_those_who_sell(
    open_app: Open, sample_folder: Path, sample: Warehouse, own_words: re.Pattern[str] | None
) -> None:
    """Titles, sentences, labels, hovers, heads, cells, legends and alt texts of each tab, and of an ended quarter.

    One app goes from page to page. How a page opens for each kind of reader is read where all of them open.
    """
    found: dict[tuple[str, str, str], str] = {}
    app = open_app(sample_folder, **TOP)
    for path in menu.TITLES:
        page = Path(path).stem
        about = {}
        if page in ABOUT:
            name, sql = ABOUT[page]
            about = {name: sample.connection.execute(sql).fetchall()[0][0]}
        app.switch_page(path)
        for address in _views(app, {**TOP, **about}, with_ended=page in OF_A_QUARTER):
            for hit in spoken.found(spoken.said(app), own_words):
                found.setdefault(hit, f"{page} {address}")
    lines = [f"{word!r:22} {where:28} {text!r}  [{seen}]" for (where, word, text), seen in sorted(found.items())]

    assert lines == []


def test_every_measure_is_defined_in_the_words_of_those_who_sell() -> None:
    """Labels, definitions, formulas and examples; they are read in hovers, on Definitions and in every download."""
    texts: list[tuple[str, str]] = [(f"{name} label", column.label) for name, column in COLUMNS.items()]
    for name, column in COLUMNS.items():
        if isinstance(column, Metric):
            filled = column.filled(Settings().thresholds)
            texts += [(name, part) for part in (filled.told, filled.source, filled.example)]
    texts += list(WITHOUT_DATA.items())
    lines = [f"{word!r:22} {where:28} {text!r}" for where, word, text in spoken.found(iter(texts))]

    assert lines == []


def _views(app: AppTest, address: dict[str, str], *, with_ended: bool) -> Iterator[dict[str, str]]:
    """The address of each tab of the page, the app being there, and last of the page about an ended quarter."""
    first = _at(app, address)
    yield first
    for tab in [tab.label for tab in app.tabs][1:]:
        yield _at(app, {**address, "view": tab, "part": tab})
    if with_ended:
        yield _at(app, {**address, "quarter": "FY27-Q2"})


def _at(app: AppTest, address: dict[str, str]) -> dict[str, str]:
    app.query_params.clear()
    app.query_params.update(address)
    app.run()
    return address
