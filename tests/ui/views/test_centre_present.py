"""Tests of app/ui/views/centre_present.py, centre_week.py and centre_bookings.py: what a session gives, as it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.core.ids import CentreId, new_id
from app.scheduling.capacity import SessionCapacity, Throughput, session_capacity, week_capacity
from app.scheduling.centre import Centre, CentreKind, Designation, Place, RoleNeed
from app.scheduling.openings import SessionTemplate, plan_opening
from app.scheduling.seats import needs_of
from app.scheduling.slots import slots_by_week
from app.ui.views import centre_bookings, centre_present, centre_week
from app.ui.views.centre_present import Basis

MONDAY, TODAY = date(2026, 11, 30), date(2026, 11, 26)
CENTRE = Centre(
    CentreId("c"), "Centre", CentreKind.VACCINATION, Place("Salle", commune="Auray"), lines=2,
    roles=(RoleNeed("injector", Fraction(1), 0, critical=True), RoleNeed("dose_preparer", Fraction(0), 1, critical=True)),
)  # fmt: skip
SESSIONS = plan_opening(SessionTemplate(MONDAY, MONDAY, 2), CENTRE.id, new_id, today=TODAY).sessions


def label(code: str) -> str:
    return {"injector": "injection", "dose_preparer": "préparation des doses"}[code]


def given(*filled: tuple[int, int]) -> list[SessionCapacity]:
    """Capacities of the two sessions for (injectors, preparers) in each."""
    return [
        session_capacity(
            session, needs_of(session, CENTRE), {"injector": injectors, "dose_preparer": preparers}, Throughput(12),
            able={"injector": 9, "dose_preparer": 9},
        )
        for session, (injectors, preparers) in zip(SESSIONS, filled, strict=True)
    ]  # fmt: skip


def said(*filled: tuple[int, int], basis: Basis = Basis.HABITS) -> str:
    return centre_present.first_day_sentence(given(*filled), label, TODAY, basis)


def test_the_first_session_is_said_with_who_is_missing() -> None:
    """One line of two, none, or all; the others are counted after."""
    lead = "Avec les habitudes déclarées (non confirmé), "
    assert said((1, 1), (2, 1)) == f"{lead}lundi matin peut ouvrir 1 ligne sur 2 (il manque un vaccinateur)."
    assert said((2, 0), (0, 1)) == (
        f"{lead}lundi matin ne peut pas ouvrir (il manque un préparateur)"
        " ; 1 autre séance sur 2 n’ouvre pas toutes ses lignes."
    )
    assert said((2, 1), (2, 1)) == f"{lead}les 2 séances peuvent ouvrir toutes leurs lignes."


def test_the_basis_is_said() -> None:
    """Answers and rota are not called habits; without a session there is nothing to say."""
    assert said((2, 1), (2, 1), basis=Basis.ROTA).startswith("Avec le planning préparé, ")
    assert "non confirmé" not in said((2, 1), (2, 1), basis=Basis.ANSWERS)
    assert centre_present.first_day_sentence([], label, TODAY, Basis.HABITS) == ""


def test_the_worst_session_gives_the_state() -> None:
    """One that can't open outweighs one that can."""
    assert centre_present.state_of(given((2, 1), (2, 0))) == "cannot_open"
    assert centre_present.state_of(given((2, 1), (1, 1))) == "degraded"
    assert centre_present.state_of(given((2, 1), (2, 1))) == "opens"
    assert centre_present.state_of([]) == ""


def test_a_row_says_lines_injections_slots_and_the_binding_role() -> None:
    """One injector of two: half the injections, and the role that holds them back."""
    booked = tuple(replace(session, appointments=60) for session in SESSIONS)
    week = slots_by_week(booked, {MONDAY: 100}, CENTRE)[0]
    row = centre_present.capacity_rows(given((1, 1), (2, 1)), label, week)[0]
    assert (row.moment, row.state, row.lines, row.injections, row.slots, row.booked, row.binding) == (
        "lun. 30 nov., matin", "degraded", "1 / 2", "48 / 96", "50", "–", "injection (manque 1)",
    )  # fmt: skip
    assert len(centre_present.excess_sentences(booked, [week])) == 2


def test_a_centre_is_not_designated_until_number_and_date_are_held() -> None:
    """The carrier alone does not make it so."""
    assert centre_week.designation_sentence(Designation(carrier="CPTS")) == (
        "Non désigné : numéro et date d’arrêté à saisir dans Identité. Porteur : CPTS."
    )
    assert centre_week.designation_sentence(Designation("CPTS", "12", date(2026, 11, 3))) == (
        "Désigné par l’arrêté n° 12 du 3 novembre 2026. Porteur : CPTS."
    )


def test_the_figures_of_a_week_carry_their_rule() -> None:
    """Injections, doses, slots and chairs; doses nobody typed are said so."""
    week = slots_by_week(SESSIONS, {}, CENTRE)[0]
    figures = centre_week.figures_of(CENTRE, week, week_capacity(given((2, 1), (2, 1))), Basis.ANSWERS)
    assert [(one.label, one.value) for one in figures] == [
        ("Injections possibles", "192 / 192"),
        ("Doses de la semaine", "non saisies"),
        ("Créneaux ouverts", "192 / 192"),
        ("Places de surveillance", "9"),
    ]
    assert all(one.origin is not None and one.origin.rule for one in figures)


def test_appointments_stand_beside_their_slots() -> None:
    """Known and not known are told apart."""
    sessions = (replace(SESSIONS[0], appointments=40), SESSIONS[1])
    week = slots_by_week(sessions, {MONDAY: 100}, CENTRE)[0]
    rows = centre_bookings.booking_rows(sessions, week)
    assert [(row.slots, row.booked) for row in rows] == [(50, 40), (50, None)]
    assert centre_bookings.booking_sentence(sessions, week) == (
        "40 rendez-vous pour 100 créneaux ; 1 séance sans nombre saisi."
    )
