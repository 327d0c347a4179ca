"""How large the invented company is."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Size:
    """Head counts and row counts to aim at; keys, people and weeks are met exactly, the rest within a few percent."""

    vp_count: int
    asm_count: int
    ae_count: int
    accounts: int
    key_accounts: int
    plans: int
    contacts: int
    whitespace_cells: int
    opportunities: int
    weeks: int
    """Weekly opportunity snapshots, the last one on the as-of day."""
    interactions: int
    history_days: int
    """How far back ordinary opportunities were created; the longer, the fewer are in each snapshot."""
    csv_only: bool = False
    """Write no Parquet; the benchmark compares with a plain CSV reader."""

    def times(self, scale: float) -> "Size":
        """The same company `scale` times as large, never under `SMALLEST`; the stretches of time stay."""
        counts = {
            f.name: max(getattr(SMALLEST, f.name), round(getattr(self, f.name) * scale))
            for f in fields(self)
            if f.name not in ("weeks", "history_days", "csv_only")
        }
        return replace(self, **counts)


SMALLEST = Size(
    vp_count=1,
    asm_count=2,
    ae_count=6,
    accounts=60,
    key_accounts=12,
    plans=20,
    contacts=100,
    whitespace_cells=150,
    opportunities=120,
    weeks=1,
    interactions=100,
    history_days=1_080,
)
"""Below this there is no company left to tell anything about."""

SAMPLE = Size(
    vp_count=3,
    asm_count=8,
    ae_count=48,
    accounts=1_200,
    key_accounts=236,
    plans=470,
    contacts=3_600,
    whitespace_cells=7_000,
    opportunities=3_000,
    weeks=60,
    interactions=9_000,
    history_days=1_080,
)
"""The company that is committed in `data/sample`."""

SF1 = Size(
    vp_count=5,
    asm_count=25,
    ae_count=200,
    accounts=20_000,
    key_accounts=2_800,
    plans=6_000,
    contacts=100_000,
    whitespace_cells=240_000,
    opportunities=150_000,
    weeks=52,
    interactions=200_000,
    history_days=1_450,
    csv_only=True,
)
"""The company that the benchmark loads: 2.0 million snapshot rows."""
