"""What a manual edit breaks: each rule, its sentence, and what no reason lets stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.ids import CentreId, PersonId, SessionId
from app.core.intervals import Interval
from app.roster.answer import AnswerValue
from app.scheduling.session import SeatState
from app.scheduling.warnings import RotaContext, WarningCode, warnings_for
from tests.scheduling.builders import TUESDAY, a_person, a_seat, a_session, label, name, paris

CLARISSE = a_person()
MORNING = a_session()
OVERLAP = a_session("S-10-14", starts=10, ends=14)
AFTERNOON = a_session("S-pm", starts=14, ends=18)
ELSEWHERE = a_session("S-else", starts=14, ends=18, centre_id=CentreId("C2"))
LATE = a_session("S-late", date(2026, 11, 29), starts=18, ends=23)
TOMORROW = a_session("S-tue", TUESDAY)
SESSIONS = {one.id: one for one in (MORNING, OVERLAP, AFTERNOON, ELSEWHERE, LATE, TOMORROW)}
SEAT = a_seat("seat", line=2)


def context(*held: str, **changes: object) -> RotaContext:
    """Clarisse said yes to everything and holds a seat in each of ``held``."""
    base = RotaContext(
        sessions=SESSIONS,
        seats=(SEAT, *(a_seat(f"in-{id}", line=1, session=id, person=CLARISSE.id) for id in held)),
        answers={(CLARISSE.id, id): AnswerValue.YES for id in SESSIONS},
        today=date(2026, 11, 26),
        name=name,
        role_label=label,
        centre_name=lambda id: {"C1": "Le Pratel", "C2": "Crach"}[id],
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def sentences(found: RotaContext, **person: object) -> list[str]:
    return [one.sentence for one in warnings_for(SEAT, replace(CLARISSE, **person), found)]  # type: ignore[arg-type]


def test_nothing_is_broken_when_nothing_is() -> None:
    """Yes, eligible, free: an afternoon the same day in the same centre is fine."""
    assert sentences(context("S-pm", min_rest_hours=11)) == []


@pytest.mark.parametrize(
    ("found", "person", "sentence"),
    [
        (
            context("S-10-14"),
            {},
            "Clarisse P. tient déjà un poste à ces heures : lundi 30 novembre, journée, ligne 1, injection.",
        ),
        (
            context("S1"),
            {},
            "Clarisse P. tient déjà un poste à ces heures : lundi 30 novembre, matin, ligne 1, injection.",
        ),
        (
            context("S-else"),
            {},
            "Clarisse P. est dans un autre centre ce jour-là : Crach, lundi 30 novembre, après-midi, ligne 1, injection.",
        ),
        (
            context("S-late", min_rest_hours=11),
            {},
            "Clarisse P. n’aurait que 10 h de repos (11 h demandées) avec dimanche 29 novembre, soir, ligne 1, injection.",
        ),
        (
            context("S-late"),
            {"min_rest_hours": 11},
            "Clarisse P. n’aurait que 10 h de repos (11 h demandées) avec dimanche 29 novembre, soir, ligne 1, injection.",
        ),
        (
            context("S-pm", "S-tue"),
            {"max_half_days_per_week": 2},
            "Clarisse P. aurait 3 séances la semaine du lundi 30 novembre, 2 au plus déclarées.",
        ),
        (context("S-pm", max_sessions_per_day=1), {}, "Clarisse P. aurait 2 séances le lundi 30 novembre, 1 au plus."),
        (
            context(competence=lambda _p, _r, _s: "formation non valide"),
            {},
            "Clarisse P. ne peut pas tenir « injection » le lundi 30 novembre : formation non valide.",
        ),
        (
            context(),
            {"roles": frozenset({"reception"})},
            "Clarisse P. n’a pas déclaré « injection » ; rôles déclarés : accueil.",
        ),
        (
            context(travel_minutes={(CLARISSE.id, "C1"): 42.4}),
            {"radius_minutes": 30},
            "Clarisse P. est à 42 min de Le Pratel, au-delà des 30 min déclarées.",
        ),
        (
            context(answers={(CLARISSE.id, "S1"): AnswerValue.NO}),
            {},
            "Clarisse P. a répondu non pour lundi 30 novembre, matin.",
        ),
        (context(answers={}), {}, "Clarisse P. n’a pas répondu pour lundi 30 novembre, matin."),
        (
            context(busy={CLARISSE.id: (Interval(paris(2026, 11, 30, 12), paris(2026, 11, 30, 13)),)}),
            {},
            "Clarisse P. est pris(e) ailleurs pendant lundi 30 novembre, matin, d’après son agenda ou la garde.",
        ),
        (
            context(),
            {"opted_out_on": date(2026, 11, 1)},
            "Clarisse P. ne veut plus être sollicité(e) depuis le 1er novembre 2026.",
        ),
    ],
)
def test_each_rule_says_the_facts_it_rests_on(found: RotaContext, person: dict[str, object], sentence: str) -> None:
    """One rule broken, one sentence."""
    assert sentences(found, **person) == [sentence]


@pytest.mark.parametrize(
    ("found", "person"),
    [
        (context("S-late", min_rest_hours=10), {}),
        (context("S-late", min_rest_hours=11), {"min_rest_hours": 10}),
        (context("S-late"), {"max_half_days_per_week": 1}),
        (context("S-tue"), {"max_half_days_per_week": 2}),
        (context("S-tue", max_sessions_per_day=1), {}),
        (context(), {"roles": frozenset({"injector", "reception"})}),
        (context(travel_minutes={(CLARISSE.id, "C1"): 30}), {"radius_minutes": 30}),
        (context(travel_minutes={(CLARISSE.id, "C1"): 90}), {}),
        (context(), {"opted_out_on": date(2026, 11, 27)}),
        (context(answers={(CLARISSE.id, "S1"): AnswerValue.IF_NEEDED}), {}),
    ],
)
def test_at_the_limit_nothing_is_said(found: RotaContext, person: dict[str, object]) -> None:
    """Exactly enough rest (the person's own rule first), the last week's seat, exactly the cap, the radius, the day before."""
    assert sentences(found, **person) == []


def test_seats_nobody_stands_on_do_not_clash() -> None:
    """Cancelled or absent there; and the seat itself is no double booking."""
    seats = tuple(
        a_seat(f"x-{state}", session="S-10-14", person=CLARISSE.id, state=state)
        for state in (SeatState.CANCELLED, SeatState.NO_SHOW)
    )
    own = replace(SEAT, holder=a_seat("y", person=CLARISSE.id).holder, state=SeatState.PUBLISHED)
    assert warnings_for(own, CLARISSE, context(seats=(own, *seats))) == []


def test_only_an_opt_out_stands_whatever_the_reason_and_it_comes_first() -> None:
    """Double booking and a no can be overridden with a reason."""
    found = warnings_for(
        SEAT,
        replace(CLARISSE, opted_out_on=date(2026, 11, 1)),
        context("S1", answers={(PersonId(CLARISSE.id), SessionId("S1")): AnswerValue.NO}),
    )
    assert [(one.code, one.overridable) for one in found] == [
        (WarningCode.OPTED_OUT, False),
        (WarningCode.DOUBLE_BOOKING, True),
        (WarningCode.SAID_NO, True),
    ]
