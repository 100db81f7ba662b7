"""Tests of app/services/messages/edit_templates.py: every text previewed, edited, refused in one sentence, and given back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.mobilisation.message import MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.templates import PLACEHOLDERS, Template
from app.services.keeping.reference import read_library
from app.services.messages.edit_templates import (
    EXAMPLE_LINK,
    Preview,
    edit_template,
    placeholders,
    preview,
    previews,
    restore_template,
)
from app.store import reference
from app.store.database import Store
from app.words import LANGUAGES
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_queue import a_community


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder of a community that is ready to write."""
    opened = a_store(tmp_path)
    a_community(opened)
    return opened


def the(store: Store, kind: MessageKind, channel: Channel = Channel.EMAIL, language: str = "fr") -> Preview:
    """One of the previews."""
    wanted = (kind, channel, language)
    return next(
        one
        for one in previews(COORDINATOR, store)
        if (one.template.kind, one.template.channel, one.template.language) == wanted
    )


def test_every_text_is_shown_filled(store: Store) -> None:
    """Each kind, by e-mail and SMS, in French and English: no hole left, the sender recognisable, SMS counted."""
    found = previews(COORDINATOR, store)
    assert len(found) == len(MessageKind) * 2 * len(LANGUAGES)
    for one in found:
        assert "{" not in one.subject + one.body
        assert not [words for words in PLACEHOLDERS.values() if words in one.body], one.template.title
        assert "menhir" in one.body
        assert (one.sms > 0) is (one.template.channel is Channel.SMS)
        assert one.sms <= 3, one.template.title
    assert EXAMPLE_LINK in the(store, MessageKind.CALL_OUT, Channel.SMS).body


def test_an_edited_text_is_the_one_used(store: Store) -> None:
    """Saved as the community's own row, marked as such, and given back to its shipped wording."""
    shipped = the(store, MessageKind.THANKS)
    other = the(store, MessageKind.THANKS, Channel.SMS)
    mine = replace(shipped.template, body="Merci {prenom} ! {coordination}, {communaute} ({mot_de_passe_annonce})")
    edit_template(COORDINATOR, store, mine)
    edit_template(COORDINATOR, store, replace(other.template, body="Merci ! {communaute} {mot_de_passe_annonce}"))
    found = the(store, MessageKind.THANKS)
    assert (found.is_own, found.body) == (True, "Merci Clarisse ! Maïwenn Fictif, CPTS fictive d’Auray (menhir)")
    with store.reading() as conn:
        assert read_library(store, conn).message_templates.find(MessageKind.THANKS, Channel.EMAIL, "fr") == mine
        assert len(reference.rows(conn)["message_templates"]) == 2
    restore_template(COORDINATOR, store, mine)
    assert the(store, MessageKind.THANKS) == shipped
    assert the(store, MessageKind.THANKS, Channel.SMS).is_own


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "est vide"),
        ("{communaute} {mot_de_passe_annonce} {coordination}", "doit contenir {lien}, {quand}, {quoi}"),
        ("{nir}", "{nir} n’est pas un emplacement"),
        ("Bonjour { ", "Une accolade seule"),
    ],
)
def test_a_text_that_would_not_do_is_refused(store: Store, body: str, words: str) -> None:
    """One sentence, the same in the preview and on saving; nothing is written."""
    wrong = replace(the(store, MessageKind.CALL_OUT).template, body=body)
    for act in (lambda one: preview(COORDINATOR, store, one), lambda one: edit_template(COORDINATOR, store, one)):
        with pytest.raises(InvalidInput) as refused:
            act(wrong)
        assert words in sentence(refused.value)
    assert not the(store, MessageKind.CALL_OUT).is_own


def test_the_editor_says_what_a_text_may_hold() -> None:
    """The holes of a kind, each with its meaning."""
    assert ("{cloture}", "la clôture du sondage") in placeholders(MessageKind.POLL)
    assert "{cloture}" not in dict(placeholders(MessageKind.THANKS))


def test_readers_may_not_edit(store: Store) -> None:
    """The service checks the role."""
    template: Template = the(store, MessageKind.THANKS).template
    with pytest.raises(NotAllowed):
        edit_template(READER, store, template)
    with pytest.raises(NotAllowed):
        restore_template(READER, store, template)
