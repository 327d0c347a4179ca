"""The committed sample, read as text, one frame per table."""

from pathlib import Path

import pandas as pd
import pytest

from sightline.contract import EXPORTS
from sightline.sample.mess import FOOTED, FOOTER, LABELS, SEMICOLONS

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"


def read(folder: Path, name: str) -> pd.DataFrame:
    """One table with every cell as text, empty where there is none, without the footer of a report."""
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        frame = pd.read_parquet(parquet)
        return frame.astype(object).where(frame.notna(), "").astype(str)
    return pd.read_csv(
        folder / f"{name}.csv",
        dtype=str,
        keep_default_na=False,
        sep=";" if name in SEMICOLONS else ",",
        skipfooter=sum(1 for line in FOOTER if line) if name in FOOTED else 0,
        engine="python",
    ).rename(columns={label: column for column, label in LABELS.get(name, {}).items()})


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where the committed sample lies."""
    return FOLDER


@pytest.fixture(scope="session")
def tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table of the committed sample as text."""
    return {name: read(folder, name) for name in EXPORTS}
