"""Where in the accounts the open ground is, who holds it, and what to do next."""

import streamlit as st

from sightline import door, scope
from sightline.charts.whitespace_calendar import whitespace_calendar
from sightline.charts.whitespace_heat import whitespace_heat
from sightline.charts.whitespace_teams import whitespace_teams
from sightline.parts import explain, links, pictures, tables
from sightline.sections.accounts.whitespace import whitespace, whitespace_cell, whitespace_picks
from sightline.sections.plans.plan_coverage import coverage

filters = {**scope.current().parameters, **whitespace_picks.parameters()}
limits = door.settings().thresholds
currency = limits["reporting_currency"]
st.title("Whitespace")
found = door.ask("whitespace_summary", **filters)
if found.empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()
summary = found.iloc[0]
whitespace.need_cells(summary)

st.markdown(whitespace.headline(summary, currency))
cards = st.grid(4, min_column_width=150)
explain.card(cards, "penetration_share", summary, part="ours_cells", whole="applicable_cells")
explain.card(cards, "whitespace_value", summary, note=whitespace.estimated(summary))
explain.card(cards, "known_share", summary, part="known_cells", whole="applicable_cells")
explain.card(cards, "ending_contracts", summary, note=whitespace.ending_spend(summary, currency))

arranged = whitespace_picks.arrange(summary)
whitespace.need_accounts(summary)
accounts = door.ask("whitespace_accounts", **filters)
moves = door.ask("whitespace_moves", **filters)
if arranged.rows == "accounts":
    left, right = st.columns([7, 3], gap="large")
    with left:
        cells = door.ask("whitespace_grid", **filters, **whitespace_picks.page_of(accounts), axis=arranged.axis)
        cells = whitespace.heat_rows(cells, arranged.view, currency)
        figure = whitespace_heat(cells, whitespace.LANES[arranged.view], pictures.theme())
        picked = pictures.show(figure, key=f"map_{arranged.view}", alt="Accounts by lifecycle stage", select=True)
        st.caption(whitespace.legend_hint(arranged.view, limits))
    with right:
        whitespace_cell.show(whitespace_picks.open_cell(picked, cells, accounts), moves, currency)
else:
    teams = door.ask("whitespace_teams", **filters, axis=arranged.axis, by=arranged.by)
    in_view = whitespace.team_rows(coverage.page_of(teams, "teams"), arranged.view, currency, limits["min_group_size"])
    figure = whitespace_teams(in_view, pictures.theme())
    picked = pictures.show(figure, key=f"teams_{arranged.view}", alt="Teams by lifecycle stage", select=True)
    st.caption(whitespace.DRILL_HINT)
    whitespace_picks.drill(picked, arranged)

next_up, calendar, rivals, orphans, listed = st.tabs(
    whitespace.TABS, key="part", on_change="rerun", bind="query-params"
)
if next_up.open:
    with next_up:
        st.caption(whitespace.ORDER_OF_MOVES)
        links.rows(moves, whitespace.MOVES, key="next_moves", alt="Next moves, the best first")
if calendar.open:
    with calendar:
        st.markdown(whitespace.calendar_sentence(summary, limits["displacement_days"]))
        months = whitespace.calendar_rows(door.ask("whitespace_calendar", **filters), currency)
        figure = whitespace_calendar(months, whitespace.calendar_marks(summary), pictures.theme())
        month = pictures.show(figure, key="calendar", alt="Competitors' contracts by the month they end", select=True)
        contracts = whitespace.pick_contracts(door.ask("whitespace_contracts", **filters), month)
        links.rows(contracts, whitespace.CONTRACTS, key="contracts", alt="Competitors' contracts")
if rivals.open:
    with rivals:
        against = door.ask("whitespace_competitors", **filters)
        tables.show(against, whitespace.COMPETITORS, key="competitors", alt="Competitors across these accounts")
if orphans.open:
    with orphans:
        deals, pursued = whitespace.orphans(filters)
        links.rows(deals, whitespace.ORPHAN_DEALS, key="deals_without_cell", alt="Opportunities without a cell")
        links.rows(pursued, whitespace.ORPHAN_CELLS, key="cells_without_deal", alt="Cells pursued without a deal")
if listed.open:
    with listed:
        links.rows(accounts, whitespace.ACCOUNTS, key="map_accounts", alt="Accounts on the map")

with st.expander("How this is counted"):
    explain.measures("penetration_share", "known_share", "whitespace_value", "ending_contracts", "reasons")
