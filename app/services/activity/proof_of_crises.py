"""What a proof pack holds of plans, trainings and events: source rows as CSV, in the period or in force during it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.proof_pack import ProofFile
from app.exercise.exercise import KIND_WORDS
from app.response.event import STATE_WORDS as EVENT_WORDS
from app.response.plan import CHANNEL_WORDS, PLAN_STATE_WORDS
from app.response.requests import STATE_WORDS as REQUEST_WORDS
from app.services.activity.proof_tables import Row, at, table
from app.store import (
    authority_requests,
    events,
    exercise_people,
    exercises,
    flashes,
    plans,
    situation_reports,
    trainings,
)
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.intervals import Interval
    from app.exercise.exercise import Exercise
    from app.indicators.periods import Period
    from app.store.database import Connection


def crisis_files(conn: Connection, period: Period, now: datetime) -> list[ProofFile]:
    """Plans and to whom they went, trainings, events, authorities' requests, situation reports, exercises. No volunteer's name."""
    span = period.interval
    return [
        _plans(conn, span),
        _sendings(conn, span),
        _trainings(conn, period),
        _exercises(conn, span),
        _events(conn, span),
        _requests(conn, span, now),
        _reports(conn, span),
    ]


def _plans(conn: Connection, span: Interval) -> ProofFile:
    """Every version validated by the end of the period: what was in force is among them."""
    rows: list[Row] = [
        (
            one.number, _(PLAN_STATE_WORDS[one.state]), at(one.validated_at), one.validated_by, one.validated_as,
            one.reserve, one.review_on.isoformat() if one.review_on else "",
        )
        for one in reversed(plans.every(conn))
        if one.validated_at is not None and one.validated_at < span.end
    ]  # fmt: skip
    header = (
        _("Version"), _("État"), _("Validée le"), _("Par"), _("En qualité de"), _("Réserve"), _("Révision avant le"),
    )  # fmt: skip
    return table("plans.csv", _("les versions validées du plan"), header, rows)


def _sendings(conn: Connection, span: Interval) -> ProofFile:
    numbers = {one.id: one.number for one in plans.every(conn)}
    rows: list[Row] = [
        (
            numbers[one.plan_id], one.organisation, _(CHANNEL_WORDS[one.channel]), at(one.at), one.proof,
            one.acknowledged_on.isoformat() if one.acknowledged_on else "",
        )
        for one in plans.every_sending(conn)
        if one.at < span.end
    ]  # fmt: skip
    header = (_("Version"), _("Destinataire"), _("Moyen"), _("Envoyée le"), _("Preuve"), _("Accusé de réception"))
    return table("plans-envois.csv", _("à qui le plan a été envoyé, comment, avec quelle preuve"), header, rows)


def _trainings(conn: Connection, period: Period) -> ProofFile:
    rows: list[Row] = []
    for one in trainings.every(conn, period.first, period.last):
        people = trainings.participants(conn, one.id)
        state = _("annulée") if one.cancelled_at else ""
        rows.append((one.day.isoformat(), one.title, state, len(people), sum(part.attended for part in people)))
    header = (_("Jour"), _("Formation"), _("État"), _("Invités"), _("Présents"))
    return table("formations.csv", _("les formations et leurs présents, en nombres"), header, rows)


def _exercises(conn: Connection, span: Interval) -> ProofFile:
    """Exercises played to their end and flash exercises somebody answered, in numbers: nobody’s name, rating nor answers.

    A confidential one goes by its number.
    """
    played: list[tuple[datetime, Row]] = [
        (
            one.started_at or one.starts_at,
            (_exercise_title(one), _(KIND_WORDS[one.kind]), at(one.finished_at), invited, came, at(one.reviewed_at)),
        )
        for one, came in exercises.held_between(conn, span.start, span.end)
        for invited in (len(exercise_people.of_exercise(conn, one.id)),)
    ]
    flashed: list[tuple[datetime, Row]] = [
        (one.opened_at, (one.title, _("exercice flash"), at(one.ended_at), len(flashes.people_of(conn, one.id)), n, ""))
        for one, n in flashes.held_between(conn, span.start, span.end)
    ]
    rows: list[Row] = [(at(when), *row) for when, row in sorted([*played, *flashed], key=lambda one: one[0])]
    header = (
        _("Commencé le"), _("Exercice"), _("Nature"), _("Terminé le"), _("Invités"), _("Participants"), _("Relu le"),
    )  # fmt: skip
    words = _("les exercices joués, les exercices flash et leurs participants, en nombres")
    return table("exercices.csv", words, header, rows)


def _exercise_title(one: Exercise) -> str:
    return _("Exercice n° {number}").format(number=one.number) if one.is_confidential else one.title


def _events(conn: Connection, span: Interval) -> ProofFile:
    """Every step reached in the period."""
    rows: list[Row] = [
        (
            one.title, _("exercice") if one.is_exercise else _("réel"), _(EVENT_WORDS[step.state]), at(step.at),
            step.authority, step.department, step.reference,
        )
        for one in events.every(conn)
        for step in events.steps(conn, one.id)
        if span.start <= step.at < span.end
    ]  # fmt: skip
    header = (
        _("Événement"), _("Nature"), _("État atteint"), _("Le"), _("Autorité"), _("Département"), _("Référence"),
    )  # fmt: skip
    return table("evenements.csv", _("les événements et les exercices conduits, état par état"), header, rows)


def _requests(conn: Connection, span: Interval, now: datetime) -> ProofFile:
    rows: list[Row] = [
        (
            at(one.received_at), one.asked_by, one.text, at(one.due_at), one.reply, at(one.replied_at), one.proof,
            _(REQUEST_WORDS[one.state(now)]),
        )
        for one in authority_requests.received_between(conn, span.start, span.end)
    ]  # fmt: skip
    header = (
        _("Reçue le"), _("De"), _("Demande"), _("Attendue le"), _("Réponse"), _("Répondue le"), _("Preuve"), _("État"),
    )  # fmt: skip
    return table("demandes-autorites.csv", _("les demandes des autorités et leurs réponses"), header, rows)


def _reports(conn: Connection, span: Interval) -> ProofFile:
    titles = {one.id: one.title for one in events.every(conn)}
    rows: list[Row] = [
        (titles.get(one.event_id, ""), one.number, at(one.at), at(one.sent_at), one.sent_to)
        for one in situation_reports.sent_between(conn, span.start, span.end)
    ]
    header = (_("Événement"), _("Numéro"), _("Écrit le"), _("Envoyé le"), _("À qui"))
    return table("points-de-situation.csv", _("les points de situation envoyés"), header, rows)
