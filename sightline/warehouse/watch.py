"""A load that hangs is stopped: each of its steps has so long, and a statement that takes longer is interrupted."""

import contextlib
import threading
import time
from collections.abc import Iterator

import duckdb

from sightline.warehouse.build import BuildError, Progress


@contextlib.contextmanager
def watched(connection: duckdb.DuckDBPyConnection, seconds: float, progress: Progress | None) -> Iterator[Progress]:
    """A progress that passes on each step it is told, and gives it so many seconds from then on.

    Raises BuildError, naming the step, where a statement is still under way after that.
    """
    step, ends = "", threading.Event()
    until = time.monotonic() + seconds

    def begin(text: str, share: float) -> None:
        nonlocal step, until
        step, until = text, time.monotonic() + seconds
        if progress:
            progress(text, share)

    def watch() -> None:
        while not ends.wait(min(1.0, max(0.01, until - time.monotonic()))):
            if time.monotonic() > until:
                connection.interrupt()

    thread = threading.Thread(target=watch, name="load-watch", daemon=True)
    thread.start()
    try:
        yield begin
    except duckdb.InterruptException as error:
        raise BuildError(
            f"{step} took longer than {seconds:g} seconds and was stopped. The data shown stays as it was."
        ) from error
    finally:
        ends.set()
        thread.join()
