"""The 1:1 sheet on one printed page."""

import streamlit as st

from sightline.account import paper

_STYLES = """
<style>
@media print {
  @page { size: A4; margin: 9mm; }
  [data-testid="stMainBlockContainer"] { zoom: .82; }
  [class*="st-key-plan_card_"] { break-inside: avoid; padding: 1.5mm 2.5mm !important; }
  [class*="st-key-plan_card_"] h4 { font-size: 10.5pt !important; padding: 0 !important; }
  [data-testid="stMarkdownContainer"] ul, [data-testid="stMarkdownContainer"] ol { margin: 0 0 1mm !important; }
  [data-testid="stMarkdownContainer"] li { margin: 0 !important; padding: 0 !important; }
  [data-testid="stMarkdownContainer"] p { margin: 0 0 .6mm !important; }
  [data-testid="stPopover"], [data-testid="stButton"] { display: none !important; }
}
</style>
"""


def styles() -> None:
    """The account's print styles, tightened so that a usual sheet fits on one page."""
    paper.styles()
    st.html(_STYLES)
