"""What changed in the pipeline of a quarter, how it stands against quota, and what must move."""

import streamlit as st

from sightline import door, explain, pictures, tables
from sightline.account import arrival
from sightline.charts.categories import category_trend
from sightline.charts.waterfall import waterfall
from sightline.forecast import review, view

st.title("Pipeline review")
looked_at = view.choose()
if looked_at is None:
    review.explain_absence()
    st.stop()
view.say_days(looked_at)

currency = door.settings().reporting_currency
summary = door.ask("pipeline_summary", **looked_at.day).iloc[0]
pair = door.ask("pipeline_identity", **looked_at.pair)
moved = None if pair.empty else pair.iloc[0]
st.markdown(review.sentence(summary, moved, looked_at))
review.cards(summary)
review.small_print(summary, looked_at)

changed, categories = st.tabs(review.TABS, key="view", on_change="rerun", bind="query-params")
if changed.open:
    with changed:
        if moved is None:
            st.info(review.ONE_SNAPSHOT)
        else:
            net = door.ask("pipeline_waterfall", **looked_at.pair)
            gross = door.ask("pipeline_waterfall", **looked_at.pair, form="gross")
            figure = waterfall(net, currency, pictures.theme())
            picked = pictures.show(figure, key="waterfall", alt="What came and went in the pipeline", select=True)
            st.caption(f"{review.identity(moved)} {review.footnote(moved)}")
            step = review.picked_step(picked, net)
            deals = review.behind(looked_at, step)
            st.markdown(review.step_sentence(step, deals))
            arrival.rows(deals, review.DEALS, key="waterfall_deals", alt="Deals behind the waterfall")
            left, right = st.columns(2, gap="large")
            with left:
                st.subheader("Net and gross")
                st.caption(review.forms_sentence(looked_at))
                both = review.both_forms(net, gross)
                tables.show(
                    both,
                    review.STEPS,
                    key="net_and_gross",
                    labels={"bucket": "Step"},
                    alt="Each step of the waterfall, net and gross",
                )
            with right:
                st.subheader("From category to category")
                st.caption(review.MATRIX_SENTENCE)
                states = door.ask("pipeline_matrix", **looked_at.pair)
                tables.show(states, review.MATRIX, key="matrix", alt="State before against state after")
if categories.open:
    with categories:
        by = review.choice("One bar per", "by", review.BY)
        rows = door.ask("pipeline_breakdown", **looked_at.day, by=by)
        total = door.ask("pipeline_breakdown", **looked_at.day, by="all")
        review.bars(total, rows, currency)
        forms = door.ask("pipeline_categories", **looked_at.day)
        tables.show(forms, review.CATEGORIES, key="categories", alt="Categories, each alone and cumulative")
        tables.show(rows, review.BREAKDOWN, key="breakdown", alt="Categories against quota, row by row")
        st.subheader("Week by week")
        measure = review.choice("Line of", "line", review.MEASURES)
        align = review.choice("Weeks counted", "weeks", review.ALIGN)
        weeks = door.ask("pipeline_trend", **looked_at.weeks, measure=measure)
        drawn = category_trend(weeks, currency, from_end=align == "end", theme=pictures.theme())
        pictures.show(drawn, key="trend", alt="The same measure in earlier quarters, week by week")

with st.expander("How this is counted"):
    st.caption("What is taken off the open pipeline before clean coverage, each deal once:")
    tables.show(door.ask("pipeline_clean", **looked_at.day), review.CLEAN, key="clean", alt="Open to clean pipeline")
    explain.measures(*review.MEASURED)
