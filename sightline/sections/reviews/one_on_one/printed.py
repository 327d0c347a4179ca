"""How a 1:1 sheet sits on the screen, and on paper where somebody prints the page itself."""

from sightline.parts import paper

_STYLES = """
<style>
[class*="st-key-plan_card_"] [data-testid="stMarkdownContainer"] p { margin-bottom: .15rem; }
[class*="st-key-plan_card_"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-plan_card_"] [data-testid="stMarkdownContainer"] h2 { padding: 0; font-size: 1.1rem; }
@media print {
  @page { size: A4; margin: 9mm; }
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 1.6mm !important; }
  [data-testid="stLayoutWrapper"] { margin-bottom: 0 !important; }
  [data-testid="stMarkdownContainer"] { margin-bottom: 0 !important; }
  [data-testid="stCaptionContainer"] p { line-height: 1.2 !important; margin: 0 !important; }
  [data-testid="stMarkdownContainer"] p { margin: 0 !important; }
  [data-testid="stMarkdownContainer"] ul, [data-testid="stMarkdownContainer"] ol {
    margin: 0 0 .8mm !important; padding-left: 4mm !important; list-style-position: outside !important;
  }
  [data-testid="stMarkdownContainer"] ul { list-style-type: disc !important; }
  [data-testid="stMarkdownContainer"] li { margin: 0 !important; padding: 0 !important; }
  [data-testid="stCaptionContainer"] { margin: 0 !important; }
  [class*="st-key-plan_card_"] { break-inside: avoid; padding: 1.5mm 2.5mm !important; gap: .6mm !important;
    margin-bottom: 1mm !important; }
  [class*="st-key-plan_card_"] h2 { font-size: 10.5pt !important; margin: 0 !important; }
  [class*="st-key-plan_card_"] [data-testid="stVerticalBlock"] { gap: .8mm !important; }
  [data-testid="stColumn"]:has([class*="st-key-screen_only_mark"]),
  [data-testid="stColumn"]:has([class*="st-key-screen_only_pick"]) { display: none !important; }
  [data-testid="stGrid"] { display: grid !important; grid-template-columns: repeat(4, 1fr) !important; }
  [data-testid="stMetric"] { padding: .6mm 2mm !important; height: auto !important; min-height: 0 !important; }
  [data-testid="stMetric"] * { margin: 0 !important; padding: 0 !important; min-height: 0 !important; }
  [data-testid="stColumn"] > [data-testid="stVerticalBlock"] { gap: .6mm !important; height: auto !important; }
  [data-testid="stHeading"] { padding: 0 !important; }
  [data-testid="stPopover"], [data-testid="stButton"] { display: none !important; }
}
</style>
"""


def styles() -> None:
    """The print styles of every page, tightened for a sheet."""
    paper.styles(_STYLES)
