"""Where the whitespace of the accounts is, which competitor is in it, and what to do next."""

import streamlit as st

from sightline import door, scope
from sightline.charts.whitespace_teams import whitespace_teams
from sightline.parts import explain, guards, heading, pager, pictures, tabs
from sightline.sections.accounts.whitespace import cell, picks, says, shows

filters = {**scope.current().parameters, **picks.parameters()}
limits, currency = door.settings().thresholds, door.settings().reporting_currency
heading.show("Whitespace", heeds=scope.WHO)
found = door.ask("whitespace_summary", **filters)
guards.need_person(found)
summary = found.iloc[0]
if not summary.has_cells:
    guards.stop(says.NO_CELLS, "whitespace_cells")

st.markdown(says.headline(summary, currency))
with st.container(key="figures"):
    cards = st.grid(4, min_column_width=150)
explain.card(cards, "penetration_share", summary, part="ours_cells", whole="applicable_cells")
explain.card(cards, "whitespace_value", summary, note=says.estimated(summary))
explain.card(cards, "known_share", summary, part="known_cells", whole="applicable_cells")
explain.card(cards, "ending_contracts", summary, note=says.ending_spend(summary, currency))

with st.container(key="answer"):
    left, right = st.columns([2, 1], gap="medium")
with left:
    arranged = picks.arrange(summary)
    if not summary.mapped_accounts:
        guards.stop(says.NO_ACCOUNTS)
    key = f"map_{arranged.rows}_{arranged.view}"
if arranged.rows == "accounts":
    with left:
        accounts = door.ask("whitespace_accounts", **filters)
        cells = door.ask("whitespace_grid", **filters, **picks.page_of(accounts), axis=arranged.axis)
        figure = shows.heat(cells, accounts, arranged.view, currency, picks.take_click(key, cells))
        pictures.show(figure, key=key, alt=says.map_alt(cells), select=True)
        st.caption(says.legend_hint(arranged.view, limits))
        opened = picks.open_cell(cells, accounts)
    with right:
        cell.show(opened, door.ask("whitespace_moves", **filters), currency)
else:
    with left:
        teams = door.ask("whitespace_teams", **filters, axis=arranged.axis, by=arranged.by)
        in_view = shows.team_rows(pager.people_of(teams, "teams"), arranged.view, currency, limits["min_group_size"])
        figure = whitespace_teams(in_view, pictures.theme())
        picked = pictures.show(figure, key=key, alt=says.teams_alt(in_view, arranged.view), select=True)
        st.caption(says.DRILL_HINT)
    with right:
        cell.show_moves(door.ask("whitespace_moves", **filters), currency)
    picks.drill(picked, arranged)

for tab in tabs.opened(shows.TABS, key="part"):
    shows.TABS[tab](filters)

with st.expander("How this is counted"):
    explain.measures("penetration_share", "known_share", "whitespace_value", "ending_contracts", "reasons")
