"""Tests of app/services/messages/notice_words.py: what is not known is left out, and durations are those of the table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.library import Library
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.read_retention import retention_rules
from app.services.messages.notice_words import kept_for, missing_words, notice_text
from app.store import community
from app.store.community import Community
from app.store.database import Store
from tests.builders import a_store

PAGE = "votre page"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def text_of(store: Store, held: Community) -> str:
    with store.transaction() as conn:
        community.write(conn, held)
        return notice_text(Library(store.folder.content), held, read_sender(conn), given_name="", page=PAGE)


def test_a_sentence_that_would_hold_nothing_is_left_out(store: Store) -> None:
    """Neither word nor contact: no placeholder stays, the rest of the line does; once set, both are said."""
    bare = text_of(store, Community(name="CPTS d’essai"))
    assert not any(one in bare for one in ("à convenir", "à préciser", "Questions", "mot «", "\ue000", "{"))
    assert "Réclamation possible auprès de la CNIL (cnil.fr)." in bare.splitlines()
    assert PAGE in bare.splitlines()
    assert missing_words(Community()) == ("le contact de la coordination", "le mot convenu")
    held = Community(name="CPTS d’essai", contact="01 99 00 10 00", code_word="goéland")
    full = text_of(store, held)
    assert ("01 99 00 10 00" in full, "« goéland »" in full.replace("\u00a0", " "), missing_words(held)) == (
        True,
        True,
        (),
    )


def test_durations_follow_the_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each span said is the one of its row; the community's own table, then its own words, come first."""
    library = Library(store.folder.content)
    days = {rule.code: rule.days for rule in retention_rules(library)}
    assert [days[one] for one in ("people", "messages", "answers", "attendance")] == [1095, 730, 1095, 3650]
    said = kept_for(library).replace("\u00a0", " ")
    assert "au plus tard 3 ans après votre dernier signe ; messages, 2 ans ; réponses aux séances, 3 ans" in said
    assert said in text_of(store, Community(name="CPTS")).replace("\u00a0", " ")
    shorter = tuple(replace(rule, days=400) if rule.code == "messages" else rule for rule in retention_rules(library))
    monkeypatch.setattr("app.services.messages.notice_words.retention_rules", lambda _library: shorter)
    assert "messages, 400 jours" in kept_for(library)
    assert "Conservation\u00a0: six mois." in text_of(store, Community(retention="six mois"))
