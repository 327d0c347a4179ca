"""The invented company: a believable sales organisation of any size, the same for the same seed, byte for byte.

Nothing in it is real: companies, people, vendors and figures are made from word lists and random numbers.
"""

import datetime as dt
from pathlib import Path

from sightline.sample import company, write
from sightline.sample.mess import MESS, Mess
from sightline.sample.size import SAMPLE, SF1, Size
from sightline.sample.world import World

__all__ = ["MESS", "SAMPLE", "SF1", "Mess", "Size", "write_company"]


def write_company(
    folder: Path,
    *,
    scale: float = 1.0,
    seed: int = 7,
    as_of: dt.date = dt.date(2026, 10, 5),
    size: Size = SAMPLE,
) -> None:
    """Writes every table of the contract into `folder`: long ones as Parquet (unless `size.csv_only`), others as CSV.

    The same arguments give the same bytes. `scale` multiplies the organisation; `size` gives its counts one by one.
    Files of the same names are overwritten, others stay.
    """
    world = World(size.times(scale), seed, as_of)
    write.write(world, folder, company.frames(world))
