"""Situation reports: prepared, read over by two people, sent, printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.situation import LONGEST
from app.services.crisis.answer_authority import note_request
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.report_situation import (
    begin_report,
    edit_report,
    print_report,
    read_readers,
    read_situation,
    refresh_report,
    send_report,
)
from app.services.crisis.write_log import write_log
from app.services.crisis.write_to_partner import Partner
from app.services.plans.keep_contacts import put_contact
from app.store import community, partner_letters
from app.store.database import Store, open_store
from app.store.log import LogKind, LogStatus
from app.words.changes import naming
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_store
from tests.documents.printed import assert_tagged, facts_of, pages_of, text_of
from tests.services.a_crisis import CELL, OBSERVER, a_crisis, plain

ARS = Partner("Gaëlle Fictif", "ARS (fictive), délégation du Morbihan", "dd56@ars.example.org")
HALL = Partner("", "Mairie (fictive)", "", "01 99 00 20 04")


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path, clock)


def test_a_report_freezes_its_figures_and_drafts_its_text(store: Store, clock: MovingClock) -> None:
    """What happens after it was prepared is not in it; taking the figures again keeps what was typed."""
    event_id = a_crisis(store)
    report = begin_report(CELL, store, event_id)
    assert (report.number, report.at, report.figures.owed) == (1, THURSDAY, 0)
    assert "Crue de la Vilaine : qualifié depuis 17 h." in plain(report.text)
    assert "ARS Bretagne (56), réf. 2026-114" in plain(report.text)
    clock.forward(minutes=20)
    note_request(CELL, store, "Préfecture", "Combien ?", event_id=event_id)
    view = read_situation(OBSERVER, store, event_id)
    assert view.draft == report
    assert (view.live.owed, report.figures.owed) == (1, 0)
    fresh = refresh_report(CELL, store, report.id, report.revision, text="Mon texte.")
    assert (fresh.figures.owed, fresh.at, fresh.text) == (1, clock.at, "Mon texte.")
    again = refresh_report(CELL, store, report.id, fresh.revision)
    assert "Situation" in again.text


def test_two_people_prepare_one_report(store: Store) -> None:
    """The second gets the one being written; the second to write is told who was first, and nothing is lost."""
    event_id = a_crisis(store)
    first = begin_report(CELL, store, event_id)
    assert begin_report(COORDINATOR, store, event_id) == first
    edit_report(CELL, store, first.id, "Le texte de Denez.", first.revision)
    with pytest.raises(StaleRevision) as told:
        edit_report(COORDINATOR, store, first.id, "Le texte de Maïwenn.", first.revision)
    assert "point de situation relu" in sentence(naming(told.value))
    view = read_situation(COORDINATOR, store, event_id)
    assert view.draft is not None
    assert view.draft.text == "Le texte de Denez."


def test_what_was_sent_no_longer_changes_and_the_next_begins(store: Store, clock: MovingClock) -> None:
    """It is a line of the main courante, a letter a reader; the next report takes the next number and recalls only
    the decisions noted since."""
    event_id = a_crisis(store, plans=1)
    write_log(COORDINATOR, store, "On ouvre deux lignes", kind=LogKind.DECISION, event_id=event_id)
    report = begin_report(CELL, store, event_id)
    assert "On ouvre deux lignes" in report.text
    clock.forward(minutes=5)
    sent = send_report(CELL, store, report.id, [ARS, HALL], report.revision, told="SAMU, au téléphone", text="Relu.")
    assert (sent.sent_at, sent.text) == (clock.at, "Relu.")
    assert sent.sent_to == "ARS (fictive), délégation du Morbihan, Mairie (fictive), SAMU, au téléphone"
    for change in (
        lambda: edit_report(CELL, store, report.id, "Autre.", sent.revision),
        lambda: send_report(CELL, store, report.id, [ARS], sent.revision),
        lambda: refresh_report(CELL, store, report.id, sent.revision),
    ):
        with pytest.raises(RuleRefusal):
            change()
    with store.reading() as conn:
        letters = partner_letters.about(conn, report.id)
    assert sorted(one.channel for one in letters) == ["email", "hand"]
    mail = next(one for one in letters if one.channel == "email")
    assert mail.address == "dd56@ars.example.org"
    assert plain(mail.subject).startswith("Point de situation n° 1 – Crue de la Vilaine")
    assert "Relu." in mail.body
    assert "Actions faites" in mail.body
    entry = read_log(COORDINATOR, store, LogSearch(event_id=event_id)).entries[-1]
    assert plain(entry.text).startswith("Point de situation n° 1 envoyé : ARS (fictive)")
    assert (entry.kind, entry.status) == (LogKind.ACTION, LogStatus.DONE)
    clock.forward(minutes=5)
    write_log(COORDINATOR, store, "On ferme la ligne 2", kind=LogKind.DECISION, event_id=event_id)
    following = begin_report(CELL, store, event_id)
    assert following.number == 2
    assert [one.split(": ")[1] for one in map(plain, following.figures.decisions)] == ["On ferme la ligne 2"]


def test_a_report_of_an_exercise_says_so_first(store: Store) -> None:
    """Its letter's object and text, and its print, begin with the three words."""
    report = begin_report(CELL, store, a_crisis(store, played=True))
    send_report(CELL, store, report.id, [ARS], report.revision)
    with store.reading() as conn:
        [letter] = partner_letters.about(conn, report.id)
    assert letter.subject.startswith("EXERCICE – EXERCICE – EXERCICE")
    assert letter.body.startswith("EXERCICE – EXERCICE – EXERCICE")
    printed = text_of(print_report(OBSERVER, store, report.id))
    assert "EXERCICE – EXERCICE – EXERCICE" in printed
    assert printed.index("EXERCICE – EXERCICE – EXERCICE") < printed.index("Point de situation n° 1")


