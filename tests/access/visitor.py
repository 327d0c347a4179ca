"""Somebody without a browser: signs in over HTTP as one does, then speaks Streamlit's protocol over its websocket."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.sync.client import ClientConnection, connect

from tests.browser import PATIENCE


@dataclass
class Tab:
    """An open page: what has reached it since the last look, as one text."""

    socket: ClientConnection
    buttons: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """The marks of the buttons that give a file, by their label."""
    session: str = ""
    received: set[bytes] = field(default_factory=set)
    """Every message to this page, as it went over the wire."""

    def open(self, page: str = "", press: str = "", **query: str) -> str:
        """All that a run of the script sent, as one text, with a button pressed by its label."""
        return "\n".join(map(str, self.run(page, press, **query)))

    def run(
        self, page: str = "", press: str = "", states: WidgetStates | None = None, **query: str
    ) -> list[ForwardMsg]:
        """The messages of a run of the script, for which the widgets may say anything of themselves."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(query)
        if states:
            message.rerun_script.widget_states.CopyFrom(states)
        if press:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
        self.socket.send(message.SerializeToString())
        said = []
        while True:
            raw, answer = self.socket.recv(PATIENCE / 1000, decode=False), ForwardMsg()
            self.received.add(raw)
            answer.ParseFromString(raw)
            kind = answer.WhichOneof("type")
            said.append(answer)
            if kind == "new_session":
                self.session = answer.new_session.initialize.session_id
            if kind == "delta":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "button":
                    self.buttons[element.button.label] = element.button.id
                if element.WhichOneof("type") == "download_button":
                    self.files[element.download_button.label] = element.download_button.deferred_file_id
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return said

    def take(self, *marks: str) -> list[str]:
        """The addresses of the files behind marks of buttons; empty where there was no answer before the last one's."""
        for number, mark in enumerate(marks):
            wish = BackMsg()
            wish.backend_operation_request.session_id = self.session
            wish.backend_operation_request.request_id = str(number)
            wish.backend_operation_request.deferred_file.file_id = mark
            self.socket.send(wish.SerializeToString())
        told: dict[str, str] = {}
        while str(len(marks) - 1) not in told:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(PATIENCE / 1000, decode=False))
            if answer.WhichOneof("type") == "backend_operation_response":
                response = answer.backend_operation_response
                told[response.request_id] = response.deferred_file.url
        return [told.get(str(number), "") for number in range(len(marks))]


class Visitor:
    """One browser's worth of cookies."""

    def __init__(self, address: str, cookie_secret: str) -> None:
        self.address, self._secret = address, cookie_secret
        self.http = httpx.Client(base_url=address, timeout=PATIENCE / 1000)

    def leave_for_provider(self, page: str = "/") -> httpx.Response:
        """What the click on `Sign in` is answered with."""
        claims = {"provider": "default", "exp": int(time.time()) + 60}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self._secret))
        return self.http.get(f"/auth/login?provider={token}", headers={"referer": self.address + page})

    def sign_in(self, page: str = "/") -> httpx.Response:
        """Out to the provider and back; the answer to what the provider sent us back with."""
        there = self.leave_for_provider(page)
        back = httpx.get(there.headers["location"]).headers["location"]
        return self.http.get(back)

    @contextmanager
    def tab(self, **headers: str) -> Iterator[Tab]:
        """A page that is opened, with the cookies there are."""
        self.http.get("/_stcore/health")
        token = self.http.cookies.get("_streamlit_xsrf", "")
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.http.cookies.jar)
        with connect(
            f"ws://{urlsplit(self.address).netloc}/_stcore/stream",
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            origin=self.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookies, **headers},
            max_size=None,
        ) as socket:
            yield Tab(socket)

    def sees(self, page: str = "", **query: str) -> str:
        """All that reaches a tab newly opened at a page."""
        with self.tab() as tab:
            return tab.open(page, **query)


def titles(said: str) -> list[str]:
    """The titles among what was sent."""
    return re.findall(r'heading \{\s*tag: "h1"[^}]*?body: "([^"]*)"', said)
