"""A page of every hostile text in everything of Streamlit's that reads Markdown, and in every text of a chart."""

import pandas as pd
import streamlit as st

from sightline import words
from sightline.charts.base import CONFIG, figure, names, of_texts
from tests.app.hostile import PAYLOADS


@of_texts
def chart(frame: pd.DataFrame):  # type: ignore[no-untyped-def]  # as the app's charts are
    """Names of rows, marks of an axis, a legend, and texts on bars."""
    texts, places = frame["text"].tolist(), list(range(len(frame)))
    bars = [
        {"type": "bar", "name": text, "x": [1], "y": [place], "text": [text], "orientation": "h"}
        for place, text in enumerate(texts)
    ]
    axis = {"tickvals": places, "ticktext": texts}
    return figure([*bars, names(texts, places, None, (-1, 0), "light")], "light", height=1800, legend=True, yaxis=axis)


st.title(words.plain(PAYLOADS[0]))
for payload in PAYLOADS:
    text = words.plain(payload)
    st.markdown(f"- before **{text}** after")
    st.caption(text)
    st.markdown(text)
    st.header(text)
    st.info(text)
    st.button(text, key=payload)
texts = [words.plain(payload) for payload in PAYLOADS]
st.table(pd.DataFrame({"text": texts}))
st.radio("Pick", texts)
st.tabs(texts)
st.plotly_chart(chart(pd.DataFrame({"text": PAYLOADS})), theme=None, config=CONFIG)
