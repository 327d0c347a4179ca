"""What a header was understood as."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Match:
    """One of our columns found in a header: at which position, under which words, how it was recognised."""

    column: str
    index: int
    header: str
    by: str


@dataclass(frozen=True)
class Kinds:
    """The column of a long file that says of each record what its `number` is, and the kind that is wanted.

    A nought is no number where the record of kind `touched`, with the same cells at `same`, says so.
    """

    index: int
    wanted: str
    number: int
    touched: str = ""
    same: tuple[int, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """A header understood: the table, our columns in it, wide forecast measures, and what stayed unused.

    `companions` are headers that name what a column identifies (owner name beside owner id). `constants` are values
    that hold for the whole file, with the reason. `status` is a column that may say open, won or lost of each deal;
    `roles` are columns of yes and no that each say whether a contact plays that part.
    `rows` are the rows that one record makes, each by column: the position of its cell, or a text. `kinds` says which
    records count at all. `also` are the histories that the file tells beside its own table, `dates` where a history's
    file has other dates, which may show how it writes them.
    """

    table: str
    matches: dict[str, Match]
    unused: dict[int, str]
    wide: dict[str, int] = field(default_factory=dict)
    names: tuple[int, int] | None = None
    companions: dict[str, int] = field(default_factory=dict)
    constants: dict[str, tuple[str, str]] = field(default_factory=dict)
    status: int | None = None
    roles: dict[str, int] = field(default_factory=dict)
    rows: tuple[Mapping[str, int | str], ...] = ()
    kinds: Kinds | None = None
    also: tuple["Recognised", ...] = ()
    dates: tuple[int, ...] = ()

    @property
    def has_pictures(self) -> bool:
        """Whether the file itself tells how its deals stood on several days."""
        return any(history.table == "opportunity_snapshots" for history in self.also)
