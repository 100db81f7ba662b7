"""What the pages of an exercise say of its clock, its injects and what is given: sentences only, read by the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.exercise.chronogramme import INJECT_STATE_WORDS, InjectState
from app.exercise.exercise import ExerciseState
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.rating import ELEMENT_WORDS, LETTER_WORDS, OBSERVATION_WORDS
from app.exercise.said import spoken_delay, spoken_fictional, spoken_minutes
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_hours

if TYPE_CHECKING:
    from datetime import datetime

    from app.drills.scenario import Expected
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.services.exercise.read_participant_page import ParticipantPage

NEXT_SHOWN = 3
"""Injects to come that an animator reads without unfolding the rest."""
WHOLE_SHOWN = 8
"""Messages that a player reads whole on the first page; the older ones are one press away: a long day stays a light page."""

_ROLES = {
    ParticipantRole.DIRECTOR: N_("Vous dirigez l’exercice : {who}"),
    ParticipantRole.HIGH_CONTROL: N_("Vous animez (les autorités) : {who}"),
    ParticipantRole.LOW_CONTROL: N_("Vous animez (le terrain) : {who}"),
    ParticipantRole.PLAYER: N_("Vous jouez : {who}"),
    ParticipantRole.OBSERVER: N_("Vous observez : {who}"),
}
assert set(_ROLES) == set(PARTICIPANT_ROLE_WORDS)


def role(participant: Participant) -> str:
    """« Vous jouez : cadre d’astreinte, CHBA »."""
    return _(_ROLES[participant.role]).format(who=participant.who)


def state(exercise: Exercise) -> str:
    """Where the exercise stands, in a sentence."""
    if not exercise.is_played:
        return _("Retour d’expérience sur un événement réel.")
    if exercise.state is ExerciseState.PREPARED:
        return _("L’exercice n’a pas commencé : {when}.").format(when=meeting(exercise))
    if exercise.state is ExerciseState.PAUSED:
        return _("L’exercice est en pause : l’horloge est arrêtée.")
    if exercise.is_ended:
        return _("L’exercice est terminé.")
    return _("L’exercice se joue.")


def meeting(exercise: Exercise) -> str:
    """« lundi 30 novembre, 14 h–17 h, salle des fêtes »: when and where people really meet."""
    day = spoken_day(exercise.starts_at.astimezone(PARIS).date())
    return ", ".join(filter(None, (day, spoken_hours(exercise.starts_at, exercise.ends_at), exercise.place)))


def clock(minutes: float) -> str:
    """« T+1 h 40 », on one line."""
    return spoken_minutes(minutes).replace(" ", "\u00a0")


def fictional(exercise: Exercise, minutes: float) -> str:
    """« lundi 30 novembre, 9 h 40 »."""
    return spoken_fictional(exercise.t0, minutes)


def hour(at: datetime) -> str:
    """« 14 h 07 », in reality, in Paris."""
    return spoken_hour(at.astimezone(PARIS).time())


def letter(code: str) -> str:
    """« réalisé sans difficulté »."""
    return _(LETTER_WORDS[next(one for one in LETTER_WORDS if one.value == code)])


def letters() -> list[tuple[str, str]]:
    """Letter and its words, best first."""
    return [(one.value, _(words)) for one, words in LETTER_WORDS.items()]


def kinds() -> list[tuple[str, str]]:
    """Kind of observation and its word."""
    return [(one.value, _(words)) for one, words in OBSERVATION_WORDS.items()]


def kind(code: str) -> str:
    """« point fort »."""
    return dict(kinds())[code]


def elements() -> list[tuple[str, str]]:
    """What a finding touches, and its word."""
    return [(one.value, _(words)) for one, words in ELEMENT_WORDS.items()]


def heading(inject: PlayedInject) -> str:
    """« T+1 h · Hôpital, direction, par téléphone »: when, from whom, how."""
    at = inject.sent_minutes if inject.sent_minutes is not None else inject.minutes
    return _("{minutes} · {sender} ({channel})").format(minutes=clock(at), sender=inject.sender, channel=inject.channel)


def short(inject: PlayedInject) -> str:
    """« n° 3, T+2 h, Hôpital de jour »: an inject in a list."""
    at = inject.sent_minutes if inject.sent_minutes is not None else inject.minutes
    return _("n° {number}, {minutes}, {sender}").format(number=inject.number, minutes=clock(at), sender=inject.sender)


def standing(inject: PlayedInject, minutes: float) -> str:
    """« prévu », « en retard », « envoyé »."""
    return _("en retard") if inject.is_overdue(minutes) else _(INJECT_STATE_WORDS[inject.state])


def expected(one: Expected) -> str:
    """« Ouvrir la cellule (dans les 45 min) »."""
    if one.within_minutes is None:
        return one.text
    return _("{text} (dans les {delay})").format(text=one.text, delay=spoken_delay(one.within_minutes))


def to_come(page: ParticipantPage) -> list[PlayedInject]:
    """Injects that have not left, those late first, then by their minute."""
    return [one for one in page.chronogramme if one.is_to_come]


def sent(page: ParticipantPage) -> list[PlayedInject]:
    """Injects that have left, newest first."""
    found = [one for one in page.chronogramme if one.state is InjectState.SENT]
    return sorted(found, key=lambda one: (one.sent_minutes or 0.0, one.number), reverse=True)


def still_to_rate(page: ParticipantPage) -> str:
    """« 2 objectifs à coter », « Tous les objectifs sont cotés »."""
    count = sum(one.rating is None for one in page.judged)
    if not count:
        return _("Tous les objectifs sont cotés : merci !")
    return ngettext("{n} objectif à coter.", "{n} objectifs à coter.", count).format(n=count)
