"""What a load leaves open is asked with a suggestion and its reason; what is suggested is only a suggestion."""

import csv
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from sightline import exports
from sightline.exports import Draft, Question
from sightline.exports.profile import writing
from tests.conftest import DEFAULTS, REAL
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS, Folder

GERMAN = Path(__file__).with_name("drafts") / "german"
"""Seven exports of a German CRM: people, companies, deals, contacts, plans, targets and products."""


def asked(draft: Draft, *place: str) -> Question:
    """The question whose answer stands at a place of the profile."""
    [found] = [question for question in draft.questions if question.place == place]
    return found


def taken(folder: Folder, draft: Draft) -> None:
    """Keep every suggestion as the profile of the folder."""
    writing.save(folder.path, draft.suggestions)


def records(path: Path) -> list[dict[str, str]]:
    """The records of a file as Python's own reader tells them."""
    return list(csv.DictReader(path.read_text().splitlines(), delimiter=";"))


def test_seven_german_files_load_whole_and_to_the_cent_by_suggestions_alone(folder: Folder) -> None:
    """Before none is understood; after one save all are, with the money of the file, and the next drop is not asked."""
    for path in GERMAN.iterdir():
        folder.write(path.name, path.read_bytes())
    counted = {path.name: len(records(path)) for path in GERMAN.iterdir()}
    deals = records(GERMAN / "chancen_2026-10-05.csv")
    money = sum(Decimal(deal["Betrag"].replace(".", "").replace(",", ".")) for deal in deals)

    draft = folder.draft()

    assert {file.file: file.rows_loaded for file in draft.files} == dict.fromkeys(counted, 0)
    assert {file.file: file.rows_then for file in draft.files} == counted
    assert draft.says == f"0 of {sum(counted.values())} rows load now, {sum(counted.values())} with what is suggested."
    assert json.loads(json.dumps(draft.as_dict()))["files"][0]["file"] == "chancen_2026-10-05.csv"

    writing.save(folder.path, draft.suggestions)
    (folder.path / "chancen_2026-10-05.csv").rename(folder.path / "chancen_2026-10-12.csv")
    again = folder.draft()

    assert [question.kind for question in again.questions] == ["currency", "fiscal"]
    assert folder.rows("select cast(max(exported_at) as date) from intake.files") == [(dt.date(2026, 10, 12),)]
    assert folder.rows("select sum(amount), count(*) from exports.opportunities") == [(money, len(deals))]
    assert folder.rows("select name, is_closed, is_won from exports.opportunities order by name") == [
        ("Erweiterung Ofen", False, False),
        ("Pumpen", True, False),
        ("Rahmenvertrag", True, True),
        ("Verlängerung", True, True),
    ]
    assert folder.rows("select user_id, role, manager_id from exports.users order by 1") == [
        ("M1", "AE", "M3"),
        ("M2", "AE", "M3"),
        ("M3", "ASM", None),
    ]
    assert folder.rows("select full_name, account_id from exports.contacts order by 1") == [
        ("Jo Ray", "F1"),
        ("Kim Lang", "F2"),
    ]


def test_a_changed_header_is_asked_about_and_no_other_column_stands_in_for_it(company: Folder) -> None:
    """`Amount` is a list price here: with `Deal value` gone it must not become the money of the deals."""
    header = DEALS_HEADER.strip().replace("amount", "Deal value (net)") + ",Amount\n"
    company.write("deals_2.csv", header + DEAL.strip() + ",999\n")
    (company.path / "opportunities.csv").unlink()
    company.write("sightline.toml", '[files."deals_*.csv"]\ncolumns = { "Deal value" = "amount" }\n')

    draft = company.draft()

    [file] = [file for file in draft.files if file.file == "deals_2.csv"]
    assert (file.status, file.rows_loaded, file.rows_then) == ("refused", 0, 1)
    assert "'Deal value' is amount, and the file has no such column" in file.reason
    question = asked(draft, "files", "deals_*.csv", "columns", "Deal value")
    assert (question.kind, question.suggestion, question.samples) == ("changed", "Deal value (net)", ("100.50",))

    taken(company, draft)
    company.load()

    assert company.rows("select amount from exports.opportunities") == [(Decimal("100.50"),)]
    assert "Deal value (net)" in (company.path / "sightline.toml").read_text()


