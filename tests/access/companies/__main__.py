"""Random organisations by the thousand: who is told what they may not see, and who is not told what they may.

python -m tests.access.companies --organisations 5000
python -m tests.access.companies --first 1234 --organisations 1     # one of them again, as small as it still fails

Prints what was compared; exit code 1 where anything leaked or was lost.
"""

import argparse
import random
import re
import sys
import time

from tests.access.companies.asking import questions
from tests.access.companies.trial import Found, Trial

BATCH = 100
"""Organisations side by side in most warehouses; every fifth one holds a single one, whose top sees everything."""
SIZES = (3, 4, 5, 6, 8, 12, 20)
NEIGHBOURS = (0, 1)


def main() -> int:
    """Run as the command line asks."""
    asked = argparse.ArgumentParser(prog="python -m tests.access.companies", description=__doc__)
    asked.add_argument("--organisations", type=int, default=100)
    asked.add_argument("--first", type=int, default=0, help="number of the first one")
    said = asked.parse_args()
    begun, found = time.process_time(), Found()
    numbers = list(range(said.first, said.first + said.organisations))
    while numbers:
        size = 1 if random.Random(numbers[0]).random() < 0.2 else BATCH
        found += Trial(numbers[:size]).judged()
        numbers = numbers[size:]
        print(line(found), flush=True)
    for text in (found.leaks + found.losses)[:20]:
        print(f"  {text}")
    for number in sorted({int(re.match(r"o(\d+)/", text)[1]) for text in found.leaks if text.startswith("o")})[:3]:  # type: ignore[index]
        print(f"organisation {number} leaks with at most {smallest(number)} people")
    print(f"{time.process_time() - begun:,.0f} CPU seconds")
    return 1 if found.leaks or found.losses else 0


def line(found: Found) -> str:
    """What was compared so far, in one line."""
    return (
        f"{found.organisations:,} organisations, {found.viewers:,} viewers, {len(questions())} questions, "
        f"{found.answers:,} answers, {found.rows:,} rows compared, {len(found.leaks)} leaks, {len(found.losses)} losses"
    )


def smallest(number: int) -> int | None:
    """With how few people an organisation still leaks, beside two others, so that nobody is the only top."""
    beside = [other for other in NEIGHBOURS if other != number]
    return next((size for size in SIZES if Trial([number, *beside], size).judged().leaks), None)


if __name__ == "__main__":
    sys.exit(main())
