"""Pipeline review where there is little to review: exports that nobody gave, and a quarter with nothing open."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline.sections.forecast.pipeline_review import shows
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions
from sightline.warehouse.versions import Warehouse
from tests.warehouse.test_versions import MINIMAL

PAGE = "pages/forecast/pipeline_review.py"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of people, one account and one won deal: no calls, quotas, snapshots or deal plans."""
    drop, out = tmp_path_factory.mktemp("drop"), tmp_path_factory.mktemp("out")
    for name, text in MINIMAL.items():
        (drop / name).write_text(text, encoding="utf-8")
    versions.publish(drop, out, Settings())
    return out


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """The page at an address, on a warehouse."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params = dict(parameters)
    app.run()
    return app.switch_page(PAGE).run()


@pytest.mark.parametrize("view", [shows.FIRST, *shows.TABS])
def test_every_tab_opens_without_the_exports_it_would_like(
    view: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No calls, quotas, snapshots or plans: said, and no fault."""
    app = opened(bare, monkeypatch, view=view)

    assert not app.error, [fault.value for fault in app.error]
    assert not app.exception
    assert "Commit call" not in " ".join(one.value for one in app.caption)


def test_an_empty_quarter_is_a_sentence_and_not_an_empty_picture(
    sample: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An AE without an open deal this quarter reads so, and of nothing won, lost or pushed."""
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, tmp_path / name)
    empty = opened(tmp_path, monkeypatch, viewer="USR-AE-001")
    busy = opened(tmp_path, monkeypatch, viewer="USR-ASM-01")

    assert "no waterfall to draw" in empty.info[0].value
    assert "Nothing was open on 28 Sep 2026" in empty.markdown[0].value
    assert "$0" not in empty.markdown[0].value
    assert not empty.main.get("plotly_chart")
    assert busy.main.get("plotly_chart")
    assert "Commit call **" in " ".join(one.value for one in busy.caption)
