"""What the Event screen says: the worst first, who said what, wanted against available, each request in its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.response.event import STATE_WORDS, EventState
from app.response.staffing_request import RequestState
from app.scheduling.session import Session, SessionState
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import Said
from app.services.crisis.read_event import EventView, RequestRead, read_event
from app.services.crisis.tick_checklist import tick_checklist
from app.store.database import open_store
from app.ui.views import event as words
from app.ui.views import event_requests as asking
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_store
from tests.services.an_event import PLAN, TONIGHT, a_request, an_event


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\\", "")


def a_view(folder: Path, **fields: Any) -> EventView:
    store = a_store(folder)
    an_event(store, **fields)
    return read_event(COORDINATOR, store)


def test_the_sentence_begins_with_what_is_late(tmp_path: Path) -> None:
    """Late, then to do, then who is asked for; « réglé » when nothing is left; the end when it ended."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    event_id = an_event(store, plans=[PLAN])
    a_request(store, event_id)
    clock.forward(hours=1.5)
    view = read_event(COORDINATOR, store)
    late, left = view.progress.late, view.progress.open - view.progress.late
    assert plain(words.sentence(view)) == (
        f"{late} actions en retard, {left} à faire ; 1 demande de renfort à traiter."
    )
    for one in view.items:
        tick_checklist(COORDINATOR, store, one.id, one.revision)
    assert plain(words.sentence(read_event(COORDINATOR, store))).startswith("Tout ce qui était à faire est réglé ;")
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    assert plain(words.sentence(read_event(COORDINATOR, store))) == "Événement levé : 18 h 30."


def test_a_step_says_on_whose_word(tmp_path: Path) -> None:
    """Authority with its department in full, reference, hour, and who wrote it."""
    said = Said(authority="Préfecture (fictive)", department="56", reference="2026-114")
    view = a_view(tmp_path, state=EventState.QUALIFIED, said=said)
    assert words.last_word(view) == (
        "Qualifié · Préfecture (fictive) (Morbihan) · réf. 2026-114 · 17 h · noté par quelqu’un"
    )


def test_wanted_and_available_stand_side_by_side(tmp_path: Path) -> None:
    """Nobody alerted: a dash and not a zero; the sentence says it."""
    view = a_view(tmp_path, plans=[PLAN])
    rows = words.hours_rows(view)
    assert [row[0] for row in rows] == ["T + 1 h", "T + 3 h", "T + 12 h", "T + 24 h"]
    wanted = [int(row[1]) for row in rows]
    assert wanted == sorted(wanted)
    assert wanted[-1] > 0
    assert {row[2:] for row in rows} == {("—", "—")}
    assert "personne n’est encore alerté" in words.hours_sentence(view)
    assert words.hours_sentence(replace(view, plans=())) == ""


def test_every_state_has_its_icon_and_its_word() -> None:
    """Never colour alone."""
    for state in EventState:
        assert ":material/" in words.badge(state)
        assert STATE_WORDS[state] in words.badge(state).replace("\\", "")


@pytest.mark.parametrize(
    ("state", "session_state", "ends", "said"),
    [
        (RequestState.RECEIVED, None, 4, "à traiter"),
        (RequestState.RECEIVED, None, -1, "à traiter, l’heure est passée"),
        (RequestState.STAFFING, SessionState.PUBLISHED, 4, "0 sur 3 pourvus"),
        (RequestState.STAFFING, SessionState.CANCELLED, 4, "séance annulée"),
        (RequestState.REFUSED, None, 4, "refusée"),
        (RequestState.DONE, None, 4, "terminée"),
    ],
)
def test_a_request_says_where_it_stands(
    tmp_path: Path, state: RequestState, session_state: SessionState | None, ends: int, said: str
) -> None:
    """In words with an icon, whatever became of its session."""
    store = a_store(tmp_path)
    one = read_event(COORDINATOR, store).requests
    assert one == ()
    request = replace(a_request(store), state=state)
    if ends < 0:
        request = replace(request, starts_at=THURSDAY - timedelta(hours=2), ends_at=THURSDAY + timedelta(hours=1))
    read = replace(read_event(COORDINATOR, store).requests[0], request=request)
    if session_state is not None:
        read = replace(read, session=_session(session_state))
    assert said in plain(asking.badge(read, THURSDAY))
    assert isinstance(read, RequestRead)


def _session(state: SessionState) -> Session:
    from app.core.ids import CentreId, SessionId

    day, starts, ends = asking.local_hours(*TONIGHT)
    return Session(SessionId("s"), CentreId("c"), day, starts, ends, *TONIGHT, lines=1, state=state)


@pytest.mark.parametrize(
    ("contact", "number"),
    [
        ("Cadre de nuit, 02 61 91 00 01", "0261910001"),
        ("06.39.98.00.01", "0639980001"),
        ("+33 6 39 98 00 01, Mme Exemple", "+33639980001"),
        ("poste 4512", ""),
        ("", ""),
    ],
)
def test_the_number_to_call_back_is_found(contact: str, number: str) -> None:
    """A link that a phone dials; none where there is no number."""
    assert asking.dialled(contact) == number


def test_hours_proposed_are_whole_quarters() -> None:
    """From the next quarter of an hour, for four hours; a night's end is the next morning's."""
    day, starts, ends = asking.proposed_hours(THURSDAY + timedelta(minutes=7))
    assert (str(day), f"{starts:%H:%M}", f"{ends:%H:%M}") == ("2026-11-26", "17:15", "21:15")
    late = asking.proposed_hours(THURSDAY + timedelta(hours=5, minutes=50))
    starts_at, ends_at = asking.instants(*late)
    assert ends_at - starts_at == timedelta(hours=4)
