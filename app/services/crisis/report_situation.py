"""Situation reports of an event: prepared from its figures, read over, sent and kept; what was sent no longer changes.

A report that left is also one line of the main courante: who reads the log knows what the authorities were told, and when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.core.typed import typed_line, typed_text
from app.response.situation import LONGEST
from app.response.situation_said import draft, sentence, table
from app.roster.phones import spoken_phone
from app.services.crisis.event_figures import event_figures
from app.services.crisis.the_event import the_event
from app.services.crisis.write_log import note_in_log
from app.services.crisis.write_to_partner import LetterKind, Partner, signature, write_to_partner
from app.services.exercise.exercise_guard import told_as
from app.store import community, contacts, journal, partner_letters, revisions, situation_reports
from app.store.log import LogKind, LogStatus
from app.store.situation_reports import SituationReport
from app.words import _
from app.words.dates import spoken_date, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.event import Event
    from app.response.situation import Figures
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter

LONGEST_RECIPIENTS = 300
USUAL = ("ars_alert", "ars_branch", "prefecture", "samu", "sas", "cpam", "msa", "hospital_director", "town_hall")
"""Functions of the directory offered as readers of a report, in this order (``data/contact_functions.csv``)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a report may be sent to, as the directory knows them; without an e-mail it is told by hand."""

    contact_id: str
    who: str
    function: str
    partner: Partner


@dataclass(frozen=True, slots=True)
class SituationView:
    """The reports of an event, newest first; the figures of this moment; what became of the letters, by report."""

    event: Event
    now: datetime
    live: Figures
    reports: tuple[SituationReport, ...]
    letters: dict[str, tuple[PartnerLetter, ...]]
    """Empty for whoever may not run the event: letters name people."""

    @property
    def draft(self) -> SituationReport | None:
        """The report being written, not sent yet."""
        return next((one for one in self.reports if one.sent_at is None), None)

    @property
    def last_sent(self) -> SituationReport | None:
        """The latest that left."""
        return next((one for one in self.reports if one.sent_at is not None), None)

    def before(self, report: SituationReport) -> SituationReport | None:
        """The report just before one, whose figures it is compared to."""
        return next((one for one in self.reports if one.number < report.number), None)


def read_situation(actor: Actor, store: Store, event_id: str) -> SituationView:
    """The reports of an event and its figures now. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EVENT)
    now = store.now()
    with store.reading() as conn:
        event = the_event(conn, event_id)
        reports = situation_reports.of_event(conn, event_id)[::-1]
        told = may(actor, Action.RUN_EVENT)
        return SituationView(
            event=event,
            now=now,
            live=event_figures(conn, store, event_id, now),
            reports=tuple(reports),
            letters={one.id: tuple(partner_letters.about(conn, one.id)) for one in reports} if told else {},
        )


def read_readers(actor: Actor, store: Store) -> tuple[Reader, ...]:
    """Whom the directory offers as readers of reports and answers, authorities first. Raises NotAllowed."""
    require(actor, Action.RUN_EVENT)
    from app.services.keeping.reference import read_library

    with store.reading() as conn:
        labels = {one.code: one.label for one in read_library(store, conn).contact_functions}
        held = [one for one in contacts.every(conn) if one.function in USUAL]
    held.sort(key=lambda one: (USUAL.index(one.function), one.department, one.organisation, one.name))
    return tuple(
        Reader(
            one.id,
            one.who or labels.get(one.function, one.function),
            labels.get(one.function, one.function),
            Partner(one.name or one.organisation, one.organisation, one.email, one.day_phone or one.night_phone),
        )
        for one in held
    )


def begin_report(actor: Actor, store: Store, event_id: str) -> SituationReport:
    """Freeze the figures of this moment and draft the next report; the one already being written is given back instead.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        the_event(conn, event_id)
        held = situation_reports.of_event(conn, event_id)
        if held and held[-1].sent_at is None:
            return held[-1]
        now, number = store.now(), len(held) + 1
        figures = event_figures(conn, store, event_id, now)
        report = SituationReport(
            id=new_id(), event_id=event_id, number=number, text=draft(figures, number), figures=figures, at=now,
            actor_id=actor.id,
        )  # fmt: skip
        situation_reports.add(conn, report)
        journal.write(conn, now, actor.id, "situation_prepared", report.id, {"report": number})
        return report


def edit_report(actor: Actor, store: Store, report_id: str, text: str, revision: int) -> SituationReport:
    """Write the text of a report that has not left. Raises InvalidInput, RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = _unsent(conn, report_id, revision)
        changed = replace(held, text=_said(text))
        return _written(conn, changed, actor, store.now(), "situation_edited")


