"""The command line as a person uses it: exit codes, sentences."""

import json
import re
from pathlib import Path

from sightline import audit
from sightline.audit.reading import lines
from sightline.warehouse import versions
from tests.commands import called, told
from tests.exports.test_corpus import CORPUS
from tests.warehouse.test_versions import MINIMAL
from tests.warehouse.weekly import MONDAYS, asked, deal, drop


def minimal(folder: Path) -> Path:
    """A folder with the three required exports."""
    folder.mkdir()
    for name, text in MINIMAL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_check_prints_a_report_and_keeps_nothing(tmp_path: Path) -> None:
    """Exit code 0 when everything loads; the folder stays as it was."""
    folder = minimal(tmp_path / "drop")
    done = called("check", folder)

    assert done.returncode == 0, done.stderr
    assert "accounts.csv" in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == sorted(MINIMAL)


def test_the_same_report_comes_as_json(tmp_path: Path) -> None:
    """For whoever watches loads with a script."""
    done = told("check", minimal(tmp_path / "drop"), "--json")

    files = json.loads(done.stdout)["files"]
    assert {entry["file"] for entry in files} == set(MINIMAL)


def test_check_of_a_folder_in_another_language_says_first_what_to_do() -> None:
    """The first five lines name the files that were not understood; the last are the profile that would load them."""
    said = told("check", CORPUS / "german_without_a_profile").stdout
    first = " ".join(said.splitlines()[:5])

    assert "chancen.csv, firmen.csv and kontakte.csv" in first
    assert "sightline.toml" in first
    assert "`check` drafts it" in first
    assert "0 of 3 rows load now, 3 with what is suggested." in said
    assert '[files."chancen.csv".columns]\n"Chance" = "name"  # Chance is German for opportunity\n' in said


def test_load_publishes_and_says_where(tmp_path: Path) -> None:
    """Exit code 1 tells that rows were set apart, and the good rows are in; the record says what was put in force."""
    folder = minimal(tmp_path / "drop")
    text = (folder / "opportunities.csv").read_text().replace("100.50", "NaN")
    (folder / "opportunities.csv").write_text(text + text.splitlines()[1].replace("o1", "o2").replace("NaN", "7"))
    done = called("load", folder, "--to", tmp_path / "out")

    assert done.returncode == 1, done.stderr
    assert "Published" in done.stdout
    assert "rejected" in done.stdout.lower()
    [line] = lines(audit.of(tmp_path / "out"))
    assert (line.event, line.who, line.facts["source"]) == ("load", "operator", str(folder))
    assert line.facts["version"] in done.stdout


def test_a_load_is_undone_by_naming_a_version_that_is_listed(tmp_path: Path) -> None:
    """The list says which is in force, and a name that is not in it is a sentence."""
    folder, out = minimal(tmp_path / "drop"), tmp_path / "out"
    for deals in (1, 2):
        text = MINIMAL["opportunities.csv"] + (MINIMAL["opportunities.csv"].splitlines()[1].replace("o1", "o2") + "\n")
        (folder / "opportunities.csv").write_text(MINIMAL["opportunities.csv"] if deals == 1 else text)
        assert told("load", folder, "--to", out).returncode == 0
    newest, before = (line.split()[0] for line in told("versions", "--from", out).stdout.splitlines()[1:])

    done = told("rollback", before, "--from", out)

    assert (done.returncode, before in done.stdout) == (0, True), done.stderr
    in_force = [line.split()[0] for line in told("versions", "--from", out).stdout.splitlines() if "force" in line]
    assert in_force == [before] != [newest]
    unknown = told("rollback", "yesterday", "--from", out)
    assert (unknown.returncode, "No version yesterday is kept" in unknown.stderr) == (2, True)


