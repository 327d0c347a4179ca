"""The fiscal calendar: one row per day, made once so that no query does calendar arithmetic."""

import datetime as dt

import numpy as np
import pandas as pd

from sightline.settings import Settings


def calendar(first: dt.date, last: dt.date, settings: Settings) -> pd.DataFrame:
    """One row per day from `first` to `last`, inclusive.

    `fiscal_year` is named by the calendar year in which it ends or starts, as the setting says; `day_of_fq` and
    `week_of_fq` count from 1. `day_norm` and `week_norm` count back from the quarter's end so that quarters of
    different length line up at their end (they reach 0 or -1 at the start of a 92-day quarter).
    """
    day = pd.Series(pd.date_range(first, last, freq="D", unit="us"))
    year, month = day.dt.year.to_numpy(), day.dt.month.to_numpy()
    start = settings.fiscal_year_start_month
    since_start = (month - start) % 12
    starts_in = year - (month < start)
    named_by_end = settings.fiscal_year_named_by == "end" and start > 1
    fiscal_year = starts_in + (1 if named_by_end else 0)
    quarter = since_start // 3 + 1
    month_of_fq = since_start % 3 + 1
    months = starts_in * 12 + (start - 1) + (quarter - 1) * 3
    fq_starts, fq_ends = _first_of(months), _first_of(months + 3) - np.timedelta64(1, "D")
    days = day.to_numpy().astype("datetime64[D]")
    day_of_fq = (days - fq_starts).astype(int) + 1
    days_to_end = (fq_ends - days).astype(int)
    labels = [f"FY{y % 100:02d}-Q{q}" for y, q in zip(fiscal_year, quarter, strict=True)]
    return pd.DataFrame(
        {
            "day_on": day,
            "fiscal_year": fiscal_year,
            "fiscal_quarter": quarter,
            "quarter_label": labels,
            "quarter_starts_on": fq_starts.astype("datetime64[us]"),
            "quarter_ends_on": fq_ends.astype("datetime64[us]"),
            "month_starts_on": days.astype("datetime64[M]").astype("datetime64[us]"),
            "week_starts_on": (days - (day.dt.dayofweek.to_numpy()).astype("timedelta64[D]")).astype("datetime64[us]"),
            "month_of_fq": month_of_fq,
            "day_of_fq": day_of_fq,
            "week_of_fq": (day_of_fq - 1) // 7 + 1,
            "days_to_quarter_end": days_to_end,
            "day_norm": 90 - days_to_end,
            "week_norm": 12 - days_to_end // 7,
        }
    )


def _first_of(months: np.ndarray) -> np.ndarray:
    """First day of each month, given as a count of months since year 0."""
    return (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
