"""Answers to the sessions to come: the sentence, the people and sessions of the grid, and a stamp of what it showed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.core.ids import PersonId, SessionId
from app.roster.phones import spoken_phone
from app.roster.spelling import fold
from app.scheduling.spoken import weekday_name
from app.ui.parts.import_preview import ImportPreview, RejectedLine
from app.words import _, ngettext
from app.words.dates import half_day_name
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.roster.person import Person
    from app.scheduling.out_of_hours import DutyRota
    from app.scheduling.session import Session
    from app.services.mobilisation.read_availability import Availability
    from app.ui.parts.answer_grid import AnswerChange


def answers_sentence(found: Availability) -> str:
    """« 87 réponses sur 132, 45 sans réponse ; habitudes utilisées pour 38. »"""
    total, answered = len(found.people), len(found.answered)
    silent = total - answered
    said = ngettext("{n} réponse sur {total}", "{n} réponses sur {total}", answered).format(n=answered, total=total)
    if not silent:
        return _("{said} : tout le monde a répondu.").format(said=said)
    return _("{said}, {silent} sans réponse ; habitudes utilisées pour {habits}.").format(
        said=said, silent=silent, habits=len(found.habits)
    )


def provisional_sentence(found: Availability) -> str:
    """What the habits do to the rota; empty when nobody's stand in."""
    if not found.habits:
        return ""
    return _("Tant qu’ils n’ont pas répondu, leurs habitudes comptent comme un oui : le planning est dit non confirmé.")


def asked_people(found: Availability, *, profession: str = "", search: str = "", silent: bool = False) -> list[Person]:
    """The people of the grid, by name: of a profession, whose name holds the words, without an answer yet."""
    words = fold(search).split()
    answered = found.answered
    return [
        one
        for one in found.people
        if (not profession or one.profession == profession)
        and (not silent or one.id not in answered)
        and all(word in fold(f"{one.given_name} {one.family_name}") for word in words)
    ]


def grid_people(found: Availability, people: Iterable[Person]) -> list[tuple[str, str]]:
    """(id, name) of each row; whose habits stand in is said beside the name."""
    habits = _("habitudes")
    return [
        (
            one.id,
            full_name(one.given_name, one.family_name) + (f" ({habits})" if one.id in found.habits else ""),
        )
        for one in people
    ]


def grid_sessions(sessions: Iterable[Session], monday: date) -> list[tuple[str, str]]:
    """(id, « L 30 mat. ») of each session of the week: ten columns fit a projector, the week stands above."""
    return [
        (one.id, f"{weekday_name(one.day)[:1].upper()} {one.day.day} {_short_half(one)}")
        for one in sessions
        if monday_of(one.day) == monday
    ]


def _short_half(session: Session) -> str:
    half = half_day_name(session.starts_at, session.ends_at)
    return {_("matin"): _("mat."), _("après-midi"): _("a.-m."), _("journée"): _("jour.")}.get(half, half)


def shown(
    found: Availability, people: Sequence[tuple[str, str]], sessions: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The answers of the grid's cells; a cell without answer is absent."""
    rows, columns = {id for id, _name in people}, {id for id, _label in sessions}
    return {
        (person, session): value
        for (person, session), value in found.answers.items()
        if person in rows and session in columns
    }


def stamp(answers: Mapping[tuple[str, str], str]) -> str:
    """Changes when the answers do: part of the grid's key, so that a grid drawn from newer answers starts clean."""
    text = "\n".join(f"{person} {session} {value}" for (person, session), value in sorted(answers.items()))
    return f"{zlib.crc32(text.encode()):08x}"


def writes(
    changes: Iterable[AnswerChange], before: Mapping[tuple[str, str], str]
) -> tuple[dict[tuple[PersonId, SessionId], str | None], dict[tuple[PersonId, SessionId], str | None]]:
    """What to write, and what each of those cells showed."""
    given = {(PersonId(one.person), SessionId(one.session)): one.answer for one in changes}
    return given, {key: before.get(key) for key in given}


def professions(found: Availability) -> dict[str, str]:
    """Professions of the people asked, by slug, in the order of the table."""
    present = {one.profession for one in found.people}
    return {one.slug: one.label() for one in found.view.library.professions if one.slug in present}


def person_names(found: Availability) -> dict[str, str]:
    """Everyone who can be asked, by id: name and mobile, so that two people of one name are told apart."""
    return {
        one.id: " · ".join(
            part
            for part in (full_name(one.given_name, one.family_name), spoken_phone(one.mobile) if one.mobile else "")
            if part
        )
        for one in found.people
    }


def busy_sentence(count: int) -> str:
    """« 12 moments occupés retenus pour les six mois à venir. »"""
    if not count:
        return _("Aucun moment occupé dans les six mois à venir.")
    said = ngettext("{n} moment occupé retenu", "{n} moments occupés retenus", count).format(n=count)
    return _("{said} pour les six mois à venir ; rien d’autre n’est gardé de l’agenda.").format(said=said)


def duties_preview(rota: DutyRota) -> ImportPreview:
    """What importing the out-of-hours rota would do."""
    return ImportPreview(
        len(rota.duties),
        0,
        0,
        tuple(RejectedLine(one.line, one.column, one.value, one.reason, one.hint) for one in rota.rejected),
    )
