"""What a recipe says of columns is what the loader knows, and what it tells to do can be done in one sitting."""

import re
from pathlib import Path

import pytest

from sightline.contract import EXPORTS
from sightline.exports.names import header_key
from sightline.exports.vocabulary import vocabulary
from tests.recipes.test_recipes import BECOMES, EXAMPLES, RECIPES

TOOLS = sorted(path for path in RECIPES.glob("*.md") if path.name != "README.md")
SAID = [
    pytest.param(header, *target.split("."), id=f"{path.stem}: {header}")
    for path in TOOLS
    for header, target in re.findall(r"^\| `([^`]+)` \| (\w+\.\w+) \|$", path.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize(("header", "table", "column"), SAID)
def test_a_column_of_a_recipe_is_known_under_that_header(header: str, table: str, column: str) -> None:
    """A word that the contract forgets would send a person to a column that nobody reads."""
    assert column in EXPORTS[table].columns
    assert column in [known for _, known in vocabulary(table)[header_key(header)]]


@pytest.mark.parametrize("recipe", TOOLS, ids=lambda path: path.stem)
def test_a_recipe_is_short_names_its_columns_and_leads_to_a_second_monday(recipe: Path) -> None:
    """Ninety lines at most, a table of columns, what becomes of the example, and a schedule."""
    text = recipe.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 90
    assert "## The second Monday" in text
    assert any(f"{recipe.stem}: " in str(said.id) for said in SAID)
    assert f"examples/{recipe.stem}/" in text
    assert f"({recipe.name})" in (RECIPES / "README.md").read_text(encoding="utf-8")


def test_every_example_is_loaded_by_a_test_and_told_of_in_a_recipe() -> None:
    """And no folder of examples is left over."""
    texts = "".join(path.read_text(encoding="utf-8") for path in TOOLS)

    assert {path.name for path in EXAMPLES.iterdir()} == BECOMES.keys()
    assert [name for name in BECOMES if f"examples/{name}/" not in texts] == []
