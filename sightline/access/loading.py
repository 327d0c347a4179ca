"""Loading in the browser: whose page may put files onto the server, for as long as it may."""

from collections.abc import Iterable

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sightline.access import roles, session, uploads


def let_upload(viewer: str) -> None:
    """Open the way for uploads of this run's session, while its sign-in proves this person and they may load."""
    run = get_script_run_ctx()
    if run is None or not roles.may_load(viewer):
        return
    proves = session.proof()

    def may() -> bool:
        return session.is_local() or (proves() == viewer and roles.held("load", viewer) is not None)

    uploads.open_for(run.session_id, session.shown(), may)


def forget(files: Iterable[UploadedFile]) -> None:
    """Let go of what was uploaded: Streamlit keeps it in memory until the page is closed."""
    run = get_script_run_ctx()
    for file in files if run else ():
        run.uploaded_file_mgr.remove_file(run.session_id, file.file_id)  # type: ignore[union-attr]
