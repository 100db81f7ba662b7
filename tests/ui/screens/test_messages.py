"""Tests of app/ui/screens/messages.py: the sentence, what is passed by hand, failures, the texts, the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import ErrorClass, Queued, accepted, begin, failed
from app.mobilisation.preferences import Channel
from app.services.messages.read_outbox import Group
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import messages, secrets
from app.store.database import Store
from app.ui.views.messages import query_of
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_team
from tests.services.a_queue import BASE, a_community, a_message, found, queue, someone
from tests.ui.screens.a_page import UI, a_page, press, said

A_MAILBOX = secrets.SmtpAccount(
    host="smtp.example.org", port=587, security=secrets.Security.STARTTLS, from_address="cpts@example.org"
)


def test_an_empty_outbox_is_an_invitation(store: Store) -> None:
    """Nothing waits, and the screen says what it will hold."""
    page = a_page("messages")
    assert not page.exception
    assert "Aucun message n’attend." in said(page)
    assert "Rien ne part tout seul" in said(page)


def test_the_sentence_counts_what_waits_for_someone(store: Store) -> None:
    """« 2 messages à passer à la main, 1 échec. »; the failure says why and comes first."""
    a_community(store)
    person = someone(store)
    bounced = a_message(person)
    queue(store, bounced, a_message(person), a_message(person, Channel.HAND))
    with store.transaction() as conn:
        messages.update(conn, failed(begin(bounced), ErrorClass.REFUSED, "550 boite inconnue", THURSDAY), THURSDAY)
    page = a_page("messages")
    assert not page.exception
    assert page.title[0].value == "2 messages à passer à la main, 1 échec."
    assert "550 boite inconnue" in said(page)
    assert [one.value for one in page.header][:2] == ["Échecs (1)", "À passer à la main (2), 2 pressent"]
    assert "https://releve.example.org/p/" in "\n".join(one.value for one in page.code)


def test_done_by_hand_leaves_the_list(store: Store) -> None:
    """One press, and it stands among what has left."""
    a_community(store)
    message = a_message(someone(store), Channel.HAND)
    queue(store, message)
    page = press(a_page("messages"), "Passé")
    assert not page.exception
    assert found(store, message).message.state is MessageState.BY_HAND_DONE
    assert "Aucun message n’attend." in said(page)
    assert "passé à la main" in "\n".join(one.label for one in a_page("messages", volet="envoyes").expander)


def test_all_of_them_are_marked_after_a_question(store: Store) -> None:
    """The lot is marked once confirmed."""
    a_community(store)
    person = someone(store)
    held = [a_message(person, Channel.HAND) for _ in range(3)]
    queue(store, *held)
    page = press(a_page("messages"), "Tout est passé")
    assert {found(store, one).message.state for one in held} == {MessageState.QUEUED}
    press(page, "Marquer comme passés")
    assert {found(store, one).message.state for one in held} == {MessageState.BY_HAND_DONE}


def test_a_failure_is_tried_again_or_passed_by_hand(store: Store) -> None:
    """Both buttons stand beside the reason."""
    a_community(store)
    one, two = a_message(someone(store, "Anne")), a_message(someone(store, "Denez"))
    for message in (one, two):
        queue(store, message)
        with store.transaction() as conn:
            messages.update(conn, failed(begin(message), ErrorClass.REFUSED, "550", THURSDAY), THURSDAY)
    press(press(a_page("messages"), "Réessayer maintenant"), "Passer à la main")
    states = {(found(store, m).message.state, found(store, m).message.channel) for m in (one, two)}
    assert states == {(MessageState.QUEUED, Channel.EMAIL), (MessageState.QUEUED, Channel.HAND)}


def test_an_uncertain_message_says_so_among_the_sent(store: Store) -> None:
    """Its title says that it may have arrived twice; its own link is not shown again."""
    a_community(store)
    message = a_message(someone(store))
    queue(store, message)
    with store.transaction() as conn:
        messages.update(conn, Queued(replace(accepted(begin(message)), was_uncertain=True), THURSDAY), THURSDAY)
    page = a_page("messages", volet="envoyes")
    assert [one.label for one in page.expander] == [
        "Clarisse F. · dernier rappel · e\\-mail · envoi incertain, renvoyé"
    ]
    assert "[lien personnel]" in page.code[0].value


def test_a_text_is_edited_on_screen(store: Store) -> None:
    """Refused in one sentence without its link, then saved and used."""
    a_community(store)
    page = a_page("messages", volet="modeles", modele=MessageKind.LINK_AGAIN.value)
    assert not page.exception
    body = page.text_area[0]
    kept = body.value or ""
    press_form(page, "Sans lien")
    assert "doit contenir" in said(page)
    press_form(page, kept + "\nÀ bientôt.")
    assert not page.exception
    assert "À bientôt." in "\n".join(one.value for one in page.code)
    assert "texte de la communauté" in said(page)


def press_form(page: object, body: str) -> None:
    """Write a body and save it."""
    page.text_area[0].set_value(body)  # type: ignore[attr-defined]
    press(page, "Enregistrer")  # type: ignore[arg-type]


def test_settings_are_saved_and_no_password_is_drawn(store: Store) -> None:
    """The mailbox is kept in its file; the page never shows the password it holds."""
    a_community(store)
    page = a_page("messages", volet="reglages")
    assert not page.exception
    for label, value in (
        ("Serveur d’envoi (SMTP)", "smtp.example.org"), ("Identifiant", "cpts"), ("Mot de passe", "canari-MDP"),
        ("Adresse d’envoi", "cpts@example.org"),
    ):  # fmt: skip
        next(one for one in page.text_input if one.label == label).set_value(value)
    [one for one in page.button if one.label == "Enregistrer"][1].click().run()
    assert not page.exception
    held = secrets.read(store.folder).smtp
    assert held is not None
    assert (held.host, held.port, held.password) == ("smtp.example.org", 587, "canari-MDP")
    again = a_page("messages", volet="reglages")
    assert "canari-MDP" not in repr(again.text_input) + said(again)
    assert "Partent tout seuls : e-mail." in said(again)


def test_what_waits_for_a_first_mailbox_leaves_only_when_ticked(store: Store) -> None:
    """The form counts the messages and their people; saved as it stands, they go to the coordinator's hand."""
    a_community(store)
    person = someone(store)
    held = [a_message(person), a_message(person)]
    queue(store, *held)
    page = a_page("messages", volet="reglages")
    (box,) = page.checkbox
    assert (box.label, box.value) == ("Envoyer aussi les 2 messages qui attendent, à 1 personne", False)
    for label, value in (("Serveur d’envoi (SMTP)", "smtp.example.org"), ("Adresse d’envoi", "cpts@example.org")):
        next(one for one in page.text_input if one.label == label).set_value(value)
    [one for one in page.button if one.label == "Enregistrer"][1].click().run()
    assert not page.exception
    assert secrets.read(store.folder).smtp is not None
    assert {found(store, one).message.channel for one in held} == {Channel.HAND}
    assert not a_page("messages", volet="reglages").checkbox


