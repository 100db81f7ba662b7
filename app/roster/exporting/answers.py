"""Answers as the rows of a list: each person and session by the plainest words that name nobody and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.importing.answers import person_finder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import PersonId, SessionId
    from app.roster.answer import Answer
    from app.roster.importing.answers import PersonFinder, SessionFinder
    from app.roster.importing.vocabulary import Vocabulary
    from app.roster.person import Person

ANSWERS_HEADERS = ("personne", "seance", "reponse", "qui", "quand", "lieu")
"""The three canonical headers, then three columns that the importer leaves aside: who, when and where, to be read."""


@dataclass(frozen=True, slots=True)
class SessionWords:
    """One session in words: ``named`` « 01/12/2026 matin », then when and where, to be read."""

    named: str
    when: str
    where: str


def answers_rows(
    answers: Iterable[Answer], *, people: Mapping[PersonId, Person], sessions: Mapping[SessionId, SessionWords],
    session_of: SessionFinder, words: Vocabulary,
) -> list[tuple[str, ...]]:  # fmt: skip
    """One row an answer, a cell for each of :data:`ANSWERS_HEADERS`; answers of people or sessions not given are left out."""
    person_of = person_finder(people.values())
    return [
        (
            _named(one.person, _ways(people[one.person]), person_of),
            _named(one.session, (sessions[one.session].named,), session_of),
            words.word("reponse", one.value),
            " ".join(_names(people[one.person])),
            sessions[one.session].when,
            sessions[one.session].where,
        )
        for one in answers
        if one.person in people and one.session in sessions
    ]


def _ways(person: Person) -> tuple[str, ...]:
    return (person.rpps or "", person.email, " ".join(_names(person)))


def _names(person: Person) -> tuple[str, str]:
    return person.given_name, person.family_name


def _named(identity: str, ways: Iterable[str], find: PersonFinder | SessionFinder) -> str:
    """The first way of naming it that finds it and nothing else; its identifier when there is none."""
    return next((way for way in ways if way and find(way) == (identity,)), identity)
