"""The files to fill in, by the page that they are for: what it needs, what adds to it, and all of them as one .zip."""

import io
import zipfile
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from sightline import words
from sightline.contract import EXPORTS, Export
from sightline.menu import TITLES
from sightline.metrics import named
from sightline.parts import controls, files, guards, tables

EVERY = "every"
FILES = named("table_name is_required required_columns optional_columns")
COLUMNS = named("column_name kind is_required meaning")


def show() -> None:
    """The files of one page, or of every page, and the columns of one of them."""
    fed = {title: title for title in TITLES.values() if any(title in export.pages for export in EXPORTS.values())}
    page = controls.box("Page", "for", {EVERY: "Every page", **fed}, EVERY, width=360) or EVERY
    needed, added = tables_of(page)
    st.markdown(sentence(page, needed, added))
    with st.container(horizontal=True, gap="small"):
        for chosen, label in ((needed, "needed"), ([*needed, *added], "all")):
            if chosen and (added or label == "all"):
                _offer(page, chosen, label)
    tables.show(_files(needed, added), FILES, key=f"files_for_{page}", alt="Files to fill in and their columns")
    _columns([export.name for export in [*needed, *added]])


def tables_of(page: str) -> tuple[list[Export], list[Export]]:
    """The exports without which a page has nothing to show, and those that add to it; for every page: to any."""
    fed = [export for export in EXPORTS.values() if page == EVERY or page in export.pages]
    needed = [export for export in fed if export.required or page in export.needed_by]
    return needed, [export for export in fed if export not in needed]


def sentence(page: str, needed: list[Export], added: list[Export]) -> str:
    """How many files a page needs and which, and how many add to it."""
    whom = "Sightline" if page == EVERY else page
    more = f" {words.number(len(added))} more {'adds' if len(added) == 1 else 'add'} to it." if added else ""
    if not needed:
        return f"**{whom} needs no file of its own.**{more}"
    names = [words.table(export.name) for export in needed]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"**{whom} needs {words.counted(len(needed), 'file')}: {listed}.**{more}"


def packed(exports: Iterable[Export]) -> bytes:
    """The templates of these exports in one .zip, the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kept:
        for export in exports:
            told = zipfile.ZipInfo(f"{export.name}.csv", (1980, 1, 1, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(told, (guards.TEMPLATES / f"{export.name}.csv").read_bytes())
    return buffer.getvalue()


def _offer(page: str, exports: list[Export], which: str) -> None:
    name = page.lower().replace(" ", "_").replace(":", "_")
    files.offer(
        f"Templates of {words.counted(len(exports), f'{which} file' if which == 'needed' else 'file')} (.zip)",
        lambda: packed(exports),
        file_name=f"templates_{name}_{which}.zip",
        what=f"templates_{name}_{which}",
        key=f"templates_{name}_{which}",
    )


def _files(needed: list[Export], added: list[Export]) -> pd.DataFrame:
    """One row per file, the needed first, with the names of its columns."""
    rows = []
    for export in [*needed, *added]:
        of = export.columns.values()
        wanted, spare = ([one.name for one in of if one.required is is_wanted] for is_wanted in (True, False))
        rows.append((words.table(export.name), export in needed, ", ".join(wanted), ", ".join(spare)))
    return pd.DataFrame(rows, columns=list(FILES))


def _columns(names: list[str]) -> None:
    """The columns of one file, and its template."""
    table = st.selectbox(
        "File", names, format_func=words.table, key="template", help="Missing files can be added one by one."
    )
    st.markdown(f"{EXPORTS[table].meaning} One file, {EXPORTS[table].grain}.")
    guards.template(table)
    rows = [(one.name, one.kind, one.required, one.meaning) for one in EXPORTS[table].columns.values()]
    shown = pd.DataFrame(rows, columns=list(COLUMNS))
    tables.show(shown, COLUMNS, key=f"columns_of_{table}", alt=f"Columns of {words.table(table)}")
