"""Tests of app/ui/views/call_out_*.py: a call-out in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.access.actor import volunteer
from app.mobilisation.callout import Outcome
from app.mobilisation.quiet import QuietHours
from app.services.crisis.ring_people import record_call, ring
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.read_call_outs import read_board
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.start_call_out import rank_for
from app.services.mobilisation.watch_call_out import read_call_out
from app.services.roster.edit_person import change_people
from app.services.rota.read_rota import read_rota
from app.ui.views import call_out_board, call_out_live, call_out_plan
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_store
from tests.services.a_call_out import Hole, a_hole

ANN = ("ann", "Ann")


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_holes_are_said_session_by_session_with_lines_and_seats(tmp_path: Path) -> None:
    """Every open seat of a session, in one hole; a seat that a call-out asks for is left out."""
    hole = a_hole(tmp_path)
    before = call_out_board.holes(read_board(COORDINATOR, hole.store))
    assert len(before) == 2
    assert spaced(before[0].sentence).startswith("Lundi matin : il manque ")
    assert spaced(before[0].where) == "Centre du Pratel · 9 h–13 h"
    assert set(before[0].choices) == set(before[0].seats)
    assert len(set(before[0].choices.values())) == len(before[0].seats)
    hole.start()
    after = call_out_board.holes(read_board(COORDINATOR, hole.store))
    assert set(before[0].seats) - set(after[0].seats) == set(hole.seats)
    assert spaced(call_out_board.headline(read_board(COORDINATOR, hole.store))).startswith("1 appel en cours. ")


def test_a_line_that_lacks_several_people_may_be_called_for_alone(tmp_path: Path) -> None:
    """Two lines lack everyone: each is offered with its own seats, none of them shared."""
    store = a_store(tmp_path)
    a_centre(store, lines=2)
    hole = call_out_board.holes(read_board(COORDINATOR, store))[0]
    assert [spaced(label) for label in hole.lines] == ["Ligne 1 (2 postes)", "Ligne 2 (2 postes)"]
    assert len({seat for seats in hole.lines.values() for seat in seats}) == 4


def test_the_plan_says_how_many_may_be_called_and_what_keeps_the_others(tmp_path: Path) -> None:
    """Six may, one said no; the title of each fold counts and agrees."""
    hole = a_hole(tmp_path)
    session = hole.seat(hole.seats[0]).session_id
    record_answers(COORDINATOR, hole.store, {(hole.id("Iwan"), session): "no"})
    plan = rank_for(COORDINATOR, hole.store, hole.seats)
    assert call_out_plan.answer(plan) == "6 personnes peuvent être appelées pour 1 poste."
    (group,) = call_out_plan.left_out(plan)
    assert (group.title, len(group.sentences)) == ("1 a répondu non", 1)
    assert spaced(call_out_plan.left_out_title(plan)) == "1 personne ne peut pas être appelée : pourquoi"


def test_someone_another_call_out_asks_is_shown_as_held_up(tmp_path: Path) -> None:
    """They stay in the list, with what keeps them from being asked now."""
    hole = a_hole(tmp_path)
    view = read_rota(COORDINATOR, hole.store, hole.centre)
    other = next(one.id for one in view.seats if one.role == "injector" and one.id not in hole.seats)
    hole.start()
    plan = rank_for(COORDINATOR, hole.store, [other])
    first, _at = plan.first_wave(size=5, urgent=False)
    rows = call_out_plan.ranked(plan, first, {}, urgent=False)
    assert [row.hindrance for row in rows].count("un autre appel attend sa réponse") == 5
    assert [row.first for row in rows].count(True) == 2


def test_the_button_says_what_it_will_do(tmp_path: Path) -> None:
    """Five at once by day; in quiet hours, when the first wave will leave."""
    hole = a_hole(tmp_path)
    label = call_out_plan.launch_label(rank_for(COORDINATOR, hole.store, hole.seats), size=5, urgent=False)
    assert label == "Lancer l’appel (5 premières personnes)"
    hole.clock.at = datetime(2026, 11, 26, 21, tzinfo=UTC)
    label = call_out_plan.launch_label(rank_for(COORDINATOR, hole.store, hole.seats), size=5, urgent=False)
    assert spaced(label) == "Lancer l’appel (départ vendredi 27 novembre à 8 h)"


def test_urgency_is_explained_near_and_far(tmp_path: Path) -> None:
    """Four days away it can't be; the day before it reaches those who agreed."""
    hole = a_hole(tmp_path)
    assert "moins de 24 h" in spaced(call_out_plan.urgency_words(rank_for(COORDINATOR, hole.store, hole.seats)))
    hole.clock.at = datetime(2026, 11, 29, 16, tzinfo=UTC)
    assert "urgences" in call_out_plan.urgency_words(rank_for(COORDINATOR, hole.store, hole.seats))


