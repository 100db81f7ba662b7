"""What a tab sends over its websocket, on its way to Streamlit: which of it is someone's use of their login."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.concurrency import run_in_threadpool
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.store.faults import StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive

USE_EVERY = 30.0
"""Seconds: a use is told at most that often, since a login's is written once a minute."""


class Frames:
    """A websocket's ``receive``: passes messages on, drops text, which Streamlit answers with a trace, and tells of uses."""

    def __init__(self, receive: Receive, use: Callable[[], object], seconds: Callable[[], float] = monotonic) -> None:
        """``use`` is called, in a thread, when someone did something in the tab."""
        self._receive, self._use, self._seconds = receive, use, seconds
        self._next = seconds()

    async def __call__(self) -> Message:
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None:
                continue
            if self._seconds() >= self._next and is_by_hand(data):
                self._next = self._seconds() + USE_EVERY
                with suppress(StorageFault):
                    await run_in_threadpool(self._use)
            return message


def is_by_hand(data: bytes) -> bool:
    """Whether a message asks for a run because of someone: parts of a page that run again by the clock say that they do."""
    asked = BackMsg()
    try:
        asked.ParseFromString(data)
    except DecodeError:
        return False
    return asked.WhichOneof("type") == "rerun_script" and not asked.rerun_script.is_auto_rerun
