"""What each ASM and AE called this week, what changed, what no deal backs, and how close their calls came."""

import streamlit as st

from sightline import door, scope
from sightline.charts.calls_by_week import calls_by_week
from sightline.charts.calls_heat import calls_heat
from sightline.parts import explain, heading, pager, pictures, population, tables, tabs
from sightline.sections.forecast.forecast_calls import picks, says, shows, track_record

chosen = scope.current()
people, quarter = {"team": chosen.team, "owner": chosen.owner}, {"quarter": chosen.quarter}
deals = {**chosen.parameters, **quarter}
heading.show("Forecast calls", heeds=("team", "owner", "quarter"))

reach = picks.need_calls()
week = picks.week(door.ask("calls_weeks", **quarter))
summary = door.ask("calls_summary", **people, **quarter, week=week).iloc[0]
st.markdown(says.headline(summary))

with st.container(key="answer"):
    left, right = st.columns([3, 2])
    with left:
        category = picks.category()
        by_week = door.ask("calls_by_week", **people, **quarter)
        figure = calls_by_week(by_week, summary.quota, door.settings().reporting_currency, category, pictures.theme())
        pictures.show(figure, key="by_week", alt=says.picture(summary))
    with right:
        cards = st.grid(2, min_column_width=140)
        explain.card(cards, "called_commit_amount", summary, note=says.change_note(summary.commit_change))
        explain.card(cards, "called_best_case_amount", summary, note=says.change_note(summary.best_case_change))
        st.caption(says.status(summary))
        shows.to_act_on(door.ask("calls_people", **people, week=week, level=None), summary)

for tab in tabs.opened(shows.TABS, key="view"):
    level = picks.level(reach) if tab in shows.OF_CALLS else None
    match tab:
        case "This week":
            rows = door.ask("calls_people", **people, week=week, level=level)
            st.caption(says.TICK)
            shows.reconciled(rows, shows.ticked(rows), week, category)
        case "Who called":
            place = st.grid(4, min_column_width=150)
            explain.card(place, "in_time_share", summary, part="in_time_calls", whole="past_calls")
            strip = door.ask("calls_heat", **people, **quarter, level=level)
            strip = pager.people_of(strip, "strip")
            pictures.show(calls_heat(strip, pictures.theme()), key="strip_heat", alt="Calls in time, late and missing")
        case "Accuracy and bias":
            past = {**people, **quarter, "level": level}
            shows.accuracy(door.ask("calls_accuracy_weeks", **past))
            rows = door.ask("calls_accuracy_people", **past)
            tables.show(rows, shows.ACCURACY, key="accuracy", alt="Accuracy and bias of Commit by person")
        case "Linearity":
            shows.linear({**deals, "population": population.choose()})
        case "Track record":
            track_record.show({**deals, "population": population.choose()})

with st.expander("How this is counted"):
    st.markdown(says.limits(reach))
    explain.measures("called_commit_amount", "unexplained_amount", "in_time_share", "accuracy_share", "bias_points")