def test_a_lost_column_that_no_number_needs_costs_no_row(company: Folder) -> None:
    """The file loads, the column is unknown though another bears our name, and which it is now is asked."""
    company.write("opportunities.csv", DEALS_HEADER.strip() + ",Next step\n" + DEAL.strip() + ",Call\n")
    company.write("sightline.toml", '[files."opp*.csv"]\ncolumns = { "What now" = "next_step" }\n')

    draft = company.draft()

    assert asked(draft, "files", "opp*.csv", "columns", "What now").suggestion is None
    assert company.rows("select opportunity_id, next_step from exports.opportunities") == [("o1", None)]


def test_spellings_of_one_stage_are_asked_about_once_and_answered_together(company: Folder) -> None:
    """Four deals, three spellings, one box; nothing is suggested where nothing tells."""
    rows = [
        DEAL.replace("o1,", f"o{n},").replace("4-Proposal", stage)
        for n, stage in enumerate(("Signed", "signed.", "SIGNED", "Signed"))
    ]
    header = DEALS_HEADER.replace("is_closed,is_won,", "")
    company.write("opportunities.csv", header + "".join(row.replace("false,false,", "") for row in rows))

    question = asked(company.draft(), "outcomes", "Signed")

    assert (question.rows, question.samples, question.suggestion) == (4, ("SIGNED", "signed."), None)
    writing.save(company.path, question.answered("won"))
    company.load()
    assert company.rows("select distinct is_won from exports.opportunities") == [(True,)]


def test_the_day_in_a_name_counts_once_somebody_has_said_so_and_two_are_a_history(company: Folder) -> None:
    """Nothing else tells the day. Said once, it holds for the file of the next Monday; both at once are two days."""
    (company.path / "opportunities.csv").unlink()
    company.write("deals_2026-08-03.csv", DEALS_HEADER + DEAL)
    draft = company.draft()
    question = asked(draft, "files", "deals_*.csv", "day_in_name")
    assert (question.suggestion, question.needed) == ("true", True)
    days = "select file, cast(exported_at as date) from intake.files where table_name = 'opportunities' order by 1"
    company.load()
    assert company.rows(days) == [("deals_2026-08-03.csv", None)]

    writing.save(company.path, question.answered("true"))
    company.write("deals_2026-08-10.csv", DEALS_HEADER + DEAL.replace("100.50", "90"))
    company.load()

    assert company.rows("select amount from exports.opportunities") == [(90,)]
    assert company.rows("select snapshot_date, amount from exports.opportunity_snapshots order by 1") == [
        (dt.date(2026, 8, 3), Decimal("100.50")), (dt.date(2026, 8, 10), 90)
    ]  # fmt: skip
    writing.save(company.path, question.answered("false"))
    assert [one.kind for one in company.draft().questions if one.kind == "named_day"] == []
    assert company.rows(days)[1] == ("deals_2026-08-10.csv", None)


def test_a_day_to_come_in_a_name_is_no_day_of_an_export(company: Folder) -> None:
    """It is the end of a plan, or a slip."""
    ahead = dt.date.today() + dt.timedelta(days=2)
    company.write(f"deals_{ahead}.csv", DEALS_HEADER + DEAL.replace("o1", "o2"))
    assert [one for one in company.draft().questions if one.kind == "named_day"] == []
    writing.save(company.path, {("files", "deals_*.csv", "day_in_name"): "true"})
    company.load()
    assert company.rows("select max(exported_at) from intake.files") == [(None,)]


def test_the_currency_of_amounts_that_name_none_is_asked(company: Folder) -> None:
    """They would count as dollars, and nobody would be told."""
    question = asked(company.draft(), "currency")
    assert (question.about, question.rows, question.suggestion) == ("opportunities.csv", 1, None)
    writing.save(company.path, question.answered("EUR"))
    assert [one for one in company.draft().questions if one.kind == "currency"] == []
    assert company.rows("select currency from exports.opportunities") == [("EUR",)]


def test_a_changed_header_whose_values_no_longer_fit_can_still_be_named(company: Folder) -> None:
    """One amount is a word now: that costs its row, not the column of all others."""
    header = DEALS_HEADER.replace("amount", "Order value")
    company.write("opportunities.csv", header + DEAL.replace("o1", "o2") + DEAL.replace("100.50", "about 7000"))
    company.write("sightline.toml", '[files."opp*.csv"]\ncolumns = { "Deal value" = "amount" }\n')

    question = asked(company.draft(), "files", "opp*.csv", "columns", "Deal value")
    assert "Order value" in question.choices
    writing.save(company.path, question.answered("Order value"))
    company.load()

    assert company.rows("select opportunity_id, amount from exports.opportunities") == [("o2", Decimal("100.50"))]


