"""A tab of the browser without a browser: a signed-in websocket session of the real server, which opens screens and presses buttons."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from app.services.accounts.who_acts import COOKIE

if TYPE_CHECKING:
    from types import TracebackType

    from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_SECONDS = 120
LARGEST = 64 * 2**20
RETRY = "-retry_"
"""In the key of the button that the boundary puts beside a bug, before its reference."""


class Tab:
    """One session of the server. ``told``: what went wrong in its runs, « carte: bug 7K3F-Q2XM », « planning: never ended »."""

    def __init__(self, port: int, token: str) -> None:
        self._address, self._cookie = f"127.0.0.1:{port}", f"{COOKIE}={token}"
        self._page, self._query, self._script = "", "", ""
        self._buttons: dict[str, str] = {}
        self._disabled: set[str] = set()
        self._redrawn: tuple[str, float] | None = None
        self.told: list[str] = []
        self._connect()

    def __enter__(self) -> Tab:
        return self

    @property
    def faults(self) -> int:
        """Runs whose screen showed an error, or that never ended."""
        return len(self.told)

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._line.close()

    def _connect(self) -> None:
        self._line = connect(
            f"ws://{self._address}/_stcore/stream",
            additional_headers={"Cookie": self._cookie},
            origin=Origin(f"http://{self._address}"),
            subprotocols=[Subprotocol("streamlit")],
            max_size=LARGEST,
            ping_interval=None,
        )

    def reload(self) -> float:
        """A new session on the same screen, as after F5: the seconds to the end of its run."""
        self._line.close()
        self._connect()
        return self._run()

    def open(self, page: str, query: str = "") -> float:
        """Another screen, or the same at another address: the seconds to the end of its run."""
        self._page, self._query = page, query
        return self._run()

    def press(self, label: str) -> float | None:
        """A button of the screen shown; None when it is not there or greyed."""
        name = self._buttons.get(label)
        if name is None or name in self._disabled:
            return None
        state: WidgetState = BackMsg().rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = name, True
        return self._run(state)

    def follow(self, until: float) -> bool:
        """Have what redraws itself redrawn at its own pace, as the browser does, until nothing does; False: not in time.

        ``until``: on the monotonic clock.
        """
        while self._redrawn is not None and time.monotonic() < until:
            fragment, seconds = self._redrawn
            time.sleep(seconds)
            self._run(fragment=fragment)
        return self._redrawn is None

    def _run(self, *pressed: WidgetState, fragment: str = "") -> float:
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.context_info.locale = "fr-FR"
        asked.rerun_script.context_info.timezone = "Europe/Paris"
        for one in pressed:
            asked.rerun_script.widget_states.widgets.add().CopyFrom(one)
        if fragment:
            asked.rerun_script.fragment_id, asked.rerun_script.is_auto_rerun = fragment, True
            asked.rerun_script.page_script_hash = self._script
        else:
            asked.rerun_script.page_name = self._page
            self._buttons, self._disabled = {}, set()
        began = time.perf_counter()
        self._line.send(asked.SerializeToString())
        wrong = self._hear()
        if wrong:
            self.told.append(f"{self._page or 'accueil'}: {wrong}")
        return time.perf_counter() - began

    def _hear(self) -> str:
        """Follow the run to its end, past those it starts anew itself; what went wrong, or nothing."""
        wrong, redrawn = "", None
        while True:
            try:
                data = self._line.recv(timeout=PATIENCE_SECONDS)
            except TimeoutError:
                return "never ended"
            told = ForwardMsg()
            told.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = told.WhichOneof("type")
            if kind == "new_session":
                redrawn, self._script = None, told.new_session.page_script_hash
            elif kind == "auto_rerun":
                redrawn = told.auto_rerun.fragment_id, told.auto_rerun.interval
            elif kind == "delta":
                wrong = self._see(told) or wrong
            elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self._redrawn = redrawn
                is_broken = told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                return "script not compiled" if is_broken else wrong

    def _see(self, told: ForwardMsg) -> str:
        """Note the buttons; « bug » with its reference, or an exception's type, for what an unexpected error leaves on a screen."""
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button":
            self._buttons[element.button.label] = element.button.id
            (self._disabled.add if element.button.disabled else self._disabled.discard)(element.button.id)
            if RETRY in element.button.id:
                return f"bug {element.button.id.rpartition(RETRY)[2]}"
        if kind == "exception":
            return f"exception {element.exception.type}"
        return "bug" if kind == "alert" and "bug_report" in element.alert.icon else ""
