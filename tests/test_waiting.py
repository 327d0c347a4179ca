"""No test waits for time: on a busy machine any number of seconds is too few, on a quiet one too many."""

import ast
from pathlib import Path

from tests.each import each

TESTS = sorted(Path(__file__).parent.rglob("*.py"))
FOR_TIME = {"sleep", "wait_for_timeout"}


@each("path", TESTS, lambda path: path.name)
def test_a_test_waits_for_a_state_and_never_for_time(path: Path) -> None:
    """Neither `time.sleep` nor a browser's `wait_for_timeout`, also not under another name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}

    assert not FOR_TIME & (called | imported)
