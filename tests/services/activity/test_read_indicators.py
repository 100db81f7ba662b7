"""Tests of app/services/activity/read_indicators.py: the figures of a week, counted again by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.activity.doses import DoseCount, Lot
from app.core.clock import paris_date
from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.drills.drill import LineName, Point
from app.indicators.denominators import Basis, Denominators
from app.indicators.measures import Trend
from app.indicators.periods import month_of, quarter_of, week_of
from app.services.activity.read_indicators import IndicatorsView, read_indicators
from app.services.activity.record_attendance import Noted, record_attendance
from app.services.activity.set_denominators import set_denominators
from app.services.continuity.propose_relays import propose_relays
from app.services.laboratory.run_drill import Ran
from app.services.laboratory.save_run import save_run
from app.services.plans.edit_plan import start_plan
from app.services.plans.read_plan import read_plan
from app.services.plans.validate_plan import validate_plan
from app.store import doses, hand_overs
from app.store.doses import KeptLot, SessionCount
from tests.builders import COORDINATOR, MONDAY, READER
from tests.services.a_drill import a_folder, a_trial, run_composition
from tests.services.a_month import AFTER, WEEK, Month, a_month
from tests.services.a_relay import a_relay
from tests.services.activity.test_read_vacations import _row
from tests.services.an_event import played

LOT = Lot("covid_19_saison", "L1", date(2027, 1, 31), date(2026, 11, 27), 20, 6)


def _view(month: Month) -> IndicatorsView:
    return read_indicators(COORDINATOR, month.store, WEEK)


def _said(view: IndicatorsView, *codes: str) -> list[str]:
    return [view.indicator(code).spoken.replace("\xa0", " ") for code in codes]


def _counted(month: Month, *injected: int) -> None:
    """Injections of the first sessions, all of them of the first public."""
    with month.store.transaction() as conn:
        doses.add_lot(conn, KeptLot("lot", month.centre, LOT))
        for session, count in zip(month.sessions, injected, strict=False):
            line = DoseCount(lot=LOT, day=session.day, received=count, vials_opened=count // 6, injected=count)
            doses.write_count(conn, SessionCount(session.id, "lot", line), AFTER, "t")
            doses.write_groups(conn, session.id, {"seniors": count}, AFTER, "t")


def test_a_week_before_anything_is_closed(tmp_path: Path) -> None:
    """The rota is known, attendance is not: said so, never 0."""
    view = _view(a_month(tmp_path))
    assert _said(view, "taking_part", "on_the_rota", "no_shows", "hours", "injections", "fees") == [
        "aucune séance émargée", "100 %", "aucune séance émargée", "aucune séance émargée", "aucune dose comptée",
        "aucune vacation",
    ]  # fmt: skip


def test_the_figures_of_a_closed_week(tmp_path: Path) -> None:
    """Two sessions of five people, Denez absent once (1 of 14 expected, partners included), 36 h, 5 of 5 took part, 84 of 96 doses."""
    month = a_month(tmp_path)
    record_attendance(COORDINATOR, month.store, month.sessions[0].id, {_row(month, "Denez"): Noted(absent=True)})
    month.close()
    _counted(month, 48, 36)
    view = _view(month)
    assert _said(
        view, "taking_part", "on_the_rota", "no_shows", "hours", "injections", "injections_target", "daily_pace", "fees"
    ) == ["100 %", "100 %", "7 %", "36 h", "84", "87 %", "84", "2 380,00 €".replace(" ", "\u202f", 1)]  # fmt: skip
    week = view.weeks[0]
    assert (week.monday, week.injected, week.target, week.planned_lines) == (MONDAY, 84, 96, 2)
    assert [(one.group, one.took_part, one.on_the_rota, one.people) for one in view.by_profession] == [
        ("infirmier", 4, 4, 4), ("medecin", 1, 1, 1),
    ]  # fmt: skip
    assert [(one.group, one.took_part, one.people) for one in view.by_commune] == [("56007", 5, 5)]


def test_a_session_of_an_exercise_is_in_no_figure(tmp_path: Path) -> None:
    """Opened to train: neither its seats, its sheet, its doses, by public or not, nor what its people would be paid count."""
    month = a_month(tmp_path)
    month.close()
    _counted(month, 48, 36)
    before = _view(month)
    played(month.store, month.sessions[0].id)
    view = _view(month)
    assert len(view.counting.facts.sessions) == len(before.counting.facts.sessions) - 1
    assert _said(view, "injections", "fees") == ["36", "1 300,00 €".replace(" ", "\u202f", 1)]
    assert view.counting.facts.by_group == {(month.sessions[1].id, "seniors"): 36}
    assert month.sessions[0].id not in {one.session_id for one in view.counting.facts.seats}


def test_the_denominator_is_chosen_and_typed(tmp_path: Path) -> None:
    """Over the table of 362: 5 of 362, then 5 of 100 nurses and 285 others; a population turns doses into a rate."""
    month = a_month(tmp_path)
    month.close()
    _counted(month, 48, 36)
    set_denominators(COORDINATOR, month.store, Denominators(Basis.TABLE, {}, {"seniors": 840}), 0)
    view = _view(month)
    assert view.indicator("taking_part").now.denominator == 362
    assert _said(view, "taking_part", "people_vaccinated") == ["1 %", "10 %"]
    with pytest.raises(StaleRevision):
        set_denominators(COORDINATOR, month.store, Denominators(), 0)
    set_denominators(COORDINATOR, month.store, Denominators(Basis.TABLE, {"infirmier": 100}), view.revision)
    assert _view(month).indicator("taking_part").now.denominator == 362 - 94 + 100
    with pytest.raises(InvalidInput):
        set_denominators(COORDINATOR, month.store, Denominators(groups={"seniors": -1}), 2)


def test_trends_compare_with_the_period_before(tmp_path: Path) -> None:
    """Injections this week against none the week before are not compared; the week after, with 84 before, they are."""
    month = a_month(tmp_path)
    month.close()
    _counted(month, 48, 36)
    assert _view(month).indicator("injections").trend is Trend.UNKNOWN
    after = read_indicators(COORDINATOR, month.store, week_of(date(2026, 12, 7)))
    assert after.indicator("injections").spoken_before == "84"
    assert _view(month).indicator("communications").trend is Trend.FLAT


def test_the_current_quarter_is_read_by_default(tmp_path: Path) -> None:
    """At the very end of December in Paris, while it is already the new year nowhere else: the fourth quarter."""
    month = a_month(tmp_path).at(datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    assert read_indicators(COORDINATOR, month.store).period == quarter_of(date(2026, 12, 31))
    later = month.at(datetime(2026, 12, 31, 23, tzinfo=UTC))
    assert read_indicators(COORDINATOR, later.store).period == quarter_of(date(2027, 1, 1))


def test_the_last_trial_kept_in_the_period_says_what_the_plan_covers(tmp_path: Path) -> None:
    """Nothing kept: said in words; two kept: the figures of the later one, with the plan, from T0 on; next month: none again."""
    store = a_folder(tmp_path)
    this, after = month_of(paris_date(store.now())), month_of(paris_date(store.now()) + timedelta(days=40))
    none = read_indicators(COORDINATOR, store, this).indicator("coverage")
    assert (none.value, none.spoken) == (None, "aucun essai gardé")
    alone = run_composition(store, a_trial(plan=()))
    helped = run_composition(store, a_trial())
    for ran in (alone, helped):
        save_run(COORDINATOR, store, ran, "Essai")
    points = next(one for one in helped.drill.lines if one.name is LineName.PLAN).points[helped.drill.t0_rank :]
    found = read_indicators(COORDINATOR, store, this).indicator("coverage").now
    assert (found.numerator, found.denominator) == (
        sum(one.served for one in points),
        sum(one.demand for one in points),
    )
    assert sum(one.served for one in points) > sum(one.served for one in _shocked(alone))
    assert read_indicators(COORDINATOR, store, after).indicator("coverage").value is None


def _shocked(ran: Ran) -> Sequence[Point]:
    return next(one for one in ran.drill.lines if one.name is LineName.SHOCK).points[ran.drill.t0_rank :]


def test_readers_read_but_do_not_choose(tmp_path: Path) -> None:
    """Figures are for everyone inside; denominators for the coordination."""
    month = a_month(tmp_path)
    assert read_indicators(READER, month.store).indicators
    with pytest.raises(NotAllowed):
        set_denominators(READER, month.store, Denominators(), 0)


def test_the_typologies_of_the_plan_in_force_are_counted_from_the_day_it_is_validated(tmp_path: Path) -> None:
    """A plan begun complete and validated on 26 November: five typologies for November, none said for October."""
    month = a_month(tmp_path)
    start_plan(COORDINATOR, month.store)
    draft = read_plan(COORDINATOR, month.store)
    assert draft is not None
    assert read_indicators(COORDINATOR, month.store, month_of(MONDAY)).indicator("plans").spoken == "aucun plan validé"
    number, revision = draft.version.number, draft.version.revision
    validate_plan(
        COORDINATOR,
        month.store,
        number,
        revision,
        name="Anne Fictive",
        quality="médecin référente",
        reserve="à compléter",
    )
    after = read_indicators(COORDINATOR, month.store, month_of(paris_date(month.store.now()))).indicator("plans")
    assert (after.value, after.now.bound) == (5, "plan version 1")
    before = read_indicators(COORDINATOR, month.store, month_of(paris_date(month.store.now() - timedelta(days=40))))
    assert before.indicator("plans").spoken == "aucun plan validé"


def test_relays_asked_in_a_period_are_counted_once_a_need_and_masked_when_few(tmp_path: Path) -> None:
    """Eleven needs asked, six visited; two visited only, and nothing is told."""
    for visited, expected in ((6, (6, 11)), (2, (None, None))):
        relay = a_relay(tmp_path / str(visited), needs=11, room=11)
        propose_relays(COORDINATOR, relay.store)
        with relay.store.transaction() as conn:
            for one in hand_overs.running(conn)[:visited]:
                hand_overs.update(conn, replace(one, first_visit_at=relay.clock(), revision=one.revision + 1))
        found = read_indicators(COORDINATOR, relay.store).indicator("relayed").now
        assert (found.numerator, found.denominator) == expected
