"""What one account pays per product, period by period."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, money_ticks, of_texts
from sightline.charts.palette import LINE, MUTED, PAGE, Theme, Tone

PRODUCTS = (
    Tone("#0B6E69", "#3FB8AF"),
    Tone("#6C9BE8", "#6E9BF0"),
    Tone("#DCB524", "#F3C458"),
    Tone("#6B4E66", "#A2819A"),
    Tone("#83A89A", "#79E6D5"),
    Tone("#293EFF", "#6E85FF"),
    Tone("#93C5C1", "#2F706C"),
    Tone("#7A7F87", "#A7ADB5"),
)
"""One colour per product from the largest down; red is not among them."""

_BAR = 0.6
_FEWEST = 6
"""Room for this many bars at least, so that a single one is no wall."""
_SHOWN = len(PRODUCTS) - 1
"""Products with a colour of their own; the smaller ones share the last."""


@of_texts
def account_revenue(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """Stacked bars, one per period, one colour per product, the largest product at the bottom.

    Takes rows of `account_revenue` of one kind of revenue. Bars stand side by side in time and are never added.
    """
    shown = frame.dropna(subset="revenue")
    ranked = shown.sort_values("period_starts_on").groupby("product_name")["revenue"].last()
    products = ranked.sort_values(ascending=False, kind="stable").index.tolist()
    traces = []
    for place, product in enumerate(products):
        rows = shown[shown["product_name"] == product]
        tone = PRODUCTS[min(place, _SHOWN)]
        traces.append(
            go.Bar(
                name=product,
                x=[words.month(day) for day in rows["period_starts_on"]],
                y=rows["revenue"].tolist(),
                width=_BAR,
                marker={"color": tone.fill(theme), "line": {"width": 1, "color": PAGE.fill(theme)}},
                hovertext=[words.exact_money(amount, currency) for amount in rows["revenue"]],
                hovertemplate=f"<b>{product}</b><br>%{{x}}: %{{hovertext}}<extra></extra>",
            )
        )
    periods = [words.month(day) for day in sorted(shown["period_starts_on"].unique())]
    drawn = figure(traces, theme, height=300, legend=True)
    drawn.update_layout(barmode="stack", bargap=0.3, margin={"b": 60}, legend={"y": -0.16, "yanchor": "top"})
    drawn.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=periods,
        showgrid=False,
        tickangle=0,
        range=[-0.5, max(len(periods), _FEWEST) - 0.5],
        nticks=6,
        tickfont={"color": MUTED.fill(theme), "size": 12},
    )
    drawn.update_yaxes(
        rangemode="tozero",
        **money_ticks(currency),
        gridcolor=LINE.fill(theme),
        tickfont={"color": MUTED.fill(theme)},
    )
    return drawn
