"""Checksums of Parquet pages: held against the pages where the writer put any, and missed aloud where not.

DuckDB reads a page without looking at its checksum, so a bit that turned on the way would become another value.
"""

from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.exports.problems import Refused

BATCH = 8_192
NONE = "it carries no checksums, so values that were damaged on the way cannot be noticed"

_INT32, _CRC = 0x15, 0x15


def verify(path: Path) -> str:
    """A doubt where pages carry no checksum, else empty. Raises Refused where one does not match."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            chunks = [
                group.column(column)
                for group in map(file.metadata.row_group, range(file.metadata.num_row_groups))
                for column in range(group.num_columns)
            ]
            starts = [chunk.dictionary_page_offset or chunk.data_page_offset for chunk in chunks]
            with path.open("rb") as source:
                if not all(_carries(_at(source, start)) for start in starts):
                    return NONE if starts else ""
            for _ in file.iter_batches(BATCH, use_threads=False):
                pass
    except (pa.ArrowException, OSError, ValueError) as error:
        if "CRC" in str(error):
            raise Refused(
                "a checksum of the Parquet file does not match its values: copy or export it again"
            ) from error
        return NONE
    return ""


def _at(source: BinaryIO, start: int) -> bytes:
    source.seek(start)
    return source.read(24)


def _carries(header: bytes) -> bool:
    """Whether a page's header has a checksum: the fourth of its numbers, after its kind and its two sizes."""
    at = 0
    for _ in range(3):
        if at >= len(header) or header[at] != _INT32:
            return False
        at += 1
        while at < len(header) and header[at] & 0x80:
            at += 1
        at += 1
    return at < len(header) and header[at] == _CRC
