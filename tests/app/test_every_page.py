"""Every page of the menu opens for every kind of viewer on every kind of exports; a new page is in by being there."""

import re
from pathlib import Path

import pytest

from sightline import menu
from tests.app import spoken
from tests.app.conftest import Open, seal_company

PAGES = list(menu.TITLES)
NOBODY = "nobody-of-this-name"
VIEWERS = {
    "full": {
        "whole company": "operator",
        "top": "USR-CRO-01",
        "VP": "USR-VP-01",
        "ASM": "USR-ASM-01",
        "AE": "USR-AE-021",
        "team member": "USR-SA-01",
        "stranger": "USR-OPS-01",
        "nobody": NOBODY,
    },
    "bare": {
        "whole company": "operator",
        "top": "top",
        "ASM": "asm",
        "AE": "rep",
        "team member": "sa",
        "stranger": "ops",
        "nobody": NOBODY,
    },
    "empty": {"whole company": "operator", "nobody": NOBODY},
}
"""Who opens the pages, by kind of exports: the one VP of the bare company is its top, and nobody is in an empty one."""


@pytest.fixture(scope="session")
def folders(sample_folder: Path, company_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A warehouse per kind of exports: all there are, a few tables with their keys, tables without a row."""
    empty = tmp_path_factory.mktemp("empty")
    seal_company(empty, f"empty-{empty.name}-{tmp_path_factory.getbasetemp().name}", exports={})
    return {"full": sample_folder, "bare": company_folder, "empty": empty}


@pytest.mark.parametrize(
    ("exports", "viewer"),
    [
        pytest.param(exports, viewer, id=f"{exports}-{kind}")
        for exports, people in VIEWERS.items()
        for kind, viewer in people.items()
    ],
)
def test_every_page_opens_in_the_words_of_those_who_sell(
    open_app: Open, folders: dict[str, Path], own_words: re.Pattern[str] | None, exports: str, viewer: str
) -> None:
    """No fault; a title; below it rows, figures or a sentence that says why there are none; no word of its works."""
    app = open_app(folder=folders[exports], viewer=viewer)
    faults: dict[str, object] = {}
    heard: set[tuple[str, str, str]] = set()
    for path in PAGES:
        app.switch_page(path).run()
        if app.exception or app.error:
            faults[path] = [element.value for element in (*app.exception, *app.error)]
        elif not app.title or (app.title[0].value == "Who is looking?") != (viewer == NOBODY):
            faults[path] = [element.value for element in app.title] or "no title"
        elif not (app.dataframe or app.metric or app.info or app.warning or app.markdown):
            faults[path] = "neither rows nor figures nor a sentence"
        pictures = [chart.proto.spec for chart in app.get("plotly_chart")]
        if not all('"template":"none"' in picture and '"bdata"' not in picture for picture in pictures):
            faults[path] = "a picture that Plotly draws twice"
        heard.update(spoken.found(spoken.said(app), own_words))

    assert faults == {}
    assert sorted(heard) == []
