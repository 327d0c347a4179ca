"""People without a browser: they speak Streamlit's own protocol over its websocket, so a thousand cost little."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_SHORT = 200
"""Bytes; the message that a script has finished is shorter, and the client need not read the longer ones."""
_FAULTS = (b"could not be drawn", b"was stopped", b"Nobody is looking")
_PATIENCE = 120


class Failed(Exception):
    """A rerun that ended in an error message on the page."""


class Session:
    """One person's session."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def rerun_ms(self, page: str = "", **query: str) -> float:
        """Milliseconds from asking for a page at an address to the message that its script has finished."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(query)
        fault = b""
        started = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            while True:
                raw = await self._socket.recv(decode=False)
                fault = fault or next((said for said in _FAULTS if said in raw), b"")
                if len(raw) > _SHORT:
                    continue
                answer = ForwardMsg()
                answer.ParseFromString(raw)
                finished = answer.WhichOneof("type") == "script_finished"
                if finished and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
        if fault:
            raise Failed(f"{page}: {fault.decode()}")
        return (time.perf_counter() - started) * 1000


@asynccontextmanager
async def session(address: str) -> AsyncIterator[Session]:
    """A session of one person, open until the end of the block."""
    url, page = f"ws://{address}/_stcore/stream", f"http://{address}"
    own: Any = {"origin": page, "subprotocols": ["streamlit"]}
    async with connect(url, max_size=None, **own) as socket:
        yield Session(socket)
