"""The test of the directory's numbers: one call a number, one round, what came of it.

How often a number is checked is data (``data/directory_rules.csv``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import datetime

    from app.response.directory import Contact, Moment


class Outcome(StrEnum):
    """What came of calling a number."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    WRONG = "wrong"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.ANSWERED: N_("répond"),
    Outcome.NO_ANSWER: N_("ne répond pas"),
    Outcome.WRONG: N_("mauvais numéro"),
}


@dataclass(frozen=True, slots=True)
class NumberTest:
    """One call made to see whether a number still reaches somebody; ``at`` is UTC."""

    id: str
    contact_id: str
    at: datetime
    number: str
    outcome: Outcome
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRound:
    """One « test des numéros », from its start to its end; instants are UTC, counts those at its end (0 while it runs)."""

    opened_at: datetime
    opened_by: str
    after: str = ""
    """Id of the last call made before it began; empty for none. Ids are in order of creation, instants are of a second."""
    closed_at: datetime | None = None
    called: int = 0
    answered: int = 0
    unanswered: int = 0
    wrong: int = 0
    left: int = 0
    """Numbers nobody called."""

    @property
    def total(self) -> int:
        """Every number there was to call."""
        return self.called + self.left

    def holds(self, test: NumberTest) -> bool:
        """Whether a call was made in this round, or after it."""
        return test.id > self.after

    @property
    def answered_percent(self) -> int:
        """Whole percent of the numbers there were to call at which somebody answered; 0 when there were none."""
        return round(100 * self.answered / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class ToCall:
    """A number to call in a round, with what came of it in that round (None: not called yet)."""

    contact: Contact
    moment: Moment
    number: str
    test: NumberTest | None = None


def last_outcomes(tests: Iterable[NumberTest]) -> dict[tuple[str, str], NumberTest]:
    """(Contact, number) → the last call made to it."""
    return {(one.contact_id, one.number): one for one in sorted(tests, key=lambda one: (one.at, one.id))}


def to_check(contact: Contact, never_called: Container[str]) -> tuple[tuple[Moment, str], ...]:
    """The numbers of a contact that are called to be checked: an emergency line is not."""
    return tuple((moment, number) for moment, number in contact.numbers if number not in never_called)


def to_call(
    contacts: Sequence[Contact], round_tests: Iterable[NumberTest], order: Sequence[str],
    never_called: Container[str] = (),
) -> tuple[ToCall, ...]:  # fmt: skip
    """Every number of the directory once a contact, those not called yet first, then in the order of the functions."""
    last = last_outcomes(round_tests)
    places = {code: place for place, code in enumerate(order)}
    every = [
        ToCall(one, moment, number, last.get((one.id, number)))
        for one in contacts
        for moment, number in to_check(one, never_called)
    ]
    return tuple(
        sorted(
            every,
            key=lambda one: (
                one.test is not None,
                places.get(one.contact.function, len(places)),
                one.contact.department,
            ),
        )
    )


def counted(check: CheckRound, calls: Iterable[ToCall]) -> CheckRound:
    """The round with what came of its calls."""
    outcomes = [one.test.outcome if one.test else None for one in calls]
    return replace(
        check,
        called=sum(one is not None for one in outcomes),
        answered=outcomes.count(Outcome.ANSWERED),
        unanswered=outcomes.count(Outcome.NO_ANSWER),
        wrong=outcomes.count(Outcome.WRONG),
        left=outcomes.count(None),
    )
