"""What was sent to whom, since the address of a file is of use to them alone and while the page that got it is open.

Streamlit gives a file to anybody who knows its address, and makes one for anybody who knows the mark of its button.
So what goes over each page's connection is looked at here, and what is asked for without having been sent is not there.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from sightline import audit
from sightline.access.addresses import name_of_file

_BUTTON = bytes([DownloadButton.DEFERRED_FILE_ID_FIELD_NUMBER << 3 | 2, 32])
"""How the protocol begins the mark of a button whose file is made when it is clicked."""
_NAMES = re.compile(rb"(?:/media/|" + re.escape(_BUTTON) + rb")([0-9a-f]{32})")
_LARGEST = 20_000
"""Bytes; a picture's or a button's message has some hundreds, and what is larger holds rows and costs time to read."""
_REMEMBERED = 2_000
"""Names per page; those sent longest ago are forgotten. A click on the pack's page sends some twenty."""
_NOT_MADE = b"Failed to generate file for download"
"""What Streamlit says of a file that could not be made, whatever the reason."""
NOT_MADE = (
    "This file could not be made. Reload the page and try again. If it fails again, tell whoever looks after "
    "Sightline; the reason is in the log of the computer that runs it."
)
_ASKED_BY_A_PAGE = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
"""Where to put a file is told to any page; whether it may be put there, the gate judges."""


class Page:
    """One open page: the names of files that were sent to it."""

    def __init__(self) -> None:
        self.sent: dict[str, None] = {}

    def sees(self, message: Message) -> None:
        """Remember what a message to the page names."""
        content = message.get("bytes") or b""
        if len(content) <= _LARGEST:
            for name in _NAMES.findall(content):
                self.sent.pop(name.decode(), None)
                self.sent[name.decode()] = None
        while len(self.sent) > _REMEMBERED:
            del self.sent[next(iter(self.sent))]

    def may_ask(self, message: Message) -> bool:
        """Whether a message from the page is one of those that our pages send.

        Not among them: to empty everybody's caches, and to make the file of a button on somebody else's page.
        """
        if message["type"] != "websocket.receive" or not message.get("bytes"):
            return True
        asked = BackMsg()
        try:
            asked.ParseFromString(message["bytes"])
        except DecodeError:
            return True  # Streamlit closes the connection
        if asked.WhichOneof("type") != "backend_operation_request":
            return asked.WhichOneof("type") in _ASKED_BY_A_PAGE
        wanted = asked.backend_operation_request
        match wanted.WhichOneof("payload"):
            case "deferred_file":
                return wanted.deferred_file.file_id in self.sent
            case other:
                return other == "dataframe_chunk"


def in_our_words(send: Send) -> Send:
    """The end of a connection over which a file that could not be made is answered with a sentence that says why."""

    async def worded(message: Message) -> None:
        content = message.get("bytes") or b""
        if len(content) <= _LARGEST and _NOT_MADE in content:
            answer = ForwardMsg()
            answer.ParseFromString(content)
            if answer.backend_operation_response.error_msg == _NOT_MADE.decode():
                answer.backend_operation_response.error_msg = audit.trouble() or NOT_MADE
                message = {**message, "bytes": answer.SerializeToString()}
        await send(message)

    return worded


class HandedOut:
    """The open pages of everybody, by what their browser shows as proof of who they are."""

    def __init__(self) -> None:
        self._pages: dict[str, list[Page]] = {}

    def may_fetch(self, who: str, path: str) -> bool:
        """Whether an open page of theirs was sent this address."""
        name = name_of_file(path)
        return bool(who) and any(name in page.sent for page in self._pages.get(who, []))

    @contextmanager
    def page(self, who: str, receive: Receive, send: Send) -> Iterator[tuple[Receive, Send]]:
        """The two ends of a page's connection, looked at until the block ends."""
        page = Page()
        self._pages.setdefault(who, []).append(page)

        async def looked_at() -> Message:
            while not page.may_ask(message := await receive()):
                pass
            return message

        async def noted(message: Message) -> None:
            page.sees(message)
            await send(message)

        try:
            yield looked_at, noted
        finally:
            self._pages[who].remove(page)
            if not self._pages[who]:
                del self._pages[who]
