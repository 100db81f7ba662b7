"""Requests for people: noted, written by an establishment, staffed as a session like any other, requisitioned, refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role, volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import SeatId, SessionId, new_id
from app.response.event import EventKind, EventState
from app.response.staffing_request import RequestState, StaffingRequest, Wanted
from app.scheduling.session import SeatState, SessionState
from app.services.crisis.move_event import move_event
from app.services.crisis.read_event import read_event
from app.services.crisis.receive_request import (
    MOST_WAITING,
    ask_by_link,
    attach_request,
    receive_request,
    understand_request,
    withdraw_by_link,
)
from app.services.crisis.staff_request import (
    Staffing,
    finish_request,
    next_quarter,
    reconsider_request,
    refuse_request,
    requisition_request,
    staff_request,
)
from app.services.keeping.reference import read_library
from app.services.mobilisation.start_call_out import rank_for
from app.services.mobilisation.told_seats import told_frame
from app.services.rota.change_session import cancel_session
from app.store import centres, log, seats, sessions, staffing_requests
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY, a_person, a_store, some_people
from tests.services.an_event import SITE, TONIGHT, a_request, a_site, an_event, asked, the

EHPAD = volunteer(SITE.id, SITE.name)


def staffing(request: StaffingRequest, **fields: object) -> Staffing:
    usual = Staffing(
        wanted=request.wanted,
        starts_at=request.starts_at,
        ends_at=request.ends_at,
        place=request.place,
        frame="convention",
        payer="CPAM (fictif)",
        insurer="Mutuelle (fictive)",
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


def staffed(store: Store, request: StaffingRequest, **fields: object) -> SessionId:
    return staff_request(COORDINATOR, store, request.id, request.revision, staffing(request, **fields))


def test_a_request_becomes_a_published_session_with_its_frame(tmp_path: Path) -> None:
    """Roles, hours, place, frame, payer, insurer; seats open at once, and the request counts them."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    request = a_request(store, event_id)
    session_id = staffed(store, request)
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
        assert session is not None
        centre = centres.find(conn, session.centre_id)
        roles = sorted(one.role for one in seats.of_session(conn, session_id))
    assert centre is not None
    assert (session.state, session.starts_at, session.ends_at) == (SessionState.PUBLISHED, *TONIGHT)
    assert roles == ["reinforcement_nurse", "reinforcement_nurse", "reinforcement_physician"]
    assert (centre.place.name, centre.designation.frame, centre.designation.payer, centre.designation.insurer) == (
        "Entrée de service", "convention", "CPAM (fictif)", "Mutuelle (fictive)",
    )  # fmt: skip
    view = read_event(COORDINATOR, store).requests[0]
    assert (view.request.state, view.filled.held, view.filled.asked) == (RequestState.STAFFING, 0, 3)


def test_nurses_are_asked_for_nurses_and_physicians_for_physicians(tmp_path: Path) -> None:
    """The same engine ranks them for a call-out: nobody of another trade."""
    store = a_store(tmp_path)
    doctor = a_person("Anne", "medecin", mobile="+33639980001")
    nurse = a_person("Bleuenn", "infirmier", mobile="+33639980002")
    chemist = a_person("Corentin", "pharmacien", mobile="+33639980003")
    some_people(store, doctor, nurse, chemist)
    session_id = staffed(store, a_request(store))
    with store.reading() as conn:
        places = seats.of_session(conn, session_id)
    for role, person in (("reinforcement_physician", doctor), ("reinforcement_nurse", nurse)):
        wanted = [SeatId(one.id) for one in places if one.role == role]
        assert [one.person for one in rank_for(COORDINATOR, store, wanted).ranking.candidates] == [person.id]


def test_a_filled_seat_shows_at_once(tmp_path: Path) -> None:
    """« 1 sur 3 » as soon as somebody holds one."""
    store = a_store(tmp_path)
    nurse = a_person("Bleuenn", "infirmier")
    some_people(store, nurse)
    session_id = staffed(store, a_request(store))
    with store.transaction() as conn:
        seat = next(one for one in seats.of_session(conn, session_id) if one.role == "reinforcement_nurse")
        held = replace(seat.holder, person_id=nurse.id)
        seats.write(conn, seat, replace(seat, holder=held, state=SeatState.ACKNOWLEDGED), THURSDAY)
    one = read_event(COORDINATOR, store).requests[0]
    assert one.filled.by_role == {"reinforcement_nurse": (1, 2), "reinforcement_physician": (0, 1)}
    assert len(one.open_seats) == 2


