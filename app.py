"""The frame: who is looking, the menu, the page's head and filters, and how fresh the data is."""

import streamlit as st

from sightline import access, address, frame, serve

if __name__ != "__main__":
    # `streamlit run` imports this file once, to serve it; every click then runs it as the main script
    server = st.App(__file__, lifespan=serve.started, middleware=serve.middleware())
else:
    with frame.faults("the frame"):
        page = st.navigation(frame.pages(), position="hidden")
        st.set_page_config(page_title=f"{page.title} · Sightline", page_icon=frame.ICON, layout="wide")
        frame.styles()

        frame.require_warehouse()
        address.arrive(page.url_path)
        access.session.admit()
        viewer = access.arrive()
        frame.bar(page, viewer)
        if viewer is None:
            access.ask_for_viewer()
            st.stop()
        if not page.url_path:
            frame.land(viewer)

        with frame.head(page):
            frame.open_page(page)
