"""Server time of a rerun of each page against an empty Streamlit page with the same imports and the same gc.freeze."""

import gc
import os
from pathlib import Path

from benchmarks.measure import Result, median_ms
from sightline.settings import ROOT

_EMPTY = """
import duckdb, pandas, plotly.graph_objects, pyarrow
import streamlit as st
st.write("empty")
"""

PAGES = (
    "pages/plans/adoption.py",
    "pages/plans/plan_coverage.py",
    "pages/about/exports.py",
    "pages/about/definitions.py",
)
GOAL = 6.0


def measure(out: Path) -> list[Result]:
    """One ratio per page, for the top of the tree, with answers cached as they are in a running server."""
    os.environ["SIGHTLINE_WAREHOUSE"] = str(out)
    from streamlit.testing.v1 import AppTest

    empty = AppTest.from_string(_EMPTY, default_timeout=120)
    empty.run()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    gc.collect()
    gc.freeze()
    floor = median_ms(empty.run)
    results = []
    for page in PAGES:
        app.switch_page(page).run()
        if app.exception:
            raise RuntimeError(f"{page} failed: {app.exception[0].value}")
        spent = median_ms(app.run)
        results.append(
            Result(f"rerun of {Path(page).stem}", f"{spent:.0f} ms", f"empty page {floor:.0f} ms", spent / floor, GOAL)
        )
    return results
