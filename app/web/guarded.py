"""What every address that holds a token shares: guessing is slow, nothing found is one same 404, a fault is one same 503."""

from __future__ import annotations

import gzip
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from app.core.errors import N_, ReleveError
from app.store.faults import StorageFault
from app.web import plain
from app.web.addresses import client_of
from app.web.conditional import accepts_gzip
from app.web.rendering import chosen_language
from app.words import _, use_language
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from app.store.database import Store
    from app.web.guesses import Guesses

log = logging.getLogger("releve.pages")

NOT_KEPT = N_(
    "Relève n’a rien pu enregistrer : rien n’a changé. Réessayez dans quelques minutes, ou appelez la coordination."
)


async def guarded(request: Request, guesses: Guesses, store: Store, work: Callable[[], Response | None]) -> Response:
    """The answer of ``work``, done in a thread and in the language of whoever asks; None counts as one wrong guess.

    Who guessed too often hears one same 503 of whatever opens nothing. What does open stays open: behind the same address
    may be a whole town hall.
    The address is a secret: the log names the kind of a fault only.
    """
    client = client_of(request.scope)

    def spoken() -> Response | None:
        with use_language(chosen_language(request, store)):
            return work()

    try:
        response = await run_in_threadpool(spoken)
    except Exception as error:
        log.error("page not answered: %s", type(error).__name__)
        return plain.unavailable()
    if response is None:
        return wrong(guesses, client)
    response = compressed(request, response)
    return plain.without_body(response) if request.method == "HEAD" else response


def wrong(guesses: Guesses, client: str) -> Response:
    """What an address that opens nothing says, counted."""
    if guesses.are_spent(client):
        return plain.unavailable()
    guesses.count_wrong(client)
    return plain.nothing_here()


def trouble_of(error: ReleveError) -> tuple[str, int]:
    """What a page says of an action that was not done, and its status. The machine's faults are told without its paths.

    503 when it is ours to mend: the browser keeps what was typed, and whoever watches the server is told.
    """
    if isinstance(error, StorageFault):
        log.error("nothing written: %s", error.fault.value)
        return _(NOT_KEPT), 503
    return sentence(error), 422


def compressed(request: Request, response: Response) -> Response:
    """The same page in a sixth of its bytes, for a phone with one bar, where the browser accepts it.

    Safe beside a secret: whoever could measure lengths would have to know the address first, which is the secret.
    """
    if not response.headers.get("content-type", "").startswith("text/html"):
        return response
    response.headers.add_vary_header("Accept-Encoding")
    if accepts_gzip(request.headers.get("accept-encoding")):
        response.body = gzip.compress(bytes(response.body), compresslevel=6, mtime=0)
        response.headers["content-encoding"] = "gzip"
        response.headers["content-length"] = str(len(response.body))
    return response