def refresh_report(
    actor: Actor, store: Store, report_id: str, revision: int, *, text: str | None = None
) -> SituationReport:
    """Take the figures again, of this moment, under ``text``; without a text it is drafted again from them.

    Raises InvalidInput, RuleRefusal when it has left, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held, now = _unsent(conn, report_id, revision), store.now()
        figures = event_figures(conn, store, held.event_id, now)
        said = draft(figures, held.number) if text is None else _said(text)
        return _written(conn, replace(held, figures=figures, at=now, text=said), actor, now, "situation_refreshed")


def send_report(
    actor: Actor,
    store: Store,
    report_id: str,
    to: Sequence[Partner],
    revision: int,
    *,
    told: str = "",
    text: str | None = None,
) -> SituationReport:
    """Send a report to partners, and say to whom it was told otherwise (``told``, in words: « ARS 56, au téléphone »).

    Its figures are those it was prepared with, its text the one given, else the one held. Raises InvalidInput without any reader,
    RuleRefusal when it has left already, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    said = typed_line(told, LONGEST_RECIPIENTS, too_long=N_("Des destinataires en {most} signes au plus."))
    if not to and not said:
        raise InvalidInput(N_("Choisissez à qui envoyer ce point de situation, ou dites à qui vous l’avez donné."))
    with store.transaction() as conn:
        held = _unsent(conn, report_id, revision)
        held = held if text is None else replace(held, text=_said(text))
        event, now = the_event(conn, held.event_id), store.now()
        for one in to:
            write_to_partner(
                conn, store, now, kind=LetterKind.SITUATION, about=held.id, to=one,
                subject=subject_of(conn, event, held), body=_letter(conn, held), exercise=event.is_exercise,
            )  # fmt: skip
        whom = ", ".join(dict.fromkeys([*(one.organisation or one.name for one in to), *([said] if said else [])]))
        whom = told_as(conn, held.event_id, whom) if to else whom
        sent = _written(conn, replace(held, sent_at=now, sent_to=whom), actor, now, "situation_sent")
        note_in_log(
            conn, now, actor, _("Point de situation n° {number} envoyé : {whom}.").format(number=held.number, whom=whom),
            kind=LogKind.ACTION, status=LogStatus.DONE, event_id=held.event_id,
        )  # fmt: skip
        return sent


def print_report(actor: Actor, store: Store, report_id: str) -> bytes:
    """A report as PDF, one A4, with the figures frozen at its hour. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app import __version__
    from app.documents.imprint import Band, Imprint
    from app.documents.situation_report import SituationSheet, situation_sheet
    from app.response.situation_said import changes

    with store.reading() as conn:
        held, settings = _find(conn, report_id), community.read(conn)
        event = the_event(conn, held.event_id)
        earlier = [one for one in situation_reports.of_event(conn, held.event_id) if one.number < held.number]
    bands = ((Band.EXERCISE,) if event.is_exercise else ()) + ((Band.DEMONSTRATION,) if settings.demonstration else ())
    moved = changes(held.figures, earlier[-1].figures if earlier else None)
    sheet = SituationSheet(
        community=settings.name,
        title=event.title,
        number=held.number,
        at=spoken_instant(held.at),
        sentence=sentence(held.figures),
        text=held.text,
        figures=tuple((label, value, moved.get(label, "")) for label, value in table(held.figures)),
        requests=tuple((one.text, one.place, f"{one.filled} / {one.wanted}") for one in held.figures.requests),
        sent=_("Envoyé {when} à {whom}").format(when=spoken_instant(held.sent_at), whom=held.sent_to)
        if held.sent_at
        else "",
        contact=spoken_phone(settings.coordinator_phone) if settings.coordinator_phone else settings.contact,
    )
    edition = _("point de situation n°\u00a0{number}").format(number=held.number)
    return situation_sheet(sheet, Imprint(store.now(), edition, __version__, bands))


def subject_of(conn: Connection, event: Event, report: SituationReport) -> str:
    """« Point de situation n° 3 – Inondation – CPTS du Golfe – 26 novembre 2026 »."""
    return _("Point de situation n°\u00a0{number} – {event} – {community} – {date}").format(
        number=report.number, event=event.title, community=community.read(conn).name,
        date=spoken_date(paris_date(report.at)),
    )  # fmt: skip


def _letter(conn: Connection, report: SituationReport) -> str:
    """The report as a letter: the sentence, the text, the figures, who writes."""
    rows = "\n".join(f"{label}\u00a0: {value}" for label, value in table(report.figures))
    head = _("Situation au {when}").format(when=spoken_instant(report.at))
    figures = _("Chiffres").upper()
    parts = [f"{head}\n{sentence(report.figures)}", report.text, f"{figures}\n{rows}", signature(conn)]
    return "\n\n".join(parts)


def _find(conn: Connection, report_id: str) -> SituationReport:
    held = situation_reports.find(conn, report_id)
    if held is None:
        raise NotFound(N_("Ce point de situation n’existe plus. Rechargez la page."))
    return held


def _unsent(conn: Connection, report_id: str, revision: int) -> SituationReport:
    held = _find(conn, report_id)
    if held.revision != revision:
        raise revisions.stale(conn, report_id)
    if held.sent_at is not None:
        raise RuleRefusal(N_("Ce point est parti : il reste tel qu’il a été envoyé. Préparez le suivant."))
    return held


def _written(conn: Connection, report: SituationReport, actor: Actor, at: datetime, type: str) -> SituationReport:
    if not situation_reports.update(conn, report):
        raise revisions.stale(conn, report.id)
    journal.write(conn, at, actor.id, type, report.id, {"report": report.number})
    return replace(report, revision=report.revision + 1)


def _said(text: str) -> str:
    return typed_text(
        text, LONGEST, too_long=N_("Un point de {most} signes au plus, pour tenir sur une page."), empty=N_("Écrivez au moins la situation : un point vide n’apprend rien.")
    )  # fmt: skip
