"""Ask every practice, pharmacy and establishment how it stands, or a few questions: one letter each, one tap to answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import desk_subject
from app.access.login_names import is_email
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.response.desk_replies import DeskReply
from app.response.desk_survey import LONGEST_TITLE, Desk, DeskSurvey, QuestionKind, SurveyKind, questions_of
from app.response.event import EventKind
from app.roster.phones import phone_of
from app.services.continuity.desks import every_desk, generic_name, is_mobile
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import communes_by_code, read_library
from app.store import community, desk_surveys, events, journal
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.event import Event
    from app.store.database import Connection, Store

LONGEST_HOURS = 24 * 14
REMIND_AFTER = timedelta(minutes=15)
"""Nobody is reminded sooner than this after they were last written to: usage, no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAsk:
    """What to ask, of whom, until when. ``addresses``: subject → an address other than the one proposed; empty: to be rung."""

    subjects: tuple[str, ...]
    title: str
    hours: int = 4
    kind: SurveyKind = SurveyKind.STATE
    questions: tuple[tuple[str, QuestionKind], ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    event_id: str = ""
    id: str = ""
    """Made before the button is shown, so that pressing it twice asks once; empty: any."""


@dataclass(frozen=True, slots=True)
class Askable:
    """Whoever may be asked today, by name; the events under way, the one that matters most first; commune names by code."""

    desks: tuple[Desk, ...]
    events: tuple[Event, ...]
    communes: Mapping[str, str]


def read_desks(actor: Actor, store: Store) -> Askable:
    """What a form to ask needs."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        current = events.current(conn)
        return Askable(
            every_desk(conn, library, store.now()),
            tuple(sorted(events.under_way(conn), key=lambda one: one != current)),
            communes_by_code(library, territory),
        )


def ask_practices(actor: Actor, store: Store, asked: DeskAsk) -> str:
    """Open a survey and write to everyone it asks; returns its id. Those without an address wait to be rung.

    Raises InvalidInput for an empty title, nobody to ask, a flash survey without question, a wrong address; NotFound
    for an event that is not there.
    """
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now = store.now()
        if asked.id and desk_surveys.find(conn, asked.id) is not None:
            return asked.id
        survey = _survey(conn, actor, asked, now)
        known = {one.subject: one for one in every_desk(conn, read_library(store, conn), now)}
        desks = [known[subject] for subject in dict.fromkeys(asked.subjects) if subject in known]
        if not desks:
            raise InvalidInput(N_("Choisissez au moins un cabinet ou un établissement à interroger."))
        desk_surveys.insert(conn, survey)
        replies = [_first(survey, one, asked.addresses, now) for one in desks]
        desk_surveys.put_replies(conn, replies)
        for desk, reply in zip(desks, replies, strict=True):
            _write(conn, store, survey, desk, reply, now)
        journal.write(
            conn, now, actor.id, "desk_survey_opened", survey.id, {"kind": survey.kind.value, "asked": len(replies)}
        )
    return survey.id


def remind_desks(actor: Actor, store: Store, survey_id: str) -> int:
    """Write again to those who have not answered and were last written to a while ago; returns to how many.

    Raises NotFound, RuleRefusal when the survey is over or nobody is to be reminded yet.
    """
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now, survey = store.now(), running(conn, survey_id, store.now())
        known = {one.subject: one for one in every_desk(conn, read_library(store, conn), now)}
        silent = [
            one
            for one in desk_surveys.replies(conn, survey_id)
            if not one.has_answered
            and one.address
            and one.subject in known
            and (one.asked_at is None or now - one.asked_at >= REMIND_AFTER)
        ]
        if not silent:
            raise RuleRefusal(
                N_(
                    "Personne à relancer par écrit : tous ont répondu, n’ont pas d’adresse, ou ont reçu un message il y a moins de {minutes} minutes. Appelez."
                ),
                minutes=int(REMIND_AFTER.total_seconds() // 60),
            )
        for one in silent:
            _withdraw(conn, one, now)
            again = replace(one, asked_at=now)
            desk_surveys.put_replies(conn, [again])
            _write(conn, store, survey, known[one.subject], again, now, LetterKind.DESK_REMINDER)
        journal.write(conn, now, actor.id, "desk_survey_reminded", survey_id, {"asked": len(silent)})
    return len(silent)


def change_desk_address(actor: Actor, store: Store, survey_id: str, subject: str, address: str) -> None:
    """Write to a practice at another address, at once; the letter that has not left is withdrawn.

    Raises InvalidInput for what is neither an e-mail nor a French mobile, NotFound, RuleRefusal when the survey is over.
    """
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        now, survey = store.now(), running(conn, survey_id, store.now())
        held = desk_surveys.reply(conn, survey_id, subject)
        known = {one.subject: one for one in every_desk(conn, read_library(store, conn), now)}
        if held is None or subject not in known:
            raise NotFound(N_("Ce cabinet n’est plus parmi ceux qu’on interroge. Rechargez la page."))
        _withdraw(conn, held, now)
        written = replace(held, address=address_of(address), asked_at=now)
        desk_surveys.put_replies(conn, [written])
        _write(conn, store, survey, known[subject], written, now)
        journal.write(conn, now, actor.id, "desk_address_changed", survey_id, {"subject": subject})


def running(conn: Connection, survey_id: str, now: datetime) -> DeskSurvey:
    """The survey, while it takes answers. Raises NotFound, RuleRefusal."""
    survey = desk_surveys.find(conn, survey_id)
    if survey is None:
        raise NotFound(N_("Ce point cabinets n’existe plus. Rechargez la page."))
    if not survey.is_open(now):
        raise RuleRefusal(N_("Ce point cabinets est clos depuis {at} : ouvrez-en un autre."), at=survey.ended_at)
    return survey


def address_of(text: str) -> str:
    """An e-mail, or a French mobile as it is kept; empty stays empty. Raises InvalidInput."""
    typed = text.strip()
    if not typed or is_email(typed):
        return typed
    if "@" in typed:
        raise InvalidInput(N_("« {text} » n’est pas une adresse e-mail."), text=typed)
    number = phone_of(typed)
    if not is_mobile(number):
        raise InvalidInput(
            N_("« {text} » ne reçoit pas de SMS : donnez un e-mail ou un mobile, ou laissez vide pour appeler."),
            text=typed,
        )
    return number


def letters_about(survey_id: str, subject: str) -> str:
    """What the letters to one practice about one survey are filed under."""
    return f"{survey_id}/{subject}"


def _survey(conn: Connection, actor: Actor, asked: DeskAsk, now: datetime) -> DeskSurvey:
    title = " ".join(asked.title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise InvalidInput(
            N_("Donnez un titre de {most} caractères au plus : il dit de quoi il s’agit."), most=LONGEST_TITLE
        )
    if not 1 <= asked.hours <= LONGEST_HOURS:
        raise InvalidInput(N_("Un point cabinets dure de 1 heure à 14 jours."))
    questions = questions_of(asked.questions)
    if asked.kind is SurveyKind.FLASH and not questions:
        raise InvalidInput(N_("Un questionnaire éclair a au moins une question."))
    if asked.event_id and events.find(conn, asked.event_id) is None:
        raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))
    return DeskSurvey(
        id=asked.id or new_id(),
        kind=asked.kind,
        title=title,
        questions=questions,
        event_id=asked.event_id,
        opened_at=now,
        closes_at=now + timedelta(hours=asked.hours),
        actor_id=actor.id,
    )


def _first(survey: DeskSurvey, desk: Desk, chosen: Mapping[str, str], now: datetime) -> DeskReply:
    address = address_of(chosen[desk.subject]) if desk.subject in chosen else desk.address
    return DeskReply(
        survey_id=survey.id,
        subject=desk.subject,
        name=generic_name(desk),
        kind=desk.kind,
        commune_insee=desk.commune_insee,
        address=address,
        asked_at=now if address else None,
    )


def _withdraw(conn: Connection, reply: DeskReply, now: datetime) -> None:
    cancel_letters(conn, letters_about(reply.survey_id, reply.subject), now)


def is_exercise(conn: Connection, survey: DeskSurvey) -> bool:
    """Whether the survey belongs to an exercise: whatever leaves for it says so first."""
    event = events.find(conn, survey.event_id) if survey.event_id else None
    return event is not None and event.kind is EventKind.EXERCISE


def _write(
    conn: Connection,
    store: Store,
    survey: DeskSurvey,
    desk: Desk,
    reply: DeskReply,
    now: datetime,
    kind: LetterKind = LetterKind.DESK_SURVEY,
) -> None:
    """One letter, unless there is no address: the practice is then rung from the list of those who are silent."""
    if not reply.address:
        return
    whose = next((one.whose for one in desk.addresses if one.value == reply.address), "")
    email = reply.address if is_email(reply.address) else ""
    sender, until = read_sender(conn), spoken_instant(survey.closes_at)
    write_to_partner(
        conn, store, now, kind=kind, about=letters_about(survey.id, desk.subject),
        to=Partner(whose, desk.name, email, "" if email else reply.address),
        subject=_subject(kind).format(community=sender.community, title=survey.title),
        body=_body(survey).format(
            community=sender.community, title=survey.title, desk=desk.name, until=until, link="{lien}",
            signature=signature(conn),
        ),
        by_sms=_("{community} : {title}. Répondez d’un geste pour {desk} avant {until} : {link}").format(
            community=sender.community, title=survey.title, desk=desk.name, until=until, link="{lien}"
        ),
        link=desk_subject(survey.id, desk.subject), useless_after=survey.closes_at, exercise=is_exercise(conn, survey),
    )  # fmt: skip


def _subject(kind: LetterKind) -> str:
    if kind is LetterKind.DESK_REMINDER:
        return _("{community}, relance : {title}")
    return _("{community} : {title}")


def _body(survey: DeskSurvey) -> str:
    if survey.kind is SurveyKind.FLASH:
        return _(
            "Bonjour,\n\n{community} vous pose quelques questions : {title}.\n\nRépondez pour {desk}, en une minute et sans compte :\n{link}\n\nRéponse attendue avant {until} ; vous pouvez la changer jusque-là. N’écrivez aucun nom de patient. Ne transférez pas ce message : son lien est le vôtre.\n\n{signature}"
        )
    return _(
        "Bonjour,\n\n{community} fait le point des cabinets et des établissements du territoire : {title}.\n\nDites d’un geste si {desk} est ouvert, en service réduit ou fermé :\n{link}\n\nRéponse attendue avant {until} ; vous pouvez la changer jusque-là. N’écrivez aucun nom de patient. Ne transférez pas ce message : son lien est le vôtre.\n\n{signature}"
    )
