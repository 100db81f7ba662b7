"""Files made only when they are asked for: as whoever sits before the tab at that moment, and in their language.

Streamlit makes such a file outside any run, where nobody is known to sit: left to itself it would be made as by the machine
itself, whoever pressed.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from app.core.errors import N_, NotAllowed
from app.services.accounts.who_acts import accounts_exist, who_acts
from app.store.current import current
from app.ui.login_token import asked_token
from app.ui.speech import speaking

if TYPE_CHECKING:
    from collections.abc import Callable


_ENDED = N_("Session expirée : reconnectez-vous, puis recommencez.")


def later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` for the ``data`` of a download button, drawn in this run and pressed in none.

    The login is looked up again before anything is made. Raises NotAllowed when it has ended, and what ``make`` raises.
    """
    context = get_script_run_ctx(suppress_warning=True)

    def made() -> bytes:
        held: list[bytes | BaseException] = []
        thread = Thread(target=_make, args=(make, held))
        add_script_run_ctx(thread, context)
        thread.start()
        thread.join()
        found = held[0]
        if isinstance(found, bytes):
            return found
        if isinstance(found, Exception):
            raise found
        raise NotAllowed(_ENDED)

    return made


def _make(make: Callable[[], bytes], held: list[bytes | BaseException]) -> None:
    """Stops and reruns of the session's own are no errors: they end the making."""
    try:
        with speaking():
            if accounts_exist(current()) and who_acts(current(), asked_token()) is None:
                raise NotAllowed(_ENDED)
            held.append(make())
    except BaseException as error:
        held.append(error)
