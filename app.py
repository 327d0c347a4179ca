"""The frame: who is looking, the menu, shared filters, and how fresh the data is."""

import streamlit as st

from sightline import access, address, frame, scope, serve

if __name__ != "__main__":
    # `streamlit run` imports this file once, to serve it; every click then runs it as the main script
    server = st.App(__file__, lifespan=serve.started, middleware=serve.MIDDLEWARE)
else:
    page = st.navigation(frame.menu())
    st.set_page_config(page_title=f"{page.title} · Sightline", page_icon=frame.ICON, layout="wide")
    st.logo(frame.LOGO, icon_image=frame.ICON)

    frame.require_warehouse()
    address.arrive(page.url_path)

    with st.sidebar:
        viewer = access.choose_viewer()
    if viewer is None:
        access.ask_for_viewer()
        st.stop()
    with st.sidebar:
        frame.find_account()
        if frame.has_filters(page):
            scope.choose()
        else:
            scope.choose_nothing()
        frame.share_view()
        frame.freshness()

    frame.open_page(page, viewer)
    frame.keep_imports(page.url_path)
