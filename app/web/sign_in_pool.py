"""Where forms that hold a password wait their turn: two are looked at together, a few wait, the others come back later.

Looking at a password takes a tenth of a second of a processor and 64 MiB. Without this, strangers who send many at once
hold every thread, and nobody reads a page any more. Waiting happens before a thread is taken.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from starlette.responses import PlainTextResponse

from app.access.throttling import client_of as throttled_as
from app.web.addresses import client_of
from app.web.rendering import PRIVATE, chosen_language
from app.words import N_, _, use_language

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

WITH_PASSWORDS = frozenset({"connexion", "connexion/lien/", "compte", "compte/code"})
"""Pages whose forms hold a password to look at, or a new one to keep."""

AT_ONCE = 2
"""Forms looked at together; as many verifications may run at one time (app.access.passwords)."""

IN_LINE = 20
"""Forms that may wait: some two seconds of work on two processors."""

IN_LINE_PER_CLIENT = 8
"""Of which from one client, an IPv4 address or an IPv6 site: a whole practice behind one address stays below."""

RETRY_SECONDS = 10

BUSY = N_("Trop de connexions en même temps. Rien n’a été fait : attendez quelques secondes, puis recommencez.")


class SignInPool:
    """The line in front of forms with a password, for one site."""

    def __init__(
        self, at_once: int = AT_ONCE, in_line: int = IN_LINE, in_line_per_client: int = IN_LINE_PER_CLIENT
    ) -> None:
        self._places = CapacityLimiter(at_once)
        self._most, self._most_of_one = at_once + in_line, in_line_per_client
        self._present: Counter[str] = Counter()

    async def answer(self, request: Request, act: Callable[[], Awaitable[Response]]) -> Response:
        """What ``act`` answers, in its turn; 503 at once when the line is full, or full of this same client."""
        client = throttled_as(client_of(request.scope))
        if self._present.total() >= self._most or self._present[client] >= self._most_of_one:
            return _come_back(chosen_language(request))
        self._present[client] += 1
        try:
            async with self._places:
                return await act()
        finally:
            self._present[client] -= 1
            self._present += Counter()


def _come_back(language: str) -> Response:
    with use_language(language):
        said = _(BUSY)
    return PlainTextResponse(said, 503, {**PRIVATE, "retry-after": str(RETRY_SECONDS)})