def test_history_is_listed_handed_out_taken_in_and_forgotten(tmp_path: Path) -> None:
    """One file holds all of it; what is no history, a day that is not there and a missing folder are sentences."""
    out, there, file = tmp_path / "out", tmp_path / "there", tmp_path / "history.zip"
    folder = drop(tmp_path / "drop", MONDAYS[0], [deal("a", owner="bob")])
    for day, deals in ((MONDAYS[0], [deal("a", owner="bob")]), (MONDAYS[1], [deal("a"), deal("b")])):
        assert told("load", drop(folder, day, deals), "--to", out).returncode == 0
    assert told("load", folder, "--to", there).returncode == 0
    (folder / "users.csv").write_text("user_id,full_name,role,manager_id\nvp,Vera,VP,\nann,Ann,AE,vp\n")
    assert told("load", folder, "--to", out).returncode == 0

    listed = told("history", "list", "--from", out).stdout
    days = [line.split()[:3] for line in listed.splitlines()[1:3]]
    assert days == [["2026-08-03", "1", "1"], ["2026-08-10", "1", "2"]]
    assert "2 days" in listed
    assert "2 days" in told("history", "export", file, "--from", out).stdout
    assert "Took in 1 day." in told("history", "import", file, "--from", there).stdout
    assert asked(there / f"{versions.current(there)}.duckdb", "select count(*) from marts.snapshot_days") == [(2,)]
    left_out = told("history", "drop", "2026-08-03", "--from", there)
    assert (left_out.returncode, "2026-08-03" in told("history", "list", "--from", there).stdout) == (0, False)
    away = folder.rename(tmp_path / "away")
    too_early = told("history", "forget", "bob", "--yes", "--from", out)
    assert (too_early.returncode, "not where they were loaded from" in too_early.stderr) == (2, True)
    away.rename(folder)
    forgotten = told("history", "forget", "bob", "--yes", "--from", out)
    assert "Taken out of 1 row of" in forgotten.stdout, forgotten.stderr
    assert len(told("versions", "--from", out).stdout.splitlines()) == 2
    for wrong in (("import", folder / "users.csv"), ("drop", "2026-01-01"), ("export", file)):
        done = told("history", *wrong, "--from", tmp_path / "nowhere" if wrong[0] == "export" else out)
        assert (done.returncode, "Traceback" in done.stderr, "Incident" in done.stderr) == (2, False, False)


def test_a_doubted_load_is_exit_code_two_and_the_same_sentence_for_check(tmp_path: Path) -> None:
    """What is printed as JSON stays JSON, the reason goes to standard error, and nothing is published."""
    folder = minimal(tmp_path / "drop")
    (folder / "accounts.csv").write_text("<html><body>Please sign in</body></html>")
    checked = told("check", folder, "--json")
    done = called("load", folder, "--to", tmp_path / "out", "--json")

    assert (checked.returncode, done.returncode) == (2, 2)
    assert "The required table accounts has no row: accounts.csv is refused" in done.stderr
    assert checked.stderr.strip() in done.stderr.replace("\n", "")
    assert json.loads(done.stdout)["files"] == json.loads(checked.stdout)["files"]
    assert not (tmp_path / "out" / "current.json").exists()


def test_a_profile_that_cannot_be_used_is_the_same_sentence_for_check_and_load(tmp_path: Path) -> None:
    """Whoever mends it need not guess which command was right."""
    folder = minimal(tmp_path / "drop")
    (folder / "sightline.toml").write_text('[fiscal]\nfirst_month = "February"\n')
    checked, done = told("check", folder), told("load", folder, "--to", tmp_path / "out")

    assert (checked.returncode, done.returncode) == (2, 2)
    assert "first_month" in checked.stderr
    assert checked.stderr == done.stderr


def test_a_fault_nobody_foresaw_is_one_sentence_with_the_number_of_an_incident(tmp_path: Path) -> None:
    """The traceback goes to a file that the sentence names; here the settings are a folder."""
    done = called("load", minimal(tmp_path / "drop"), "--to", tmp_path / "out", SIGHTLINE_SETTINGS=tmp_path)

    assert done.returncode == 2
    found = re.search(r"Incident ([0-9a-f]{8}): send (\S+\.log)", done.stderr)
    assert found
    assert "Traceback" not in done.stderr + done.stdout
    assert "IsADirectoryError" in Path(found[2]).read_text()
    Path(found[2]).unlink()


def test_a_warehouse_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    """Named, with what to do."""
    (tmp_path / "out").write_text("")
    done = told("load", minimal(tmp_path / "drop"), "--to", tmp_path / "out")

    assert done.returncode == 2
    assert "is no folder that a warehouse can be written to" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_an_empty_folder_is_one_sentence_and_exit_code_two(tmp_path: Path) -> None:
    """Never a traceback."""
    (tmp_path / "empty").mkdir()
    done = told("load", tmp_path / "empty", "--to", tmp_path / "out")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr + done.stdout
    assert str(tmp_path / "empty") in (done.stderr + done.stdout).replace("\n", "")


def test_a_folder_that_does_not_exist_is_one_sentence_and_exit_code_two(tmp_path: Path) -> None:
    """Named, with what to do."""
    done = told("check", tmp_path / "nowhere")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr + done.stdout
    assert "nowhere" in (done.stderr + done.stdout).replace("\n", "")


def test_sample_writes_a_company_that_loads(tmp_path: Path) -> None:
    """Any size, straight into the loader."""
    assert told("sample", tmp_path / "small", "--scale", 0.05, "--seed", 3).returncode == 0

    done = told("load", tmp_path / "small", "--to", tmp_path / "out")

    assert done.returncode in (0, 1), done.stderr
