"""A pack never contains a row from outside the viewer's scope, anywhere in its three files."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from sightline.packs import build
from sightline.packs.build import NoPack
from sightline.packs.pack import Pack
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.packs.conftest import ASM, asker


def every_text(content: bytes) -> Iterator[str]:
    """Every part of an office file as text, files inside it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in opened.namelist():
            part = opened.read(name)
            yield name
            if name.endswith(".xlsx"):
                yield from every_text(part)
            else:
                yield part.decode("utf-8", errors="ignore")


SEEN_PEOPLE = "select person_id from marts.person_access where viewer_id = $viewer"
SEEN_ACCOUNTS = "select account_id from marts.account_access where viewer_id = $viewer"
BELOW = "select person_id from marts.subtree_access where viewer_id = $viewer"
SEEN = (
    f"select account_name from marts.accounts where account_id in ({SEEN_ACCOUNTS})",
    f"select person_name from marts.people where person_id in ({SEEN_PEOPLE})",
    f"select opportunity_name from marts.opportunities where account_id in ({SEEN_ACCOUNTS}) or owner_id in ({BELOW})",
)
UNSEEN = (
    f"select account_name from marts.accounts where account_id not in ({SEEN_ACCOUNTS})",
    f"select person_name from marts.people where person_id not in ({SEEN_PEOPLE})",
    "select opportunity_id from marts.opportunities"
    f" where account_id not in ({SEEN_ACCOUNTS}) and owner_id not in ({BELOW}) and opportunity_id not in"
    f" (select opportunity_id from marts.opportunity_snapshots where owner_id in ({BELOW}))",
)


def outside(warehouse: Warehouse) -> set[str]:
    """Ids of deals, and names of accounts and people, that the manager of the team may not see.

    A deal of the team bears the name of its account, also where the account itself belongs to somebody else; a deal
    that was handed over is known by its id, as its earlier days belonged to the team.
    """

    def names(statements: tuple[str, ...]) -> set[str]:
        run = warehouse.connection.cursor()
        return {str(name) for one in statements for (name,) in run.execute(one, {"viewer": ASM}).fetchall() if name}

    inside = " ".join(names(SEEN))
    return {name for name in names(UNSEEN) if name not in inside}


def test_no_file_of_a_team_holds_a_name_of_another_team(files: dict[str, bytes], sample: Warehouse) -> None:
    """Unzipped to the last part: slides, notes, chart caches, embedded workbooks, properties; the PDF read as text."""
    strangers = outside(sample)
    assert len(strangers) > 1000
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(strangers)))
    texts = {ending: "\n".join(every_text(files[ending])) for ending in ("pptx", "xlsx")}
    texts["pdf"] = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    for ending, text in texts.items():
        assert pattern.findall(text) == [], ending


def test_a_pack_of_somebody_elses_team_is_refused_in_a_sentence(sample: Warehouse) -> None:
    """The scopes on offer are the viewer's own part of the tree."""
    ask = asker(sample, ASM)
    with pytest.raises(NoPack, match="no team or AE you may prepare a review for"):
        build.resolve(ask, Settings(), viewer=ASM, scope="USR-ASM-02", quarter=None)
    with pytest.raises(NoPack, match="There is no quarter FY09-Q1"):
        build.resolve(ask, Settings(), viewer=ASM, scope=ASM, quarter="FY09-Q1")


def test_a_stranger_and_a_seller_of_nothing_get_no_pack(sample: Warehouse) -> None:
    """No rows of the tree, no pack."""
    for viewer in ("nobody", "USR-SA-01"):
        with pytest.raises(NoPack, match="nobody below you sells"):
            build.resolve(asker(sample, viewer), Settings(), viewer=viewer, scope=None, quarter=None)


def test_the_same_team_seen_by_two_people_is_two_packs(sample: Warehouse, pack: Pack) -> None:
    """What a manager may see of a team is not what its members may see, so the id tells whose eyes it was."""
    above = build.resolve(asker(sample, "USR-VP-01"), Settings(), viewer="USR-VP-01", scope=ASM, quarter=None)
    assert above.scope_id == pack.unit.scope_id
    assert above.pack_id != pack.unit.pack_id
    again = build.resolve(asker(sample, ASM), Settings(), viewer=ASM, scope=ASM, quarter=None)
    assert again.pack_id == pack.unit.pack_id
