"""The three files written beside the page: in a thread that says how far it is and can be asked to stop."""

import logging
import threading
from collections.abc import Callable

from sightline.audit import NotRecorded
from sightline.packs import build
from sightline.packs.pack import Pack
from sightline.settings import Settings


class Stopped(Exception):
    """Somebody asked to stop."""


class Job:
    """One export under way. Everything it needs is in the frozen pack, so it asks nothing of the warehouse.

    `record` writes down that the files were built, before anybody can take them.
    """

    def __init__(self, pack: Pack, settings: Settings, record: Callable[..., None]) -> None:
        self.text, self.share = "Starting", 0.0
        self.files: dict[str, bytes] = {}
        self.fault = ""
        self.is_stopped = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(pack, settings, record), daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to stop at the next step."""
        self._stop.set()

    def _run(self, pack: Pack, settings: Settings, record: Callable[..., None]) -> None:
        try:
            written = build.files(pack, settings, self._told)
            record("pack", step="built", pack=pack.stamp.pack_id, version=pack.version)
            self.files = written
        except Stopped:
            self.is_stopped = True
        except NotRecorded as told:
            self.fault = str(told)
        except Exception:
            logging.getLogger(__name__).exception("The export of %s failed.", pack.stamp.pack_id)
            self.fault = "The files could not be written. The reason is in the log of the computer that runs Sightline."

    def _told(self, text: str, share: float) -> None:
        if self._stop.is_set():
            raise Stopped
        self.text, self.share = text, share
