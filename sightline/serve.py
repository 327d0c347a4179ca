"""The one way to start the server: Streamlit around `app.py`, on this computer only, quiet and fast.

`main` and plain `streamlit run app.py` serve the same application, which `app.py` makes of `started` and
`middleware`; `ensure_warehouse` loads the sample company where nothing is loaded yet.
"""

import gc
import logging
import os
import re
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli as streamlit_cli

from sightline.access import gate
from sightline.access.addresses import is_file
from sightline.exports import ExportError
from sightline.notes import NotesError, inspections
from sightline.settings import ROOT, read_settings, warehouse_folder
from sightline.warehouse import publishing, versions
from sightline.warehouse.build import BuildError
from sightline.warehouse.publishing import SAMPLE, NotPublished
from sightline.warehouse.seal import Damaged, NoWarehouse

LOOPBACK = "127.0.0.1"
_IN_THE_PAGE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _policy() -> str:
    """What a browser may load and run, and from where: this server alone, and no script that stands in a page.

    Of scripts in a page Streamlit's own in its `index.html` runs, known by its hash. `blob:` is how Streamlit loads the
    few lines of our button that copies, `data:` how it gives its icons; its styles and Plotly's stand in elements.
    """
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    known = [b64encode(sha256(one.encode()).digest()).decode() for one in _IN_THE_PAGE.findall(index)]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(["script-src 'self' blob:", *(f"'sha256-{one}'" for one in known)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


HEADERS = {
    b"content-security-policy": _policy().encode(),
    b"cross-origin-resource-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}

Progress = Callable[[str, float], None]


def ensure_warehouse(progress: Progress | None = None) -> str:
    """The version to be shown, loaded anew where its exports, settings or reading code changed since.

    Where nothing was ever loaded, the sample company is. A folder of exports that is gone, or that can no longer be
    loaded, changes nothing: the version in force is shown and the log says why. A damaged version is loaded again from
    its exports; the invented company never stands in for somebody's own.
    """
    folder, settings = warehouse_folder(), read_settings()
    try:
        version = versions.current(folder)
    except Damaged:
        version = ""
    except NoWarehouse:
        return publishing.ensure(SAMPLE, folder, settings, progress=progress, reviews=inspections.for_load(folder))
    source = versions.source_of(folder)
    if source is None or not source.is_dir():
        return versions.current(folder)
    try:
        reviews = inspections.for_load(folder)
        return publishing.ensure(source, folder, settings, progress=progress, reviews=reviews)
    except (ExportError, BuildError, NotPublished, NotesError) as error:
        if not version:
            raise
        logging.getLogger(__name__).warning("%s The data loaded before is shown.", error)
        return version


def main(port: int = 8501) -> None:
    """Serve until interrupted. Binds this computer's own address, since in local mode anyone may look as anyone."""
    os.chdir(ROOT)
    sys.argv = [
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        f"--server.address={LOOPBACK}",
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    ]
    sys.exit(streamlit_cli.main())


@asynccontextmanager
async def started(_: ASGIApp) -> AsyncIterator[None]:
    """What happens once, before the first visitor.

    Streamlit takes a folder named `pages` for its older kind of pages until a menu was made once in the process, and
    greets the first deep link after a start with "Page not found"; it is told here that ours are of the newer kind.
    What the imports made is taken out of the garbage collector's sight: it never becomes garbage. And it looks a tenth
    as often as usual: to look through all that is remembered held up everybody for 0.15 s.
    """
    PagesManager.uses_pages_directory = False
    gc.collect()
    gc.freeze()
    gc.set_threshold(7_000, 10, 10)
    yield


class SecurityHeaders:
    """Adds `HEADERS` to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and put the headers in front of the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS.items()]
                if is_file(scope["path"]):  # what somebody's sign-in opened is kept by nobody on the way
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    """What stands around the app. Ends the start, with the sentence what to do, where it would serve the wrong people.

    Judged here because `app.py` is read however the server is started: by `make run`, by `streamlit run` with an
    address of its own, through the environment or another configuration.
    """
    settings, secrets = read_settings(), st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}
    if why := gate.why_not_to_start(settings, st.get_option("server.address"), secrets):
        raise SystemExit(f"Sightline does not start. {why}")
    config.set_option("server.maxUploadSize", settings.drop_file_mb)  # what the page says, the server keeps to
    return [Middleware(SecurityHeaders), Middleware(gate.Gate, settings=settings, secrets=secrets)]
