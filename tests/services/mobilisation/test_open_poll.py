"""Tests of app/services/mobilisation/open_poll.py: who is asked, in which order, from when, and that it is all written or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.core.ids import PersonId, SessionId
from app.mobilisation.budget import Ask, Solicitation
from app.mobilisation.message import MessageKind
from app.mobilisation.preferences import Preferences
from app.roster.person import Mission
from app.services.mobilisation.open_poll import PollRequest, open_poll, preview_poll
from app.services.mobilisation.read_polls import open_polls, read_poll
from app.services.mobilisation.record_answers import record_answers
from app.store import journal, solicitations
from app.store.database import Store
from tests.builders import COORDINATOR, READER, some_people
from tests.mobilisation.builders import paris
from tests.services.a_poll import (
    SATURDAY_NOON,
    a_polled_store,
    a_request,
    a_running_poll,
    at,
    posted,
    requests,
    sessions_of,
    waiting,
    wish,
    with_email,
)

FRIDAY_8 = paris(2026, 11, 27, 8)
THURSDAY_22 = paris(2026, 11, 26, 22)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def asked(store: Store, person: PersonId, instants: list[datetime], subject: str = "earlier") -> None:
    with store.transaction() as conn:
        solicitations.add(conn, [Solicitation(person, one, Ask.CALL_OUT, subject) for one in instants])


def test_the_only_physician_is_asked_first_and_the_reason_is_said(tmp_path: Path) -> None:
    """Without her no line opens; the nurses can replace one another, and she them."""
    store, centre, _team = a_polled_store(tmp_path)
    found = preview_poll(COORDINATOR, store, a_request(store, centre))
    assert found.asking[0].rank.person.given_name == "Anne"
    assert plain(found.asking[0].rank.reason) == (
        "un oui compte pour ouvrir une ligne dans 2 séances, pourvoit un poste dans 2 séances"
    )
    assert [one.rank.rivals for one in found.asking] == [1, 5, 5, 5, 5]
    assert [plain(one) for one in found.sentences] == ["5 personnes interrogées."]
    assert (len(found.now), found.later) == (5, ())


def test_opening_writes_the_poll_its_people_and_one_message_each(tmp_path: Path) -> None:
    """In the order of asking, each at once, useless after the close, and counted once."""
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    order = [one.rank.person.id for one in preview_poll(COORDINATOR, store, a_request(store, centre)).asking]
    view = read_poll(COORDINATOR, store, poll_id)
    assert [person.id for person in view.asked] == order
    assert [one.message.recipient for one in posted(store, poll_id)] == order
    assert {(one.message.kind, one.message.due_at, one.message.useless_after) for one in posted(store, poll_id)} == {
        (MessageKind.POLL, store.now(), SATURDAY_NOON)
    }
    assert sorted(requests(store)) == sorted((one, store.now(), "poll") for one in order)
    assert [one.poll.id for one in open_polls(COORDINATOR, store, centre)] == [poll_id]
    with store.reading() as conn:
        entry = journal.recent(conn, 1)[0]
    assert (entry.type, entry.subject_id, entry.payload) == (
        "poll_opened", poll_id, {"sessions": 2, "people": 5, "messages": 5},
    )  # fmt: skip


def test_the_text_says_what_when_and_until_when_in_the_reader_s_language(tmp_path: Path) -> None:
    """French for Bleuenn, English for Anne."""
    store, centre, team = a_polled_store(tmp_path, days=2)
    wish(store, team["Anne"].id, Preferences(language="en"))
    poll_id = a_running_poll(store, centre)
    bodies = {one.message.recipient: plain(one.message.body) for one in posted(store, poll_id)}
    french, english = bodies[team["Bleuenn"].id], bodies[team["Anne"].id]
    assert "les séances de « Centre du Pratel », du lundi 30 novembre au mardi 1er décembre" in french
    assert "Réponses attendues avant samedi 28 novembre à 12 h" in french
    assert "Saturday 28 November" in english
    assert "lundi" not in english


def test_in_quiet_hours_everyone_is_asked_in_the_morning(tmp_path: Path) -> None:
    """At 22:00 nothing leaves; at 8:00 the next day everything may."""
    store, centre, _team = a_polled_store(tmp_path)
    late = at(store, THURSDAY_22)
    found = preview_poll(COORDINATOR, late, a_request(late, centre))
    assert {(one.at, one.why_later) for one in found.asking} == {(FRIDAY_8, "est en heures de silence")}
    assert plain(found.sentences[-1]) == ("Rien ne part avant vendredi 27 novembre à 8 h : heures de silence ou quota.")
    poll_id = open_poll(COORDINATOR, late, a_request(late, centre))
    assert {one.message.due_at for one in posted(late, poll_id)} == {FRIDAY_8}


def test_who_has_no_budget_left_before_the_close_is_left_out_and_said(tmp_path: Path) -> None:
    """Bleuenn was asked three times today; Corentin's first request is a week old on Friday evening."""
    store, centre, team = a_polled_store(tmp_path)
    now = store.now()
    week = timedelta(days=7)
    asked(store, team["Bleuenn"].id, [now, now, now])
    asked(store, team["Corentin"].id, [now - week + timedelta(hours=1), now, now])
    found = preview_poll(COORDINATOR, store, a_request(store, centre))
    assert [(one.given_name, why) for one, why in found.too_late] == [("Bleuenn", "a atteint son quota de demandes")]
    assert [(one.rank.person.given_name, one.at) for one in found.later] == [("Corentin", now + timedelta(hours=1))]
    assert "1 dont le quota ou les heures de silence durent jusqu’à la clôture" in plain(" ".join(found.sentences))
    poll_id = a_running_poll(store, centre)
    assert team["Bleuenn"].id not in [person.id for person in read_poll(COORDINATOR, store, poll_id).asked]
    assert team["Bleuenn"].id not in waiting(store, poll_id)
    assert "Corentin F. (3 sur 3)" in plain(found.tired)


