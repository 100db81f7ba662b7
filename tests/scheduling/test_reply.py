"""The answer to the ARS and why a line can't open, word for word."""

from __future__ import annotations

from datetime import date

from app.scheduling.capacity import SessionCapacity, Throughput, WeekCapacity, session_capacity, week_capacity
from app.scheduling.reply import (
    ars_reply,
    bottleneck_sentence,
    capacity_sentence,
    levers,
    opening_sentence,
)
from app.scheduling.session import Need
from tests.scheduling.builders import MONDAY, TUESDAY, a_seat, a_session, label

THURSDAY = date(2026, 11, 26)
WEDNESDAY = date(2026, 12, 2)
PACE = Throughput(12)


def capacity(id: str, day: date, starts: int = 9, lines: int = 3, **missing: int) -> SessionCapacity:
    """A session whose team is complete but for ``missing`` people a role; spare people exist, so nothing is at risk."""
    session = a_session(id, day, starts=starts, ends=starts + 4, lines=lines)
    needs = [
        Need(session.id, "supervising_physician", 1, 4, True), Need(session.id, "injector", lines, 3, True),
        Need(session.id, "dose_preparer", lines, 2, True), Need(session.id, "reception", 1),
    ]  # fmt: skip
    filled = {need.role: need.count - missing.get(need.role, 0) for need in needs}
    return session_capacity(session, needs, filled, PACE, able=dict.fromkeys(filled, 9))


def week(*sessions: SessionCapacity, doses: int | None = None) -> WeekCapacity:
    return week_capacity(sessions, doses)


def test_the_answer_in_one_sentence_with_what_would_give_more() -> None:
    """Monday 144; Wednesday lacks its physician morning and afternoon: 288 more for one physician."""
    found = week(
        capacity("mo", MONDAY),
        capacity("we", WEDNESDAY, supervising_physician=1),
        capacity("wp", WEDNESDAY, 14, supervising_physician=1),
    )
    assert ars_reply(found, 432, label, today=THURSDAY) == (
        "Nous tenons 144 / 432 dès lundi ; un médecin le mercredi donne + 288."
    )


def test_one_half_day_is_named_and_several_roles_are_listed() -> None:
    """Tuesday morning lacks 2 injectors and 1 preparer: one line of three opens, 96 more."""
    found = week(capacity("mo", MONDAY), capacity("tu", TUESDAY, injector=2, dose_preparer=1))
    assert ars_reply(found, 288, label, today=THURSDAY) == (
        "Nous tenons 192 / 288 dès lundi ; 2 vaccinateurs et un préparateur mardi matin donnent + 96."
    )


def test_a_gain_never_promises_more_than_was_asked_or_than_the_doses() -> None:
    """144 are missing but only 56 are asked for; with 170 doses only 26 would come."""
    sessions = capacity("mo", MONDAY), capacity("we", WEDNESDAY, supervising_physician=1)
    assert ars_reply(week(*sessions), 200, label, today=THURSDAY).endswith("un médecin mercredi matin donne + 56.")
    assert [lever.gain for lever in levers(week(*sessions, doses=170))] == [26]


def test_when_all_is_held_nothing_is_added() -> None:
    """More capacity than asked is not boasted of."""
    assert ars_reply(week(capacity("mo", MONDAY)), 100, label, today=THURSDAY) == "Nous tenons 100 / 100 dès lundi."


def test_when_nothing_can_open_it_says_so_and_what_would() -> None:
    """No physician on Monday; habits stand in for answers."""
    found = week(capacity("mo", MONDAY, supervising_physician=1))
    assert ars_reply(found, 2400, label, today=THURSDAY, provisional=True) == (
        "Nous ne pouvons rien tenir sur 2\u202f400 pour l’instant ; un médecin lundi matin donne + 144 ; "
        "d’après les habitudes déclarées, non confirmé."
    )


def test_the_most_injections_a_person_come_first_and_two_levers_at_most() -> None:
    """One physician for 144 beats two injectors for 96, which beats one for 48 on a later day; unreachable people come last."""
    found = week(
        capacity("mo", MONDAY, injector=2),
        capacity("tu", TUESDAY, supervising_physician=1),
        capacity("we", WEDNESDAY, injector=1),
    )
    assert [(lever.day, lever.people, lever.gain) for lever in levers(found)] == [
        (TUESDAY, (("supervising_physician", 1),), 144), (MONDAY, (("injector", 2),), 96), (WEDNESDAY, (("injector", 1),), 48),
    ]  # fmt: skip
    assert ars_reply(found, 432, label, today=THURSDAY).count("donne") == 2
    assert [lever.day for lever in levers(found, {"injector": 1})] == [WEDNESDAY, TUESDAY, MONDAY]


def test_a_missing_receptionist_is_no_lever() -> None:
    """They give no injection."""
    assert levers(week(capacity("mo", MONDAY, reception=1))) == ()
    assert levers(week(capacity("mo", MONDAY, reception=1, injector=1)))[0].people == (("injector", 1),)


def test_the_line_that_cannot_open_and_who_is_missing() -> None:
    """The first line of Accueil."""
    found = capacity("S1", MONDAY, dose_preparer=1)
    assert (
        opening_sentence(found, label, today=THURSDAY)
        == "Lundi matin : la ligne 3 ne peut pas ouvrir (il manque un préparateur)."
    )
    seats = [
        a_seat(str(line), "dose_preparer", line, person=person) for line, person in ((1, None), (2, "Bea"), (3, "Cloé"))
    ]
    assert opening_sentence(found, label, seats=seats, critical={"dose_preparer"}, today=THURSDAY) == (
        "Lundi matin : la ligne 1 ne peut pas ouvrir (il manque un préparateur)."
    )


def test_several_lines_and_a_whole_session() -> None:
    """Beyond six days the date is said."""
    assert opening_sentence(capacity("S1", MONDAY, injector=2), label, today=date(2026, 11, 23)) == (
        "Lundi 30 novembre, matin : les lignes 2 et 3 ne peuvent pas ouvrir (il manque 2 vaccinateurs)."
    )
    assert opening_sentence(capacity("S1", MONDAY, 14, supervising_physician=1, injector=1), label, today=THURSDAY) == (
        "Lundi après-midi : la séance ne peut pas ouvrir (il manque un médecin et un vaccinateur)."
    )
    assert opening_sentence(capacity("S1", MONDAY), label) is None


def test_the_binding_role_is_named() -> None:
    """Of a session, of a week, and of neither when nobody is missing."""
    short = capacity("S1", MONDAY, injector=1)
    assert bottleneck_sentence(short, label) == "L’injection est le rôle qui bloque."
    assert bottleneck_sentence(week(capacity("S1", MONDAY)), label) is None
    assert (
        capacity_sentence(week(short), label)
        == "L’effectif présent donne 96 injections sur 144 ; l’injection est le rôle qui bloque."
    )
    assert capacity_sentence(week(capacity("S1", MONDAY)), label) == "L’effectif présent donne 144 injections sur 144."
