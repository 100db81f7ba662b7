"""Whom an inject reaches, and what it says when it really leaves: EXERCICE first and last, the stop word, no fictional hour.

Pure rules and words. Nobody holds the function it names: the room sees it (it is read aloud), and nothing of it leaves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.participant import ParticipantRole
from app.exercise.said import spoken_minutes
from app.mobilisation.message import LINK
from app.mobilisation.sms import gsm_text
from app.words import LANGUAGES, _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant

BAND = N_("EXERCICE – EXERCICE – EXERCICE")
"""How whatever leaves for an exercise begins and ends."""

THE_ROOM = frozenset({"cellule", "cellule de crise", "tous", "toutes", "tout le monde", "tous les joueurs", "joueurs",
                      "la salle", "salle", "all", "everyone", "crisis cell"})  # fmt: skip
"""Recipients that stand for every player, without accents or capitals."""

_BETWEEN = re.compile(r"\s*(?:[,;/+&]|\bet\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an inject reaches. ``is_named``: its recipient was found among them; otherwise it is read to the room."""

    participants: tuple[Participant, ...]
    is_named: bool


def folded(text: str) -> str:
    """Without accents, capitals or doubled spaces: « Référent de  crise » is « referent de crise »."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).replace("’", "'").split())


def reach(recipient: str, participants: Iterable[Participant]) -> Reach:
    """Whom a recipient as it is written (« Cellule », « Référent de crise », « CHBA et cadre d’astreinte ») reaches.

    Whole functions and organisations are looked at first, then the beginning of one (« Coordinatrice » is « coordinatrice
    de la communauté »). Only players are reached by « Cellule » or when nobody holds that function.
    """
    held = tuple(participants)
    players = tuple(one for one in held if one.role is ParticipantRole.PLAYER)
    whole = folded(recipient)
    named = {one for one in (whole, *_BETWEEN.split(whole)) if one}
    if named & THE_ROOM:
        return Reach(players, is_named=bool(players))
    found = tuple(one for one in held if _names(one) & named) or tuple(
        one for one in held if any(_begins(name, said) for name in _names(one) for said in named)
    )
    return Reach(found or players, is_named=bool(found))


def _names(one: Participant) -> frozenset[str]:
    return frozenset(filter(None, (folded(one.function), folded(one.organisation), folded(one.who))))


def _begins(name: str, said: str) -> bool:
    return f"{name} ".startswith(f"{said} ") or f"{said} ".startswith(f"{name} ")


SMS_MOST = 240
"""Characters of an inject in an SMS: with the words around it, three parts at most."""


@dataclass(frozen=True, slots=True)
class InjectWords:
    """An inject as it really leaves, one short text besides for who has a mobile and no e-mail. ``{lien}``: their own page."""

    subject: str
    body: str
    by_sms: str


def inject_words(exercise: Exercise, inject: PlayedInject, signature: str) -> InjectWords:
    """What an armed inject says, in the current language. EXERCICE is put first by whoever queues it, and ends it here.

    The hour is « T+1 h 40 » alone: a civil hour that is played would be read as a real one.
    """
    band, text = _(BAND), inject.text.replace(LINK, "…").strip()
    sender, minutes = (
        inject.sender.replace(LINK, "…"),
        inject.minutes if inject.sent_minutes is None else inject.sent_minutes,
    )
    stop = _("Mot d’arrêt : « {word} ».").format(word=exercise.stop_word) if exercise.stop_word else ""
    parts = (
        _("Ceci est un exercice : rien de ce qui suit n’est arrivé."),
        _("De : {sender}\nÀ : {recipient}\nMoment joué : {when}").format(
            sender=sender, recipient=inject.recipient.replace(LINK, "…"), when=spoken_minutes(minutes)
        ),
        text,
        _("Vos messages, et de quoi répondre :\n{link}").format(link=LINK),
        " ".join(filter(None, (stop, _("Une urgence réelle : composez le 15, comme toujours.")))),
        signature,
        band,
    )
    short = text if len(text) <= SMS_MOST else f"{text[:SMS_MOST].rstrip()}…"
    return InjectWords(
        subject=_("message n° {number} de « {title} »").format(number=inject.number, title=exercise.title),
        body="\n\n".join(parts),
        by_sms=_("{sender} : {text}\n{link}\n{band}").format(sender=sender, text=short, link=LINK, band=band),
    )


def is_banded(subject: str, body: str) -> bool:
    """Whether a message that waits or left was an exercise's: it begins with the three words, in either language."""
    return any(text.startswith(first) for text in (subject, body) for first in _bands())


@cache
def _bands() -> tuple[str, ...]:
    found: dict[str, None] = {}
    for code in LANGUAGES:
        with use_language(code):
            found |= dict.fromkeys((_(BAND), gsm_text(_(BAND))))
    return tuple(found)


def armed_phrase(exercise: Exercise) -> str:
    """What is typed to arm it: its stop word, its title when it has none."""
    return exercise.stop_word.strip() or exercise.title


def is_phrase(exercise: Exercise, typed: str) -> bool:
    """Whether it was typed, give or take accents, capitals and spaces."""
    return folded(typed) == folded(armed_phrase(exercise))
