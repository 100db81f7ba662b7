"""Who could still take a seat of a rota: what they answered, what they hold already, how they are introduced."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.roster.phones import spoken_phone
from app.scheduling.capacity import is_held
from app.scheduling.spoken import moment_near
from app.ui.parts import week_grid as wg
from app.ui.parts.call_list import CallRow
from app.words import N_, _, ngettext
from app.words.joined import semicolon
from app.words.people import short_name
from app.words.reasons import of_one

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.scheduling.staffing.replan import Replacement
    from app.services.rota.read_rota import RotaView

ANSWER_WORDS = {"yes": N_("oui"), "if_needed": N_("si besoin")}
HABIT = N_("habitude")
MOST_CALLS = 5
"""As many as one wave: the list is read on the phone, one call after the other."""


@dataclass(frozen=True)
class Bench:
    """The people behind a rota, as the draft leaves them. ``communes``: INSEE code → name."""

    view: RotaView
    communes: Mapping[str, str]
    today: date

    @cached_property
    def people(self) -> Mapping[PersonId, Person]:
        """Everyone who may be asked today."""
        return {person.id: person for person in self.view.horizon.people if person.is_contactable_on(self.today)}

    @cached_property
    def answers(self) -> Mapping[tuple[PersonId, SessionId], str]:
        """Answers, with habits where nothing was answered."""
        return self.view.presumed

    @cached_property
    def _held(self) -> Mapping[PersonId, tuple[Session, ...]]:
        sessions = {session.id: session for session in self.view.horizon.sessions}
        held: dict[PersonId, dict[SessionId, Session]] = defaultdict(dict)
        for seat in self.view.horizon.drafted():
            if seat.holder.person_id and is_held(seat) and seat.session_id in sessions:
                held[seat.holder.person_id][seat.session_id] = sessions[seat.session_id]
        return {person: tuple(found.values()) for person, found in held.items()}

    @cached_property
    def _load(self) -> Counter[tuple[PersonId, date]]:
        return Counter((person, monday_of(one.day)) for person, held in self._held.items() for one in held)

    def load(self, person: PersonId, monday: date) -> int:
        """Sessions the person holds in the week of ``monday``, in every centre."""
        return self._load[person, monday]

    def full(self, person: Person, monday: date) -> bool:
        """Whether the person holds as many half-days that week as they declared at most."""
        most = person.max_half_days_per_week
        return most is not None and self.load(person.id, monday) >= most

    def taken(self, person: PersonId, session: Session) -> bool:
        """Whether the person holds a seat at these hours."""
        return any(
            one.starts_at < session.ends_at and session.starts_at < one.ends_at for one in self._held.get(person, ())
        )

    def answer_word(self, person: PersonId, session: SessionId) -> str:
        """« oui », « si besoin », « habitude », or empty when the person did not say they would come."""
        word = ANSWER_WORDS.get(self.answers.get((person, session), ""), "")
        return "" if not word else _(word) if (person, session) in self.view.horizon.answers else _(HABIT)

    def introduce(self, person: Person) -> str:
        """« Clarisse P., infirmière, Auray »."""
        return ", ".join([short_name(person.given_name, person.family_name), self.detail(person)]).rstrip(", ")

    def detail(self, person: Person) -> str:
        """« infirmière, Auray »."""
        professions = self.view.library.professions
        known = person.profession is not None and person.profession in professions
        trade = professions[person.profession].label(person.civilite) if known and person.profession else ""
        return ", ".join(filter(None, [trade or person.organisation, self.communes.get(person.commune_insee, "")]))


def candidates(bench: Bench, sessions: Sequence[Session], roles: Sequence[str]) -> tuple[wg.Candidate, ...]:
    """Who said they would come to one of these sessions of one week and is competent, least loaded first, then by name.

    People who reached their own maximum that week come last: the choice stays open, with a warning.
    """
    if not sessions:
        return ()
    monday = monday_of(sessions[0].day)
    found = []
    for person in bench.people.values():
        coming = {
            one: word
            for one in sessions
            if (word := bench.answer_word(person.id, one.id)) and not bench.taken(person.id, one)
        }
        able = tuple(role for role in roles if any(bench.view.eligibility.allows(person, one, role) for one in coming))
        if able:
            rank = bench.full(person, monday), bench.load(person.id, monday), person.family_name, person.given_name
            found.append((rank, _candidate(bench, person, able, coming, monday)))
    return tuple(candidate for _rank, candidate in sorted(found, key=lambda one: (one[0], one[1].person)))


def _candidate(
    bench: Bench, person: Person, roles: tuple[str, ...], coming: Mapping[Session, str], monday: date
) -> wg.Candidate:
    held, most = bench.load(person.id, monday), person.max_half_days_per_week
    load = ngettext("{n} demi-journée cette semaine", "{n} demi-journées cette semaine", held).format(n=held)
    if most is not None:
        load = _("{load}, {most} au plus").format(load=load, most=most)
    name = short_name(person.given_name, person.family_name)
    words = {str(session.id): word for session, word in coming.items()}
    return wg.Candidate(person.id, name, bench.detail(person), roles, words, load)


def calls(
    bench: Bench, session: Session, roles: Collection[str], *, today: date, most: int = MOST_CALLS
) -> tuple[CallRow, ...]:
    """Whom to ring for these roles of a session: free people who said yes, then whom the proof names, then the silent."""
    monday = monday_of(session.day)
    gains = {call.person.id: call for call in bench.view.calls if session in call.sessions}
    found: list[tuple[tuple[int, int, str], CallRow]] = []
    for person in bench.people.values():
        answered = bench.answers.get((person.id, session.id))
        if answered == "no" or bench.taken(person.id, session) or bench.full(person, monday):
            continue
        if not any(bench.view.eligibility.allows(person, session, role) for role in roles):
            continue
        call = gains.get(person.id)
        tier = {"yes": 0, "if_needed": 1}.get(answered or "", 2 if call else 3)
        order = -call.gain if call and tier == 2 else bench.load(person.id, monday)
        gain = _gain(call.gain, call.sessions, today) if call and tier == 2 else ""
        found.append(((tier, order, person.id), _call(bench, person, bench.answer_word(person.id, session.id), gain)))
    return tuple(row for _rank, row in sorted(found, key=lambda one: one[0])[:most])


def _call(bench: Bench, person: Person, word: str, gain: str) -> CallRow:
    why = (
        _("a répondu « {answer} » et n’a pas de poste à cette heure").format(answer=word)
        if word
        else of_one("no_answer")
    )
    return CallRow(person.id, bench.introduce(person), why, phone_words(person), gain)


def phone_words(person: Person) -> str:
    """« 06 39 98 00 02 », the mobile first; empty when none is known."""
    number = person.mobile or person.phone
    return spoken_phone(number) if number else ""


def _gain(gain: int, sessions: Iterable[Session], today: date) -> str:
    moments = ", ".join(moment_near(one, today) for one in list(sessions)[:3])
    said = ngettext("son oui pourvoit {n} poste : {moments}", "son oui pourvoit {n} postes : {moments}", gain)
    return said.format(n=gain, moments=moments)


def replacement_rows(bench: Bench, found: Iterable[Replacement]) -> tuple[CallRow, ...]:
    """The engine's ranked people for one seat, those who may simply be asked, each with why."""
    rows = []
    for one in found:
        person = bench.people.get(one.person)  # type: ignore[call-overload]
        if person is None or one.rule.value not in ("free", "no_answer"):
            continue
        held = ngettext("{n} poste au planning", "{n} postes au planning", one.seats).format(n=one.seats)
        why = (
            _("a répondu « si besoin » et peut encore venir")
            if one.if_needed and one.rule == "free"
            else of_one(one.rule)
        )
        rows.append(CallRow(person.id, bench.introduce(person), semicolon(why, held), phone_words(person)))
    return tuple(rows[:MOST_CALLS])
