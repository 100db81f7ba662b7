"""The server: screens and our own addresses in one process on one port.

Launched with uvicorn directly: Streamlit's own runner delays each answer with a body by 40 ms, and more than one worker
would lose sessions and media, which live in memory.
"""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from app.core.errors import N_, InvalidInput
from app.services.accounts.recover_access import first_link
from app.services.accounts.who_acts import accounts_exist
from app.services.keeping import long_work
from app.services.keeping.scheduler import Scheduler
from app.services.keeping.steady_memory import settle_once_imported
from app.settings import DEFAULT_HOST, DEFAULT_PORT
from app.store import current, lent
from app.store.database import Store, open_store
from app.store.folder import DataFolder
from app.ui.boundary import on_script_error
from app.web.addresses import is_loopback_name
from app.web.base_path import BasePath
from app.web.front_door import FrontDoor
from app.web.gate import Gate
from app.web.page_language import PageLanguage
from app.web.polled import Polled
from app.web.security_headers import SCREENS_POLICY, SecurityHeaders
from app.web.site import OwnAddresses, Site

if TYPE_CHECKING:
    from streamlit.starlette import App

UI_SCRIPT = Path(__file__).parent / "ui" / "main.py"
"""Streamlit reads ``.streamlit/config.toml`` beside it."""

DRAWN = "app.ui.frame"
"""What the first screen drawn imports, and nothing before it."""

TURN_SECONDS = 0.0005
"""How long a thread keeps the interpreter while others wait. Screens compute in threads beside the one that answers phones:
with Python's own 5 ms and five of them at work it waited 25 to 29 ms for its turn, with this 2 to 5, for the same work done."""

MAX_MESSAGE_BYTES = 20 * 2**20
_SERVER_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "websockets", "websockets.server", "asyncio")
_CLIENT_LOGGERS = ("httpx", "httpcore")
"""They write the whole addresses they ask, a provider's and a person's calendar, at levels below a warning."""

_SECRET_ADDRESS = re.compile(r"/(calendrier|p|appel|connexion)/[^\s\"'?#]+|\?[^\s\"']+")


def build(store: Store, *, public_url: str = "", script: Path = UI_SCRIPT) -> App:
    """The application: Streamlit's screens behind the gate, our own addresses before them.

    ``script`` is the Streamlit script; one process serves one.
    """
    site = Site(store, public_url)

    @contextlib.asynccontextmanager
    async def lifespan(_app: App) -> AsyncIterator[dict[str, Store]]:
        hide_addresses()
        current.use(store)
        lent.use(lent.Lent(store.folder.database))
        workshop = long_work.Workshop()
        long_work.use(workshop)
        scheduler = Scheduler(store, public_url)
        scheduler.start()
        settling_given_up = settle_once_imported(DRAWN)
        turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN_SECONDS)
        try:
            yield {"store": store}
        finally:
            sys.setswitchinterval(turn)
            settling_given_up.set()
            long_work.use(None)
            await run_in_threadpool(workshop.close)
            await run_in_threadpool(scheduler.stop)
            current.use(None)
            lent.use(None)
            site.close()

    return st.App(
        script,
        lifespan=lifespan,
        on_script_error=on_script_error,
        middleware=[
            Middleware(Polled, calendars=site.calendars, base_url=site.base_url),
            Middleware(FrontDoor, base_url=site.base_url),
            Middleware(BasePath, base_url=site.base_url),
            Middleware(OwnAddresses, site=site),
            Middleware(SecurityHeaders, policy=SCREENS_POLICY),
            Middleware(PageLanguage, store=store),
            Middleware(Gate, store=store, base_url=site.base_url),
        ],
    )


def serve(
    folder: Path,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    public_url: str = "",
    *,
    script: Path = UI_SCRIPT,
    announce: Callable[[str], None] = lambda _address: None,
    invite: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve a data folder until stopped; ``announce`` gets the address once it answers (port 0 picks a free one).

    ``invite`` gets, while no account exists, the address where the first one is made: it opens once, for a day.
    Raises InvalidInput for an address that may not or can't be listened on, FolderBusy when the folder is already served.
    """
    refuse_outsiders(host, folder)
    with DataFolder(folder).locked(), listening(host, port) as listener:
        store = open_store(folder)
        app = build(store, public_url=public_url, script=script)

        def ready() -> None:
            announce(address_of(listener))
            link = first_address(store, public_url or address_of(listener))
            if link:
                invite(link)

        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            ws="websockets-sansio",
            ws_ping_interval=20,
            ws_ping_timeout=20,
            ws_max_size=MAX_MESSAGE_BYTES,
            timeout_graceful_shutdown=5,
        )
        with contextlib.suppress(KeyboardInterrupt):
            _Announcing(config, ready).run(sockets=[listener])


def first_address(store: Store, base_url: str) -> str:
    """The address where the first account is made, for the console alone; empty once an account exists."""
    token = first_link(store)
    return f"{base_url}/connexion/lien/{token}" if token else ""


def refuse_outsiders(host: str, folder: Path) -> None:
    """Raise InvalidInput unless ``host`` is this machine, or the folder has accounts: without any, nobody could sign in."""
    if is_loopback_name(host):
        return
    held = DataFolder(folder)
    has_accounts = False
    if held.database.is_file():
        with held.locked():
            has_accounts = accounts_exist(open_store(folder))
    if not has_accounts:
        raise InvalidInput(
            N_(
                "--host {host} : tant qu’aucun compte n’existe, Relève n’écoute que sur ce poste. Gardez 127.0.0.1, ou créez d’abord un compte."
            ),
            host=host,
        )


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening TCP socket. Raises InvalidInput when the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP: asyncio turns Nagle's delay off only for sockets that say so.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), port))
            listener.listen(2048)
        except OSError:
            raise InvalidInput(
                N_("{host}:{port} n’est pas libre : fermez ce qui l’occupe, ou choisissez un autre port avec --port."),
                host=host,
                port=port,
            ) from None
        yield listener


def address_of(listener: socket.socket) -> str:
    """``http://127.0.0.1:8501``."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Announcing(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


class HideAddresses(logging.Filter):
    """Takes tokens and queries out of whatever a server library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET_ADDRESS.sub("/…", record.getMessage()), None
        return True


def hide_addresses() -> None:
    """Keep tokens out of the log whatever its level: importing Streamlit re-arms uvicorn's access lines."""
    logging.getLogger("uvicorn.access").disabled = True
    for name in _CLIENT_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SERVER_LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, HideAddresses) for one in logger.filters):
            logger.addFilter(HideAddresses())
