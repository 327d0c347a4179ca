"""No page speaks of its own works: each is opened tab by tab for those who read it, and every text it sends is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sightline import menu
from sightline.metrics import COLUMNS, WITHOUT_DATA, Metric
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.app import spoken
from tests.app.conftest import Open

PAGES = {Path(path).stem: path for path in menu.TITLES}
READERS: list[tuple[str, dict[str, str]]] = [
    ("full", {"viewer": "USR-CRO-01"}),
    ("full", {"viewer": "USR-CRO-01", "quarter": "FY27-Q2"}),
    ("full", {"viewer": "USR-ASM-01"}),
    ("full", {"viewer": "USR-AE-021"}),
    ("full", {"viewer": "USR-SA-01"}),
    ("bare", {"viewer": "top"}),
    ("bare", {"viewer": "rep"}),
]
"""Who reads: exports and address, an ended quarter among them."""

OF_THE_AE = "where owner_id = 'USR-AE-021' order by 1 limit 1"
ABOUT = {
    "account": ("account", f"select account_id from exports.accounts {OF_THE_AE}"),
    "pipeline_review": ("deal", f"select opportunity_id from exports.opportunities {OF_THE_AE}"),
}
"""Pages about one account, or with one deal opened: those of the AE among the readers."""


@pytest.fixture(scope="session")
def read_folders(sample: Warehouse, company_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The warehouse of the sample company, and of one of which little is known."""
    full = tmp_path_factory.mktemp("read")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        (full / name).hardlink_to(sample.path.parent / name)  # one process opens a file in one way only
    return {"full": full, "bare": company_folder}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_the_words_of_those_who_sell(
    open_app: Open, read_folders: dict[str, Path], sample: Warehouse, page: str
) -> None:
    """Titles, sentences, labels, hovers, heads, cells, legends and alt texts, in every tab and every way to look."""
    own = spoken.own_words(sample.connection)
    found: dict[tuple[str, str, str], str] = {}
    about = {}
    if page in ABOUT:
        name, sql = ABOUT[page]
        about = {name: sample.connection.execute(sql).fetchall()[0][0]}
    for place, (exports, reader) in enumerate(READERS):
        address = {**reader, **about}
        for app, asked in _views(open_app, read_folders[exports], page, address, every_way=not place):
            for hit in spoken.found(spoken.said(app), own):
                found.setdefault(hit, " ".join(f"{name}={value}" for name, value in asked.items()))
    lines = [f"{word!r:22} {where:28} {text!r}  [{asked}]" for (where, word, text), asked in sorted(found.items())]

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


def _views(
    open_app: Open, folder: Path, page: str, address: dict[str, str], *, every_way: bool
) -> Iterator[tuple[AppTest, dict[str, str]]]:
    """The page as it opens, in each of its tabs, and there in every other way to look at it, one at a time."""
    app = _opened(open_app, folder, page, address)
    yield app, address
    tabs = [tab.label for tab in app.tabs]
    for tab in tabs or [""]:
        in_tab = {**address, "view": tab, "part": tab} if tab else address
        app = _opened(open_app, folder, page, in_tab)
        yield app, in_tab
        for widget in (*app.button_group, *app.radio) if every_way else ():
            options: Any = getattr(widget.format_func, "__self__", {})  # the controls name their options in a table
            name = str(widget.key).removeprefix("choice_")
            for value in options if isinstance(options, dict) and name != widget.key else ():
                if value != widget.value:
                    asked = {**in_tab, name: value}
                    yield _opened(open_app, folder, page, asked), asked


def _opened(open_app: Open, folder: Path, page: str, address: dict[str, str]) -> AppTest:
    app = open_app(folder, **address)
    app.switch_page(PAGES[page])
    app.query_params.update(address)
    return app.run()
