"""DuckDB's own casts: quick for clean cells, null for a cell that needs care."""

from sightline.contract import Column
from sightline.exports.opening.land import literal


def quick(column: Column, source: str, timezone: str) -> str:
    """The SQL cast that reads clean cells; null for a cell that needs care."""
    if column.kind == "date":
        return quick_date(source, timezone)
    if column.kind == "timestamp":
        return quick_timestamp(source, timezone)
    if column.kind == "bool":
        return f"try_cast({source} as boolean)"
    if column.kind == "int":
        return f"case when not contains({source}, '.') then try_cast({source} as bigint) end"
    if column.kind == "decimal":
        return f"try_cast({source} as {column.sql_type})"
    return source


def simple(column: Column, source: str) -> str:
    """The cast that suffices when every cell is written plainly; `needs_more` says where it does not."""
    return f"try_cast({source} as {column.sql_type})"


def needs_more(column: Column, source: str) -> str:
    """SQL that is true where a cell needs more than the simple cast. Year 12 is no year, and a moment has a zone."""
    cast = simple(column, source)
    if column.kind == "date":
        return (
            f"{source} is not null and (strlen({source}) > 10"
            f" or coalesce({cast} not between date '0100-01-01' and date '9999-12-31', true))"
        )
    if column.kind == "timestamp":
        return f"{source} is not null"
    if column.kind == "int":
        return f"({source} is not null and {cast} is null) or contains({source}, '.')"
    return f"{source} is not null and {cast} is null"


def quick_date(source: str, timezone: str) -> str:
    """A day written year first; a moment is cut to its day in the organisation's zone. Year 12 is no year."""
    moment = quick_timestamp(source, timezone)
    return (
        f"case when length({source}) > 10 then cast({moment} as date)"
        f" when try_cast({source} as date) between date '0100-01-01' and date '9999-12-31' then"
        f" try_cast({source} as date) end"
    )


def quick_timestamp(source: str, timezone: str) -> str:
    """A moment written year first, in the organisation's zone; null for any other spelling.

    At both ends of time another zone may be another era, which Python cannot name: those need care too.
    """
    return (
        f"case when substr({source}, 5, 1) = '-' and substr({source}, 8, 1) = '-'"
        f" and substr({source}, 1, 2) <> '00' and substr({source}, 1, 10) <> '9999-12-31' then case"
        f" when regexp_matches(substr({source}, 11), '[zZ+-]|UTC')"
        f" then timezone({literal(timezone)}, try_cast({source} as timestamptz)) else try_cast({source} as"
        f" timestamp) end end"
    )
