"""The Plans pages where there is little or nothing to show."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline.settings import ROOT, Settings
from sightline.warehouse import publishing
from tests.warehouse.test_versions import MINIMAL


@pytest.mark.parametrize("page", ["adoption", "plan_coverage"])
def test_without_a_plans_export_adoption_is_unknown_and_not_zero(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C7: the page names the missing export and offers its template instead of counting nothing as no."""
    drop = tmp_path / "drop"
    drop.mkdir()
    for name, text in MINIMAL.items():
        (drop / name).write_text(text, encoding="utf-8")
    publishing.publish(drop, tmp_path / "out", Settings())
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path / "out"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/plans/{page}.py").run()

    assert "No export of account plans is loaded" in app.info[0].value
    assert not app.metric
