"""What a tab sends counts as use when someone did it, and text never reaches Streamlit."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.web.frames import USE_EVERY, Frames, is_by_hand


def a_run(*, auto: bool = False, fragment: str = "") -> bytes:
    asked = BackMsg()
    asked.rerun_script.is_auto_rerun = auto
    asked.rerun_script.fragment_id = fragment
    sent: bytes = asked.SerializeToString()
    return sent


@pytest.mark.parametrize(
    ("data", "by_hand"),
    [
        (a_run(), True),
        (a_run(fragment="f"), True),
        (a_run(auto=True, fragment="f"), False),
        (BackMsg(load_git_info=True).SerializeToString(), False),
        (BackMsg(stop_script=True).SerializeToString(), False),
        (b"", False),
        (b"\xff\xff nonsense", False),
    ],
)
def test_only_what_someone_does_is_by_hand(data: bytes, by_hand: bool) -> None:
    """A click inside a part that runs by the clock is; that part's own clock is not."""
    assert is_by_hand(data) is by_hand


def passed_on(sent: list[tuple[float, Message]]) -> tuple[list[Message], list[float]]:
    """What reaches Streamlit of messages sent at instants (seconds), and when a use was told."""
    coming, now, uses = iter(sent), [0.0], list[float]()

    async def receive() -> Message:
        now[0], message = next(coming)
        return message

    async def run() -> list[Message]:
        frames = Frames(receive, lambda: uses.append(now[0]), lambda: now[0])
        got = [await frames()]
        while got[-1]["type"] != "websocket.disconnect":
            got.append(await frames())
        return got

    return asyncio.run(run()), uses


def test_text_is_dropped_and_everything_else_passes_in_order() -> None:
    """Streamlit speaks bytes alone, and prints a trace for each text it is sent."""
    run: Message = {"type": "websocket.receive", "bytes": a_run()}
    text: Message = {"type": "websocket.receive", "text": "bonjour"}
    opened: Message = {"type": "websocket.connect"}
    end: Message = {"type": "websocket.disconnect", "code": 1000}
    got, uses = passed_on([(0, opened), (0, text), (1, run), (1, {**text, "bytes": None}), (2, end)])
    assert (got, uses) == ([opened, run, end], [1])


def test_a_use_is_told_at_most_twice_a_minute() -> None:
    """Someone who types fast costs the database nothing."""
    ran: Message = {"type": "websocket.receive", "bytes": a_run()}
    by_clock: Message = {"type": "websocket.receive", "bytes": a_run(auto=True)}
    sent = [
        (0.0, ran),
        (1.0, ran),
        (USE_EVERY, ran),
        (99.0, by_clock),
        (100.0, ran),
        (101.0, {"type": "websocket.disconnect"}),
    ]
    assert passed_on(sent)[1] == [0.0, USE_EVERY, 100.0]
