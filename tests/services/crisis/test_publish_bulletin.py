"""What the public is told: prepared, agreed by a named person, published, logged."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from app.access.actor import Actor
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.bulletin import Audience, Publication, Stage
from app.services.crisis.print_publications import print_publication, publications_csv, town_hall_kit
from app.services.crisis.publish_bulletin import (
    agree_publication,
    change_publication,
    drop_publication,
    prepare_kit,
    prepare_publication,
    publish,
    read_publications,
)
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.write_to_partner import Partner
from app.store import partner_letters, publications
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, MovingClock
from tests.documents.printed import assert_tagged, pages_of, text_of
from tests.services.a_crisis import CELL, OBSERVER, a_crisis, plain

HALL = Partner("", "Mairie (fictive)", "accueil@mairie.example.org")
PUBLIC_NUMBER = "02 61 91 00 00"


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path, clock)


def a_text(
    store: Store, event_id: str, audience: Audience = Audience.SOCIAL, text: str = "Appelez le 15."
) -> Publication:
    return prepare_publication(CELL, store, event_id, audience, "Crue", text)


def test_the_kit_is_prepared_once_for_each_audience(store: Store) -> None:
    """Four texts in the order they are read; preparing again leaves what is being written alone."""
    event_id = a_crisis(store)
    made = prepare_kit(CELL, store, event_id, PUBLIC_NUMBER)
    assert [one.audience for one in made] == [Audience.PUBLIC, Audience.TOWN_HALLS, Audience.POSTER, Audience.SOCIAL]
    assert all(PUBLIC_NUMBER in one.text for one in made)
    assert prepare_kit(CELL, store, event_id, PUBLIC_NUMBER) == ()
    assert read_publications(OBSERVER, store, event_id).texts == made


def test_a_text_is_agreed_by_somebody_then_no_longer_changes(store: Store) -> None:
    """A place in brackets is filled first; what is not agreed is not published."""
    event_id = a_crisis(store)
    one = a_text(store, event_id, text="Appelez le 15. [Ce qui se passe]")
    with pytest.raises(InvalidInput, match="crochets"):
        agree_publication(CELL, store, one, "Dr Fictif, présidente")
    with pytest.raises(RuleRefusal):
        publish(CELL, store, one, "site")
    one = change_publication(CELL, store, one, "Crue", "Appelez le 15.")
    with pytest.raises(InvalidInput):
        agree_publication(CELL, store, one, "  ")
    agreed = agree_publication(CELL, store, one, " Dr Fictif,  présidente ")
    assert (agreed.stage, agreed.agreed_by) == (Stage.AGREED, "Dr Fictif, présidente")
    for act in (
        lambda: change_publication(CELL, store, agreed, "Crue", "Autre, 15."),
        lambda: agree_publication(CELL, store, agreed, "Autre"),
        lambda: drop_publication(CELL, store, agreed),
    ):
        with pytest.raises(RuleRefusal):
            act()


def test_nobody_agrees_to_words_they_have_not_read(store: Store) -> None:
    """The text changed meanwhile: whoever agrees to the first one is told, and nothing is agreed."""
    one = a_text(store, a_crisis(store))
    changed = change_publication(COORDINATOR, store, one, "Crue", "Restez chez vous, appelez le 15.")
    for act in (
        lambda: agree_publication(CELL, store, one, "Dr Fictif"),
        lambda: change_publication(CELL, store, one, "Crue", "Autre, 15."),
        lambda: drop_publication(CELL, store, one),
    ):
        with pytest.raises(StaleRevision):
            act()
    assert read_publications(CELL, store, one.event_id).texts == (changed,)


def test_what_is_published_is_logged_with_where_and_when(store: Store, clock: MovingClock) -> None:
    """Elsewhere later is one more line; letters leave to the town halls chosen; the main courante says it."""
    event_id = a_crisis(store)
    agreed = agree_publication(CELL, store, a_text(store, event_id), "Dr Fictif, présidente")
    with pytest.raises(InvalidInput):
        publish(CELL, store, agreed, " ")
    clock.forward(minutes=5)
    out = publish(CELL, store, agreed, "site de la communauté", [HALL])
    assert (out.stage, out.at, plain(out.channel)) == (
        Stage.PUBLISHED,
        clock.at,
        "site de la communauté ; courriers : Mairie (fictive)",
    )
    clock.forward(minutes=5)
    again = publish(CELL, store, out, "panneau lumineux")
    assert again.id != out.id
    assert [one.channel for one in read_publications(OBSERVER, store, event_id).texts] == [again.channel, out.channel]
    with store.reading() as conn:
        [letter] = partner_letters.about(conn, out.id)
        assert publications.published_between(conn, out.at, again.at) == [out]
    assert "Appelez le 15." in letter.body
    assert "Validé par Dr Fictif, présidente" in letter.body
    said = plain(read_log(COORDINATOR, store, LogSearch(event_id=event_id)).entries[-1].text)
    assert said == "Publié (réseaux sociaux) : « Crue », panneau lumineux."


def test_in_an_exercise_every_text_begins_with_the_three_words(store: Store) -> None:
    """Prepared, changed, on paper and in a letter: nobody takes it for real, and the words take no room."""
    event_id = a_crisis(store, played=True)
    one = a_text(store, event_id, text="x" * 277 + " 15")
    assert one.text.startswith("EXERCICE – EXERCICE – EXERCICE\n")
    changed = change_publication(CELL, store, one, "Crue", "Appelez le 15.")
    assert changed.text == "EXERCICE – EXERCICE – EXERCICE\nAppelez le 15."
    agreed = agree_publication(CELL, store, changed, "Dr Fictif")
    out = publish(CELL, store, agreed, "", [HALL])
    with store.reading() as conn:
        [letter] = partner_letters.about(conn, out.id)
    assert letter.body.count("EXERCICE – EXERCICE – EXERCICE") == 1
    printed = text_of(print_publication(OBSERVER, store, out.id))
    assert printed.count("EXERCICE – EXERCICE – EXERCICE") == 1


def test_a_poster_is_one_page_and_says_until_when_it_is_a_draft(store: Store) -> None:
    """Tagged; the largest text still holds on it."""
    event_id = a_crisis(store)
    one = a_text(store, event_id, Audience.POSTER, "Appelez le 15. " * 27)
    printed = print_publication(OBSERVER, store, one.id)
    assert_tagged(printed, "Crue")
    assert len(pages_of(printed)) == 1
    assert "n’a pas été validé" in text_of(printed)
    agree_publication(CELL, store, one, "Dr Fictif")
    assert "Validé par Dr Fictif" in text_of(print_publication(OBSERVER, store, one.id))


def test_the_town_halls_kit_holds_agreed_texts_alone(store: Store) -> None:
    """A text file each, a page for what is pinned up; nothing while nothing is agreed; the latest of an audience."""
    event_id = a_crisis(store)
    made = {one.audience: one for one in prepare_kit(CELL, store, event_id, PUBLIC_NUMBER)}
    with pytest.raises(RuleRefusal):
        town_hall_kit(OBSERVER, store, event_id)
    for audience in (Audience.POSTER, Audience.TOWN_HALLS):
        agree_publication(CELL, store, made[audience], "Dr Fictif")
    with zipfile.ZipFile(io.BytesIO(town_hall_kit(OBSERVER, store, event_id))) as archive:
        assert archive.namelist() == ["message-aux-mairies.txt", "affiche.txt", "affiche.pdf"]
        said = archive.read("message-aux-mairies.txt").decode("utf-8-sig")
    assert PUBLIC_NUMBER in said
    assert town_hall_kit(OBSERVER, store, event_id) == town_hall_kit(OBSERVER, store, event_id)


def test_a_text_nobody_agreed_is_taken_back(store: Store) -> None:
    """It leaves the list; one that is not there is said so."""
    one = a_text(store, a_crisis(store))
    drop_publication(CELL, store, one)
    assert read_publications(CELL, store, one.event_id).texts == ()
    with pytest.raises(NotFound):
        drop_publication(CELL, store, one)


@pytest.mark.parametrize(
    ("title", "text"), [("", "Appelez le 15."), ("x" * 91, "Appelez le 15."), ("Crue", " "), ("Crue", "x" * 281)]
)
def test_what_does_not_fit_is_refused(store: Store, title: str, text: str) -> None:
    """No title or an endless one, no text, one too long for its way."""
    event_id = a_crisis(store)
    with pytest.raises(InvalidInput):
        prepare_publication(CELL, store, event_id, Audience.SOCIAL, title, text)
    assert read_publications(CELL, store, event_id).texts == ()


def test_the_log_is_a_table(store: Store) -> None:
    """Each text with how far it is."""
    one = a_text(store, a_crisis(store))
    publish(CELL, store, agree_publication(CELL, store, one, "Dr Fictif"), "site")
    rows = list(csv.DictReader(io.StringIO(publications_csv(OBSERVER, store).decode("utf-8-sig")), delimiter=";"))
    assert [(row["Pour qui"], row["État"], row["Validé par"], row["Où"]) for row in rows] == [
        ("réseaux sociaux", "publié", "Dr Fictif", "site")
    ]


@pytest.mark.parametrize("actor", [OBSERVER, READER])
def test_only_the_cell_prepares_agrees_and_publishes(store: Store, actor: Actor) -> None:
    """Each of the six ways; an observer does not read whom the town halls are."""
    one = a_text(store, a_crisis(store))
    for act in (
        lambda: prepare_kit(actor, store, one.event_id),
        lambda: prepare_publication(actor, store, one.event_id, Audience.PRESS, "x", "x"),
        lambda: change_publication(actor, store, one, "x", "x"),
        lambda: agree_publication(actor, store, one, "x"),
        lambda: publish(actor, store, one, "x"),
        lambda: drop_publication(actor, store, one),
    ):
        with pytest.raises(NotAllowed):
            act()
    if actor is OBSERVER:
        assert read_publications(actor, store, one.event_id).town_halls == ()


def test_every_file_of_the_kit_of_an_exercise_begins_with_the_three_words(store: Store) -> None:
    """Before the title too: the file may be read on its own."""
    event_id = a_crisis(store, played=True)
    for one in prepare_kit(CELL, store, event_id, PUBLIC_NUMBER):
        if one.audience is not Audience.PUBLIC:
            agree_publication(CELL, store, one, "Dr Fictif")
    with zipfile.ZipFile(io.BytesIO(town_hall_kit(OBSERVER, store, event_id))) as archive:
        texts = [archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".txt")]
    assert len(texts) == 3
    assert [one.count("EXERCICE – EXERCICE – EXERCICE") for one in texts] == [1, 1, 1]
    assert all(one.startswith("EXERCICE – EXERCICE – EXERCICE") for one in texts)
