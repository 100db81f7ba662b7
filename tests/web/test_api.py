"""``/api/openapi.json`` describes what our addresses answer, and each answer that it names is walked here."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from app.access.links import LinkScope
from app.exercise.exercise import ExerciseState
from app.services.plans.plan_training import put_down, put_training
from app.store import exercises
from app.store.database import Store
from app.web import api, door_page, lost_link
from app.web.documented import DOCUMENTED, KEY, PART, Documented
from app.web.guesses import Guesses
from app.web.site import OWN_PAGES, OWN_PREFIXES, PAGES_AT, OwnAddresses, Site
from tests.abuse.a_crisis import PLAYED
from tests.abuse.a_world import Address, Stranger, World, a_world, addresses
from tests.abuse.forms_of import FoundForm, forms_of
from tests.builders import COORDINATOR
from tests.web.a_centre import BASE, ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like
from tests.web.test_training_page import AFGSU

BY_PATH = {one.path: one for one in DOCUMENTED}
PUBLIC = ("/calendrier", "/sante", "/api", *(f"/{first}" for first in PAGES_AT))
"""Prefixes that open without an account."""

TYPED = {
    "texte": "Fait, et dit à la cellule.",
    "preuve": "Compte rendu du 20 novembre.",
    "motif": "Plus de doses.",
    "n_reinforcement_nurse": "1",
    "nom": "Denez Fictif",
    "contact": "06 39 98 00 04",
    "calendrier": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
}
"""What a person types where a page leaves a field empty, or says 0."""


def documented_at(path: str, token: str) -> Documented | None:
    """The line of the table for an address of the world; a section of a plan is any."""
    plain = path.replace(token, KEY) if token else path
    return BY_PATH.get(plain) or BY_PATH.get(re.sub(r"^(/relecture/\{cle\})/\w+$", rf"\1/{PART}", plain))


Seen = dict[tuple[str, str, int], set[str]]
"""Path of the table, method and status → the media types it came with."""


def note(seen: Seen, one: Documented, method: str, answer: httpx.Response) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0] if answer.content else ""
    seen[one.path, method, answer.status_code].add(kind)


def walked(world: World) -> Iterator[tuple[Documented, Address]]:
    """Every address of a folder that the table says something of, one message of the exercise to answer included."""
    player = world.token(LinkScope.EXERCISE)
    to_answer = Address(f"/exercice/{player}/repondre", player, query=f"objet={PLAYED}-1")
    for address in (*addresses(world), to_answer, Address("/api/openapi.json")):
        one = documented_at(address.path, address.token)
        if one is not None and not address.signed_in:
            yield one, address


def filled(form: FoundForm) -> list[list[tuple[str, str]]]:
    """The form as a person sends it: with each of its buttons, fields left empty filled in."""
    fields = [(name, value if value not in ("", "0") else TYPED.get(name, value)) for name, value in form.fields]
    return [[*fields, *([pressed] if pressed else [])] for pressed in (*form.buttons, None)]


def walk(world: World, seen: Seen) -> None:
    """What stands, what does not, what is refused, what is done, and last what a broken database answers."""
    stranger, every = Stranger(world), list(walked(world))
    for one, address in every:
        for query in {"", *(f"{name}=json" for name in one.query if name == "format")}:
            note(seen, one, "get", stranger.ask("GET", address, query=query))
        if address.token:
            wrong = Address(address.path.replace(address.token, "A" * 43))
            note(seen, one, "get", stranger.ask("GET", wrong))
            if one.post:
                note(seen, one, "post", stranger.post(wrong, b"x=1"))
        if one.post:
            note(seen, one, "post", stranger.post(address, b"x=1", sec_fetch_site="cross-site"))
            note(seen, one, "post", stranger.post(address, b"x=" + b"1" * 600_000))
        if one.path.endswith(".ics"):
            tag = stranger.ask("GET", address).headers.get("etag", "")
            note(seen, one, "get", stranger.ask("GET", address, if_none_match=tag))
    for one, address in every:
        if one.post:
            send_its_forms(stranger, one, address, seen)
    ended(world.store)
    for one, address in every:
        if one.path.endswith("/questionnaire"):
            send_its_forms(stranger, one, address, seen)
    with world.store.transaction() as conn:
        conn.execute("PRAGMA legacy_alter_table=ON")
        for table in ("link", "setting", "centre"):
            conn.execute(f"ALTER TABLE {table} RENAME TO perdu_{table}")
    world.app = OwnAddresses(streamlit_like, Site(world.store, BASE))
    for one, address in every:
        note(seen, one, "get", stranger.ask("GET", address))
        if one.post:
            note(seen, one, "post", stranger.post(address, b"x=1"))


def invited_to_a_training(store: Store) -> None:
    """Zoé, who is in the roster of one folder only."""
    training = put_training(COORDINATOR, store, AFGSU)
    put_down(COORDINATOR, store, training, [ZOE])


def ended(store: Store) -> None:
    """The exercise: its row alone says so."""
    with store.transaction() as conn:
        held = exercises.find(conn, PLAYED)
        assert held is not None
        exercises.update(conn, replace(held, state=ExerciseState.FINISHED, finished_at=store.now()))


def send_its_forms(stranger: Stranger, one: Documented, address: Address, seen: Seen) -> None:
    """Until one of them is taken."""
    for form in forms_of(stranger.ask("GET", address).text):
        to = urlsplit(form.action).path or address.path
        if form.method != "post" or to != address.path:
            continue
        for fields in filled(form):
            answer = stranger.post(address, urlencode(fields).encode())
            note(seen, one, "post", answer)
            if answer.status_code == 303:
                return


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost_link, "SECONDS", 0.0)
    monkeypatch.setattr(door_page, "SECONDS", 0.0)
    monkeypatch.setattr(door_page, "_asked", Guesses(lambda: 0.0))


@pytest.mark.usefixtures("nobody_waits")
def test_every_documented_answer_is_given_and_no_other(tmp_path: Path) -> None:
    """Two folders walked whole: each status of the table is met on its address, with its media types and no other."""
    seen: Seen = defaultdict(set)
    for name in ("semaine", "jour"):
        with a_world(name, tmp_path / name) as world:
            if name == "semaine":
                invited_to_a_training(world.store)
            walk(world, seen)
    said = {
        (one.path, method, each.status): set(each.media) or {""}
        for one in DOCUMENTED
        for method, answers in (("get", one.get), ("post", one.post))
        for each in answers
    }
    assert sorted(set(said) - set(seen)) == []
    assert sorted(set(seen) - set(said)) == []
    assert {key: kinds for key, kinds in seen.items() if not kinds <= said[key]} == {}
    assert {key: kinds for key, kinds in said.items() if key[2] == 200 and kinds != seen[key]} == {}


def test_the_table_holds_every_page_behind_a_link() -> None:
    """The pages of the code, each with whether it acts; every public prefix has its line."""
    pages: dict[str, bool] = {}
    for page in OWN_PAGES:
        part = PART if page.first == "relecture" and page.part else page.part
        path = "/" + "/".join(one for one in (page.first, KEY if page.scopes else "", part) if one)
        pages[path] = pages.get(path, False) or page.act is not None
    assert {one.path: bool(one.post) for one in DOCUMENTED if one.path.split("/")[1] in PAGES_AT} == pages
    assert {"/" + one.path.split("/")[1] for one in DOCUMENTED} == set(PUBLIC) & set(OWN_PREFIXES)


def test_the_description_is_served_to_everyone_in_both_languages(client: Client, centre: PublishedCentre) -> None:
    """The same for all, below the public address; ``/api`` leads there, and nothing else is under it."""
    french, english = (client.get(f"/api/openapi.json?lang={code}") for code in ("fr", "en"))
    assert (french.status_code, french.headers["content-type"]) == (200, "application/json")
    said = french.json()
    assert said["servers"] == [{"url": BASE}]
    assert said["paths"].keys() == english.json()["paths"].keys() == BY_PATH.keys()
    assert centre.store.folder.path.name not in french.text
    led = client.get("/api")
    assert (led.status_code, led.headers["location"]) == (303, "/api/openapi.json")
    assert [client.get(path).status_code for path in ("/api/", "/api/x", "/api/openapi.json/x")] == [303, 404, 404]
    assert client.post("/api/openapi.json", {}).status_code == 405


def test_the_document_is_a_well_formed_openapi() -> None:
    """What OpenAPI 3.1 asks: every operation has its own name and answers, every path its parameters, every answer its words."""
    said = json.loads(json.dumps(api.description(BASE)))
    operations = [one for path in said["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert all(each["description"] for one in operations for each in one["responses"].values())
    for path, methods in said["paths"].items():
        for one in methods.values():
            in_path = [each["name"] for each in one["parameters"] if each["in"] == "path"]
            assert in_path == re.findall(r"\{(\w+)\}", path)


def test_health_says_what_the_description_says(client: Client) -> None:
    """To a probe on the machine, every field that the document names; to a stranger, those that it requires."""
    probe = Client(client.app, "127.0.0.1", "127.0.0.1:8501")
    properties, required = api.STANDING["properties"], api.STANDING["required"]
    assert isinstance(properties, dict)
    assert list(probe.get("/sante").json()) == list(properties)
    assert list(client.get("/sante").json()) == required
