"""What a coordinator says out loud: the answer to the ARS in one sentence, and why a line can't open and what would open it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.scheduling.capacity import SessionCapacity, WeekCapacity, closed_line_numbers
from app.scheduling.spoken import RoleLabel, day_near, listed, moment_near, some_people, the_role
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date

    from app.scheduling.session import Seat

MOST_LEVERS = 2
"""One sentence stays one sentence."""


@dataclass(frozen=True, slots=True)
class Lever:
    """People who would give more injections on a day: (role, how many at once), over one or several of its sessions."""

    sessions: tuple[SessionCapacity, ...]
    people: tuple[tuple[str, int], ...]
    gain: int

    @property
    def day(self) -> date:
        return self.sessions[0].session.day

    @property
    def heads(self) -> int:
        return sum(count for _role, count in self.people)


def levers(week: WeekCapacity, callable_people: Mapping[str, int] | None = None) -> tuple[Lever, ...]:
    """Day by day, who is missing and what they would give within the week's doses; most injections a person first.

    ``callable_people``: role → people the solver's calls name (they have not answered yet); with it, levers that ask
    for more people of a role than can be called come last.
    """
    by_day: dict[date, list[SessionCapacity]] = defaultdict(list)
    for one in week.sessions:
        if one.missing and one.full > one.injections:
            by_day[one.session.day].append(one)
    found = [lever for day in by_day.values() if (lever := _lever(day, week)).gain]
    return tuple(
        sorted(found, key=lambda one: (_out_of_reach(one, callable_people), -Fraction(one.gain, one.heads), one.day))
    )


def _lever(day: Sequence[SessionCapacity], week: WeekCapacity) -> Lever:
    people: dict[str, int] = {}
    for one in day:
        for role, missing in _binding(one):
            people[role] = max(missing, people.get(role, 0))
    have = sum(one.injections for one in week.sessions)
    more = sum(one.full - one.injections for one in day)
    return Lever(tuple(day), tuple(people.items()), week.within_doses(have + more) - week.within_doses(have))


def _binding(one: SessionCapacity) -> tuple[tuple[str, int], ...]:
    """The missing people who hold injections back; a missing receptionist does not."""
    return tuple((role, count) for role, count in one.missing if role in one.pacing)


def _out_of_reach(lever: Lever, callable_people: Mapping[str, int] | None) -> bool:
    return callable_people is not None and any(callable_people.get(role, 0) < count for role, count in lever.people)


def ars_reply(
    week: WeekCapacity, asked: int, label: RoleLabel, *, today: date | None = None, provisional: bool = False,
    callable_people: Mapping[str, int] | None = None,
) -> str:  # fmt: skip
    """« Nous tenons 1 850 / 2 400 dès lundi ; 2 médecins le mercredi donnent + 300. », ready to send.

    ``asked`` is the injections wanted in the week; ``provisional`` says that habits stand in for answers.
    """
    held = min(asked, week.injections)
    parts = [_held(week, held, asked, today)]
    if held < asked:
        parts += [
            _lever_text(one, min(one.gain, asked - held), label, today)
            for one in levers(week, callable_people)[:MOST_LEVERS]
        ]
    if provisional:
        parts.append(_("d’après les habitudes déclarées, non confirmé"))
    return _("{parts}.").format(parts=_(" ; ").join(parts))


def _held(week: WeekCapacity, held: int, asked: int, today: date | None) -> str:
    opening = next((one for one in week.sessions if one.injections), None)
    if opening is None:
        return _("Nous ne pouvons rien tenir sur {asked} pour l’instant").format(asked=spoken_number(asked))
    return _("Nous tenons {held} / {asked} dès {day}").format(
        held=spoken_number(held), asked=spoken_number(asked), day=day_near(opening.session.day, today)
    )


def _lever_text(lever: Lever, gain: int, label: RoleLabel, today: date | None) -> str:
    people = listed(some_people(role, count, label) for role, count in lever.people)
    moment = (
        moment_near(lever.sessions[0].session, today)
        if len(lever.sessions) == 1
        else _("le {day}").format(day=day_near(lever.day, today))
    )
    said = ngettext("{people} {moment} donne + {gain}", "{people} {moment} donnent + {gain}", lever.heads)
    return said.format(people=people, moment=moment, gain=spoken_number(gain))


def opening_sentence(
    capacity: SessionCapacity, label: RoleLabel, *, seats: Iterable[Seat] = (), critical: Container[str] = (),
    today: date | None = None,
) -> str | None:  # fmt: skip
    """« Lundi matin : la ligne 3 ne peut pas ouvrir (il manque un préparateur). »; None when every line can open.

    ``seats`` and the ``critical`` role codes say which lines have the holes; without them the highest stay closed.
    """
    if not capacity.closed_lines:
        return None
    missing = listed(some_people(role, count, label) for role, count in capacity.to_open)
    return _("{moment} : {what} (il manque {missing}).").format(
        moment=capitalised(moment_near(capacity.session, today)),
        what=_closed(capacity, closed_line_numbers(capacity, seats, critical)),
        missing=missing,
    )


def _closed(capacity: SessionCapacity, numbers: Sequence[int]) -> str:
    if not capacity.open_lines:
        return _("la séance ne peut pas ouvrir")
    said = ngettext("la ligne {lines} ne peut pas ouvrir", "les lignes {lines} ne peuvent pas ouvrir", len(numbers))
    return said.format(lines=listed(str(number) for number in numbers))


def bottleneck_sentence(capacity: SessionCapacity | WeekCapacity, label: RoleLabel) -> str | None:
    """« L’injection est le rôle qui bloque. », or None when nobody is missing."""
    if capacity.bottleneck is None:
        return None
    return capitalised(_("{role} est le rôle qui bloque.").format(role=the_role(capacity.bottleneck, label)))


def capacity_sentence(week: WeekCapacity, label: RoleLabel) -> str:
    """« L’effectif présent donne 1 850 injections sur 2 400 ; l’injection est le rôle qui bloque. »"""
    given = _("L’effectif présent donne {held} {noun} sur {full}").format(
        held=spoken_number(week.injections),
        noun=ngettext("injection", "injections", week.injections),
        full=spoken_number(week.full),
    )
    if week.bottleneck is None:
        return _("{given}.").format(given=given)
    return _("{given} ; {role} est le rôle qui bloque.").format(given=given, role=the_role(week.bottleneck, label))
