"""What the project says of itself is true: the README's pages, the documents it links, the words it avoids."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from sightline import menu
from sightline.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = list(menu.EVERY.items())
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")


@pytest.mark.parametrize(("path", "title"), PAGES, ids=lambda value: str(value))
def test_the_readme_says_of_every_page_what_its_menu_says(path: str, title: str) -> None:
    """A page's docstring is its help in the menu and its line in the README."""
    sentence = ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))

    assert sentence
    assert re.search(rf"\| {title} \| [^|]+ \| {re.escape(sentence)} \|", README), (
        f"| {title} | who opens it | {sentence} |"
    )


@pytest.mark.parametrize("document", ["README.md", *sorted(p.name for p in (ROOT / "docs").glob("*.md"))])
def test_every_link_between_documents_leads_somewhere(document: str) -> None:
    """Relative links only, and none is broken."""
    path = ROOT / document if document == "README.md" else ROOT / "docs" / document
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_both_commands_of_the_readme_exist() -> None:
    """`make run` and `make test`, and what Windows uses instead."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
    assert "make run" in README
    assert "make test" in README


def test_requirements_are_pinned() -> None:
    """The same versions everywhere, with nothing left to chance."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.match(r"[A-Za-z0-9_.-]+==[^ ;]+", line), line


@pytest.mark.skipif(len(TRACKED) < 2, reason="not a git checkout")
def test_no_file_carries_the_path_of_somebodys_machine() -> None:
    """A fresh clone works anywhere."""
    home = re.compile(r"(/home/\w+|/Users/\w+|C:\\\\Users|/ro{2}t/)")
    for name in TRACKED:
        path = Path(ROOT / name)
        if path.suffix in (".py", ".sql", ".md", ".toml", ".txt") and path.exists():
            assert not home.search(path.read_text(encoding="utf-8")) or name == "tests/test_readme.py", name
