"""The map of coverage: what each half-day says before and after a shock, who reads names and small numbers, what is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed
from app.drills.composition import Composition
from app.drills.coverage import LossClass
from app.services.coverage import coverage_words as words
from app.services.coverage.coverage_answers import Standing
from app.services.coverage.coverage_names import NameKind
from app.services.coverage.coverage_stage import Asked, Moment
from app.services.coverage.read_bad_days import read_bad_days
from app.services.coverage.read_coverage import read_coverage, read_losses
from app.services.coverage.read_crossings import read_crossings
from app.services.coverage.read_reinforcements import CentreQuestion, read_best_places, read_reinforcements
from app.store import journal, laboratory_runs
from app.store.laboratory_runs import LaboratoryRun
from tests.builders import COORDINATOR
from tests.drills.a_world import T0, a_world
from tests.services.a_coverage import CUT, FLU, NO_DOSES, a_coverage, a_scenario, estimated

READER = Actor("lecture", "Lecture", Role.READING)
VOLUNTEER = Actor("pro", "Pro", Role.PROFESSIONAL)
MORNING = Asked("2026-11-26-morning")


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_half_day_says_what_is_short_where_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty nurse units for fifty; the pharmacy and the centre stand alone: vaccination and dispensing hang on what they have."""
    view = read_coverage(COORDINATOR, a_coverage(tmp_path, monkeypatch), MORNING)
    assert view.totals == replace(view.totals, asked=67, unmet=0, share=1.0)
    assert {one.name: one.standing for one in view.communes} == {
        "Commune A": Standing.COVERED,
        "Commune B": Standing.FRAGILE,
        "Commune C": Standing.COVERED,
        "Commune D": Standing.NOTHING,
        "Commune E": Standing.NOTHING,
    }
    assert plain(words.sentence(view)) == (
        "Jeudi 26 novembre, matin : chaque demande de soins a quelqu’un ; dans 1 commune, un besoin tient à un seul."
    )
    assert [plain(words.hanging_words(one)) for one in view.hanging] == [
        "pharmacie, Commune B : 1 besoin que personne d’autre ne peut servir"
    ]


def test_a_shock_is_laid_over_the_half_day_and_its_plan_over_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, after, with the plan: the gap of each is that of its own flow, and the sets sum to it."""
    store = a_coverage(tmp_path, monkeypatch)
    views = {
        moment: read_coverage(COORDINATOR, store, Asked(MORNING.slice, FLU, moment))
        for moment in (Moment.BEFORE, Moment.AFTER, Moment.PLAN)
    }
    assert [one.totals.unmet for one in views.values()] == [0, 24, 9]
    assert [one.is_exercise for one in views.values()] == [False, True, True]
    for view in views.values():
        assert sum(one.shortage or 0 for one in view.sets) == view.totals.unmet
        assert sum(cell.unmet or 0 for cell in view.cells.values()) == view.totals.unmet
    after = views[Moment.AFTER]
    assert plain(words.sentence(after)).startswith("Après « Grippe », jeudi 26 novembre, matin : 24 demandes")
    assert (
        plain(words.detail(after))
        == "Avant le choc : 0 demande sans personne sur 67, 100 % couvert. Le choc est supposé commencer avec la demi-journée présente."
    )
    assert after.before.unmet == 0


def test_what_the_address_asks_and_is_no_longer_there_falls_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A half-day gone by, a scenario removed, a plan that says nothing: what stands is shown, never an error."""
    store = a_coverage(tmp_path, monkeypatch, None, a_scenario(plan=()))
    view = read_coverage(COORDINATOR, store, Asked("2020-01-01-night", "parti", Moment.AFTER))
    assert view.asked == Asked("2026-11-26-afternoon", "", Moment.BEFORE)
    assert read_coverage(COORDINATOR, store, Asked("", FLU, Moment.PLAN)).asked.moment is Moment.AFTER


def test_a_saved_run_of_the_laboratory_is_a_shock_like_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was composed is laid over the half-day of now; a run that no longer reads is left out."""
    store = a_coverage(tmp_path, monkeypatch)
    composed = Composition(starts_at=T0, title="Pont", shocks=(CUT,)).model_dump_json()
    with store.transaction() as conn:
        for id, document in (("pont", composed), ("ancien", "{}")):
            laboratory_runs.add(
                conn,
                LaboratoryRun(
                    id=id,
                    title="Pont",
                    scenario="",
                    composition=document,
                    result="{}",
                    mark="",
                    run_at=T0,
                    actor_id="x",
                ),
            )
    view = read_coverage(COORDINATOR, store, Asked(MORNING.slice, "essai-pont", Moment.AFTER))
    assert [one.code for one in view.choices] == [FLU, "essai-pont"]
    assert [plain(words.shock_words(one)) for one in view.choices] == ["Grippe", "essai : Pont"]
    assert (view.totals.unmet, [one.id for one in view.cut]) == (10, ["B-C"])


def test_a_road_that_is_cut_stands_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The map draws it; the communes beyond lose whoever came over it."""
    store = a_coverage(tmp_path, monkeypatch, None, a_scenario(CUT))
    view = read_coverage(COORDINATOR, store, Asked(MORNING.slice, FLU, Moment.AFTER))
    assert [one.id for one in view.cut] == ["B-C"]
    assert "B-C" not in {one.id for one in view.roads}
    assert view.of("C") is not None
    assert view.totals.unmet == 10