def test_messages_with_a_link_are_not_said_to_leave_without_a_public_address(store: Store) -> None:
    """They stand in a list of their own; only the others « partent tout seuls »; the numbers agree."""
    a_community(store, public_url="")
    secrets.write(store.folder, secrets.Secrets(smtp=A_MAILBOX))
    person = someone(store)
    queue(store, a_message(person), a_message(person), a_message(person, body="Sans lien."))
    page = a_page("messages")
    assert page.title[0].value == "2 messages attendent l’adresse publique."
    assert [one.value for one in page.header][:2] == ["Attendent l’adresse publique (2)", "Partent tout seuls (1)"]


@pytest.mark.parametrize(("url", "warned"), [("", True), ("http://127.0.0.1:8501", True), (BASE, False)])
def test_links_that_open_here_only_are_said_so_and_lead_to_the_setting(store: Store, url: str, warned: bool) -> None:
    """One sentence where messages are passed on, one press from the setting; none once links open elsewhere."""
    a_community(store, public_url=url)
    queue(store, a_message(someone(store), Channel.HAND))
    page = a_page("messages")
    assert ("Les liens ne s’ouvrent que sur cet ordinateur" in said(page)) is warned
    if warned:
        assert "Qui signe" in "".join(one.value for one in press(page, "Indiquer l’adresse publique").header)


def test_the_screen_opens_on_what_presses_and_on_one_poll(store: Store) -> None:
    """The address keeps a group and a poll; what presses comes first and is marked; the rest is one press away."""
    a_community(store)
    calm = a_message(someone(store, "Anne"), Channel.HAND, kind=MessageKind.POLL, about="poll-1")
    bounced, pressing = a_message(someone(store, "Enora")), a_message(someone(store, "Denez"), Channel.HAND)
    queue(store, calm, bounced, pressing)
    with store.transaction() as conn:
        messages.update(conn, failed(begin(bounced), ErrorClass.REFUSED, "550", THURSDAY), THURSDAY)
    assert _cards(query_of(Group.BY_HAND)) == [
        "Presse · Denez F. · dernier rappel · à la main",
        "Anne F. · sondage · à la main",
    ]
    assert _cards(query_of(Group.BY_HAND, "poll-1")) == ["Anne F. · sondage · à la main"]
    assert len(_cards(query_of(Group.BY_HAND, "poll-1"), "Voir aussi les autres messages")) == 2


def _cards(query: dict[str, str], pressed: str = "") -> list[str]:
    page = AppTest.from_file(UI / "screens" / "messages.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    if pressed:
        press(page, pressed)
    assert not page.exception
    return [one.label.replace("\\", "") for one in page.expander if " · " in one.label]


def test_a_bad_setting_is_told_on_the_page(store: Store) -> None:
    """One sentence, and nothing is written."""
    page = a_page("messages", volet="reglages")
    [one for one in page.button if one.label == "Enregistrer"][1].click().run()
    assert not page.exception
    assert "[smtp] host" in said(page)
    assert secrets.read(store.folder).smtp is None


def test_what_is_announced_to_all_holds_no_name(store: Store) -> None:
    """A text for a group chat about the open seats, a poster on demand, hidden copies by profession."""
    a_community(store)
    centre_id = a_centre(store)
    a_team(store)
    publish_rota(COORDINATOR, store, centre_id, read_rota(COORDINATOR, store, centre_id).revision)
    page = a_page("messages")
    assert not page.exception
    texts = "\n".join(one.value for one in page.code)
    assert "places restent à pourvoir" in texts
    assert "Bleuenn" not in texts
    press(page, "Préparer l’affiche")
    assert not page.exception
    assert not page.error