def test_a_request_under_way_starts_at_the_next_quarter(tmp_path: Path) -> None:
    """« jusqu’à 21 h » said at five: nobody can come before now."""
    store = a_store(tmp_path, THURSDAY + timedelta(minutes=4))
    request = a_request(store, starts_at=THURSDAY, ends_at=datetime(2026, 11, 26, 20, tzinfo=UTC))
    session_id = staffed(store, request)
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
    assert session is not None
    assert (session.starts_at, the(store, request.id).starts_at) == (THURSDAY + timedelta(minutes=15),) * 2
    assert next_quarter(THURSDAY) == THURSDAY


def test_a_night_ends_the_next_morning(tmp_path: Path) -> None:
    """The wall times of a session that passes midnight."""
    store = a_store(tmp_path)
    request = a_request(
        store, starts_at=datetime(2026, 11, 26, 20, tzinfo=UTC), ends_at=datetime(2026, 11, 27, 6, tzinfo=UTC)
    )
    session_id = staffed(store, request)
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
    assert session is not None
    assert (f"{session.starts:%H:%M}", f"{session.ends:%H:%M}", str(session.day)) == ("21:00", "07:00", "2026-11-26")


UNSTAFFABLE: tuple[tuple[dict[str, object], str], ...] = (
    ({"asked_by": " "}, "Dites qui demande"),
    ({"place": ""}, "où les renforts"),
    ({"wanted": ()}, "combien de personnes"),
    ({"wanted": (Wanted("inconnu", 1),)}, "n’est plus dans la liste"),
    ({"ends_at": TONIGHT[0]}, "avant le début"),
    ({"ends_at": TONIGHT[0] + timedelta(hours=30)}, "24 heures au plus"),
    ({"starts_at": THURSDAY - timedelta(days=1), "ends_at": THURSDAY}, "Ces heures sont passées"),
    ({"text": "a" * 1_001}, "signes au plus"),
)


def test_what_cannot_be_staffed_is_refused(tmp_path: Path) -> None:
    """With what to write instead; nothing is kept."""
    store = a_store(tmp_path)
    for fields, words in UNSTAFFABLE:
        with pytest.raises(InvalidInput) as refused:
            receive_request(COORDINATOR, store, "", asked(**fields))
        assert words in sentence(refused.value)
    with store.reading() as conn:
        assert staffing_requests.every(conn) == []


def test_nobody_is_asked_to_come_under_no_frame(tmp_path: Path) -> None:
    """Each mission states its frame (DOMAIN §1.4)."""
    store = a_store(tmp_path)
    request = a_request(store)
    with pytest.raises(InvalidInput) as refused:
        staffed(store, request, frame="")
    assert "sous quel cadre" in sentence(refused.value)
    with store.reading() as conn:
        assert centres.every(conn) == []


def test_a_requisition_is_read_on_the_volunteers_page(tmp_path: Path) -> None:
    """The frame of the mission becomes the préfet's, with its article; without an order it is refused."""
    store = a_store(tmp_path)
    nurse = a_person("Bleuenn")
    some_people(store, nurse)
    request = a_request(store)
    session_id = staffed(store, request)
    with pytest.raises(InvalidInput):
        requisition_request(COORDINATOR, store, request.id, 2, " ")
    requisition_request(COORDINATOR, store, request.id, 2, "Arrêté 2026-114 (fictif)")
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
        assert session is not None
        centre = centres.find(conn, session.centre_id)
        assert centre is not None
        told = told_frame(read_library(store, conn), centre, nurse, THURSDAY.date())
    assert told["cadre"].startswith("réquisition du préfet (CSP L.3131-8)")
    assert the(store, request.id).requisitioned


