"""The ways a file can end other than loaded, each an exception that carries one sentence for its owner."""


class ExportError(Exception):
    """The folder cannot be read, or nothing in it could be loaded."""


class Refused(Exception):
    """The file is meant for us and cannot be used as it is; the text says why and what to do."""


class LeftAside(Exception):
    """The file is none of our tables; nothing is wrong with it."""


class Empty(Exception):
    """The file has no rows. A state, not a fault."""


class ProfileError(Exception):
    """`sightline.toml` cannot be used; the text names the key to change."""
