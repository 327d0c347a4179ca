"""Exports and Definitions, for those who may see everything and those who may not."""

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline.metrics import METRICS, WITHOUT_DATA
from sightline.sections.about.exports import templates
from sightline.settings import ROOT
from tests.app.conftest import CANARY, Open, everything_said, page, tiny
from tests.sealed import seal


@pytest.mark.parametrize("viewer", ["top", "operator"])
def test_who_may_see_everything_sees_each_quarantined_row(open_app: Open, viewer: str) -> None:
    """File, line, what is wrong, what to do, and the row as it stands in the file."""
    app = page(open_app(viewer=viewer, view="Rejected rows"), "about/exports")
    apart = next(table.value for table in app.dataframe if "raw_record" in table.value.columns)
    assert apart["raw_record"].tolist() == [CANARY]
    assert apart["line_number"].tolist() == [10]
    assert "**4 of 4 files loaded; " in " ".join(text.value for text in app.markdown)
    said = " ".join(text.value for text in app.markdown)
    assert "Row rejected: account\\_id is empty; fill it and export again." in said


@pytest.mark.parametrize("viewer", ["asm", "rep", "sa", "ops"])
def test_others_see_age_and_missing_tables_and_no_row(open_app: Open, viewer: str) -> None:
    """Rows of the exports are not theirs to see, nor how many there are."""
    for tab, columns in (
        ("Tables", {"table_name", "exported_at", "behind_days", "is_derived"}),
        ("Missing exports", {"table_name", "column_name", "needed_for"}),
    ):
        app = open_app(viewer=viewer)
        app = page(app, "about/exports")  # this viewer may land on a page with tabs of the same name
        app.query_params["view"] = tab
        app.run()
        assert columns in [set(table.value.columns) for table in app.dataframe]
        assert CANARY not in everything_said(app)
        assert "rejected." not in app.markdown[0].value


@pytest.mark.parametrize(("hours", "is_said"), [(24, False), (25, True)])
def test_two_exports_more_than_a_day_apart_are_said_on_the_page_and_beside_every_number(
    tmp_path: Path, open_app: Open, hours: int, is_said: bool
) -> None:
    """S113: which is older, by how much, and on which pages one number mixes two days; a day apart is not said."""
    older = (
        f"update intake.files set exported_at = exported_at - interval {hours} hour where table_name = 'account_team'"
    )
    folder = tmp_path / f"apart-{hours}"
    seal(folder, f"apart-{hours}-{tmp_path.parent.name}", tiny(), intake=(older,))
    app = page(open_app(folder, viewer="rep"), "about/exports")
    told = " ".join(warning.value for warning in app.warning)
    beside = " ".join(link.proto.help for link in app.get("page_link"))
    assert ("is of 3 Oct 2026" in told and "Relationship health" in told) is is_said
    assert "load them again" not in told  # of use to those who load alone
    loads = page(open_app(folder, viewer="operator"), "about/exports")
    assert ("Account team (3 Oct 2026)" in " ".join(warning.value for warning in loads.warning)) is is_said
    assert ("Account team exported 2 days before the newest" in beside) is is_said


def test_a_stranger_sees_no_export(open_app: Open) -> None:
    """Someone who is not in the users export gets one sentence."""
    open_app()
    app = AppTest.from_file(str(ROOT / "pages/about/exports.py"), default_timeout=60)
    app.session_state["viewer_id"] = "nobody"
    app.run()
    assert not app.dataframe
    assert "not in the users export" in app.info[0].value


def test_a_missing_table_names_the_pages_it_costs_and_its_template(open_app: Open) -> None:
    """An empty state teaches: what is missing, what for, and a file to fill in."""
    app = page(open_app(viewer="rep", view="Missing exports"), "about/exports")
    missing = next(table.value for table in app.dataframe if "needed_for" in table.value.columns)
    assert missing["table_name"].tolist() == ["nps"]
    app = page(open_app(viewer="rep", view="Templates"), "about/exports")
    app.selectbox(key="template").select("nps").run()
    assert "What customers answered" in " ".join(text.value for text in app.markdown)


def test_the_templates_of_a_page_are_the_files_that_it_needs_and_those_that_add_to_it(open_app: Open) -> None:
    """For Whitespace two files are needed; the link holds the page, and each file of it can be looked into."""
    app = page(open_app(viewer="rep", view="Templates", **{"for": "Whitespace"}), "about/exports")
    said = " ".join(text.value for text in app.markdown)
    assert "**Whitespace needs 2 files: Accounts and Whitespace cells.** 3 more add to it." in said
    files = next(table.value for table in app.dataframe if "required_columns" in table.value.columns)
    assert files["table_name"].tolist() == [
        "Accounts",
        "Whitespace cells",
        "Buying centres",
        "Products",
        "Stages",
    ]
    assert files["is_required"].tolist() == ["yes", "yes", "no", "no", "no"]
    assert files["required_columns"][1] == "account_id, as_of_date, state, currency"
    assert [*app.selectbox(key="template").options] == files["table_name"].tolist()


def test_the_templates_of_a_page_come_as_one_zip_that_loads_as_it_is() -> None:
    """The files bear the names of their tables and the same bytes as each for itself."""
    needed, added = templates.tables_of("Whitespace")
    with zipfile.ZipFile(io.BytesIO(templates.packed([*needed, *added]))) as kept:
        assert kept.namelist() == [f"{export.name}.csv" for export in [*needed, *added]]
        for name in kept.namelist():
            assert kept.read(name) == (ROOT / "data" / "templates" / name).read_bytes()
    assert templates.packed(needed) == templates.packed(needed)


def test_every_measure_is_defined_with_the_settings_in_force(open_app: Open) -> None:
    """Words, formula, example, source; no setting is left as a {name}."""
    app = page(open_app(viewer="rep"), "about/definitions")
    said = " ".join(text.value for text in app.markdown) + " ".join(text.value for text in app.caption)
    for metric in METRICS.values():
        assert f"**{metric.label}**  \n" in said
    assert "{" not in said
    assert all(f"**{rule}**" in said for rule in WITHOUT_DATA)


def test_definitions_can_be_searched_by_rule_and_by_word(open_app: Open) -> None:
    """The search stands in the address, so that a definition can be sent."""
    app = page(open_app(viewer="rep"), "about/definitions")
    app.text_input(key="choice_search").input("capacity gap").run()
    said = " ".join(text.value for text in app.markdown)
    assert "**Capacity gap**  \nKey accounts beyond" in said
    assert "**Stale plans**" not in said
    app.text_input(key="choice_search").input("qqqq").run()
    assert "No measure mentions that" in app.info[0].value
