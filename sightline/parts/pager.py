"""Long lists in pages: beyond some 25 rows a chart is a smear."""

import pandas as pd
import streamlit as st

from sightline import words

ROWS_SHOWN = 25
"""Rows or people per chart, unless a page says otherwise."""


def page_of(
    rows: pd.DataFrame,
    key: str,
    *,
    by: str | None = None,
    size: int = ROWS_SHOWN,
    noun: str | None = None,
    first: int = 1,
) -> pd.DataFrame:
    """The rows on the picked page, with the page control above them where there are several pages.

    `by` names the column whose values are counted instead of rows, so that one person's rows stay together; `noun`
    is what a caption calls them ("12 of 48 people"). It opens at the page that holds the row `first`.
    """
    items = list(dict.fromkeys(rows[by].astype(object))) if by else list(rows.index)
    pages = -(-len(items) // size)
    if pages <= 1:
        return rows
    key = f"{key}_page_{pages}"
    skipped = (st.pagination(pages, key=key, default=-(-first // size)) - 1) * size
    shown = items[skipped : skipped + size]
    if noun:
        st.caption(f"{words.of(len(shown), len(items))} {noun}")
    kept = rows[rows[by].isin(shown)] if by else rows.loc[shown]
    return kept.reset_index(drop=True)


def people_of(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows of the people on the picked page, counted as people; one person's rows stay together."""
    return page_of(rows, key, by="person_id", noun="people")
