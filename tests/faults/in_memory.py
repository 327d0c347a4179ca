"""Plants faults in the running process, one after the other, and asks the tests that read what each one changed.

Row rules are data and a function's code can be put in its place, so a fault needs no copy of the checkout, no process
and no company built anew: what a test sets up for the whole of its module stays. The assertions are the same.
"""

import copy
import dataclasses
import inspect
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, cast

import pytest
from streamlit.runtime.caching.cache_utils import CachedFunc

from sightline import queries
from sightline.queries.files import dictionary
from sightline.queries.row_rules import read_row_rules
from sightline.settings import ROOT
from tests.faults.listed import Drifted, Fault

RULES = "queries/visible/rules.csv"
_CACHE = type(dictionary)
_FILES = (queries.layer, dictionary)
"""What was read of the files of queries, none of which changes while this runs."""


@contextmanager
def planted(fault: Fault, folder: Path) -> Iterator[None]:
    """The process with a fault in it, and as it was before afterwards. Raises Drifted."""
    text = fault.planted(ROOT)
    is_code = fault.file.endswith(".py")
    forget(files=is_code)
    try:
        if is_code:
            with swapped(fault.file.removesuffix(".py").replace("/", "."), text):
                yield
        else:
            with other_query(fault, text, folder):
                yield
    finally:
        forget(files=is_code)


def forget(*, files: bool) -> None:
    """Empty every cache of the app, and with `files` also what was read of the files of queries."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "sightline":
            for value in list(vars(module).values()):
                if isinstance(value, CachedFunc):
                    value.clear()
                elif isinstance(value, _CACHE) and (files or value not in _FILES):
                    value.cache_clear()


@contextmanager
def other_query(fault: Fault, text: str, folder: Path) -> Iterator[None]:
    """The layer of a query with the fault in it. Raises Drifted."""
    path = Path(fault.file)
    if path.parts[1] not in ("visible", "pages"):
        raise Drifted(f"{fault.file} is run once for each load, so a fault in it is planted in a copy.")
    layer = queries.layer(cast("Any", path.parts[1]))
    before = dict(layer)
    if fault.file == RULES:
        (folder / "rules.csv").write_text(text, encoding="utf-8")
        layer.update(read_row_rules(folder / "rules.csv"))
    elif before[path.stem].sql.count(fault.find) == 1:
        sql = before[path.stem].sql.replace(fault.find, fault.put)
        layer[path.stem] = dataclasses.replace(before[path.stem], sql=sql)
    else:
        raise Drifted(f"Only what stands in the statement itself can be planted: {fault.find}")
    try:
        yield
    finally:
        layer.update(before)


@contextmanager
def swapped(module: str, text: str) -> Iterator[None]:
    """A module whose functions do what another text of it says; whoever imported them before gets them so, too."""
    __import__(module)
    new = dict(_codes(compile(text, module, "exec")))
    before = [(function, function.__code__) for function in _functions(sys.modules[module])]
    try:
        for function, code in before:
            function.__code__ = new.get(code.co_qualname, code)
        yield
    finally:
        for function, code in before:
            function.__code__ = code


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part.co_qualname, part
            yield from _codes(part)


def _functions(module: Any) -> Iterator[FunctionType]:
    """The functions and methods that a module defines, whatever is wrapped around them."""
    for value in list(vars(module).values()):
        for one in [value, *vars(value).values()] if inspect.isclass(value) else [value]:
            found = inspect.unwrap(getattr(one, "fget", None) or getattr(one, "__func__", one))
            if isinstance(found, FunctionType) and found.__module__ == module.__name__:
                yield found


@dataclasses.dataclass
class Noticed:
    """The first test to notice a fault, empty while none has, and the seconds until then."""

    test: str = ""
    seconds: float = 0.0


class Planter:
    """A plugin of pytest: behind each test it runs that test again under every fault that names it, not yet noticed."""

    def __init__(self, faults: Iterable[Fault], folder: Path, tell: Callable[[Fault, Noticed], None]) -> None:
        self.noticed = {fault: Noticed() for fault in faults}
        self.unwell: dict[str, str] = {}
        """What tests say that fail without a fault, so that their failing with one proves nothing."""
        self._folder, self._tell = folder, tell

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put a copy of a test behind it for each of its faults, and leave out tests that no fault names."""
        found = []
        for item in items:
            here = [fault for fault in self.noticed if any(_names(test, item.nodeid) for test in fault.tests)]
            if here:
                found += [item, *(self._under(fault, item) for fault in here)]
        items[:] = found

    def _under(self, fault: Fault, item: Any) -> pytest.Item:
        again = copy.copy(item)
        again._initrequest()
        again.fault = fault
        return again

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        """Run a copy with its fault in place; once a fault was noticed, the others are passed over."""
        fault = getattr(item, "fault", None)
        if fault is None or self._is_settled(item):
            return (yield)
        started = time.monotonic()
        with planted(fault, self._folder):
            done = yield
        self.noticed[fault].seconds += time.monotonic() - started
        if self.noticed[fault].test:
            self._tell(fault, self.noticed[fault])
        return done

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: Any) -> None:
        """Pass over a copy that has nothing more to say."""
        if getattr(item, "fault", None) and self._is_settled(item):
            pytest.skip("noticed already, or fails without it too")

    def _is_settled(self, item: Any) -> bool:
        return item.nodeid in self.unwell or bool(self.noticed[item.fault].test)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Any:
        """Note what failed, and under which fault; a test that broke before it could say anything noticed nothing."""
        report = yield
        if report.failed and (fault := getattr(item, "fault", None)) is None:
            self.unwell[item.nodeid] = report.longreprtext[-2000:]
        elif report.failed and call.excinfo.errisinstance((AssertionError, pytest.fail.Exception)):
            self.noticed[fault].test = item.nodeid
        return report


def _names(test: str, nodeid: str) -> bool:
    """Whether a name in the list means this test: one of its cases, or all of them."""
    return nodeid == test or nodeid.partition("[")[0] == test


def run(faults: list[Fault], folder: Path, tell: Callable[[Fault, Noticed], None]) -> Planter:
    """What the tests of these faults say, in this process; `tell` is called with each fault that is noticed."""
    planter = Planter(faults, folder, tell)
    tests = sorted({test.partition("[")[0] for fault in faults for test in fault.tests})
    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts="]
    known = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the app is imported here already
    pytest.main([*quiet, *known, *tests], plugins=[planter])
    return planter
