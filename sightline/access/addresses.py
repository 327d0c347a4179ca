"""Which of Streamlit's own addresses are open here, and which of them are files."""

_OPEN = {"health", "host-config", "stream"}
"""What the frontend of Streamlit needs below `/_stcore/`."""
_FILES = "/media/"
UPLOADS = "/_stcore/upload_file/"


def is_closed(path: str) -> bool:
    """Whether an address is one that no page of ours needs: figures of the server, components, uploads by who may not.

    The first mark counts, as for Streamlit: an upload may be named like what is open.
    """
    _, mark, asked = path.partition("/_stcore/")
    return (bool(mark) and asked not in _OPEN) or "/component/" in path


def is_upload(path: str) -> bool:
    """Whether files are put at an address: closed too, but for the session of somebody who may load (`uploads`)."""
    return path.startswith(UPLOADS)


def is_file(path: str) -> bool:
    """Whether an address is one of a file handed out; fonts, which are everybody's, lie below `/static/media/`."""
    before, mark, _ = path.partition(_FILES)
    return bool(mark) and not before.endswith("/static")


def name_of_file(path: str) -> str:
    """The name of the file at an address, whatever ending it is asked for with."""
    return path.rpartition(_FILES)[2].partition(".")[0]
