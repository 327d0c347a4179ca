"""Real exports that nobody here wrote, dropped in a real browser: published they are what a command makes of them."""

import re
from pathlib import Path

import pytest

from sightline.exports.opening.sources import files_in
from sightline.warehouse import versions
from tests.browser import Serve, settled, sync_api, visit
from tests.conftest import REAL, Real
from tests.drops.conftest import after
from tests.drops.test_load_files_browser import answer

SETS = sorted(path.name for path in REAL.glob("*") if path.is_dir())
NONE = "None of these files can be loaded"


@pytest.mark.parametrize("name", SETS or [pytest.param("none", marks=pytest.mark.skip(reason="no real exports here"))])
def test_every_real_set_is_published_in_the_browser_as_by_command(
    browser: "sync_api.Browser", serve: Serve, loaded: Path, real: Real, tmp_path: Path, name: str
) -> None:
    """Dropped as they are, looked at, each question ticked, published: as many rows of each table as by `load`."""
    out = after(loaded, tmp_path / "warehouse").out
    first = versions.current(out)
    seen = visit(browser, f"{serve(out)}/load_files")
    page = seen.page
    page.locator('input[type="file"]').set_input_files([str(path) for path in files_in(REAL / name)])
    page.get_by_text(re.compile(f"files? can be loaded|{NONE}")).first.wait_for(timeout=120_000)
    settled(page)

    if page.get_by_text(NONE).count() == 0:
        page.get_by_role("button", name="Preview", exact=True).press("Enter")
        page.get_by_text("Ready to publish; nobody sees it yet.").wait_for(timeout=120_000)
        settled(page)
        answer(page)
        page.get_by_role("button", name="Publish", exact=True).press("Enter")
        page.get_by_text("Published: everyone sees these exports now.").wait_for(timeout=120_000)
        assert counted(versions.in_force(out)["rows"]) == counted(dict(real(name).seal["rows"]))
        assert versions.current(out) != first
    assert (seen.complaints, seen.strangers) == ([], [])


def counted(rows: dict[str, int]) -> dict[str, int]:
    """Rows of each table of the contract, those without a row left out."""
    return {table: count for table, count in rows.items() if table.startswith("exports.") and count}