def test_a_refusal_says_what_is_answered_and_can_be_taken_back(tmp_path: Path) -> None:
    """Not without words; not while a session stands; and it may wait again."""
    store = a_store(tmp_path)
    request = a_request(store)
    with pytest.raises(InvalidInput):
        refuse_request(COORDINATOR, store, request.id, 1, "")
    refuse_request(COORDINATOR, store, request.id, 1, "Nous sommes déjà à l’EHPAD voisin")
    assert the(store, request.id).reply == "Nous sommes déjà à l’EHPAD voisin"
    reconsider_request(COORDINATOR, store, request.id, 2)
    again = the(store, request.id)
    assert (again.state, again.reply) == (RequestState.RECEIVED, "")
    session_id = staffed(store, again)
    with pytest.raises(RuleRefusal):
        refuse_request(COORDINATOR, store, request.id, 4, "Trop tard")
    with store.reading() as conn:
        session = sessions.find(conn, session_id)
    assert session is not None
    cancel_session(COORDINATOR, store, session_id, session.revision, "Plus besoin")
    assert read_event(COORDINATOR, store).requests[0].is_cancelled
    refuse_request(COORDINATOR, store, request.id, 4, "Annulé")


def test_a_request_is_taken_up_once(tmp_path: Path) -> None:
    """Two people at once: the second reads what the first did."""
    store = a_store(tmp_path)
    request = a_request(store)
    staffed(store, request)
    with pytest.raises(StaleRevision) as refused:
        staffed(store, request)
    assert "renfort ouvert pour une demande" in sentence(refused.value)
    finish_request(COORDINATOR, store, request.id, 2)
    with pytest.raises(RuleRefusal):
        finish_request(COORDINATOR, store, request.id, 3)
    assert the(store, request.id).state is RequestState.DONE


def test_an_exercise_says_so_in_what_volunteers_read(tmp_path: Path) -> None:
    """The name of the centre, which stands in messages, calendars and pages, begins with the three words."""
    store = a_store(tmp_path)
    staffed(store, a_request(store, an_event(store, kind=EventKind.EXERCISE)))
    with store.reading() as conn:
        assert [one.name[:30] for one in centres.every(conn)] == ["EXERCICE – EXERCICE – EXERCICE"]


def test_an_establishment_asks_by_its_own_link(tmp_path: Path) -> None:
    """For the event under way; sent twice it stands once; changed until it is taken up; the main courante tells."""
    store = a_store(tmp_path)
    a_site(store)
    event_id = an_event(store)
    id = new_id()
    for _again in range(2):
        ask_by_link(EHPAD, store, SITE.id, id, asked())
    ask_by_link(EHPAD, store, SITE.id, id, asked(wanted=(Wanted("care", 3),)))
    with store.reading() as conn:
        (held,) = staffing_requests.of_event(conn, event_id)
        told = [one.text[:17] for one in log.every(conn, event_id)]
    assert (held.wanted, held.subject_id, held.state) == ((Wanted("care", 3),), SITE.id, RequestState.RECEIVED)
    assert told == ["Événement ouvert\u00a0", "Demande de renfor", "Demande modifiée\u00a0"]
    staffed(store, held)
    with pytest.raises(RuleRefusal):
        ask_by_link(EHPAD, store, SITE.id, id, asked(wanted=(Wanted("care", 4),)))
    with pytest.raises(RuleRefusal):
        withdraw_by_link(EHPAD, store, SITE.id, id)


REAL, PLAYED = EventKind.REAL, EventKind.EXERCISE


@pytest.mark.parametrize(
    ("kinds", "goes_to"), [((), ""), ((REAL,), "0"), ((PLAYED,), ""), ((REAL, PLAYED), ""), ((REAL, REAL), "")]
)
def test_a_request_by_link_goes_only_where_nobody_has_to_choose(
    tmp_path: Path, kinds: tuple[EventKind, ...], goes_to: str
) -> None:
    """The one real event; never an exercise by itself, nor a played request among what is real; ended events don't count."""
    store = a_store(tmp_path)
    a_site(store)
    move_event(COORDINATOR, store, an_event(store), 1, EventState.STOOD_DOWN)
    opened = {an_event(store, str(n), kind=kind): str(n) for n, kind in enumerate(kinds)}
    id = new_id()
    ask_by_link(EHPAD, store, SITE.id, id, asked())
    assert opened.get(the(store, id).event_id, the(store, id).event_id) == goes_to


