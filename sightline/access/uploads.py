"""Who may put a file onto the server, judged at each request: an upload comes beside its page, by a way of its own.

A page on which somebody may load opens the way for its own session, together with what judges them; the gate asks that
judge whenever something arrives there. For everybody else the address is not there.
"""

from collections.abc import Callable

Judge = Callable[[], bool]
_MOST = 200
"""Sessions that are remembered; those opened longest ago are forgotten, and open the way again with their next run."""
_UPLOADS = "/_stcore/upload_file/"

_open: dict[str, tuple[str, Judge]] = {}


def open_for(session_id: str, shown: str, judge: Judge) -> None:
    """Let a session upload from the browser that showed this as proof of who it is, for as long as `judge` says so."""
    _open.pop(session_id, None)
    _open[session_id] = shown, judge
    while len(_open) > _MOST:
        del _open[next(iter(_open))]


def may_upload(path: str, shown: str) -> bool:
    """Whether what arrives at an address is let in."""
    before, mark, asked = path.partition(_UPLOADS)
    session_id, slash, name = asked.partition("/")
    proof, judge = _open.get(session_id, ("", None))
    return bool(mark and slash and name and "/" not in name and judge) and proof == shown and judge()


def is_upload(path: str) -> bool:
    """Whether an address is one that files are put at."""
    return path.partition("/_stcore/")[2].startswith("upload_file/")
