"""A reporting tree that is none is loaded, and the report says in a sentence what is wrong with it."""

from sightline.exports.names import listed
from tests.exports.drop import Folder

HEADER = "user_id,full_name,role,manager_id\n"


def messages(company: Folder, rule: str) -> list[tuple[str, int, str]]:
    """Column, line and sentence of every flag of one rule on the users."""
    return company.rows(
        "select column_name, line_number, message from intake.flags"
        f" where rule = '{rule}' and table_name = 'users' order by 2"
    )


def test_a_circle_of_managers_is_flagged_with_everyone_in_it(company: Folder) -> None:
    """Each person of the circle is flagged with the same sentence; who reports into it is not."""
    company.write("users.csv", HEADER + "u1,Ann,AE,u2\nu2,Bob,ASM,u1\nu3,Cy,AE,u1\nm1,Max,VP,\n")

    company.load()

    says = (
        "manager_id: Ann (u1) and Bob (u2) report to one another in a circle, so they have no top above them;"
        " correct a manager at the source"
    )
    assert messages(company, "manager_circle") == [("manager_id", 2, says), ("manager_id", 3, says)]
    assert company.books("users.csv") == (4, 4, 0, 0)


def test_someone_who_manages_themself_is_a_circle_of_one(company: Folder) -> None:
    """Salesforce lets a person be their own manager."""
    company.write("users.csv", HEADER + "u1,Ann,AE,u1\n")

    company.load()

    [(_, line, says)] = messages(company, "manager_circle")
    assert (line, says.split(",")[0]) == (2, "manager_id: Ann (u1) reports to themself")


def test_a_manager_without_a_row_is_flagged_with_both_ids(company: Folder) -> None:
    """The person stays and is a top; the sentence says whose manager is missing and what to do."""
    company.write("users.csv", HEADER + "m1,Max,VP,\nu3,Cy,AE,m9\n")

    company.load()

    assert messages(company, "dangling_reference")[0] == (
        "manager_id",
        3,
        "manager_id 'm9' of u3 has no matching record in users, so Cy has no manager here; export that person too or"
        " correct the id",
    )


def test_several_tops_are_named_in_the_advice(company: Folder) -> None:
    """Only who has people below is a top; a lone person without a manager is none."""
    company.write("users.csv", HEADER + "m1,Max,VP,\nm2,Mia,VP,\nu1,Ann,AE,m1\nu2,Bob,AE,m2\nu9,Zoe,OTHER,\n")

    report = company.load()

    assert report.advice[0] == (
        "The users export has 2 tops (Max (m1) and Mia (m2)): there is no single top, so each sees only the people"
        " below. Give the others a manager where one person should see everything."
    )


def test_one_top_asks_for_nothing(company: Folder) -> None:
    """The usual tree leaves no advice about tops."""
    assert not any("tops" in line for line in company.load().advice)


def test_a_long_list_of_names_is_cut_short() -> None:
    """Six names and a number keep the sentence readable."""
    assert listed(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
