"""The ways a file can end other than loaded, each an exception that carries one sentence for its owner."""

import errno

import duckdb

STOPS = (duckdb.OutOfMemoryException, duckdb.InterruptException)
"""Errors of the engine that say nothing about the file that it reads."""
NO_ROOM = "There is no room left on the disk: free some and load again."


class ExportError(Exception):
    """The folder cannot be read, or nothing in it could be loaded."""


class Ended(Exception):
    """The file ends other than loaded; `status` is the word for it in the report."""

    status = ""


class Refused(Ended):
    """The file is meant for us and cannot be used as it is; the text says why and what to do."""

    status = "refused"


class LeftAside(Ended):
    """The file is none of our tables; nothing is wrong with it."""

    status = "left_aside"


class Empty(Ended):
    """The file has no rows. A state, not a fault."""

    status = "empty"


class ProfileError(ExportError):
    """`sightline.toml` cannot be used; the text names the key to change."""


def is_out_of_room(error: BaseException) -> bool:
    """Whether an error says nothing about a file but that the disk is full."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or any(sign in str(error) for sign in ("No space left on device", "Disk quota exceeded"))
