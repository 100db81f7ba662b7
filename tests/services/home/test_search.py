"""One search over everything, role by role: what a role may not read is not found, whatever is typed; names shown are noted."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.access.permissions import ALLOWED
from app.core.errors import NotAllowed
from app.response.directory import Contact
from app.response.event import EventKind
from app.scheduling.session import Holder, SeatState
from app.services.crisis.open_event import open_event
from app.services.crisis.write_log import write_log
from app.services.home.search import KINDS, MOST, SHOWN, search
from app.services.home.search_found import Hit, Kind
from app.services.keeping.erase_person import erase_person
from app.services.plans.edit_plan import write_section
from app.services.plans.keep_contacts import put_contact
from app.store import exercises, improvements, journal, people, seats
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_person, a_store, some_people
from tests.exercise.an_improvement import an_action, an_ended_exercise
from tests.services.a_plan import a_community, a_draft

CANARY = "Zibeline"
"""Written in one thing of each kind; nothing the product ships holds it."""

ROLES = {role: Actor(f"compte-{role.value}", "Quelqu’un", role) for role in Role}
READS = {kind: ALLOWED[action] for kind, (action, _find) in KINDS.items()}
CODE = Path(__file__).parents[3] / "app" / "services" / "home"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One thing of each kind that names the canary; she holds a seat on Monday morning."""
    opened = a_store(tmp_path)
    a_community(opened)
    someone = a_person("Odile", family_name=CANARY.upper(), mobile="+33639980042", email="od@example.org")
    some_people(opened, someone)
    a_centre(opened)
    draft = a_draft(opened)
    write_section(COORDINATOR, opened, draft.number, "cell", f"Suppléante : {CANARY}", draft.revision)
    put_contact(COORDINATOR, opened, Contact(id="", function="cpam", department="56", organisation=f"CPAM {CANARY}", day_phone="01 99 00 20 01"))  # fmt: skip
    event = open_event(COORDINATOR, opened, f"Crue {CANARY}", kind=EventKind.EXERCISE)
    write_log(COORDINATOR, opened, f"Appel de {CANARY}", event_id=event)
    with opened.transaction() as conn:
        seat = next(one for one in seats.between(conn, THURSDAY, THURSDAY.replace(year=2027)) if one.role == "injector")
        seats.write(conn, seat, replace(seat, holder=Holder(someone.id), state=SeatState.PUBLISHED), THURSDAY)
        exercises.insert(conn, an_ended_exercise(title=f"Panne {CANARY}"))
        improvements.insert(conn, an_action(action=f"Former {CANARY}", email=f"{CANARY}@example.org"))
    return opened


def hits(store: Store, role: Role, typed: str) -> dict[Kind, tuple[Hit, ...]]:
    return {group.kind: group.hits for group in search(ROLES[role], store, typed).groups}


def noted(store: Store) -> list[tuple[str, str, object]]:
    with store.reading() as conn:
        return [
            (one.actor_id, one.subject_id, (one.payload or {})["what"])
            for one in journal.recent(conn)
            if one.type == "data_read"
        ]


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.PROFESSIONAL])
def test_each_role_finds_what_it_reads_and_nothing_else(store: Store, role: Role) -> None:
    """The canary is in every kind but the cards; a short name of the rota and a section of names hide it from who only reads."""
    found = hits(store, role, CANARY.lower())
    expected = {kind for kind, roles in READS.items() if role in roles} - {Kind.CARD}
    if role not in READS[Kind.PERSON]:
        expected -= {Kind.SEAT, Kind.PLAN}
    assert set(found) == expected
    assert "@" not in repr(found)
    assert "0639" not in repr(found).replace(" ", "")


def test_a_volunteer_searches_nothing(store: Store) -> None:
    """Their page is theirs."""
    with pytest.raises(NotAllowed):
        search(ROLES[Role.PROFESSIONAL], store, CANARY)


def test_who_reads_the_rota_alone_finds_names_as_it_writes_them(store: Store) -> None:
    """« Odile Z. » by her first name; her family name is found by who reads the roster."""
    [short] = hits(store, Role.READING, "odile")[Kind.SEAT]
    [whole] = hits(store, Role.COORDINATION, "odile")[Kind.SEAT]
    assert short.title.startswith("Odile Z., ")
    assert CANARY not in repr(short)
    assert whole.title.startswith(f"Odile {CANARY}, ")
    assert whole.way == short.way


