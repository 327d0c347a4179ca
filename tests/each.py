"""One rule over hundreds of things, held by one test that says of each which breaks it what is wrong."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def each(names: str, things: Iterable[Any], called: Callable[[Any], str] = str) -> Callable[[Test], Test]:
    """As `pytest.mark.parametrize`, but in one test: to hand out and report thousands takes longer than they take.

    `called` gives the name of a thing. Of no thing at all a rule cannot hold.
    """
    parameters, given = names.split(", "), list(things)

    def over_all(rule: Test) -> Test:
        @wraps(rule)
        def test(**fixtures: Any) -> None:
            assert given, "There is nothing to hold the rule over."
            broken = []
            for thing in given:
                values = thing if len(parameters) > 1 else (thing,)
                try:
                    rule(**dict(zip(parameters, values, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # any is a finding
                    broken.append(f"{called(thing)}: {error or type(error).__name__}")
            if broken:
                pytest.fail(f"{len(broken)} of {len(given)} break the rule:\n\n" + "\n\n".join(broken), pytrace=False)

        own = inspect.signature(rule)
        others = [one for name, one in own.parameters.items() if name not in parameters]
        test.__signature__ = own.replace(parameters=others)  # type: ignore[attr-defined]  # pytest asks for fixtures by it
        return test

    return over_all
