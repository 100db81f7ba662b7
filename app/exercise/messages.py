"""Whom an inject reaches, and what it says when it really leaves: EXERCICE first and last, the stop word, no fictional hour.

Pure. Nobody holds the function it names: the room sees it (it is read aloud), and nothing of it leaves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.participant import ParticipantRole
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.exercise.chronogramme import Delivery, PlayedInject
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
