"""Who may put a file onto the server, judged at each request: an upload comes beside its page, by a way of its own.

A page on which somebody may load opens the way for its own session, together with what judges them; the gate asks that
judge whenever something arrives there. For everybody else the address is not there.
"""

import threading
from collections.abc import Callable

from sightline.access.addresses import UPLOADS

Judge = Callable[[], bool]
_MOST = 200
"""Sessions that are remembered; those opened longest ago are forgotten, and open the way again with their next run."""

_open: dict[str, tuple[str, Judge]] = {}
_lock = threading.Lock()


def open_for(session_id: str, shown: str, judge: Judge) -> None:
    """Let a session upload from the browser that showed this as proof of who it is, for as long as `judge` says so."""
    with _lock:
        _open.pop(session_id, None)
        _open[session_id] = shown, judge
        while len(_open) > _MOST:
            del _open[next(iter(_open))]


def may_upload(path: str, shown: str) -> bool:
    """Whether what arrives at an address is let in."""
    session_id, _, file = path.removeprefix(UPLOADS).partition("/")
    proof, judge = _open.get(session_id, ("", _nobody))
    return bool(file) and "/" not in file and proof == shown and judge()


def _nobody() -> bool:
    return False