def test_nobody_is_tired_for_nothing(tmp_path: Path) -> None:
    """Answered already, no seat within reach, another mission, no address: each is spared, counted and said."""
    store, centre, team = a_polled_store(tmp_path)
    ids = [session.id for session in sessions_of(store, centre)]
    record_answers(COORDINATOR, store, {(team["Denez"].id, one): "no" for one in ids})
    some_people(
        store,
        with_email("Fanch", "dieteticien"),
        with_email("Gaël", missions=frozenset({Mission.TESTING})),
        with_email("Haude", email=""),
        with_email("Ivona", opted_out_on=date(2026, 11, 1)),
    )
    found = preview_poll(COORDINATOR, store, a_request(store, centre))
    assert [one.given_name for one in found.spoken] == ["Denez"]
    assert [one.given_name for one in found.unable] == ["Fanch"]
    assert sorted(one.rank.person.given_name for one in found.asking) == ["Anne", "Bleuenn", "Corentin", "Enora"]
    assert [plain(one) for one in found.sentences] == [
        "4 personnes interrogées ; 1 ne veut plus être sollicitée, 1 s’est proposée pour d’autres missions,"
        " 1 n’a ni e-mail ni téléphone.",
        "Ne recevront rien : 1 qui a déjà répondu à tout et 1 qui ne peut tenir aucun poste de ces séances.",
    ]
    view = read_poll(COORDINATOR, store, a_running_poll(store, centre))
    assert view.asked[-1].given_name == "Denez"
    assert view.rate.sentence.startswith("1 réponse sur 5")
    assert team["Denez"].id not in waiting(store, view.poll.id)


def test_only_the_professions_chosen_are_asked(tmp_path: Path) -> None:
    store, centre, _team = a_polled_store(tmp_path)
    found = preview_poll(COORDINATOR, store, a_request(store, centre, professions=frozenset({"medecin"})))
    assert [one.rank.person.given_name for one in found.asking] == ["Anne"]


def test_nothing_is_written_when_nobody_can_be_asked(tmp_path: Path) -> None:
    """A poll that closes before the quiet hours end asks nobody: refused, no poll, no message, no request."""
    store, centre, _team = a_polled_store(tmp_path)
    late = at(store, THURSDAY_22)
    with pytest.raises(InvalidInput, match="Personne à interroger"):
        open_poll(COORDINATOR, late, a_request(late, centre, THURSDAY_22 + timedelta(hours=2)))
    assert open_polls(COORDINATOR, late) == []
    assert requests(late) == []


@pytest.mark.parametrize(
    ("sessions", "closes_at", "why"),
    [((), SATURDAY_NOON, "au moins une séance"), (("unknown",), SATURDAY_NOON, "au moins une séance"), (None, paris(2026, 11, 25, 12), "se clôt avant")],
)  # fmt: skip
def test_a_poll_that_makes_no_sense_is_refused_in_a_sentence(
    tmp_path: Path, sessions: tuple[str, ...] | None, closes_at, why: str
) -> None:
    """No session, one of nowhere, a close in the past."""
    store, centre, _team = a_polled_store(tmp_path)
    ids = [one.id for one in sessions_of(store, centre)] if sessions is None else [SessionId(one) for one in sessions]
    with pytest.raises(InvalidInput, match=why):
        open_poll(COORDINATOR, store, PollRequest(centre_id=centre, session_ids=tuple(ids), closes_at=closes_at))


def test_who_only_reads_opens_no_poll(tmp_path: Path) -> None:
    store, centre, _team = a_polled_store(tmp_path)
    with pytest.raises(NotAllowed):
        open_poll(READER, store, a_request(store, centre))