def test_a_request_is_attached_to_an_event_then_to_none(tmp_path: Path) -> None:
    """The main courante of each event it enters or leaves tells; a change by the establishment leaves it where it was put."""
    store = a_store(tmp_path)
    a_site(store)
    played = an_event(store, kind=PLAYED)
    id = new_id()
    ask_by_link(EHPAD, store, SITE.id, id, asked())
    attach_request(COORDINATOR, store, id, 1, played)
    ask_by_link(EHPAD, store, SITE.id, id, asked(place="Salle 2"))
    assert (the(store, id).event_id, the(store, id).revision) == (played, 3)
    with pytest.raises(StaleRevision):
        attach_request(COORDINATOR, store, id, 1, "")
    attach_request(COORDINATOR, store, id, 3, played)
    attach_request(COORDINATOR, store, id, 3, "")
    assert (the(store, id).event_id, the(store, id).revision) == ("", 4)
    with store.reading() as conn:
        told = [one.text.split("\u00a0:")[0] for one in log.every(conn, played)]
    assert told[1:] == ["Demande rattachée à cet événement", "Demande modifiée", "Demande détachée de cet événement"]


def test_a_request_stays_where_it_is_once_taken_up(tmp_path: Path) -> None:
    """What volunteers read is the event's; an ended event takes none, an observer moves none."""
    store = a_store(tmp_path)
    ended, other = an_event(store), an_event(store)
    move_event(COORDINATOR, store, ended, 1, EventState.STOOD_DOWN)
    request = a_request(store)
    with pytest.raises(NotAllowed):
        attach_request(Actor("obs", "Observateur Fictif", Role.OBSERVER), store, request.id, 1, other)
    with pytest.raises(RuleRefusal):
        attach_request(COORDINATOR, store, request.id, 1, ended)
    staffed(store, request)
    with pytest.raises(RuleRefusal) as refused:
        attach_request(COORDINATOR, store, request.id, 2, other)
    assert "elle reste où elle est" in sentence(refused.value)
    assert the(store, request.id).event_id == ""


def test_an_establishment_reaches_only_its_own_requests(tmp_path: Path) -> None:
    """Another's is not there for it, and it acts for nobody else."""
    store = a_store(tmp_path)
    a_site(store)
    id = new_id()
    ask_by_link(EHPAD, store, SITE.id, id, asked())
    other = Actor("560000002", "Autre (fictif)", Role.PROFESSIONAL)
    with pytest.raises(NotFound):
        withdraw_by_link(other, store, other.id, id)
    with pytest.raises(NotAllowed):
        ask_by_link(other, store, SITE.id, new_id(), asked())
    with pytest.raises(InvalidInput):
        ask_by_link(EHPAD, store, SITE.id, "1", asked())
    withdraw_by_link(EHPAD, store, SITE.id, id)
    withdraw_by_link(EHPAD, store, SITE.id, id)
    assert the(store, id).state is RequestState.REFUSED


def test_a_flood_of_requests_is_stopped(tmp_path: Path) -> None:
    """Somebody is to be rung rather than the list filled."""
    store = a_store(tmp_path)
    a_site(store)
    for _n in range(MOST_WAITING):
        ask_by_link(EHPAD, store, SITE.id, new_id(), asked())
    with pytest.raises(RuleRefusal):
        ask_by_link(EHPAD, store, SITE.id, new_id(), asked())


def test_no_request_is_noted_for_an_ended_event(tmp_path: Path) -> None:
    """It goes to another event, or to none."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    with pytest.raises(RuleRefusal):
        receive_request(COORDINATOR, store, event_id, asked())


def test_a_spoken_line_knows_the_trades(tmp_path: Path) -> None:
    """Abbreviations and plurals of the professions' own table."""
    store = a_store(tmp_path)
    found = understand_request(COORDINATOR, store, "2 MG + 2 IDE, 1 psychologue et 3 kinés à la MSP jusqu’à 21 h")
    assert found.wanted == (
        Wanted("reinforcement_physician", 2),
        Wanted("reinforcement_nurse", 2),
        Wanted("psychological_support", 1),
        Wanted("care", 3),
    )
