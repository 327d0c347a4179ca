"""Judge damaged exports by the thousand and print what was found, by class; exit code 1 where anything was.

python -m tests.exports.fuzz --files 20000
python -m tests.exports.fuzz --first 1234 --files 1     # one file again, printed
"""

import argparse
import sys
import time
from collections import Counter, defaultdict

from tests.exports.fuzz.damages import DAMAGES
from tests.exports.fuzz.judge import BATCH, COUNTED, Verdict, damaged, judge

SHOWN = 1500


def run(first: int, files: int) -> tuple[dict[str, Counter[str]], dict[int, Verdict]]:
    """Counts by class, and the verdict on each file in which something was amiss, by seed."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    amiss = {}
    for start in range(first, first + files, BATCH):
        made = [damaged(seed) for seed in range(start, min(start + BATCH, first + files))]
        verdicts = judge([file for file, _ in made])
        for file, classes in made:
            verdict = verdicts[file.seed]
            for name in classes:
                counts[name] += Counter(files=1) + verdict.counts
            if verdict.said:
                amiss[file.seed] = verdict
    return counts, amiss


def table(counts: dict[str, Counter[str]]) -> str:
    """A line for each class; a file with two damages counts in both."""
    lines = [f"{'class':<24}" + "".join(f"{name:>16}" for name in ("files", *COUNTED))]
    total: Counter[str] = Counter()
    for name in DAMAGES:
        lines.append(f"{name:<24}" + "".join(f"{counts[name][kind]:>16,}" for kind in ("files", *COUNTED)))
        total += counts[name]
    return "\n".join([*lines, f"{'all':<24}" + "".join(f"{total[kind]:>16,}" for kind in ("files", *COUNTED))])


def shown(seed: int, verdict: Verdict) -> str:
    """A file in which something is amiss, as it was written, with what it is."""
    file, classes = damaged(seed)
    said = "\n".join(f"  {line[:300]}" for line in verdict.said[:6])
    text = "\n".join(f"  | {line[:200]}" for line in ascii(file.text()[:SHOWN])[1:-1].split("\\n"))
    profile = "\n".join(f"  # {line}" for line in file.said())
    return f"seed {seed}, {file.table}, {' + '.join(classes)}, {file.encoding}\n{said}\n{text}\n{profile}"


def main() -> int:
    """Run as the command line asks."""
    asked = argparse.ArgumentParser(prog="python -m tests.exports.fuzz", description=__doc__)
    asked.add_argument("--files", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="seed of the first file")
    asked.add_argument("--show", type=int, default=10, help="how many bad files to print")
    said = asked.parse_args()
    begun = time.process_time()
    counts, amiss = run(said.first, said.files)
    for seed in sorted(amiss)[: said.show]:
        print(shown(seed, amiss[seed]) + "\n")
    print(table(counts))
    last = said.first + said.files - 1
    print(
        f"{said.files:,} files (seeds {said.first} to {last}) of {len(DAMAGES)} classes,"
        f" {len(amiss):,} amiss, {time.process_time() - begun:.0f} CPU seconds"
    )
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
