"""Every address of ours, found from the code, against what strangers send: refused kindly, nothing told, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.abuse.a_world import Address, Stranger, World, a_world, addresses, cookies_of, host_of
from tests.abuse.forms_of import FoundForm, forms_of
from tests.abuse.hostile import BODIES, HEADERS, METHODS, QUERIES, SCRIPT, SIGNS_OF_A_FAULT, VALUES

STEP = 4
"""One hostile thing in so many meets each address, another one each time: 1 walks all of them, in minutes."""


@pytest.fixture(scope="module", params=["semaine", "jour"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.fixture
def stranger(world: World) -> Stranger:
    return Stranger(world)


def wrong_with(answer: httpx.Response) -> list[str]:
    """What no answer may be or hold."""
    text = answer.text
    found = [sign for sign in SIGNS_OF_A_FAULT if sign in text]
    found += [str(answer.status_code)] if answer.status_code >= 500 else []
    found += ["its script"] if SCRIPT in text else []
    found += [f"sends to {host_of(answer)}"] if host_of(answer) else []
    if answer.headers.get("x-content-type-options") != "nosniff" or "content-security-policy" not in answer.headers:
        found.append("no security headers")
    return found


def told(wrong: list[tuple[object, ...]]) -> list[str]:
    """What went wrong, each once, short enough to read."""
    return sorted({str(one)[:240] for one in wrong})


def test_every_page_of_the_code_is_walked(tmp_path: Path) -> None:
    """The walk is a walk: between the two folders, every page behind a link opens."""
    every, opened = set(), set()
    for name in ("semaine", "jour"):
        with a_world(name, tmp_path / name) as world:
            found = [one for one in addresses(world) if one.page]
            every |= {one.page for one in found}
            opened |= {one.page for one in found if Stranger(world).ask("GET", one).status_code == 200}
    assert every - opened == set()


def test_nobody_reads_a_fault(world: World, stranger: Stranger) -> None:
    """Hostile queries and headers, on what shows and what acts: no 5xx, no inside, and not one row written."""
    before, wrong = world.digest(), []
    for place, address in enumerate(addresses(world)):
        for query in QUERIES[place % STEP :: STEP]:
            answer = stranger.ask("GET", address, query=query)
            wrong += [(address.name, query[:40], why, world.faults[-1:]) for why in wrong_with(answer)]
        for number, headers in enumerate(HEADERS[place % STEP :: STEP]):
            for method in ("HEAD" if number % 2 else "GET", "POST"):
                answer = stranger.ask(method, address, **headers)
                wrong += [
                    (address.name, method, str(headers)[:60], why, world.faults[-1:]) for why in wrong_with(answer)
                ]
    assert told(wrong) == []
    assert world.digest() == before


def test_other_methods_are_refused_in_words(world: World, stranger: Stranger) -> None:
    """405, 404 or the gate's refusal: never a fault, never an act."""
    before, wrong = world.digest(), []
    for address in addresses(world):
        for method in METHODS:
            answer = stranger.ask(method, address, b"x=1")
            allowed = answer.status_code in (200, 303, 401, 403, 404, 405)
            wrong += [(address.name, method, why) for why in wrong_with(answer)]
            wrong += [] if allowed else [(address.name, method, str(answer.status_code))]
    assert told(wrong) == []
    assert world.digest() == before


def altered(token: str) -> Iterator[str]:
    """Tokens near a true one, and far from it."""
    yield from (token[:-1], token + "A", token + ".", token.swapcase(), f"{token}%00", f" {token}", f"{token}/x")
    yield from ("..", "%2e%2e%2f", "%00", "'", "A" * 9000, "é" * 40, "%ff", "a;b", "a%2fb", "%C0%AF..", "%25%30%30")


def test_a_token_is_right_or_opens_nothing(world: World, stranger: Stranger) -> None:
    """Near or far, a wrong token gets the same 404 as any other, in the same words, and writes nothing."""
    before, said, wrong = world.digest(), set(), []
    for address in (one for one in addresses(world) if one.token and not one.signed_in):
        for token in altered(address.token):
            tried = Address(address.path.replace(address.token, token))
            for answer in (stranger.ask("GET", tried), stranger.post(tried, b"answer=yes")):
                wrong += [(address.name, token[:30], why, world.faults[-1:]) for why in wrong_with(answer)]
                said |= {answer.text} if answer.status_code == 404 else set()
                if answer.status_code in (200, 303) and "/connexion" not in answer.headers.get(
                    "location", "/connexion"
                ):
                    wrong.append((address.name, token[:30], "opened", []))
    assert told(wrong) == []
    assert len({text for text in said if "n’ouvre rien" in text or "opens nothing" in text}) <= 2
    assert world.digest() == before


