"""The one way to start the server: Streamlit around `app.py`, on this computer only, quiet and fast.

Plain `streamlit run app.py` works too and shows the same; this adds the first warehouse, faster static files from
the browser's cache, and headers that keep the pages out of other sites' frames.
"""

import os
import sys
from collections.abc import Callable

from streamlit.web import cli as streamlit_cli

from sightline import door
from sightline.settings import ROOT, read_settings
from sightline.warehouse import versions
from sightline.warehouse.versions import NoWarehouse

LOOPBACK = "127.0.0.1"
SAMPLE = ROOT / "data" / "sample"
SERVER = ROOT / "sightline" / "server.py"

Progress = Callable[[str, float], None]


def ensure_warehouse(progress: Progress | None = None) -> str:
    """The version to be shown; where nothing is loaded yet, the sample company is loaded first.

    A warehouse that is there is left alone. Raises exports.ExportError where the sample cannot be loaded.
    """
    folder = door.warehouse_folder()
    try:
        return versions.current(folder)
    except NoWarehouse:
        versions.publish(SAMPLE, folder, read_settings(), progress=progress)
        return versions.current(folder)


def main(port: int = 8501) -> None:
    """Serve until interrupted. Binds this computer's own address, since in local mode anyone may look as anyone."""
    os.chdir(ROOT)
    sys.argv = [
        "streamlit",
        "run",
        str(SERVER),
        f"--server.address={LOOPBACK}",
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    ]
    sys.exit(streamlit_cli.main())