def test_an_exercise_kept_secret_is_found_by_who_prepares_it_only(store: Store) -> None:
    """Until it has ended."""
    coming = {"is_confidential": True, "state": "prepared", "started_at": None, "finished_at": None}
    with store.transaction() as conn:
        exercises.insert(conn, an_ended_exercise("secret", 2, days_ago=-9, title="Surprise", **coming))
    found = {role: hits(store, role, "surprise") for role in (Role.OBSERVER, Role.READING, Role.CRISIS_CELL)}
    assert [role for role, kinds in found.items() if kinds] == [Role.CRISIS_CELL]


def test_names_shown_are_noted_once(store: Store) -> None:
    """Whoever is named, for whoever reads; what names nobody of the roster notes nothing."""
    for typed in ("crue", CANARY, CANARY, "odile"):
        hits(store, Role.COORDINATION, typed)
    hits(store, Role.READING, "odile")
    hits(store, Role.OBSERVER, CANARY)
    with store.reading() as conn:
        her = next(one.id for one in people.every(conn) if one.given_name == "Odile")
    assert noted(store) == [("compte-lecture", her, "search"), ("compte-coordination", her, "search")]


def test_a_number_finds_whose_it_is(store: Store) -> None:
    """Some digits of a mobile, or of a contact's number; the mobile itself is not shown."""
    [person] = hits(store, Role.COORDINATION, "06 39 98 00 42")[Kind.PERSON]
    assert person.title == f"Odile {CANARY}"
    assert [one.detail for one in hits(store, Role.CRISIS_CELL, "2001")[Kind.CONTACT]] == [
        f"CPAM {CANARY} · 01 99 00 20 01"
    ]


def test_an_erased_person_is_nobody(store: Store) -> None:
    """Neither by the name that is gone nor by what they are called since."""
    gone = a_person("Loïc", family_name="PARTI")
    some_people(store, gone)
    assert hits(store, Role.COORDINATION, "loic parti")[Kind.PERSON]
    with store.reading() as conn:
        revision = people.revisions(conn)[gone.id]
    erase_person(ROLES[Role.COORDINATION], store, gone.id, revision)
    assert Kind.PERSON not in hits(store, Role.COORDINATION, "loic parti") | hits(store, Role.COORDINATION, "effacée")


def test_what_is_not_shown_is_counted(store: Store) -> None:
    """Six of a kind together, sixty alone, all of them counted."""
    some_people(store, *(a_person(f"Ana{n:02}") for n in range(MOST + 1)))
    together = search(ROLES[Role.COORDINATION], store, "ana").groups[0]
    [alone] = search(ROLES[Role.COORDINATION], store, "ana", Kind.PERSON).groups
    assert [(len(one.hits), one.found) for one in (together, alone)] == [(SHOWN, MOST + 1), (MOST, MOST + 1)]


def test_a_session_is_found_by_its_day_and_its_seats_by_what_they_lack(store: Store) -> None:
    """« lundi matin » is the session; « pourvoir lundi matin » each of its open seats."""
    [session] = hits(store, Role.READING, "matin lundi")[Kind.SEAT]
    seats_found = search(ROLES[Role.READING], store, "pourvoir lundi matin", Kind.SEAT).groups[0].hits
    assert session.title.startswith("lundi 30 novembre, matin")
    assert session.people == ()
    assert {one.way["session"] for one in seats_found} == {session.id}
    assert all(one.title.startswith("à pourvoir, ") for one in seats_found)


def test_too_little_typed_looks_for_nothing(store: Store) -> None:
    """Neither found nor noted."""
    assert not search(ROLES[Role.COORDINATION], store, " o ").is_asked
    assert noted(store) == []


def test_care_is_not_looked_into() -> None:
    """Read from the code: these are all the tables a search opens; needs, hand-overs, helps and messages are not among them."""
    opened = {
        name.name
        for path in sorted(CODE.glob("search*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "app.store"
        for name in node.names
    }
    assert opened == {
        "centres", "community", "contacts", "erasures", "events", "exercises", "improvements", "log", "people", "plans",
        "seats", "sessions", "staffing_requests",
    }  # fmt: skip