def test_what_lacks_for_want_of_doses_is_counted_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No dose: ten injections have nobody whoever comes, in no deficient set, and their communes are short."""
    store = a_coverage(tmp_path, monkeypatch, None, a_scenario(NO_DOSES))
    view = read_coverage(COORDINATOR, store, Asked(MORNING.slice, FLU, Moment.AFTER))
    assert (view.withheld, view.totals.unmet, view.totals.asked) == (10, 10, 67)
    assert {place for (place, _skill), one in view.cells.items() if one.standing is Standing.SHORT} == {"A", "C"}
    assert "Dont 10 faute de doses" in plain(words.detail(view))


def test_who_does_not_run_drills_reads_no_name_and_no_small_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs drills reads them: they could have been read. A register's cells are words alone for the others."""
    store = a_coverage(tmp_path, monkeypatch)
    after = Asked(MORNING.slice, FLU, Moment.AFTER)
    assert "Prénom" in str(read_losses(COORDINATOR, store, MORNING).rows)
    told = read_losses(READER, store, MORNING)
    assert "NOM" not in "".join(row.said + row.shared for row in told.rows)
    assert "NOM" not in "".join(row.shared for row in read_losses(COORDINATOR, store, MORNING).rows)
    whole, view = read_coverage(COORDINATOR, store, after), read_coverage(READER, store, after)
    assert {one.unmet for one in whole.cells.values()} != {None}
    assert {(one.asked, one.unmet) for one in view.cells.values()} == {(None, None)}
    assert [one.standing for one in view.communes] == [one.standing for one in whole.communes]
    shared = read_coverage(COORDINATOR, store, after, shared=True)
    assert (shared.cells, shared.totals, shared.sets) == (view.cells, view.totals, view.sets)


def test_a_set_too_small_to_be_said_takes_the_totals_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole less the sets that are told would give it back: the whole is then a share rounded to 5 %."""
    world = a_world()
    few = replace(
        world,
        quantities={
            **world.quantities,
            **{one.id: (3, 3, 3) for one in world.ordinary.needs if one.skill == "dispensing"},
        },
        capacities={**world.capacities, "site:pharmacy": (0, 0, 0)},
    )
    store = a_coverage(tmp_path, monkeypatch, few)
    view = read_coverage(READER, store, MORNING)
    assert (view.sets, view.untold_sets) == ((), 1)
    assert (view.totals.asked, view.totals.unmet, view.totals.share) == (None, None, 0.95)
    assert "3" not in plain(words.sentence(view)).replace("26 novembre", "")
    assert read_coverage(COORDINATOR, store, MORNING).totals.unmet == 3
    assert all(row.loss is None or row.loss >= 5 or row.loss == 0 for row in read_losses(READER, store, MORNING).rows)


def test_estimates_speak_of_nobody_and_are_not_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates × population: everyone reads every number, still without a name."""
    store = a_coverage(tmp_path, monkeypatch, estimated(a_world()))
    view = read_coverage(READER, store, MORNING)
    assert view.cells["A", "nursing"].asked == 20
    assert not view.is_masked
    assert "NOM" not in str(read_losses(READER, store, MORNING).rows)


