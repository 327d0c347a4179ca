"""The button that gives a file away: no file leaves by any other way, and none before the record says so."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, Literal

import streamlit as st

from sightline import address, audit, recorded, scope

_KINDS = {
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def offer(
    label: str,
    make: Callable[[], bytes],
    *,
    file_name: str,
    what: str,
    key: str,
    rows: int | None = None,
    kind: Literal["tertiary", "secondary", "primary"] = "secondary",
    disabled: bool = False,
    help: str | None = None,  # noqa: A002  # Streamlit's own word
    pack: str = "",
    whose: Sequence[str] = (),
) -> None:
    """A button for a file, which is made, and written down, when somebody clicks it.

    `what` says in the record what the file holds, beside its rows, filters and hash: its name carries names of people
    and is not kept. `pack` is the id of the pack that it is of, `whose` are the people it is about. Where the record
    cannot be written, there is no file.
    """
    suffix = PurePath(file_name).suffix
    write, trouble = recorded.writer(), audit.trouble()
    facts: dict[str, Any] = {"page": address.here(), "what": what, "kind": suffix[1:], "rows": rows}
    facts["filters"] = {
        name: audit.Person(value) if name in ("team", "owner") else value
        for name, value in vars(scope.current()).items()
        if value
    }
    if whose:
        facts["whose"] = [audit.Person(one) for one in whose]

    def give() -> bytes:
        content = make()
        digest = hashlib.sha256(content).hexdigest()
        if pack:
            write("pack", step="downloaded", pack=pack, sha256=digest, **facts)
        else:
            write("export", sha256=digest, **facts)
        return content

    st.download_button(
        label,
        give,
        file_name=file_name,
        mime=_KINDS[suffix],
        key=key,
        on_click="ignore",
        type=kind,
        disabled=disabled or bool(trouble),
        help=trouble or help,
    )