def test_the_longest_report_prints_on_one_tagged_page(store: Store, clock: MovingClock) -> None:
    """A4, with its figures; a draft says that it has not left."""
    event_id = a_crisis(store, plans=2)
    report = begin_report(CELL, store, event_id)
    lines = "\n".join(f"- Une ligne tapée à la hâte, numéro {n}, assez longue pour tenir sa place" for n in range(40))
    edit_report(CELL, store, report.id, f"Situation\n{lines}"[:LONGEST], report.revision)
    printed = print_report(OBSERVER, store, report.id)
    assert_tagged(printed, "Point de situation n°\u00a01")
    assert len(pages_of(printed)) == 1
    assert facts_of(printed)["Page size"].endswith("(A4)")
    assert "ce point n’a pas été envoyé" in text_of(printed)
    assert "numéro 39" in text_of(printed)


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    """No reader, an empty or endless text, an address that is none, an event or report that is not there."""
    event_id = a_crisis(store)
    report = begin_report(CELL, store, event_id)
    refusals = (
        (InvalidInput, lambda: send_report(CELL, store, report.id, [], report.revision)),
        (InvalidInput, lambda: send_report(CELL, store, report.id, [], report.revision, told="x" * 301)),
        (InvalidInput, lambda: send_report(CELL, store, report.id, [Partner("x", "", "pas une adresse")], report.revision)),
        (InvalidInput, lambda: edit_report(CELL, store, report.id, " ", report.revision)),
        (InvalidInput, lambda: edit_report(CELL, store, report.id, "x" * (LONGEST + 1), report.revision)),
        (NotFound, lambda: begin_report(CELL, store, "rien")),
        (NotFound, lambda: read_situation(CELL, store, "rien")),
        (NotFound, lambda: print_report(CELL, store, "rien")),
    )  # fmt: skip
    for kind, act in refusals:
        with pytest.raises(kind):
            act()
    assert read_situation(CELL, store, event_id).draft == report
    with store.reading() as conn:
        assert partner_letters.about(conn, report.id) == []


@pytest.mark.parametrize("actor", [OBSERVER, READER])
def test_an_observer_reads_without_letters_and_writes_nothing(store: Store, actor: Actor) -> None:
    """Letters name people of the directory: whoever may not run the event does not read them."""
    event_id = a_crisis(store)
    report = begin_report(CELL, store, event_id)
    send_report(CELL, store, report.id, [ARS], report.revision)
    with pytest.raises(NotAllowed):
        begin_report(actor, store, event_id)
    with pytest.raises(NotAllowed):
        read_readers(actor, store)
    if actor is OBSERVER:
        assert read_situation(actor, store, event_id).letters == {}
    else:
        with pytest.raises(NotAllowed):
            read_situation(actor, store, event_id)


def test_the_directory_offers_authorities_first(store: Store) -> None:
    """In the order of the alert; who has no e-mail is offered too, to be told by hand; others are not."""
    from app.response.directory import Contact

    for function, organisation, email in (
        ("town_hall", "Mairie (fictive)", ""),
        ("insurer", "Assureur (fictif)", "a@example.org"),
        ("ars_branch", "ARS (fictive)", "dd56@ars.example.org"),
    ):
        put_contact(
            COORDINATOR, store, Contact(id="", function=function, organisation=organisation, email=email, revision=0)
        )
    assert [(one.partner.organisation, one.partner.email) for one in read_readers(CELL, store)] == [
        ("ARS (fictive)", "dd56@ars.example.org"),
        ("Mairie (fictive)", ""),
    ]


def test_a_report_is_read_as_written_in_another_folder(tmp_path: Path) -> None:
    """Nothing of it depends on the process that wrote it."""
    store = a_store(tmp_path)
    report = begin_report(CELL, store, a_crisis(store))
    again = a_store(tmp_path)
    assert read_situation(CELL, again, report.event_id).draft == report


def test_the_number_to_ring_is_printed_as_it_is_dialled(store: Store) -> None:
    """In pairs, not as the machine keeps it."""
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), coordinator_phone="+33199001000"))
    report = begin_report(CELL, store, a_crisis(store))
    assert "Rappeler : 01 99 00 10 00" in plain(text_of(print_report(OBSERVER, store, report.id)))
