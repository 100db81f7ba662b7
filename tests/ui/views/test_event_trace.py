"""What the panels say of reports, requests and publications; how a deadline typed in a hurry is understood."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.core.errors import InvalidInput
from app.response.bulletin import Audience, Publication
from app.response.event import Event
from app.response.requests import AuthorityRequest, counted, worked_through
from app.response.situation import Figures
from app.services.crisis.answer_authority import RegisterView
from app.services.crisis.publish_bulletin import PublicationsView
from app.services.crisis.report_situation import Reader, SituationView
from app.services.crisis.write_to_partner import Partner
from app.store.situation_reports import SituationReport
from app.ui.views import event_authority, event_publications, event_situation
from tests.builders import THURSDAY
from tests.services.a_crisis import plain

EVENT = Event(id="e", title="Crue", opened_at=THURSDAY)
FIGURES = Figures(at=THURSDAY, title="Crue", exercise=False, state="tension", since=THURSDAY, tasks=4, tasks_done=1)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("18h", 26, 18),
        ("18h30", 26, 18.5),
        ("18:30", 26, 18.5),
        (" 18 h 30 ", 26, 18.5),
        ("9h", 27, 9),
        ("17h", 27, 17),
        ("demain 18h", 27, 18),
        ("Demain à 9h30", 27, 9.5),
        ("28/11 9h30", 28, 9.5),
        ("dans 2h", 26, 19),
        ("+30 min", 26, 17.5),
    ],
)
def test_a_deadline_is_typed_as_it_is_said(text: str, day: int, hour: float) -> None:
    """At 17 h on Thursday 26 November: the next time it is that hour, the day named, or so long from now."""
    found = event_authority.deadline_of(text, THURSDAY)
    assert found == datetime(2026, 11, day, int(hour), int(hour % 1 * 60), tzinfo=PARIS)


def test_a_day_of_january_said_in_november_is_next_year_s() -> None:
    """« 04/01 9h »; and what is typed back from it reads the same."""
    found = event_authority.deadline_of("04/01 9h", THURSDAY)
    assert found == datetime(2027, 1, 4, 9, tzinfo=PARIS)
    assert event_authority.deadline_of(event_authority.typed(found), THURSDAY) == found
    assert event_authority.deadline_of("  ", THURSDAY) is None
    assert event_authority.typed(None) == ""


@pytest.mark.parametrize("text", ["midi", "25h", "18h75", "31/02 9h", "demain", "18", "32/11 9h"])
def test_what_is_no_deadline_is_refused(text: str) -> None:
    """The sentence says how to write one."""
    with pytest.raises(InvalidInput):
        event_authority.deadline_of(text, THURSDAY)


def register(*requests: AuthorityRequest) -> RegisterView:
    return RegisterView(THURSDAY, worked_through(requests, THURSDAY), counted(requests, THURSDAY), (), {})


def test_the_register_in_one_sentence() -> None:
    """Late first; an answer out of time is told."""
    asked = AuthorityRequest(id="a", asked_by="ARS", text="x", received_at=THURSDAY - timedelta(hours=5))
    late = AuthorityRequest(
        id="b", asked_by="ARS", text="x", received_at=asked.received_at, due_at=THURSDAY - timedelta(hours=1)
    )
    done = AuthorityRequest(
        id="c",
        asked_by="ARS",
        text="x",
        received_at=asked.received_at,
        due_at=late.due_at,
        replied_at=THURSDAY,
        reply="y",
        proof="z",
    )
    assert event_authority.sentence(register()) == "Aucune demande d’une autorité n’a été notée."
    assert event_authority.sentence(register(asked)) == "1 demande à répondre."
    said = plain(event_authority.sentence(register(asked, late, done)))
    assert said == "1 demande en retard, 1 demande à répondre ; 1 répondue, dont 0 dans le délai."
    assert plain(event_authority.answered(done, THURSDAY)) == "Répondu à 17 h · preuve : z"
    assert plain(event_authority.about(late, THURSDAY)) == "ARS · reçue à 12 h · pour 16 h"
    assert "en retard" in event_authority.badge(late, THURSDAY)


def report(number: int, *, sent: bool, tasks_done: int = 1) -> SituationReport:
    figures = Figures(
        at=THURSDAY, title="Crue", exercise=False, state="tension", since=THURSDAY, tasks=4, tasks_done=tasks_done
    )
    return SituationReport(
        id=str(number), event_id="e", number=number, text="x", figures=figures, at=THURSDAY, actor_id="a",
        sent_at=THURSDAY if sent else None, sent_to="ARS" if sent else "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ((), "Aucun point de situation n’a été fait."),
        ((report(1, sent=False),), "Le premier point de situation est en préparation."),
        ((report(1, sent=True),), "Point n° 1 envoyé à 17 h à ARS."),
        (
            (report(2, sent=False), report(1, sent=True)),
            "Point n° 1 envoyé à 17 h à ARS ; le point n° 2 est en préparation.",
        ),
    ],
)
def test_where_the_reports_are(reports: tuple[SituationReport, ...], said: str) -> None:
    """The last that left, the one being written."""
    view = SituationView(EVENT, THURSDAY, FIGURES, reports, {})
    assert plain(event_situation.sentence(view)) == said
    assert event_situation.next_number(view) == len(reports) + 1


def test_what_moved_since_the_figures_were_frozen_is_named() -> None:
    """Nothing is said when nothing moved; the column of the report before stands only where it says something."""
    assert event_situation.moved(report(1, sent=False), FIGURES) == ""
    assert (
        plain(event_situation.moved(report(1, sent=False, tasks_done=0), FIGURES))
        == "1 chiffre a changé depuis : Actions faites."
    )
    same = event_situation.rows(FIGURES, report(1, sent=True).figures)
    moved = event_situation.rows(FIGURES, report(1, sent=True, tasks_done=0).figures)
    assert {len(row) for row in same} == {2}
    assert [plain(cell) for cell in moved[0]] == ["Actions faites", "1 / 4", "0 / 4"]


def test_a_reader_without_e_mail_is_said_so() -> None:
    """They are told by hand."""
    reader = Reader("c", "Mairie (fictive)", "Mairie", Partner("", "Mairie (fictive)"))
    assert plain(event_situation.reader(reader)) == "Mairie (fictive) · Mairie (sans e-mail : à passer soi-même)"


def test_publications_in_one_sentence() -> None:
    """To have agreed, to publish, published."""
    prepared = Publication(id="a", audience=Audience.PUBLIC, title="t", text="x", at=THURSDAY)
    agreed = Publication(id="b", audience=Audience.POSTER, title="t", text="x", at=THURSDAY, agreed_by="Dr Fictif")
    out = Publication(
        id="c", audience=Audience.TOWN_HALLS, title="t", text="x", at=THURSDAY, agreed_by="Dr Fictif", channel="site"
    )
    view = PublicationsView(EVENT, THURSDAY, (prepared, agreed, out), ())
    assert plain(event_publications.sentence(view)) == (
        "1 texte à faire valider ; 1 texte à publier ; 1 publié, à 17 h."
    )
    assert (
        plain(event_publications.published(out, THURSDAY)) == "Message aux mairies · 17 h · site · validé par Dr Fictif"
    )
    assert plain(event_publications.length(prepared)) == "1 signe sur 1 500"
