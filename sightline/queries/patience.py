"""Stops what has taken too long; one thread watches over all questions.

A thread for each of them cost 2 ms of CPU and more: to be started it waits until Python gives it a turn.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_NEVER = float("inf")


class Watch:
    """What is at work, when each of it has to be stopped, and how."""

    def __init__(self) -> None:
        self._at_work: dict[int, tuple[float, Callable[[], None]]] = {}
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._looks_at = _NEVER
        self._thread = threading.Thread(target=self._look, name="patience", daemon=True)

    @contextmanager
    def stopped_after(self, seconds: float, stop: Callable[[], None]) -> Iterator[None]:
        """Call `stop` once the block has taken so long, and never after it has ended."""
        number, due = next(self._numbers), time.monotonic() + seconds
        with self._changed:
            self._at_work[number] = due, stop
            if not self._thread.ident:
                self._thread.start()
            if due < self._looks_at:  # seldom: it looks again when the first of those before is due, ended or not
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._at_work.pop(number, None)

    def _look(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for number, (due, stop) in list(self._at_work.items()):
                    if due <= now:
                        del self._at_work[number]
                        try:
                            stop()
                        except Exception:  # the watch goes on: it is everybody's
                            logging.getLogger(__name__).exception("A question that is overdue could not be stopped.")
                self._looks_at = min((due for due, _ in self._at_work.values()), default=_NEVER)
                self._changed.wait(None if self._looks_at == _NEVER else self._looks_at - now)


stopped_after = Watch().stopped_after
