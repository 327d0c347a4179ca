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
    csv_only: bool = False
    """Write no Parquet; the benchmark compares with a plain CSV reader."""

    def times(self, scale: float) -> "Size":
        """The same company `scale` times as large; the number of weeks stays."""
        counts = {
            f.name: max(1, round(getattr(self, f.name) * scale))
            for f in fields(self)
            if f.name not in ("weeks", "csv_only")
        }
        return replace(self, **counts)


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
    csv_only=True,
)
"""The company that the benchmark loads: 2.0 million snapshot rows."""
