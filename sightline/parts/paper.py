"""A page that prints: all of it, without what is of use on a screen only."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_STYLES = """
<style>
@media print {
  @page { size: A4; margin: 10mm; }
  html, body, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"], .stMain, [data-testid="stScreencast"],
  [data-testid="stAppViewContainer"] > div {
    position: static !important; display: block !important; height: auto !important; overflow: visible !important;
  }
  [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stDownloadButton"],
  [data-testid="stStatusWidget"], [role="tablist"], [data-testid="stExpander"], [data-testid="stLinkButton"],
  [data-testid="stElementToolbar"], html .st-key-menu, html .st-key-filters, html .st-key-beside_title,
  .st-key-heading button, .st-key-heading a, [class*="st-key-screen_only"] { display: none !important; }
  [data-testid="stHorizontalBlock"] { display: flex !important; flex-flow: row nowrap !important; gap: 6mm !important; }
  [data-testid="stColumn"] { min-width: 0 !important; width: auto !important; flex: 1 1 0 !important; }
  [data-testid="stTable"], [data-testid="stTable"] div { overflow: visible !important; }
  [data-testid="stElementContainer"], [data-testid="stVerticalBlock"] { break-inside: auto !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  body { font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1 { font-size: 18pt !important; padding: 0 !important; }
  h2 { font-size: 11.5pt !important; padding: 2mm 0 1mm !important; break-after: avoid; }
  p, li, td, th { font-size: 9pt !important; line-height: 1.2 !important; }
  td, th { padding: 0.4mm 1.5mm !important; }
  [data-testid="stMetric"] { padding: 1mm 2.5mm !important; }
  [data-testid="stMetric"] > div { gap: 0 !important; }
  [data-testid="stMetricValue"], [data-testid="stMetricValue"] div { line-height: 1.25 !important; }
  [data-testid="stMetric"] svg, [data-testid="stDecoration"] { display: none !important; }
  [data-testid="stMetricValue"] { font-size: 12pt !important; }
  [data-testid="stVerticalBlock"] { gap: 1.5mm !important; }
  [data-testid="stTable"] tr, [data-testid="stMetric"], .stPlotlyChart { break-inside: avoid; }
}
</style>
"""


def styles(*more: str) -> None:
    """Let the page print whole: Streamlit's scroll container would print one screen. More rules may follow."""
    for rules in (_STYLES, *more):
        st.html(rules)


def screen_only(key: str) -> DeltaGenerator:
    """A place whose content stays off the paper."""
    return st.container(key=f"screen_only_{key}")
