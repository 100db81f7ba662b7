"""Launching: who is asked and who is not, in one transaction, whatever the hour; what the form starts from."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, RuleRefusal
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued, due
from app.mobilisation.preferences import Channel
from app.response.alert import EXERCISE_BAND, AlertKind, Audience
from app.response.cell import Member
from app.response.event import EventKind, EventState
from app.response.risk import SubZone
from app.services.crisis.launch_alert import AlertRequest, launch_alert, muster_alert, prepare_alert
from app.store import alerts, crisis_cell, journal, messages, people, solicitations, territory_risks
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, PHARMACIST, Alerted, an_alerted


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def asked(alerted: Alerted, audience: Audience) -> list[str]:
    return [one.person.id for one in muster_alert(COORDINATOR, alerted.store, audience).places]


def test_everyone_who_can_be_reached_is_asked_at_once(alerted: Alerted) -> None:
    """One message each by the way they wish, due now; who opted out or has no address is left out."""
    id = alerted.launch()
    sent = alerted.messages(id)
    assert {one.recipient: one.channel for one in sent} == {
        NURSE: Channel.EMAIL,
        DOCTOR: Channel.SMS,
        PHARMACIST: Channel.HAND,
    }
    assert {(one.kind, one.state, one.due_at) for one in sent} == {
        (MessageKind.ALERT, MessageState.QUEUED, alerted.store.now())
    }
    with alerted.store.reading() as conn:
        assert [(one.person, one.rank) for one in alerts.people(conn, id)] == [(DOCTOR, 1), (NURSE, 2), (PHARMACIST, 3)]
        assert journal.recent(conn, 1)[0].payload == {
            "kind": "alert", "people": 3, "event": "", "frame": "ars_call", "plans": [], "exercise": False,
        }  # fmt: skip


def test_neither_night_nor_budget_holds_an_alert(alerted: Alerted) -> None:
    """At three on a Sunday morning it is due at once, and costs no goodwill."""
    alerted.clock.forward(days=2, hours=10)
    id = alerted.launch()
    with alerted.store.reading() as conn:
        ready = due([Queued(one.message, one.next_at) for one in messages.about(conn, id)], alerted.store.now())
        assert {one.recipient for one in ready} == {NURSE, DOCTOR}
        assert solicitations.since(conn, alerted.store.now() - timedelta(days=30)) == []


def test_the_message_says_who_what_and_under_which_frame(alerted: Alerted) -> None:
    """And that one does not set off unasked."""
    body = next(one for one in alerted.messages(alerted.launch()) if one.recipient == NURSE)
    assert "ALERTE" in body.subject
    for words in ("L’ARS demande des renforts à Auray.", "CSP L.3131-10-1", "Ne vous déplacez pas avant", "menhir", "{lien}"):  # fmt: skip
        assert words in body.body
    assert EXERCISE_BAND not in body.body


def test_in_an_exercise_everything_begins_with_the_band(alerted: Alerted) -> None:
    """Subject and body of an e-mail, body of an SMS; the alert itself knows."""
    id = alerted.launch(event_id=alerted.event(EventKind.EXERCISE))
    mail, text = (next(one for one in alerted.messages(id) if one.recipient == who) for who in (NURSE, DOCTOR))
    assert mail.subject.startswith("EXERCICE – EXERCICE – EXERCICE CPTS")
    assert mail.body.startswith("EXERCICE – EXERCICE – EXERCICE\n\nBonjour")
    assert mail.body.count("EXERCICE") == 3
    assert text.body.startswith("EXERCICE - EXERCICE - EXERCICE CPTS")
    with alerted.store.reading() as conn:
        held = alerts.find(conn, id)
    assert held is not None
    assert held.is_exercise


def test_a_test_says_that_nobody_is_expected(alerted: Alerted) -> None:
    """Its own kind, no frame asked for, nothing wanted."""
    id = alerted.launch(kind=AlertKind.TEST, frame="", plans=("typologie_1",))
    assert {one.kind for one in alerted.messages(id)} == {MessageKind.ALERT_TEST}
    assert "Ceci est un ESSAI" in next(one.body for one in alerted.messages(id) if one.recipient == NURSE)
    with alerted.store.reading() as conn:
        held = alerts.find(conn, id)
    assert held is not None
    assert held.wanted == ()


def test_pressing_twice_launches_once(alerted: Alerted) -> None:
    """The same request is the same alert."""
    request = AlertRequest(title="car", text="Renforts", frame="ars_call")
    assert launch_alert(COORDINATOR, alerted.store, request) == launch_alert(COORDINATOR, alerted.store, request)
    with alerted.store.reading() as conn:
        assert len(alerts.every(conn)) == 1
        assert messages.counts(conn)[MessageState.QUEUED] == 3


def test_the_audience_narrows(alerted: Alerted) -> None:
    """By mission, profession, commune, and the crisis cell alone; choices add up."""
    assert asked(alerted, Audience(missions=("nursing_home",))) == [NURSE]
    assert asked(alerted, Audience(professions=("medecin", "pharmacien"))) == [DOCTOR, PHARMACIST]
    assert asked(alerted, Audience(communes=("56069",))) == [DOCTOR]
    assert asked(alerted, Audience(professions=("medecin",), communes=("56007",))) == []
    assert asked(alerted, Audience(cell=True)) == []
    with alerted.store.transaction() as conn:
        crisis_cell.replace_function(conn, "steering", [Member(function="steering", rank=0, person_id=PHARMACIST)])
    assert asked(alerted, Audience(cell=True)) == [PHARMACIST]
    assert asked(alerted, Audience())[0] == PHARMACIST, "the cell is reached first"


def test_who_is_left_out_is_said(alerted: Alerted) -> None:
    """With why, and by which ways the others are reached."""
    found = muster_alert(COORDINATOR, alerted.store, Audience())
    assert found.sentence.replace("\xa0", " ") == "3 personnes : 1 par e-mail, 1 par SMS, 1 à la main ou par téléphone."
    assert "1 personne ne veut plus être sollicitée" in found.left_out
    assert "1 n’a ni e-mail ni téléphone" in found.left_out
    assert Counter(found.professions) == {"infirmier": 1, "medecin": 1, "pharmacien": 1}


def test_the_form_starts_from_the_event_under_way(alerted: Alerted) -> None:
    """Title, text of the plan to professionals, frame of the ARS's request, the plan's needs."""
    alerted.event(EventKind.REAL, "typologie_1", summary="Car renversé sur la N165.")
    with alerted.store.transaction() as conn:
        territory_risks.put_zone(conn, SubZone("z", "Nord", ("56007",)))
    draft = prepare_alert(COORDINATOR, alerted.store, AlertKind.ALERT)
    assert (draft.title, draft.frame, draft.plans) == ("Accident de car", "ars_call", ("typologie_1",))
    assert draft.text.startswith("Car renversé sur la N165. Restez joignables et à votre poste.")
    assert draft.zones == {"Nord": ("56007",)}
    assert "initiative" in draft.frames
    id = alerted.launch(plans=draft.plans, event_id=draft.event.id if draft.event else "")
    with alerted.store.reading() as conn:
        held = alerts.of_event(conn, "evenement")[0]
    assert (held.id, held.wanted[0].label, held.wanted[0].within_hours) == (id, "Personnes pour tenir la cellule", 1)


def test_without_an_event_nothing_but_the_words_is_to_be_chosen(alerted: Alerted) -> None:
    """The community's own initiative, until an authority asks; an event only watched suggests no more."""
    draft = prepare_alert(COORDINATOR, alerted.store, AlertKind.ALERT)
    assert (draft.event, draft.plans, draft.frame) == (None, (), "initiative")
    assert prepare_alert(COORDINATOR, alerted.store, AlertKind.ALERT, ("typologie_2",)).title.startswith("Typologie 2")
    alerted.event(state=EventState.WATCH)
    assert prepare_alert(COORDINATOR, alerted.store, AlertKind.ALERT).frame == "initiative"