def test_a_link_of_one_kind_opens_no_other(world: World, stranger: Stranger) -> None:
    """A calendar's token is no page, a page's is no call-out: nothing but its own address opens."""
    tokens = {one.token for one in addresses(world) if one.token}
    own = {one.path for one in addresses(world)}
    wrong: list[tuple[object, ...]] = []
    for address in (one for one in addresses(world) if one.token and not one.signed_in):
        for token in sorted(tokens - {address.token}):
            path = address.path.replace(address.token, token)
            if path not in own and stranger.ask("GET", Address(path)).status_code == 200:
                wrong.append((address.name, path[:12]))
    assert told(wrong) == []


def test_bodies_that_are_no_form_write_nothing(world: World, stranger: Stranger) -> None:
    """Another kind, another encoding, too long, too many fields: said so, without a fault and without a row."""
    before, wrong = world.digest(), []
    for address in (one for one in addresses(world) if one.acts):
        for kind, body in BODIES:
            answer = stranger.ask("POST", address, body, content_type=kind, sec_fetch_site="same-origin", origin="null")
            wrong += [(address.name, kind, body[:20], why, world.faults[-1:]) for why in wrong_with(answer)]
    assert told(wrong) == []
    assert world.digest() == before


def test_another_sites_page_acts_for_nobody(world: World, stranger: Stranger) -> None:
    """The very form that our page would send, sent from elsewhere: 403, and nothing written."""
    forged = (
        {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://evil.example", "sec_fetch_site": ""},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"origin": "https://releve.exemple.fr.evil.example", "sec_fetch_site": ""},
        {"origin": "http://[", "sec_fetch_site": ""},
    )
    wrong: list[tuple[object, ...]] = []
    for address, form, cookie in every_form(world, stranger):
        before = world.digest()
        body = urlencode([*form.fields, *form.buttons[:1]]).encode()
        for headers in forged:
            answer = stranger.post(address, body, cookie=cookie, **headers)
            wrong += [(address.name, str(headers), why, world.faults[-1:]) for why in wrong_with(answer)]
            wrong += (
                [] if answer.status_code in (401, 403, 404) else [(address.name, str(headers), answer.text[:80], [])]
            )
        assert world.digest() == before, address.name
    assert told(wrong) == []


def every_form(world: World, stranger: Stranger) -> Iterator[tuple[Address, FoundForm, str]]:
    """Every form that our pages show, where it sends, and the cookies its browser holds."""
    for address in addresses(world):
        page = stranger.ask("GET", address)
        if page.status_code != 200 or not address.acts:
            continue
        for form in forms_of(page.text):
            if form.method == "post":
                there = urlsplit(form.action).path or address.path
                yield Address(there, address.token, address.signed_in, True), form, cookies_of(page)


def submissions(form: FoundForm, place: int) -> Iterator[list[tuple[str, str]]]:
    """The form with hostile values: every field at once, then one at a time; each button in turn; fields doubled, dropped."""
    kept = [pair for pair in form.fields if pair[0] == "jeton"]
    others = [pair for pair in form.fields if pair[0] != "jeton"]
    for index, value in enumerate(VALUES[place % STEP :: STEP]):
        button = form.buttons[index % max(1, len(form.buttons)) :][:1]
        yield [*kept, *((name, value) for name, _given in others), *button]
    for position, name in enumerate(name for name in form.names if name != "jeton"):
        for value in islice(VALUES, (place + position) % 11, None, 11):
            yield [
                *kept,
                *((field, value if field == name else given) for field, given in [*others, *form.buttons[:1]]),
            ]
    for pressed in form.buttons or [("x", "y")]:
        yield [*kept, pressed]
        yield [*form.fields, *form.fields, pressed, pressed]


def test_hostile_answers_are_taken_whole_or_not_at_all(world: World, stranger: Stranger) -> None:
    """Every field of every form with what nobody would type: done, or refused on the page with not one row written."""
    wrong: list[tuple[object, ...]] = []
    sent = 0
    for place, (address, form, cookie) in enumerate(list(every_form(world, stranger))):
        before = world.digest()
        for fields in submissions(form, place):
            body = urlencode(fields, errors="surrogatepass").encode()
            answer = stranger.post(address, body, cookie=cookie)
            sent += 1
            wrong += [(address.name, fields[-2:], why, world.faults[-1:]) for why in wrong_with(answer)]
            after = world.digest()
            if answer.status_code >= 400 and after != before:
                changed = [name for name in after if after[name] != before.get(name)]
                wrong.append((address.name, fields[-2:], answer.status_code, changed))
            before = after
    assert told(wrong) == []
    assert sent > 80


def test_the_same_form_sent_again_is_no_fault(world: World, stranger: Stranger) -> None:
    """A double press, a reload, a proxy that repeats: each form three times in a row."""
    wrong: list[tuple[object, ...]] = []
    for address, form, cookie in list(every_form(world, stranger)):
        for pressed in form.buttons or [("", "")]:
            body = urlencode([*form.fields, pressed]).encode()
            for _time in range(3):
                answer = stranger.post(address, body, cookie=cookie)
                wrong += [(address.name, pressed, why, world.faults[-1:]) for why in wrong_with(answer)]
    assert told(wrong) == []
