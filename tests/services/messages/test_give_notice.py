"""Notices are versioned, immutable, and whoever was told, when and how is known, to them first."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.services.keeping.own_data_words import subjects
from app.services.keeping.read_own_data import own_data_json, read_own_data
from app.services.messages.give_notice import note_notice_given, read_notices, write_notice
from app.store import notices, people
from app.store.notices import Given, NoticeKind
from tests.builders import COORDINATOR, READER
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre

BASIS = "intérêt légitime (RGPD art. 6 §1 f)"
TODAY = date(2026, 11, 26)


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def test_a_volunteer_reads_the_text_in_force_and_when_it_was_given(centre: PublishedCentre) -> None:
    """On their own page and in their file: text, basis, version, and that it reached them on paper."""
    first = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Nous gardons vos coordonnées.", BASIS, TODAY)
    assert note_notice_given(COORDINATOR, centre.store, first.id, [ZOE], Given.PAPER) == 1
    assert note_notice_given(COORDINATOR, centre.store, first.id, [ZOE, ALI], Given.SPOKEN) == 1
    second = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Deux ans.", BASIS, date(2026, 12, 1))
    assert (first.version, second.version) == (1, 2)
    data = read_own_data(volunteer(ZOE, "Zoé"), centre.store, ZOE, page_address="")
    held = json.loads(own_data_json(data))["notices"]
    assert [(row["version"], row["how"], row["at"], row["text"]) for row in held] == [
        (1, "paper", "2026-11-26T16:05:00Z", "Nous gardons vos coordonnées."),
        (2, None, None, "Deux ans."),
    ]
    [said] = [one.lines for one in subjects(data) if one.title == "Textes d’information sur mes données"]
    assert said == (
        f"version 2 du 1er décembre 2026, {BASIS} ; pas encore remis. Deux ans.",
        f"version 1 du 26 novembre 2026, {BASIS} ; remis jeudi 26 novembre à 17 h 05 (sur papier)."
        " Nous gardons vos coordonnées.",
    )


def test_who_was_not_told_is_listed(centre: PublishedCentre) -> None:
    """Before any version nobody is owed one; then everyone but those who were given it."""
    assert read_notices(COORDINATOR, centre.store).not_told == ()
    assert "RGPD" in read_notices(COORDINATOR, centre.store).proposed
    notice = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Texte.", BASIS, TODAY)
    note_notice_given(COORDINATOR, centre.store, notice.id, [ZOE], Given.MESSAGE)
    view = read_notices(COORDINATOR, centre.store)
    assert (view.people, [state.given for state in view.states]) == (3, [1])
    assert ZOE not in {person.id for person in view.not_told}
    assert len(view.not_told) == 2


def test_a_message_that_carried_it_is_noted_once(centre: PublishedCentre) -> None:
    """The roster's notice in force that day; nothing while there is none."""
    with centre.store.transaction() as conn:
        assert notices.give_in_force(conn, [ZOE], TODAY, centre.clock.at, Given.MESSAGE) == 0
    write_notice(COORDINATOR, centre.store, NoticeKind.ACCOUNTS, "Comptes.", BASIS, TODAY)
    notice = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Texte.", BASIS, TODAY)
    write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Demain.", BASIS, date(2026, 11, 27))
    with centre.store.transaction() as conn:
        assert notices.give_in_force(conn, [ZOE, ZOE], TODAY, centre.clock.at, Given.MESSAGE) == 1
        assert notices.give_in_force(conn, [ZOE], TODAY, centre.clock.forward(days=1), Given.PAPER) == 0
        assert list(notices.given(conn, notice.id)) == [ZOE]


def test_telling_again_makes_the_next_message_carry_it(centre: PublishedCentre) -> None:
    """Whoever was told before is told anew; noting it by hand is enough too."""
    notice = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Texte.", BASIS, TODAY)
    note_notice_given(COORDINATOR, centre.store, notice.id, [ZOE], Given.PAPER)
    assert told(centre) == TODAY
    write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Mieux.", BASIS, TODAY, tell_again=True)
    assert told(centre) is None


def told(centre: PublishedCentre) -> date | None:
    with centre.store.reading() as conn:
        person = people.find(conn, ZOE)
    assert person is not None
    return person.notice_given_on


def test_a_notice_is_whole_in_order_and_never_rewritten(centre: PublishedCentre) -> None:
    """No text, no basis, a version that would begin before the last: refused; the base refuses to change one."""
    with pytest.raises(InvalidInput):
        write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, " ", BASIS, TODAY)
    with pytest.raises(InvalidInput):
        write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Texte.", " ", TODAY)
    notice = write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Texte.", BASIS, TODAY)
    with pytest.raises(InvalidInput):
        write_notice(COORDINATOR, centre.store, NoticeKind.ROSTER, "Avant.", BASIS, date(2026, 11, 25))
    with pytest.raises(NotAllowed):
        write_notice(READER, centre.store, NoticeKind.ROSTER, "Texte.", BASIS, TODAY)
    with pytest.raises(NotFound):
        note_notice_given(COORDINATOR, centre.store, "x", [ZOE], Given.PAPER)
    with pytest.raises(Exception, match="immutable"), centre.store.transaction() as conn:
        conn.execute("UPDATE notice SET text = 'x' WHERE id = ?", (notice.id,))