def test_where_open_stages_come_is_asked_where_no_export_numbers_them(company: Folder) -> None:
    """In the order of their probabilities, if those tell; a stage that is new on the next Monday is asked about too."""
    header = DEALS_HEADER.replace("stage,", "stage,probability,")
    deal = DEAL.replace("4-Proposal,", "{},")
    stages = ("Proposal,60", "Scoping,20", "Scoping,30", "Verbal yes,90")
    rows = [deal.format(said).replace("o1,", f"o{n},") for n, said in enumerate(stages)]
    company.write("opportunities.csv", header + "".join(rows))

    draft = company.draft()

    found = {stage: asked(draft, "stages", stage) for stage in ("Scoping", "Proposal", "Verbal yes")}
    assert [(one.suggestion, one.rows, one.needed) for one in found.values()] == [
        ("1", 2, False), ("2", 1, False), ("3", 1, False)
    ]  # fmt: skip
    assert found["Scoping"].reason == "its deals have a probability of 25 % on average"
    taken(company, draft)
    company.write("opportunities.csv", header + "".join(rows) + deal.format("Legal,80").replace("o1,", "o9,"))
    again = company.draft()
    assert company.rows("select distinct stage, stage_order from exports.opportunities order by all") == [
        ("Legal", None), ("Proposal", 2), ("Scoping", 1), ("Verbal yes", 3)
    ]  # fmt: skip
    assert [question.place for question in again.questions if question.kind == "stage"] == [("stages", "Legal")]
    assert asked(again, "stages", "Legal").suggestion is None


@pytest.mark.parametrize(
    ("column", "value"), [("stage", "2-Scoping"), ("stage_order", "2")], ids=["in the name", "in a column"]
)
def test_where_stages_come_is_not_asked_where_one_has_a_number(company: Folder, column: str, value: str) -> None:
    """A number of any stage says that the export numbers them."""
    header = DEALS_HEADER.replace("stage,", "stage,stage_order,")
    stages = [("Proposal", ""), ("Verbal yes", ""), (value, "") if column == "stage" else ("Scoping", value)]
    rows = [
        DEAL.replace("4-Proposal,", f"{stage},{order},").replace("o1,", f"o{n},")
        for n, (stage, order) in enumerate(stages)
    ]
    company.write("opportunities.csv", header + "".join(rows))

    assert [question for question in company.draft().questions if question.kind == "stage"] == []


def test_words_are_suggested_where_they_are_translated_or_a_slip_and_left_open_else(company: Folder) -> None:
    """`Existing Business` is near nothing: it could be a renewal as well as an expansion."""
    types = ("Neugeschäft", "Renewall", "Existing Business")
    rows = [DEAL.replace("o1,", f"o{n},").replace("renewal,", f"{said},") for n, said in enumerate(types)]
    company.write("opportunities.csv", DEALS_HEADER + "".join(rows))

    draft = company.draft()

    found = {said: asked(draft, "values", "opportunities", "type", said) for said in types}
    assert [(one.suggestion, one.reason) for one in found.values()] == [
        ("new", "Neugeschäft is German for new business"),
        ("renewal", "nearly renewal"),
        (None, "not among the known words of type"),
    ]
    assert '# "Existing Business" = "…"  # new, expansion, renewal; 1 row: ' in draft.text


def test_a_currency_that_is_no_code_is_asked_about_and_counts_once_it_is_one(company: Folder) -> None:
    """A sign and a plural are suggested; a word that is near none is left open."""
    header = DEALS_HEADER.strip() + ",currency\n"
    rows = [DEAL.replace("o1,", f"o{n},").strip() + f",{said}\n" for n, said in enumerate(("€", "Euros", "credits"))]
    company.write("opportunities.csv", header + "".join(rows))

    draft = company.draft()

    found = [asked(draft, "values", "opportunities", "currency", said).suggestion for said in ("€", "Euros", "credits")]
    assert found == ["EUR", "EUR", None]
    taken(company, draft)
    company.load()
    assert company.rows("select currency from exports.opportunities order by 1") == [("EUR",), ("EUR",), ("credits",)]


