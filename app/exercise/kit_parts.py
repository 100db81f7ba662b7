"""The parts that several kits of an exercise share: its frame, its timetable, what an inject expects, rows to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.exercise.exercise import KIND_WORDS
from app.exercise.kit_sheet import Block, Grid, Heading, KitSources, Words
from app.exercise.rating import LETTER_WORDS
from app.exercise.said import spoken_delay, spoken_fictional
from app.words import _
from app.words.dates import spoken_day, spoken_hour, spoken_hours

if TYPE_CHECKING:
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise


def frame(one: Exercise) -> tuple[Block, ...]:
    """What everybody is told of an exercise: its kind, hours, place, partners, the word that stops it, its instructions."""
    partners = (_("Partenaires"), ", ".join(one.partners)) if one.partners else None
    place = (_("Lieu"), one.place) if one.place else None
    speed = _("une minute réelle dure {fictional}").format(fictional=spoken_delay(one.speed))
    rows = (
        (_("Genre"), _(KIND_WORDS[one.kind])),
        (_("Quand"), _real_hours(one)),
        place,
        partners,
        (_("Temps fictif"), f"T0 = {spoken_fictional(one.t0, 0)}" + (f" ; {speed}" if one.speed > 1 else "")),
    )
    blocks: list[Block] = [Grid((0, 1), (), tuple(row for row in rows if row))]
    stop = _("Mot d’arrêt : {word}. Quiconque le dit arrête tout.").format(word=one.stop_word)
    if one.stop_word:
        blocks.append(Words(stop, is_boxed=True))
    if one.instructions:
        blocks += [Heading(_("Consignes")), *(Words(each) for each in one.instructions.splitlines() if each.strip())]
    return tuple(blocks)


def expected_words(of: KitSources, one: PlayedInject) -> tuple[str, ...]:
    """What an inject expects, each with its delay and its card."""
    return tuple(
        " ".join(
            filter(
                None,
                (
                    each.text,
                    _("({delay})").format(delay=spoken_delay(each.within_minutes)) if each.within_minutes else "",
                    _("[{card}]").format(card=of.cards.get(each.card, each.card)) if each.card else "",
                ),
            )
        )
        for each in one.expected
    )


def timetable(one: Exercise) -> tuple[tuple[str, ...], ...]:
    """(hour, what happens then): from the welcome to the end."""
    starts, ends = one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)
    t0 = spoken_fictional(one.t0, 0)
    return (
        (spoken_hour(starts.time()), _("Accueil, consignes, puis T0 : il est alors « {t0} » pour tous les joueurs.").format(t0=t0)),
        (spoken_hour(ends.time()), _("Fin de l’exercice, dite par la direction ; retour à chaud aussitôt après.")),
    )  # fmt: skip


def letters() -> tuple[tuple[str, str], ...]:
    """(letter, what it says) for evaluators."""
    return tuple((letter.value, _(words)) for letter, words in LETTER_WORDS.items())


def _real_hours(one: Exercise) -> str:
    starts, ends = one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)
    return f"{spoken_day(starts.date())}, {spoken_hours(starts, ends)}"


def empty_rows(columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """Rows to write in by hand."""
    return tuple(("",) * columns for _row in range(rows))