@pytest.mark.parametrize(
    ("changes", "error", "why"),
    [
        ({"title": "  "}, InvalidInput, "Écrivez l’objet et le texte"),
        ({"text": "x" * 601}, InvalidInput, "raccourcissez"),
        ({"frame": ""}, InvalidInput, "sous quel cadre"),
        ({"frame": "inconnu"}, InvalidInput, "sous quel cadre"),
        ({"plans": ("inconnu",)}, InvalidInput, "plus dans la bibliothèque"),
        ({"audience": Audience(cell=True)}, RuleRefusal, "élargissez"),
    ],
)
def test_what_cannot_be_launched_leaves_nothing(
    alerted: Alerted, changes: dict[str, object], error: type[Exception], why: str
) -> None:
    """No alert, no message."""
    with pytest.raises(error, match=why):
        alerted.launch(**changes)
    with alerted.store.reading() as conn:
        assert (alerts.every(conn), messages.counts(conn)[MessageState.QUEUED]) == ([], 0)


def test_who_opts_out_meanwhile_gets_nothing(alerted: Alerted) -> None:
    """Their request is withdrawn from the outbox."""
    from app.services.mobilisation.change_preferences import opt_out

    id = alerted.launch()
    with alerted.store.reading() as conn:
        revision = people.revisions(conn)[NURSE]
    opt_out(COORDINATOR, alerted.store, NURSE, revision)
    states = {one.recipient: one.state for one in alerted.messages(id)}
    assert states[NURSE] is MessageState.CANCELLED
    assert states[DOCTOR] is MessageState.QUEUED


def test_an_observer_launches_nothing(alerted: Alerted) -> None:
    """Nor reads who would be asked."""
    observer = Actor("obs", "Observateur", Role.OBSERVER)
    with pytest.raises(NotAllowed):
        prepare_alert(observer, alerted.store, AlertKind.ALERT)


def test_a_file_that_does_not_read_never_holds_an_alert(alerted: Alerted) -> None:
    """The site's own levels when they read, the shipped ones otherwise."""
    folder = alerted.store.folder.content / "data"
    folder.mkdir(parents=True)
    header = "code,label_fr,label_en,within_hours,ring_after_minutes,calls_each,minutes_a_call,source"
    own = folder / "alert_levels.csv"
    own.write_text(f"{header}\ntous,Tous,All,24,7,5,3,ici\n", encoding="utf-8")
    found = alerted.called(alerted.launch(), NURSE)
    assert found.due_at == alerted.store.now() + timedelta(minutes=7)
    own.write_text(f"{header}\ntous,Tous,All,24,zéro,5,3,ici\n", encoding="utf-8")
    assert alerted.called(alerted.launch(), NURSE).due_at == alerted.store.now() + timedelta(minutes=120)