def test_losses_say_the_relay_of_each_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of B takes the pharmacy and the centre; the centre is relieved by nurses; six of ten units of a nurse are."""
    found = read_losses(COORDINATOR, a_coverage(tmp_path, monkeypatch), MORNING)
    rows = {row.said: (row.kind, row.loss, row.category) for row in found.rows}
    assert rows["Pharmacie fictive, Commune B"] == (NameKind.SITE, 7, LossClass.PARTLY)
    assert rows["électricité à Commune B"][0] is NameKind.THING
    assert rows["Prénom0 NOM, infirmière, Commune A"] == (NameKind.PERSON, 4, LossClass.PARTLY)
    losses = [row.loss or 0 for row in found.rows]
    assert losses == sorted(losses, reverse=True)


def test_bad_days_are_the_same_for_everyone_and_worse_with_more_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same question, same days; the share kept nine days out of ten falls when more are away; progress is told."""
    store = a_coverage(tmp_path, monkeypatch)
    told: list[tuple[int, int]] = []
    usual = read_bad_days(COORDINATOR, store, MORNING, tell=lambda done, of: told.append((done, of)))
    assert told[-1] == (1000, 1000)
    assert read_bad_days(READER, store, MORNING).days == usual.days
    assert usual.people == 6
    assert read_bad_days(COORDINATOR, store, MORNING, absence=60).nine_of_ten < usual.nine_of_ten
    with pytest.raises(InvalidInput, match="de 0 à 100"):
        read_bad_days(COORDINATOR, store, MORNING, absence=101)


def test_a_road_that_cuts_communes_off_is_told_with_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five communes in a row: the road that leaves most residents alone comes first."""
    found = read_crossings(READER, a_coverage(tmp_path, monkeypatch), MORNING)
    cut = {one.name: (one.communes, one.residents, one.category) for one in found.rows}
    assert cut["route Commune B – Commune C"] == (
        ("Commune C", "Commune D", "Commune E"), 2000, LossClass.PARTLY,
    )  # fmt: skip
    assert cut["Commune B"][2] is None
    assert found.roads == 4
    assert [one.residents for one in found.rows] == sorted((one.residents for one in found.rows), reverse=True)


def test_reinforcements_stop_where_nothing_is_gained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three nurses away of six: each volunteer serves more until nothing of theirs is missing."""
    store = a_coverage(tmp_path, monkeypatch)
    found = read_reinforcements(COORDINATOR, store, Asked(MORNING.slice, FLU, Moment.AFTER), 5)
    gains = [one.gain or 0 for one in found.calls]
    assert gains == sorted(gains, reverse=True)
    assert (found.missing, sum(gains), found.calls[-1].missing) == (24, 24, 0)
    assert {one.role for one in found.calls} == {"infirmière"}
    assert {one.known for one in found.calls} == {6}, "those who are away are of the roster too"
    assert all(1 <= one.near <= one.known for one in found.calls)
    assert read_reinforcements(COORDINATOR, store, MORNING).calls == ()
    with pytest.raises(InvalidInput, match="De 1 à 20"):
        read_reinforcements(COORDINATOR, store, MORNING, 21)


def test_the_best_place_of_a_centre_serves_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every commune is tried; a centre of nothing is refused."""
    store = a_coverage(tmp_path, monkeypatch)
    asked = Asked(MORNING.slice, FLU, Moment.AFTER)
    found = read_best_places(COORDINATOR, store, asked, CentreQuestion(("nursing",), 30, 60))
    assert found[0].gain == max(one.gain or 0 for one in found) > 0
    with pytest.raises(InvalidInput, match="au moins un soin"):
        read_best_places(COORDINATOR, store, asked, CentreQuestion((), 30, 60))


def test_reading_writes_nothing_and_a_professional_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drill works on a copy; pages of volunteers are elsewhere."""
    store = a_coverage(tmp_path, monkeypatch)
    with store.reading() as conn:
        before = journal.head(conn)
    read_coverage(READER, store, Asked(MORNING.slice, FLU, Moment.PLAN))
    read_losses(READER, store, MORNING)
    with store.reading() as conn:
        assert journal.head(conn) == before
    with pytest.raises(NotAllowed):
        read_coverage(VOLUNTEER, store, MORNING)


def test_the_world_is_read_again_when_what_it_reads_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept between questions, never past a change of the folder."""
    store, calls = a_coverage(tmp_path, monkeypatch), [0]
    mark = ["un"]

    def counted(*_given: object, **_named: object) -> object:
        calls[0] += 1
        return a_world()

    monkeypatch.setattr("app.services.coverage.coverage_stage.read_world", counted)
    monkeypatch.setattr("app.services.coverage.coverage_stage.world_mark", lambda *_given: mark[0])
    read_coverage(COORDINATOR, store, MORNING)
    read_losses(READER, store, MORNING)
    assert calls == [1]
    mark[0] = "deux"
    read_coverage(COORDINATOR, store, MORNING)
    assert calls == [2]


def test_at_night_fewer_care(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The capacity of each half-day is its own: the choice of a half-day is the axis of time."""
    store = a_coverage(tmp_path, monkeypatch)
    day, night = (read_coverage(COORDINATOR, store, Asked(f"2026-11-26-{part}")) for part in ("morning", "night"))
    assert (day.totals.asked, night.totals.asked) == (67, 13)
    assert day.slice.starts_at == T0
