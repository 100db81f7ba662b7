"""Tests of app/ui/screens/messages.py: the sentence, what is passed by hand, failures, the texts, the settings."""

from __future__ import annotations

from dataclasses import replace

from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import ErrorClass, Queued, accepted, begin, failed
from app.mobilisation.preferences import Channel
from app.services.publish_rota import publish_rota
from app.services.read_rota import read_rota
from app.store import messages, secrets
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_team
from tests.services.a_queue import a_community, a_message, found, queue, someone
from tests.ui.screens.a_page import a_page, press, said


def test_an_empty_outbox_is_an_invitation(store: Store) -> None:
    """Nothing waits, and the screen says what it will hold."""
    page = a_page("messages")
    assert not page.exception
    assert "Aucun message n’attend." in said(page)
    assert "Rien ne part tout seul" in said(page)


def test_the_sentence_counts_what_waits_for_someone(store: Store) -> None:
    """« 2 messages à faire à la main, 1 échec. »; the failure says why and comes first."""
    a_community(store)
    person = someone(store)
    bounced = a_message(person)
    queue(store, bounced, a_message(person), a_message(person, Channel.HAND))
    with store.transaction() as conn:
        messages.update(conn, failed(begin(bounced), ErrorClass.REFUSED, "550 boite inconnue", THURSDAY), THURSDAY)
    page = a_page("messages")
    assert not page.exception
    assert page.title[0].value == "2 messages à faire à la main, 1 échec."
    assert "550 boite inconnue" in said(page)
    assert [one.value for one in page.subheader][:2] == ["Échecs (1)", "À faire à la main (2)"]
    assert "https://releve.example.org/p/" in "\n".join(one.value for one in page.code)


def test_done_by_hand_leaves_the_list(store: Store) -> None:
    """One press, and it stands among what has left."""
    a_community(store)
    message = a_message(someone(store), Channel.HAND)
    queue(store, message)
    page = press(a_page("messages"), "C’est fait")
    assert not page.exception
    assert found(store, message).message.state is MessageState.BY_HAND_DONE
    assert "Aucun message n’attend." in said(page)
    assert "fait à la main" in "\n".join(one.label for one in a_page("messages", volet="envoyes").expander)


def test_all_of_them_are_marked_after_a_question(store: Store) -> None:
    """The lot is marked once confirmed."""
    a_community(store)
    person = someone(store)
    held = [a_message(person, Channel.HAND) for _ in range(3)]
    queue(store, *held)
    page = press(a_page("messages"), "Tout marquer fait")
    assert {found(store, one).message.state for one in held} == {MessageState.QUEUED}
    press(page, "Marquer comme faits")
    assert {found(store, one).message.state for one in held} == {MessageState.BY_HAND_DONE}


def test_a_failure_is_tried_again_or_passed_by_hand(store: Store) -> None:
    """Both buttons stand beside the reason."""
    a_community(store)
    one, two = a_message(someone(store, "Anne")), a_message(someone(store, "Denez"))
    for message in (one, two):
        queue(store, message)
        with store.transaction() as conn:
            messages.update(conn, failed(begin(message), ErrorClass.REFUSED, "550", THURSDAY), THURSDAY)
    press(press(a_page("messages"), "Réessayer maintenant"), "Faire à la main")
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
    kept = body.value
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
    publish_rota(COORDINATOR, store, centre_id, read_rota(store, centre_id).revision)
    page = a_page("messages")
    assert not page.exception
    texts = "\n".join(one.value for one in page.code)
    assert "places restent à pourvoir" in texts
    assert "Bleuenn" not in texts
    press(page, "Préparer l’affiche")
    assert not page.exception
    assert not page.error
