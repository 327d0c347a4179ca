"""A tidy frame as a table on a page: labels and hover texts from the metrics, and its downloads below."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

import pandas as pd
import streamlit as st
from streamlit.typing import DataframeState

from sightline import address, door, downloads, scope, words
from sightline.metrics import Metric, Unit, column
from sightline.parts import links
from sightline.parts.files import offer

LINKS: dict[str, tuple[links.Kind, str]] = {
    "account_name": ("account", "account_id"),
    "person_name": ("person", "person_id"),
    "owner_name": ("person", "owner_id"),
    "opportunity_name": ("deal", "opportunity_id"),
}
"""What the names of a column open, and the column with its id."""

_MOST_DEALS = 200
"""A box of more names is slower than looking through the list."""

_MARKED = 125
"""Width of a column with marks of severity: the grid measures their letters too narrow and cuts the word."""

_LETTER = 6.6
"""Pixels of an average letter in a cell."""


def show(
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    key: str,
    alt: str,
    select: Literal["row", "cell"] | None = None,
    height: int | Literal["auto", "content"] = "auto",
    labels: Mapping[str, str] | None = None,
    part: str | None = None,
    opens: Callable[[pd.Series], None] | None = None,
    files: Sequence[str] = (),
) -> pd.DataFrame:
    """Show the named columns of a frame, the first one pinned, with CSV and Excel downloads below it.

    Returns the selected rows of the frame, empty without a selection. `key` names the widget and, with the view
    and the day, the downloaded files; `labels` overrules a label where the page means something narrower ("AE"
    for "Person"). Raises KeyError for a column that `metrics` does not declare.

    Names of accounts, people and deals whose ids the frame has are links. `part` is the tab of the Account page that
    they open; where rows are contacts, it opens at the contact's card. With `opens` the first column is links instead,
    and `opens` gets the row of the one that was clicked. `files` are further columns of the downloads, for which the
    screen has no room.
    """
    if frame.empty:
        st.caption(f"{alt}: none.")
        return frame
    titles = {name: (labels or {}).get(name, column(name).label) for name in columns}
    linked = {name: LINKS[name] for name in columns if name in LINKS and LINKS[name][1] in frame}
    if opens:
        linked.pop(columns[0], None)
    buttons = {*linked, columns[0]} if opens else {*linked}
    state = st.dataframe(
        pd.DataFrame({name: _readable(frame[name], column(name).unit) for name in columns}),
        column_config={
            name: _configured(
                name, title, frame[name], pinned=name == columns[0], opens=f"{key}_{name}" if name in buttons else None
            )
            for name, title in titles.items()
        },
        hide_index=True,
        height=height,
        placeholder="–",
        key=key,
        alt=alt,
        on_select="rerun" if select else "ignore",
        selection_mode="single-cell" if select == "cell" else "single-row",
    )
    _footer(frame, titles | {name: column(name).label for name in files}, key, linked)
    if opens and (clicked := st.session_state.get(f"{key}_{columns[0]}")):
        opens(frame.iloc[clicked.row])
    for name, (kind, id_column) in linked.items():
        if clicked := st.session_state.get(f"{key}_{name}"):
            _follow(frame.iloc[clicked.row], kind, id_column, part)
    if not select:
        return frame.iloc[0:0]
    selection = cast("DataframeState", state).selection
    chosen = selection.rows or [row for row, _ in selection.cells]
    return frame.iloc[[row for row in chosen if row < len(frame)]]


def _follow(row: pd.Series, kind: links.Kind, id_column: str, part: str | None) -> None:
    """Open what a name in a row names; nothing where its id is unknown."""
    if pd.notna(row[id_column]):
        contact = str(row["contact_id"]) if part and "contact_id" in row else None
        links.follow(links.Target(kind, str(row[id_column]), part, contact))


def _readable(values: pd.Series, unit: Unit) -> pd.Series:
    """The values as a table shows them: shares as per cent, and yes, no or unknown instead of boxes to tick."""
    if unit == "share":
        return values * 100
    if unit == "flag":
        return values.map({True: "yes", False: "no"}).fillna("unknown")
    return values


def _room(sentences: pd.Series) -> int:
    """Width in which the longest sentence stands whole, as far as a screen has it."""
    longest = sentences.dropna().astype(str).str.len().max()
    return int(min(max(_LETTER * (0 if pd.isna(longest) else longest) + 24, 160), 900))


def _configured(name: str, title: str, values: pd.Series, *, pinned: bool, opens: str | None) -> Any:
    shown = column(name)
    settings = door.settings()
    hover = shown.filled(settings.thresholds) if isinstance(shown, Metric) else None
    common: dict[str, Any] = {
        "help": hover.told if hover else None,
        "pinned": pinned,
    }
    config = st.column_config
    if opens:
        return config.ButtonColumn(title, type="tertiary", alignment="left", key=opens, **common)
    match shown.unit:
        case "share":
            return config.ProgressColumn(title, format="%.0f %%", min_value=0, max_value=100, color="primary", **common)
        case "money":
            return config.NumberColumn(f"{title} ({settings.reporting_currency})", format="localized", step=1, **common)
        case "count" | "days" | "level":
            return config.NumberColumn(title, format="localized", step=1, **common)
        case "points":
            return config.NumberColumn(title, format="%+.1f pt", **common)
        case "times":
            return config.NumberColumn(title, format="%.1f×", **common)
        case "day":
            return config.DateColumn(title, format="D MMM YYYY", width=115, **common)
        case "link":
            return config.LinkColumn(title, display_text="Open", **common)
        case "sentence":
            return config.TextColumn(title, width=_room(values), **common)
        case _:
            is_marked = values.astype(str).str.startswith(("▲", "●")).any()
            return config.TextColumn(title, width=_MARKED if is_marked else None, **common)


def _footer(
    frame: pd.DataFrame, titles: Mapping[str, str], key: str, linked: Mapping[str, tuple[links.Kind, str]]
) -> None:
    """How many rows there are, what a click on a name does, and the same rows and columns as files.

    Streamlit's grid takes no key for a name in it: accounts and people are found by the boxes at the head of every
    page, a deal by a box here.
    """
    about = scope.about()
    stem = f"{key}_{scope.file_stem()}"
    thresholds = door.settings().thresholds
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(f"{words.counted(len(frame), 'row')} · download", width="content")
        offer(
            "CSV",
            lambda: downloads.as_csv(frame, titles),
            file_name=f"{stem}.csv",
            what=key,
            rows=len(frame),
            key=f"{key}_csv",
            kind="tertiary",
        )
        offer(
            "Excel",
            lambda: downloads.as_xlsx(frame, titles, about=about, settings=thresholds),
            file_name=f"{stem}.xlsx",
            what=key,
            rows=len(frame),
            key=f"{key}_xlsx",
            kind="tertiary",
        )
        if linked:
            st.caption("Click a name to open it.", width="content")
        deals = frame.dropna(subset="opportunity_id") if "opportunity_name" in linked else frame.iloc[0:0]
        if 0 < len(deals) <= _MOST_DEALS:
            names = dict(zip(deals["opportunity_id"], deals["opportunity_name"].fillna("unnamed deal"), strict=True))
            st.selectbox(
                "Open a deal",
                list(names),
                index=None,
                format_func=lambda one: names.get(one, one),
                key=f"{key}_deal",
                placeholder="Open a deal",
                label_visibility="collapsed",
                on_change=_open_deal,
                args=(f"{key}_deal",),
                width=180,
            )


def _open_deal(key: str) -> None:
    """Open the deal that a box is set to, and empty the box; used as a callback."""
    address.catch_up()
    address.change({"deal": st.session_state[key]})
    st.session_state[key] = None