def test_names_that_are_nearly_one_are_asked_about(company: Folder) -> None:
    """Punctuation and accents are one name, a legal form may be two companies, another name is another."""
    company.write("accounts.csv", ACCOUNTS.replace("Acme", "Acmé & Sons").replace("Bolt", "Bolt AG"))
    rows = [
        DEAL.replace("o1,", f"o{n},").replace(",a1,", f",{name},")
        for n, name in enumerate(("Sons & Acme!", "Bolt GmbH", "Zeta"))
    ]
    company.write("opportunities.csv", DEALS_HEADER + "".join(rows))

    found = [question for question in company.draft().questions if question.kind == "name"]

    assert [(one.about, one.choices[0], one.suggestion) for one in found] == [
        ("Bolt GmbH", "Bolt AG", None),
        ("Sons & Acme!", "Acmé & Sons", "Acmé & Sons"),
    ]


def test_people_without_a_manager_are_asked_who_they_report_to(company: Folder) -> None:
    """The one who leads a team is suggested for it; kept, the tree stands."""
    company.write("users.csv", "user_id,full_name,role,team\nu1,Ann Lee,AE,North\nm1,Max Moore,ASM,North\nu2,Bo,AE,\n")

    draft = company.draft()

    assert asked(draft, "managers", "Ann Lee").suggestion == "Max Moore"
    assert asked(draft, "managers", "Bo").suggestion is None
    taken(company, draft)
    company.load()
    assert company.rows("select user_id, manager_id from exports.users order by 1") == [
        ("m1", None),
        ("u1", "m1"),
        ("u2", None),
    ]


@pytest.mark.parametrize(("proof", "suggestion"), [("31/12/2026", "day_first"), ("", None)])
def test_an_open_date_order_is_suggested_by_another_file_or_not_at_all(
    company: Folder, proof: str, suggestion: str | None
) -> None:
    """4/3/2026 alone tells nothing; that another file of the drop writes the day first is a reason."""
    company.write(
        "opportunities.csv", DEALS_HEADER + DEAL.replace("2026-09-30", "4/3/2026").replace("2026-01-05", "1/2/2026")
    )
    company.write(
        "accounts.csv", "account_id,account_name,owner_id,type,created_date\na1,Acme,u1,customer," + proof + "\n"
    )

    question = asked(company.draft(), "files", "opportunities.csv", "date_order")

    assert question.suggestion == suggestion
    assert "4/3/2026" in question.reason or "1/2/2026" in question.reason
    assert ("accounts.csv" in question.reason) is bool(suggestion)


@pytest.mark.parametrize(
    "text",
    [
        "Territory Name,Parent Id,Manager\nNorth,,x\n",  # people's names and managers, and yet no people
        "dealId,companyId,category\n1,2,x\n",
        "Vorname,Nachname,E-Mail\nJo,Ray,jo@x.example\n",  # people of ours or of a customer?
        "when,what\n2026-01-01,x\n",
    ],
)
def test_a_file_that_tells_too_little_gets_no_table_suggested(company: Folder, text: str) -> None:
    """A wrong table is worse than none: such a file is asked about and stays aside."""
    company.write("extra.csv", text)

    draft = company.draft()

    [file] = [file for file in draft.files if file.file == "extra.csv"]
    assert file.table is None
    assert [q.suggestion for q in draft.questions if q.file == "extra.csv"] == [None]


def test_a_company_that_leaves_nothing_open_is_asked_nothing_and_read_once(company: Folder) -> None:
    """No question, no text, and every file says how it was understood."""
    company.write("opportunities.csv", DEALS_HEADER.strip() + ",currency\n" + DEAL.strip() + ",USD\n")

    draft = company.draft()

    assert (draft.questions, draft.text) == ((), "")
    assert {file.file: file.sure for file in draft.files}["users.csv"] == "4 of 4 columns are known"
    assert (USERS.count("\n") - 1, 2) == tuple(
        file.rows_then for file in draft.files if file.table in ("users", "accounts")
    )


@pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not at hand")
@pytest.mark.parametrize("name", ["d365_master", "sfdc_genai_demo"])
def test_files_of_a_real_crm_that_are_none_of_ours_get_no_table_suggested(folder: Folder, name: str) -> None:
    """Territories and workshops have names and owners, as accounts do; taking every suggestion changes no row."""
    draft = exports.draft(folder.connection, REAL / name, DEFAULTS)

    assert [question.about for question in draft.questions if question.kind == "table" and question.suggestion] == []
    assert [(file.rows_loaded, file.rows_then) for file in draft.files if file.rows_loaded != file.rows_then] == []
