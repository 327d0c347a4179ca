"""`python in_dash.py PORT whitespace|pipeline`: the two pictures in Dash, both drawn by one callback."""

import sys

import charts
from dash import Dash, Input, Output, callback, dcc, html

port, page = int(sys.argv[1]), sys.argv[2]
connection = charts.open_warehouse()
owners = charts.owners(connection)
app = Dash(__name__)
side_by_side = {"display": "grid", "gridTemplateColumns": "2fr 1fr"}
app.layout = html.Div([
    dcc.Dropdown(list(owners), next(iter(owners)), id="owner", clearable=False),
    html.Div([dcc.Graph(id="left"), dcc.Graph(id="right")], style=side_by_side),
])  # fmt: skip


@callback(Output("left", "figure"), Output("right", "figure"), Input("owner", "value"))
def draw(name: str) -> tuple[charts.Figure, charts.Figure]:
    """Both figures of one owner."""
    return charts.draw(connection, page, owners[name])


if __name__ == "__main__":
    app.run(port=port, debug=False, threaded=True)