def test_who_said_what_when_is_told(tmp_path: Path) -> None:
    """A seat with its place, a call-back with its hour, a message with what became of it."""
    hole = a_hole(tmp_path)
    call_out = hole.start(size=2, delay_minutes=60)
    one, two = hole.names(hole.held(call_out).callout.waves[0].people)
    back = THURSDAY + timedelta(hours=1)
    record_call(COORDINATOR, hole.store, call_out, hole.id(two), ANN, Outcome.CALL_BACK_AT, call_back_at=back)
    rung = read_call_out(COORDINATOR, hole.store, call_out, caller="ann").to_ring[0].id
    ring(COORDINATOR, hole.store, call_out, rung, ANN)
    view = read_call_out(COORDINATOR, hole.store, call_out, caller="bob")
    words = {
        hole.names([found.person.id])[0]: spaced(call_out_live.said_words(found, view.now)) for found in view.reached
    }
    assert words == {one: "demandé à 17 h · à passer à la main", two: "à rappeler à 18 h"}
    assert [spaced(one) for one in call_out_live.being_rung(view, "bob")] == [
        f"Ann appelle {view.names[rung]} depuis 17 h."
    ]
    assert call_out_live.being_rung(view, "ann") == []
    answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(one), Outcome.YES)
    ended = read_call_out(COORDINATOR, hole.store, call_out)
    taker = next(found for found in ended.reached if found.place)
    assert spaced(call_out_live.said_words(taker, ended.now)) == "17 h, lundi 30 novembre, matin, ligne 1, injection"
    assert spaced(call_out_live.detail(ended)).startswith("Terminé jeudi 26 novembre à 17 h.")


def test_a_call_out_that_is_filled_says_who_is_told_only_when_somebody_is(tmp_path: Path) -> None:
    """Nobody else was asked, or nothing had reached them: no word of them. Whoever had it in hand is told, and it is said."""
    sentences = {}
    for reached in (False, True):
        hole = a_hole(tmp_path / str(reached))
        call_out = hole.start(size=2, delay_minutes=60)
        one, two = hole.names(hole.held(call_out).callout.waves[0].people)
        if reached:
            record_call(COORDINATOR, hole.store, call_out, hole.id(two), ANN, Outcome.VOICEMAIL)
        assert read_call_out(COORDINATOR, hole.store, call_out).told == 0, "it still runs"
        answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(one), Outcome.YES)
        ended = read_call_out(COORDINATOR, hole.store, call_out)
        assert ended.told == (1 if reached else 0)
        sentences[reached] = spaced(call_out_live.detail(ended))
    assert sentences == {
        False: "Terminé jeudi 26 novembre à 17 h.",
        True: "Terminé jeudi 26 novembre à 17 h. Ceux qui attendaient encore sont prévenus.",
    }


def test_call_backs_are_offered_at_hours_to_come_outside_quiet_hours() -> None:
    """On Thursday at 17:00: this evening, tomorrow at noon; on Saturday evening Sunday is skipped."""
    quiet = [QuietHours()]
    thursday = call_out_live.call_back_times(THURSDAY, quiet)
    assert [spaced(call_out_live.call_back_label(at, THURSDAY)) for at in thursday] == [
        "Rappeler à 18 h",
        "Rappeler demain à 12 h 30",
    ]
    saturday = datetime(2026, 11, 28, 18, tzinfo=UTC)
    monday = call_out_live.call_back_times(saturday, quiet)
    assert {at.astimezone(UTC).date() for at in monday} == {datetime(2026, 11, 30, tzinfo=UTC).date()}


def introduced(hole: Hole, **changes: object) -> str:
    person = replace(hole.team["Loig"], **changes)  # type: ignore[arg-type]
    change_people(COORDINATOR, hole.store, [(person, 1)])
    plan = rank_for(COORDINATOR, hole.store, hole.seats)
    return call_out_plan.introduce(plan.people[person.id], plan.library, {"56007": "Auray"})


def test_people_are_introduced_as_spoken(tmp_path: Path) -> None:
    """« Loig F., infirmier, Auray »."""
    assert introduced(a_hole(tmp_path), civilite="M") == "Loig F., infirmier, Auray"
