"""What Load files says at each step, in the words of those who sell, whatever stands in a file."""

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sightline import audit, menu
from sightline.drops import child
from sightline.sections.about.load_files import shows
from tests.app import spoken
from tests.app.conftest import Open, page, seal_company
from tests.drops.conftest import COMPANY, Desk
from tests.exports.drop import DEAL, DEALS_HEADER

pytest_plugins = ["tests.app.conftest"]

HOSTILE = "*a* <b>b [c](javascript:x).csv"
BAD = "o9,:red[x] <i>y</i>,a1,u1,4-Proposal,new,*lots*,commit,false,false,2026-09-30,2026-01-05\n"
LOOKED: dict[str, Any] = {
    "version": "v2",
    "before": "v1",
    "is_shown": False,
    "doubts": [],
    "asks": ["Open pipeline goes from $1M to $620k (−38 %). Is it a filtered report?", "*Why* <b>not</b>?"],
    "compared": {
        "quarter": "FY27-Q3",
        "currency": "USD",
        "measures": [
            {"measure": "coverage_share", "before": 0.5, "after": 0.6},
            {"measure": "won_amount", "before": 100.0, "after": 100.0},
            {"measure": "open_quarter_amount", "before": 1e6, "after": 6.2e5},
            {"measure": "covered_accounts", "before": None, "after": 5.0},
        ],
        "names": [
            {"kind": "AE", "before": 3, "after": 3, "came_count": 0, "went_count": 0, "came": [], "went": []},
            {
                "kind": "deal",
                "before": 9,
                "after": 7,
                "came_count": 1,
                "went_count": 3,
                "came": [["*Ray* <b>", 5.0]],
                "went": [["Acme", 7.5], ["Bolt", None]],
            },
        ],
    },
}


@pytest.fixture
def operator(tmp_path: Path) -> Desk:
    """Whoever runs Sightline, at a desk of the tiny company."""
    folder = tmp_path / "warehouse"
    seal_company(folder, f"loading-{tmp_path.name}-{tmp_path.parent.name}")
    return Desk(folder, who=audit.KEEPER)


def texts(app: AppTest) -> str:
    """Everything the page says in Markdown, boxes and buttons."""
    told = [*app.markdown, *app.caption, *app.warning, *app.info]
    return " ".join([*(one.value for one in told), *(one.label for one in (*app.button, *app.checkbox))])


def test_each_step_is_said_in_words_of_those_who_sell_and_no_text_of_a_file_does_anything(
    open_app: Open, operator: Desk
) -> None:
    """Nothing dropped, then read on every tab, then looked at: what a file or a name holds is shown as it is."""
    app = page(open_app(operator.out, viewer="operator"), "about/load_files")
    assert "Drop the files you exported" in texts(app)
    heard = set(spoken.found(spoken.said(app)))

    operator.read({**COMPANY, HOSTILE: DEALS_HEADER + DEAL + BAD, "opportunities.csv": "x"})
    for tab in shows.TABS:
        app.query_params["view"] = tab
        app.run()
        assert not app.exception
        assert not re.search(r"(?<!\\)(<b>|\*a\*|\[c\]|:red\[)", texts(app))
        heard |= set(spoken.found(spoken.said(app)))
    assert "1 row rejected" in texts(app)
    assert "Preview" in texts(app)

    (operator.drop.path / "preview.json").write_text(json.dumps(LOOKED), encoding="utf-8")
    app.run()
    assert not app.exception
    assert "**Ready to publish; nobody sees it yet.** 2 questions first." in texts(app)
    assert [one.disabled for one in app.button if one.label == "Publish"] == [True]
    for box in [box for box in app.checkbox if str(box.key).startswith("ask_")]:
        box.check()
    app.run()
    assert [one.disabled for one in app.button if one.label == "Publish"] == [False]
    measures = next(table.value for table in app.dataframe if "change_text" in table.value.columns)
    assert measures["change_text"].tolist() == [
        "+10.0\u202fpt",
        "no change",
        "−38\u202f%",
        "",
        "no change",
        "−22\u202f%",
    ]
    assert [one.label for one in app.expander if one.label.endswith(("new", "gone"))] == ["1 deal new", "3 deals gone"]
    heard |= set(spoken.found(spoken.said(app)))
    assert sorted(heard) == []


def test_a_page_of_a_role_is_offered_to_who_has_it_alone() -> None:
    """Under Exports in the menu, and nowhere for anybody else."""
    everybody = menu.offered("rep", sees_accounts=True)
    loader = menu.offered("rep", sees_accounts=True, roles=["load"])
    assert [path for path in loader if path not in everybody] == ["pages/about/load_files.py"]
    assert loader.index("pages/about/load_files.py") == loader.index("pages/about/exports.py") + 1


@pytest.mark.parametrize("step", ["read", "trial", "preview", "publish"])
def test_a_step_at_work_is_said_on_every_page_of_whoever_began_it_and_publishing_is_not_ended_half_way(
    open_app: Open, operator: Desk, step: str
) -> None:
    """In a second tab too. What may be ended can be, here; what is put in force can be taken back afterwards."""
    drop = operator.drop
    child.start(drop, step, operator.settings)
    os.kill(child._at_work[drop.path].pid, signal.SIGSTOP)  # at work, and no further until it is ended
    app = page(open_app(operator.out, viewer="operator"), "about/load_files")
    child.stop(drop)

    assert not app.exception
    assert ("Only you see these files until you publish." in texts(app)) is (step != "publish")
    assert [one.label for one in app.button if one.key == "stop_step"] == ([] if step == "publish" else ["Stop"])
