"""An office file without the clock in it: two people who write the same pack get the same bytes."""

import datetime as dt
import io
import zipfile


def settled(content: bytes, day: dt.date) -> bytes:
    """The same zip file with every part dated by the day of the data."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as kept,
    ):
        for part in given.infolist():
            told = zipfile.ZipInfo(part.filename, (day.year, day.month, day.day, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(told, given.read(part))
    return buffer.getvalue()
