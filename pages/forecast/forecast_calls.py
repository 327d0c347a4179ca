"""What each ASM and AE called this week, what changed, what no deal explains, and how close their calls came."""

import streamlit as st

from sightline import door, scope, words
from sightline.charts.calls_by_week import calls_by_week
from sightline.charts.calls_heat import calls_heat
from sightline.charts.linearity import linearity
from sightline.parts import explain, pictures, tables
from sightline.sections.forecast.forecast_calls import calls, calls_record
from sightline.sections.plans.plan_coverage import coverage

chosen = scope.current()
people = {"team": chosen.team, "owner": chosen.owner}
quarter = {"quarter": chosen.quarter}
st.title("Forecast calls")

reach = calls.need_calls()
weeks = door.ask("calls_weeks", **quarter)
if weeks.empty:
    st.info(calls.UNREACHED)
    st.stop()
week = calls.pick_week(weeks)
summary = door.ask("calls_summary", **people, **quarter, week=week).iloc[0]
st.markdown(calls.headline(summary))
st.caption(calls.status_sentence(summary))

cards = st.grid(4, min_column_width=150)
explain.card(cards, "called_commit_amount", summary, note=calls.change_note(summary.commit_change))
explain.card(cards, "called_best_case_amount", summary, note=calls.change_note(summary.best_case_change))
explain.card(cards, "unexplained_amount", summary, note=calls.unexplained_note(summary.unexplained_amount))
explain.card(cards, "in_time_share", summary, part="in_time_calls", whole="past_calls")

st.caption(calls.PICTURE)
by_week = door.ask("calls_by_week", **people, **quarter)
figure = calls_by_week(by_week, summary.quota, words.symbol(door.settings().reporting_currency), pictures.theme())
pictures.show(figure, key="by_week", alt="Commit and Best Case called by week, over won and named Commit deals")

now, who, close, linear, record = st.tabs(calls.TABS, key="view", on_change="rerun", bind="query-params")
if now.open:
    with now:
        level = calls.pick_level(reach)
        rows = door.ask("calls_people", **people, week=week, level=level)
        st.caption("Tick a row to see the deals behind the roll-up and what changed in them since last week.")
        named = calls.CALLS_CALLED
        ticked = tables.show(rows, calls.CALLS, key="calls", alt="Calls of the week", select="row", labels=named)
        calls.show_reconciled(rows, ticked, week)
if who.open:
    with who:
        level = calls.pick_level(reach)
        strip = coverage.page_of(door.ask("calls_heat", **people, **quarter, level=level), "strip")
        pictures.show(calls_heat(strip, pictures.theme()), key="strip_heat", alt="Calls in time, late and missing")
if close.open:
    with close:
        level = calls.pick_level(reach)
        past = {**people, **quarter, "level": level}
        calls.show_accuracy(door.ask("calls_accuracy_weeks", **past))
        rows = door.ask("calls_accuracy_people", **past)
        tables.show(rows, calls.ACCURACY, key="accuracy", alt="Accuracy and bias of Commit by submitter")
if linear.open:
    with linear:
        grown = door.ask("linearity_weeks", **chosen.parameters, **quarter)
        pictures.show(linearity(grown, pictures.theme()), key="linear", alt="Share won by week, against a year before")
        months = door.ask("linearity_months", **chosen.parameters, **quarter)
        tables.show(months, calls.LINEARITY, key="months", alt="Share won by the end of each month")
if record.open:
    with record:
        calls_record.show(door.ask("scorecard", **chosen.parameters, **quarter))
        rows = door.ask("attainment_people", **chosen.parameters, **quarter)
        tables.show(rows, calls.ATTAINMENT, key="attainment", alt="Quota and won by person")

with st.expander("How this is counted"):
    st.markdown("  \n".join(calls.limits(reach)))
    explain.measures("called_commit_amount", "unexplained_amount", "in_time_share", "accuracy_share", "bias_points")
