"""Forms with a password wait their turn: two at once, a bounded line, a share of it each, and pages stay readable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.web.sign_in_pool import BUSY, WITH_PASSWORDS, SignInPool
from app.web.site import OWN_ROOMS
from tests.services.an_account import use_light_hashes
from tests.web.a_browser import Browser
from tests.web.a_centre import Client, PublishedCentre
from tests.web.an_account import PASSWORD, an_account


def a_request(peer: str) -> Request:
    scope = {"type": "http", "method": "POST", "path": "/connexion", "headers": [], "query_string": b""}
    return Request({**scope, "client": (peer, 50_000), "server": ("releve.exemple.fr", 443), "scheme": "https"})


async def struck(pool: SignInPool, peers: list[str]) -> tuple[list[int], list[int]]:
    """All peers at one time: the statuses, and how many were being looked at whenever one entered."""
    inside, seen, go = 0, [], asyncio.Event()

    async def act() -> Response:
        nonlocal inside
        inside += 1
        seen.append(inside)
        await go.wait()
        inside -= 1
        return PlainTextResponse("ok")

    tasks = [asyncio.create_task(pool.answer(a_request(one), act)) for one in peers]
    for _turn in range(10):
        await asyncio.sleep(0)
    go.set()
    return [(await one).status_code for one in tasks], seen


def test_two_are_looked_at_a_few_wait_and_the_others_come_back() -> None:
    """Of thirty strangers, two enter, twenty wait, eight are told so at once; then the line is empty again."""
    pool = SignInPool()
    peers = [f"198.51.100.{n}" for n in range(30)]
    for _time in range(2):
        statuses, seen = asyncio.run(struck(pool, peers))
        assert (statuses, max(seen), len(seen)) == ([200] * 22 + [503] * 8, 2, 22)


def test_one_client_does_not_fill_the_line() -> None:
    """Another address of the same IPv6 site counts with it; someone elsewhere still enters."""
    peers = [f"2001:db8:1:1::{n:x}" for n in range(1, 12)] + ["198.51.100.7"]
    statuses, _seen = asyncio.run(struck(SignInPool(), peers))
    assert statuses == [200] * 8 + [503] * 3 + [200]


def test_a_fault_gives_its_place_back() -> None:
    """The next one enters."""

    async def fails() -> Response:
        raise OSError

    async def well() -> Response:
        return PlainTextResponse("ok")

    async def both(pool: SignInPool) -> int:
        with pytest.raises(OSError):
            await pool.answer(a_request("192.0.2.1"), fails)
        return (await pool.answer(a_request("192.0.2.1"), well)).status_code

    assert asyncio.run(both(SignInPool(1, 0, 1))) == 200


def test_pages_with_a_password_are_those_of_the_site() -> None:
    """Each address named here is a page with a form."""
    assert {room.address for room in OWN_ROOMS if room.act is not None} >= WITH_PASSWORDS


def test_a_full_line_says_so_and_closes_no_page(
    centre: PublishedCentre, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is 503 with a sentence and when to come back; the page itself is read as ever."""
    use_light_hashes(monkeypatch)
    an_account(centre.store, login="zoe")
    browser = Browser(client)

    async def full(_pool: SignInPool, request: Request, _act: Callable[[], Awaitable[Response]]) -> Response:
        return await answer(SignInPool(0, 0), request, _act)

    answer = SignInPool.answer
    with monkeypatch.context() as patch:
        patch.setattr(SignInPool, "answer", full)
        refused = browser.sign_in("zoe", PASSWORD)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
        assert BUSY in refused.text
        assert browser.open("/connexion").status_code == 200
    assert browser.sign_in("zoe", PASSWORD).status_code == 303
