"""Pipeline review where there is little to review: exports that nobody gave, and a quarter with nothing open."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline.sections.forecast.pipeline_review import shows
from sightline.settings import ROOT, Settings
from sightline.warehouse import publishing
from sightline.warehouse.versions import Warehouse
from tests.warehouse.test_versions import MINIMAL

PAGE = "pages/forecast/pipeline_review.py"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of people, one account and one won deal: no calls, quotas, snapshots or deal plans."""
    drop, out = tmp_path_factory.mktemp("drop"), tmp_path_factory.mktemp("out")
    for name, text in MINIMAL.items():
        (drop / name).write_text(text, encoding="utf-8")
    publishing.publish(drop, out, Settings())
    return out


@pytest.fixture(scope="module")
def shown(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's warehouse for the app: one file cannot be opened and locked down twice at once."""
    folder = tmp_path_factory.mktemp("shown")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, folder / name)
    return folder


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """The page at an address, on a warehouse."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params = dict(parameters)
    app.run()
    return app.switch_page(PAGE).run()


@pytest.mark.parametrize("view", shows.TABS)
def test_every_tab_opens_without_the_exports_it_would_like(
    view: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No calls, quotas, snapshots or plans: said, and no fault."""
    app = opened(bare, monkeypatch, view=view)

    assert not app.error, [fault.value for fault in app.error]
    assert not app.exception
    assert "Commit call" not in " ".join(one.value for one in app.markdown)


@pytest.mark.parametrize("view", shows.RENAMED)
def test_a_link_to_a_tab_of_before_leads_to_where_it_is_now(
    view: str, shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied links outlive the names of tabs."""
    app = opened(shown, monkeypatch, viewer="USR-AE-003", view=view)

    tab, choice, value = shows.RENAMED[view]
    assert app.query_params["view"] == tab
    assert choice is None or app.query_params[choice] == value


def test_an_empty_quarter_is_a_sentence_and_not_an_empty_picture(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An AE without an open deal this quarter reads so, and sees no bars of nothing."""
    empty = opened(shown, monkeypatch, viewer="USR-AE-001")
    busy = opened(shown, monkeypatch, viewer="USR-ASM-01")

    assert "no open deal within these filters was to close in FY27-Q3" in empty.info[0].value
    assert "$0" not in empty.markdown[0].value
    assert len(empty.main.get("plotly_chart")) == 1
    assert len(busy.main.get("plotly_chart")) == 2
    assert "Commit call **" in " ".join(one.value for one in busy.markdown)


def test_the_first_screen_has_the_deals_to_act_on_with_what_to_do(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verb first, whose deal it is and why; the largest of those to act on leads."""
    app = opened(shown, monkeypatch, viewer="USR-ASM-01")
    said = [one.value.replace("\\", "") for one in app.markdown]

    assert "to act on" in said[said.index(next(one for one in said if "to watch" in one))]
    assert "**Move up or push to FY27-Q4.** Enzo Mutasa · Still in Pipeline in month 3, closes on 20 Oct 2026" in said
