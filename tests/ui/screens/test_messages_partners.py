"""The « Partenaires » panel of Messages: letters passed on by hand, failures first, and what has left."""

from __future__ import annotations

from dataclasses import replace

from app.access.links import desk_subject
from app.mobilisation.message import MessageState
from app.services.crisis.write_to_partner import LetterKind, Partner, write_to_partner
from app.store import partner_letters
from app.store.database import Store
from tests.services.a_queue import a_community
from tests.ui.screens.a_page import a_page, press, said


def a_letter(store: Store, email: str = "", phone: str = "+33297000001") -> str:
    """A letter with a link to a practice, by hand unless it has an e-mail."""
    with store.transaction() as conn:
        return write_to_partner(
            conn, store, store.now(), kind=LetterKind.DESK_SURVEY, about="survey-1",
            to=Partner("Dr Fictif", "Cabinet du Port", email, phone), subject="Votre cabinet est-il ouvert ?",
            body="Bonjour {lien}", link=desk_subject("survey-1", "practice:p1"),
        )  # fmt: skip


def state_of(store: Store, id: str) -> MessageState:
    with store.reading() as conn:
        held = partner_letters.find(conn, id)
    assert held is not None
    return held.state


def test_no_letter_is_an_invitation(store: Store) -> None:
    """The panel says what it will hold."""
    page = a_page("messages", volet="partenaires")
    assert not page.exception
    assert "Ici attendront les courriers aux partenaires" in said(page)


def test_a_letter_is_passed_by_hand(store: Store) -> None:
    """The text stands there with its link, the headline says that a hand is wanted, and « Passé » closes it."""
    a_community(store)
    id = a_letter(store)
    page = a_page("messages", volet="partenaires")
    assert not page.exception
    assert "1 courrier à un partenaire demande votre main." in said(page)
    assert "Cabinet du Port · point cabinets · à la main" in page.expander[0].label.replace("\\", "")
    assert "https://releve.example.org/point/" in page.code[0].value
    page = press(page, "Passé")
    assert not page.exception
    assert state_of(store, id) is MessageState.BY_HAND_DONE
    assert "Aucun courrier à un partenaire n’attend." in said(page)


def test_failures_come_first_and_are_retried(store: Store) -> None:
    """What failed says why, above the rest; it leaves again at a press."""
    a_community(store)
    a_letter(store)
    id = a_letter(store, "port@example.org")
    with store.transaction() as conn:
        held = partner_letters.find(conn, id)
        assert held is not None
        failed = replace(held, state=MessageState.FAILED, error="550 inconnu")
        partner_letters.update(conn, failed, store.now())
    page = a_page("messages", volet="partenaires")
    assert [one.value for one in page.header] == ["Échecs (1)", "À passer à la main (1)"]
    assert "échec : 550 inconnu" in said(page)
    page = press(page, "Réessayer maintenant")
    assert state_of(store, id) is MessageState.QUEUED
    assert [one.value for one in page.header] == ["À passer à la main (2)"]


def test_all_of_them_are_marked_after_a_question(store: Store) -> None:
    """The lot is marked once confirmed; its file stands beside."""
    a_community(store)
    ids = [a_letter(store) for _n in range(3)]
    page = press(a_page("messages", volet="partenaires"), "Tout est passé")
    assert {state_of(store, id) for id in ids} == {MessageState.QUEUED}
    page = press(page, "Marquer comme passés")
    assert not page.exception
    assert {state_of(store, id) for id in ids} == {MessageState.BY_HAND_DONE}
