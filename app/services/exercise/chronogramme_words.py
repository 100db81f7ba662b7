"""The injects of an exercise in words, as files and papers hold them, and what stands at the head of each print."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from app import __version__
from app.core.clock import PARIS
from app.documents.chronogramme_sheet import NOTHING, ChronogrammeRow, ChronogrammeSheet
from app.documents.imprint import Band, Imprint
from app.drills.scenario_words import effect_words
from app.drills.shock import AnyEffect
from app.exercise.said import spoken_delay, spoken_fictional, spoken_minutes
from app.store import community
from app.words import _
from app.words.dates import spoken_day, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.drills.effect_choices import Choices
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.store.database import Connection

_EFFECTS: TypeAdapter[tuple[AnyEffect, ...]] = TypeAdapter(tuple[AnyEffect, ...])


def sheet_of(
    exercise: Exercise, injects: Iterable[PlayedInject], name: str, cards: Mapping[str, str], names: Choices
) -> ChronogrammeSheet:
    """The whole chronogramme. ``name``: of the community; ``cards``: slug → title; ``names``: what codes are called."""
    return ChronogrammeSheet(
        community=name,
        title=_("Chronogramme · {title}").format(title=exercise.title),
        at=when_words(exercise),
        rows=tuple(row_of(exercise, one, cards, names) for one in injects),
    )


def row_of(exercise: Exercise, one: PlayedInject, cards: Mapping[str, str], names: Choices) -> ChronogrammeRow:
    """One inject; several lines of what is expected keep their delay and their card by rank."""
    delays = [spoken_delay(each.within_minutes) if each.within_minutes else NOTHING for each in one.expected]
    linked = [cards.get(each.card, each.card) if each.card else NOTHING for each in one.expected]
    titles = Counter(cards.values())
    keys = [
        each.card if each.card and titles[said] > 1 else said for each, said in zip(one.expected, linked, strict=True)
    ]
    return ChronogrammeRow(
        number=one.number,
        offset=spoken_minutes(one.minutes),
        hour=spoken_fictional(exercise.t0, one.minutes),
        sender=one.sender,
        recipient=one.recipient,
        channel=one.channel,
        text=one.text,
        expected=tuple(re.sub(r"[ \t\r\n]+", " ", each.text) for each in one.expected),
        delays=tuple(delays) if any(each != NOTHING for each in delays) else (),
        cards=tuple(linked) if any(each != NOTHING for each in linked) else (),
        card_keys=tuple(keys) if keys != linked else (),
        objectives=", ".join(one.objectives),
        effects=tuple(effect_words(each, names) for each in one.effects),
        exact_effects=_EFFECTS.dump_json(one.effects, exclude_defaults=False).decode() if one.effects else "",
        note=one.note,
    )


def when_words(exercise: Exercise) -> str:
    """« Jeudi 26 novembre, 14 h – 17 h, salle du Pratel. Temps fictif : T0 = lundi 30 novembre, 9 h. »"""
    said = [real_hours(exercise), exercise.place]
    return _("{when}. Temps fictif : T0 = {t0}.").format(
        when=", ".join(filter(None, said)), t0=spoken_fictional(exercise.t0, 0)
    )


def real_hours(exercise: Exercise) -> str:
    """« jeudi 26 novembre, 14 h – 17 h »: when people meet, Paris time."""
    starts, ends = exercise.starts_at.astimezone(PARIS), exercise.ends_at.astimezone(PARIS)
    return f"{spoken_day(starts.date())}, {spoken_hours(starts, ends)}"


def imprint_of(conn: Connection, exercise: Exercise, now: datetime) -> Imprint:
    """What prints of an exercise say of themselves: EXERCICE always stands there, unless the event was real."""
    is_demonstration = community.read(conn).demonstration
    bands = (
        *((Band.EXERCISE,) if exercise.is_played else ()),
        *((Band.DEMONSTRATION,) if is_demonstration else ()),
    )
    edition = _("exercice n° {number}").format(number=exercise.number) if exercise.is_played else exercise.title
    return Imprint(now, edition, __version__, bands)
