"""Who may load and who may read the record: whom the settings name, as themselves, until the last day."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline import door
from sightline.settings import ROOT
from tests.access.conftest import EMAILS, people, sign_in
from tests.app.conftest import seal_company

TODAY = dt.date.today()
YESTERDAY = TODAY - dt.timedelta(days=1)
LOCAL, SIGNED = "", '[sign_in]\nmode = "oidc"\n'
May = Callable[..., tuple[bool, bool]]


@pytest.fixture(scope="module")
def roles_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the company whose people have addresses."""
    folder = tmp_path_factory.mktemp("roles")
    named_so = {"user_id": "operator", "full_name": "Otto Zufall", "manager_id": "asm", "email": EMAILS["operator"]}
    seal_company(folder / "warehouse", f"roles-{folder.name}", [*people(), {**named_so, "role": "AE"}])
    return folder / "warehouse"


def asked(viewer: str) -> None:
    """A page that says what may be done there."""
    import streamlit as st

    from sightline.access import roles

    st.json([roles.may_load(viewer), roles.may_audit(viewer)])


@pytest.fixture
def may(roles_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[May]:
    """Whether somebody may load and may audit, under these settings, signed in as `who` and looking as `viewer`."""

    def judged(settings: str, viewer: str, who: str = "", warehouse: Path = roles_folder) -> tuple[bool, bool]:
        file = tmp_path / "settings.toml"
        file.write_text(settings, encoding="utf-8")
        monkeypatch.setenv("SIGHTLINE_SETTINGS", str(file))
        monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(warehouse))
        door._settings.cache_clear()
        app = AppTest.from_function(asked, kwargs={"viewer": viewer}, default_timeout=60)
        sign_in(app, EMAILS.get(who, who))
        app.run()
        assert not app.exception, app.exception[0].message
        load, audit = json.loads(app.json[0].value)
        return load, audit

    yield judged
    door._settings.cache_clear()


def test_whoever_sits_at_the_computer_may_load_whomever_they_look_as(may: May, tmp_path: Path) -> None:
    """Before anything is loaded too; the record is shown as the person who is looked as would see it."""
    assert may(LOCAL, "operator") == (True, True)
    assert may(LOCAL, "rep") == (True, False)
    assert may('auditors = ["rep"]', "rep") == (True, True)
    assert may(LOCAL, "operator", warehouse=tmp_path / "none") == (True, True)


@pytest.mark.parametrize("named", ['"asm"', '"Grace@example.com"', '{ person = "asm" }'])
def test_where_people_sign_in_those_who_are_named_may(may: May, named: str) -> None:
    """By id or by address; a list opens what it says and no more."""
    assert may(f"loaders = [{named}]\n{SIGNED}", "asm", "asm") == (True, False)
    assert may(f"auditors = [{named}]\n{SIGNED}", "asm", "asm") == (False, True)
    assert may(f"loaders = [{named}]\nauditors = [{named}]\n{SIGNED}", "rep", "rep") == (False, False)


def test_a_role_ends_by_itself(may: May) -> None:
    """The last day is one of it."""
    until = 'loaders = [{{ person = "asm", until = {0} }}]\nauditors = [{{ person = "asm", until = {0} }}]\n' + SIGNED
    assert may(until.format(TODAY), "asm", "asm") == (True, True)
    assert may(until.format(YESTERDAY), "asm", "asm") == (False, False)


def test_who_looks_as_somebody_else_has_neither_their_roles_nor_their_own(may: May) -> None:
    """Grace and Maya below her are both named, and each may as herself alone."""
    both = 'loaders = ["asm", "rep"]\nauditors = ["asm", "rep"]\n' + SIGNED
    assert may(both, "asm", "asm") == may(both, "rep", "rep") == (True, True)
    assert may(both, "rep", "asm") == (False, False)
    assert may(both, "asm", "rep") == (False, False)


def test_a_list_that_names_nobody_in_particular_opens_nothing(may: May) -> None:
    """Who left, an address that two people have, an id of nobody: and where people sign in nobody is the operator."""
    nobody = '["left", "left@example.com", "two@example.com", "operator", "asm@", " asm", "GRACE"]'
    given = f"loaders = {nobody}\nauditors = {nobody}\n{SIGNED}"
    for viewer in ("left", "two1", "operator", "asm", ""):
        assert may(given, viewer, viewer) == (False, False)
    assert may(given, "operator", "asm") == (False, False)
    assert not any(may(given.removesuffix(SIGNED), viewer)[1] for viewer in ("left", "two1", "two2"))


@pytest.mark.parametrize("who", ["operator", "asm"])
def test_somebody_whose_id_is_operator_is_not_the_operator(roles_folder: Path, may: May, who: str) -> None:
    """They cannot sign in, nor does their manager look as them: by that id every row would be shown."""
    assert may(SIGNED, who, who) == (False, False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    sign_in(app, EMAILS[who])
    app.query_params["viewer"] = "operator"
    app.run()

    assert app.title[0].value == {"operator": "You are not signed in", "asm": "Who is looking?"}[who]
    assert not app.metric
    assert all("Otto Zufall" not in str(box.options) for box in app.selectbox)
