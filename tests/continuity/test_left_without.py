"""Who is left without care: each rule by an example, then everything against an independent reckoning."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.carer import CarerId, practice_carer
from app.continuity.category import Dependence, Frequency
from app.continuity.finding import Reason, State
from app.continuity.left_without import Load, Outcome, Slice, who_is_left, who_takes
from app.continuity.need import NeedId
from app.continuity.situation import OutageKind, Situation
from app.continuity.territory import Territory
from app.core.ids import PracticeId
from app.scheduling.travel import Road
from tests.continuity.engine_builders import (
    CATEGORIES,
    FAR,
    LEFT_BANK,
    MIDDLE,
    RIGHT_BANK,
    a_category,
    a_need,
    a_practice,
    a_remote,
    a_site,
    a_territory,
    bridge,
    closed,
    cut,
    failing,
    hour,
    shipped_categories,
    shipped_roads,
)
from tests.continuity.oracle import faults


def states(outcome: Outcome) -> list[State]:
    return [one.state for one in outcome.findings]


def carers(outcome: Outcome) -> list[str | None]:
    return [None if one.carer is None else one.carer.partition(":")[2] for one in outcome.findings]


def test_nothing_failing_touches_nobody() -> None:
    """An ordinary day leaves every need where it is."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing())
    assert states(outcome) == [State.NOT_TOUCHED]
    assert outcome.sentence == "Aucun besoin n’est touché."


def test_a_closed_practice_is_relayed_by_its_neighbour() -> None:
    """Care stops when the practice closes; the limit runs from there; the neighbour goes, eight minutes away."""
    outcome = who_is_left([a_need()], a_territory(a_practice(), a_practice("b", LEFT_BANK)), failing(closed(first=3)))
    (found,) = outcome.findings
    assert (found.state, found.carer, found.minutes, found.due_at) == (
        State.RELAYED, practice_carer(PracticeId("b")), 8.0, hour(15),
    )  # fmt: skip
    assert outcome.by_carer() == {found.carer: Load(1, 2)}


def test_a_closure_shorter_than_the_limit_can_wait() -> None:
    """Twelve hours closed against a limit of twelve: the next visit is in time, nobody else needs to go."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=0, last=12)))
    assert (states(outcome), outcome.findings[0].waits, outcome.exceeded) == ([State.KEPT], True, 0)
    longer = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=0, last=13)))
    assert states(longer) == [State.UNCOVERED]


def test_closures_that_touch_are_one() -> None:
    """A practice that says « fermé » day after day is closed throughout: each day alone would have waited."""
    days = (closed(first=0, last=12), closed(first=12, last=24))
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(*days))
    assert (states(outcome), outcome.first_due) == ([State.UNCOVERED], hour(12))


def test_care_stopped_before_the_window_counts_from_then() -> None:
    """Closed since six hours: six remain."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=-6)))
    assert outcome.first_due == hour(6)


def test_what_ended_before_the_window_is_over() -> None:
    """A closure of yesterday touches nobody today, however long it was."""
    outcome = who_is_left([a_need()], a_territory(a_practice()), failing(closed(first=-40, last=0)))
    assert states(outcome) == [State.NOT_TOUCHED]


def test_the_own_limit_of_a_need_wins_over_its_category() -> None:
    """A need that says six hours is due after six."""
    outcome = who_is_left([a_need(max_interruption_hours=6)], a_territory(), failing(closed()))
    assert outcome.first_due == hour(6)


def test_a_need_that_ended_is_not_computed_and_an_unknown_category_is_told() -> None:
    """Expired: not touched. A category that left the table: counted apart and said in the sentence."""
    needs = [a_need(1, expires_at=hour(0)), a_need(2, category="XXX"), a_need(3)]
    outcome = who_is_left(needs, a_territory(), failing(closed()))
    assert (states(outcome), outcome.unknown) == ([State.NOT_TOUCHED, State.UNCOVERED], 1)
    assert outcome.sentence.endswith("Catégorie absente de la table, non calculé\u00a0: 1 besoin.")


@pytest.mark.parametrize(
    ("carer", "what", "reason"),
    [
        (a_practice("b", professions=frozenset({"medecin"})), (), Reason.NOBODY),
        (a_practice("b", FAR), (), Reason.OUT_OF_REACH),
        (a_practice("b", LEFT_BANK), (cut(OutageKind.ROAD, roads=bridge(LEFT_BANK, MIDDLE)),), Reason.ROAD),
        (a_practice("b", LEFT_BANK), (closed("b", 20),), Reason.CLOSED),
        (a_practice("b", LEFT_BANK, capacity=0), (), Reason.FULL),
    ],
)  # fmt: skip
def test_the_reason_is_the_step_that_leaves_nobody(carer, what, reason) -> None:  # type: ignore[no-untyped-def]
    """Nobody does it, nobody near, the road, closed later the same night, full: each is told as what it is."""
    outcome = who_is_left([a_need()], a_territory(a_practice(), carer), failing(closed(), *what))
    assert [(gap.reason, gap.count, gap.call) for gap in outcome.gaps] == [(reason, 1, outcome.gaps[0].call)]
    assert outcome.findings[0].reason is reason
    assert outcome.gaps[0].call == (() if reason is Reason.NOBODY else (carer.id,))


def test_a_limit_of_no_hours_is_held_from_the_same_commune_only() -> None:
    """Ventilated, the practice closing now: eight minutes are too many; announced an hour before, they are not."""
    need, near = a_need(max_interruption_hours=0), a_practice("b", LEFT_BANK)
    assert who_is_left([need], a_territory(near), failing(closed())).gaps[0].reason is Reason.TOO_LATE
    assert who_is_left([need], a_territory(replace(near, commune=MIDDLE)), failing(closed())).relayed == 1
    assert who_is_left([need], a_territory(near), failing(closed(first=1))).relayed == 1


def test_who_refused_is_not_asked_again() -> None:
    """The next one takes it; when everyone refused, that is the reason."""
    territory = a_territory(a_practice(), a_practice("b"), a_practice("c", LEFT_BANK))
    b, c = practice_carer(PracticeId("b")), practice_carer(PracticeId("c"))
    ask = failing(closed())
    assert carers(who_is_left([a_need()], territory, ask)) == ["b"]
    assert carers(who_is_left([a_need()], territory, ask, refused={NeedId("n1"): {b}})) == ["c"]
    refused = who_is_left([a_need()], territory, ask, refused={NeedId("n1"): frozenset({b, c})})
    assert refused.findings[0].reason is Reason.REFUSED


def test_preferences_in_their_order() -> None:
    """Who already has it, the first relay written, the second, the paired practice, the nearest."""
    near, paired = a_practice("near"), a_practice("paired", LEFT_BANK, pairs=frozenset({PracticeId("a")}))
    first, second = a_practice("first", RIGHT_BANK), a_practice("second")
    has = a_practice("has", LEFT_BANK)
    need = a_need(relays=(PracticeId("first"), PracticeId("second")))
    left = [near, paired, second, first, has]
    chosen = []
    while left:
        outcome = who_is_left([need], a_territory(*left), failing(closed()), taken={need.id: has.id})
        chosen += [one.carer for one in outcome.findings]
        left = [one for one in left if one.id != chosen[-1]]
    assert chosen == [has.id, first.id, second.id, paired.id, near.id]


def test_one_carer_for_one_patient() -> None:
    """Two needs of one patient go to the one who can take both, even a little further; two patients to the nearest each."""
    territory = a_territory(a_practice("near", capacity=1), a_practice("other", LEFT_BANK))
    same = [a_need(1), a_need(2, pseudonym="P-0001")]
    assert carers(who_is_left(same, territory, failing(closed()))) == ["other", "other"]
    assert sorted(carers(who_is_left([a_need(1), a_need(2)], territory, failing(closed()))), key=str) == [
        "near",
        "other",
    ]


def test_loads_even_out_at_the_same_distance() -> None:
    """Four needs between two practices of four places: two each."""
    territory = a_territory(a_practice("b", capacity=4), a_practice("c", capacity=4))
    outcome = who_is_left([a_need(number) for number in range(4)], territory, failing(closed()))
    assert sorted(load.taken for load in outcome.by_carer().values()) == [2, 2]


def test_the_most_severe_then_the_first_due_are_served() -> None:
    """With one place for three needs, the severe one due last passes before the harmless due first."""
    milder = a_category("PLAIE", severity=3, max_interruption_hours=4)
    territory = a_territory(a_practice("b", capacity=1), categories={**CATEGORIES, "PLAIE": milder})
    needs = [a_need(1, category="PLAIE"), a_need(2), a_need(3, max_interruption_hours=11)]
    outcome = who_is_left(needs, territory, failing(closed()))
    assert states(outcome) == [State.UNCOVERED, State.UNCOVERED, State.RELAYED]
    assert outcome.first_due == hour(4)


def test_nobody_urgent_is_left_out_to_serve_two_others_and_as_many_as_can_be_are() -> None:
    """The urgent need moves to whoever only it can go to, so that another is served as well."""
    territory = a_territory(
        a_practice("b", LEFT_BANK, capacity=1), a_practice("c", RIGHT_BANK, capacity=1, radius_minutes=8)
    )
    needs = [a_need(1, commune=MIDDLE), a_need(2, commune=LEFT_BANK)]
    outcome = who_is_left(needs, territory, failing(closed()))
    assert carers(outcome) == ["c", "b"]


def test_a_practice_short_of_people_keeps_its_most_urgent_needs() -> None:
    """Half of the two away, five needs, one place more: three kept, the most urgent; two go elsewhere or stay uncovered."""
    milder = a_category("PLAIE", severity=3)
    territory = a_territory(
        a_practice("a", capacity=1), a_practice("b", capacity=1), categories={**CATEGORIES, "PLAIE": milder}
    )
    needs = [a_need(1, category="PLAIE"), a_need(2), a_need(3), a_need(4, category="PLAIE"), a_need(5)]
    outcome = who_is_left(needs, territory, failing(closed(share=Fraction(1, 2))))
    assert carers(outcome) == ["b", "a", "a", None, "a"]
    assert states(outcome) == [State.RELAYED, State.KEPT, State.KEPT, State.UNCOVERED, State.KEPT]
    assert outcome.capacities[practice_carer(PracticeId("a"))] == 0


def test_two_members_away_at_once_are_two_absences() -> None:
    """Shares add up where they overlap: two halves away close the practice for that while only."""
    half = Fraction(1, 2)
    outcome = who_is_left(
        [a_need(1), a_need(2)], a_territory(), failing(closed(share=half), closed(first=3, share=half))
    )
    assert (states(outcome), outcome.first_due) == ([State.UNCOVERED, State.UNCOVERED], hour(12))


def test_oxygen_and_a_power_cut_of_nine_hours() -> None:
    """DOMAIN § 7: 11 on oxygen, 5 with 4 h left, 9 h without power: exactly those 5 are due, after 4 hours."""
    with open("data/demo/besoins_redon_canicule_demo.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["categorie"] == "O2"]
    needs = [
        a_need(
            rank, category="O2", commune=row["commune_insee"], autonomy_hours=int(row["autonomie_h"]), power=True,
            oxygen=True, frequency=Frequency.WEEKLY,
        )
        for rank, row in enumerate(rows)
    ]  # fmt: skip
    territory = Territory(shipped_categories(), (), shipped_roads())
    communes = frozenset(need.commune for need in needs)
    outcome = who_is_left(needs, territory, failing(cut(OutageKind.POWER, 0, 9, communes=communes)))
    due = [need.autonomy_hours for need, found in zip(needs, outcome.findings, strict=True) if found.exceeded]
    assert (len(needs), due, outcome.first_due) == (11, [4] * 5, hour(4))
    assert (outcome.touched, outcome.uncovered) == (5, 5)


def test_a_visit_holds_a_power_cut_when_the_category_has_carers() -> None:
    """The practice itself, up, can go to its own patient on oxygen, and comes before others."""
    need = a_need(category="O2", power=True, autonomy_hours=4)
    territory = a_territory(a_practice("a", RIGHT_BANK), a_practice("b"))
    outcome = who_is_left([need], territory, failing(cut(OutageKind.POWER, 0, 9, communes=frozenset({MIDDLE}))))
    assert (states(outcome), carers(outcome)) == ([State.RELAYED], ["a"])


def test_power_without_autonomy_told_uses_the_limit() -> None:
    """Autonomy not said: the category's limit (4 h); nothing to plug in: a power cut touches nobody."""
    ask = failing(cut(OutageKind.POWER, 0, 9, communes=frozenset({MIDDLE})))
    assert who_is_left([a_need(category="O2")], a_territory(), ask).first_due == hour(4)
    assert states(who_is_left([a_need()], a_territory(), ask)) == [State.NOT_TOUCHED]


def test_the_supplier_fails() -> None:
    """Autonomy caps the limit; only those who hang on that supplier, or don't say on which."""
    needs = [
        a_need(1, category="O2", autonomy_hours=2, site="s1"), a_need(2, category="O2", site="s2"),
        a_need(3, oxygen=True), a_need(4),
    ]  # fmt: skip
    outcome = who_is_left(needs, a_territory(), failing(cut(OutageKind.SUPPLIER, site="s1")))
    assert [one.due_at for one in outcome.findings] == [hour(2), None, hour(12), None]


def test_a_road_that_cuts_a_practice_off_from_its_patients() -> None:
    """Sides matter, not habits (S4): the practice across the river can't come, the one on the same side can."""
    own, same_side = a_practice("a", LEFT_BANK), a_practice("b", RIGHT_BANK)
    flood = failing(cut(OutageKind.ROAD, 5, roads=bridge(MIDDLE, LEFT_BANK)))
    outcome = who_is_left([a_need(1), a_need(2, commune=LEFT_BANK)], a_territory(own, same_side), flood)
    assert (states(outcome), carers(outcome)) == ([State.RELAYED, State.NOT_TOUCHED], ["b", None])
    assert outcome.findings[0].due_at == hour(17)


def test_a_detour_within_what_the_practice_accepts_changes_nothing() -> None:
    """Sixteen minutes instead of eight, twenty accepted."""
    territory = a_territory(a_practice("a", LEFT_BANK))
    around = replace(
        territory, roads=(*territory.roads, Road(LEFT_BANK, MIDDLE + "x", 8), Road(MIDDLE + "x", MIDDLE, 8))
    )
    flood = failing(cut(OutageKind.ROAD, roads=bridge(MIDDLE, LEFT_BANK)))
    assert states(who_is_left([a_need()], around, flood)) == [State.NOT_TOUCHED]


def test_a_dialysis_centre_that_stops_is_relayed_by_another_centre_only() -> None:
    """Needs that don't say where are met at the nearest centre; a nurse is no relay; the other centre has two places."""
    needs = [a_need(number, category="DIAL") for number in range(3)]
    territory = a_territory(a_practice("b", capacity=9), a_site("near"), a_site("other", FAR))
    outcome = who_is_left(needs, territory, failing(cut(OutageKind.SITE, site="near"), hours=72))
    assert (outcome.relayed, outcome.uncovered, outcome.first_due) == (2, 1, hour(48))
    assert set(outcome.by_carer()) == {CarerId("site:other")}
    assert outcome.gaps[0].reason is Reason.FULL


def test_dialysis_goes_on_when_the_practice_that_wrote_it_closes() -> None:
    """What only a site gives does not stop with a practice; without any site known, it does."""
    need = a_need(category="DIAL", max_interruption_hours=1)
    assert states(who_is_left([need], a_territory(a_site("near")), failing(closed()))) == [State.NOT_TOUCHED]
    assert states(who_is_left([need], a_territory(), failing(closed()))) == [State.UNCOVERED]


def test_a_visit_does_not_replace_a_centre_without_power() -> None:
    """Power fails where the centre is, not at home: nobody else dialyses, and that is the reason."""
    territory = a_territory(a_practice("b"), a_site("near", LEFT_BANK))
    need = a_need(category="DIAL", max_interruption_hours=4)
    at_home = failing(cut(OutageKind.POWER, communes=frozenset({MIDDLE})))
    there = failing(cut(OutageKind.POWER, communes=frozenset({LEFT_BANK})))
    assert who_is_left([need], territory, at_home).touched == 0
    assert who_is_left([need], territory, there).touched == 1


def test_medicine_that_lacks_is_not_brought_by_a_visit() -> None:
    """Insulin out of stock: no nurse replaces it. A substitute treatment: the physician or the pharmacist does."""
    ask = failing(cut(OutageKind.MEDICINE, categories=frozenset({"INS", "TSO"})))
    carers_there = (a_practice("b"), a_practice("gp", professions=frozenset({"medecin"})))
    outcome = who_is_left([a_need(1), a_need(2, category="TSO")], a_territory(*carers_there), ask)
    assert [(one.state, one.reason) for one in outcome.findings] == [
        (State.UNCOVERED, Reason.DEPENDS), (State.RELAYED, None),
    ]  # fmt: skip


def test_who_replaces_a_medicine_is_what_the_data_say() -> None:
    """The physician no longer does: nobody; a pharmacy does as long as the pharmacist does, and an establishment anyway."""
    ask = failing(cut(OutageKind.MEDICINE, categories=frozenset({"TSO"})))
    gp = a_practice("gp", professions=frozenset({"medecin"}))
    pharmacy = a_site("pharmacy", categories=frozenset({"TSO"}), professions=frozenset({"pharmacien"}))
    hospital = a_site("hospital", categories=frozenset({"TSO"}))
    for replacing, carer, state in (
        ({"medecin"}, gp, State.RELAYED),
        ({"pharmacien"}, gp, State.UNCOVERED),
        ({"pharmacien"}, pharmacy, State.RELAYED),
        ({"medecin"}, pharmacy, State.UNCOVERED),
        (set[str](), hospital, State.RELAYED),
    ):
        territory = replace(a_territory(carer), medicine_relays=frozenset(replacing))
        assert who_is_left([a_need(1, category="TSO")], territory, ask).findings[0].state is state


def test_a_remote_service_relays_without_travel_where_there_is_network() -> None:
    """It takes hearts to watch, not injections; not through a network cut at the patient's or at its own place."""
    needs = [a_need(1, category="IC"), a_need(2)]
    territory = a_territory(a_practice("a", professions=frozenset({"medecin"})), a_remote())
    outcome = who_is_left(needs, territory, failing(closed()))
    assert [(one.state, one.minutes) for one in outcome.findings] == [(State.RELAYED, None), (State.UNCOVERED, None)]
    for where in (MIDDLE, FAR):
        dark = failing(closed(), cut(OutageKind.NETWORK, communes=frozenset({where})))
        assert who_is_left(needs, territory, dark).findings[0].state is State.UNCOVERED


def test_a_remote_service_that_stops_leaves_those_it_watches() -> None:
    """A nurse's call holds meanwhile (DOMAIN § 4.2)."""
    ask = failing(cut(OutageKind.REMOTE, carer=a_remote().id))
    outcome = who_is_left([a_need(category="IC"), a_need(2)], a_territory(a_practice("a"), a_remote()), ask)
    assert (states(outcome), outcome.findings[0].carer) == (
        [State.RELAYED, State.NOT_TOUCHED], practice_carer(PracticeId("a")),
    )  # fmt: skip


def test_water_and_a_site_that_takes_its_practice_along() -> None:
    """Home dialysis stops without water; a practice in an establishment that is down is closed."""
    home = a_category("HDD", max_interruption_hours=5, depends_on=frozenset({Dependence.WATER}))
    territory = a_territory(a_practice("a", site="house"), categories={**CATEGORIES, "HDD": home})
    dry = failing(cut(OutageKind.WATER, 1, communes=frozenset({MIDDLE})))
    assert who_is_left([a_need(category="HDD"), a_need(2)], territory, dry).findings[0].due_at == hour(6)
    down = who_is_left([a_need()], territory, failing(cut(OutageKind.SITE, site="house")))
    assert states(down) == [State.UNCOVERED]


def test_hour_by_hour_and_by_slices_of_twelve() -> None:
    """Each uncovered need stands once, in the hour it becomes due; those due before stand in the first."""
    needs = [a_need(number, max_interruption_hours=limit) for number, limit in enumerate((2, 2, 14, 30, 3))]
    outcome = who_is_left(needs, a_territory(), failing(closed(first=-3)))
    assert outcome.by_slice(12) == (
        Slice(hour(0), 4, 4), Slice(hour(12), 0, 4), Slice(hour(24), 1, 5), Slice(hour(36), 0, 5),
    )  # fmt: skip
    hours = outcome.exceeded_by_hour()
    assert (len(hours), [one.due for one in hours][:12]) == (48, [3 + 0] + [0] * 10 + [1])


def test_slices_begin_at_the_hour_whenever_the_window_does() -> None:
    """« 3 h 31–15 h 31 » reads « 3 h–15 h »; nobody is due at another time, the last slice ends with the window."""
    asked = Situation(hour(0) + timedelta(minutes=31), hour(48) + timedelta(minutes=31), (closed(first=-3),), ())
    needs = [a_need(number, max_interruption_hours=limit) for number, limit in enumerate((2, 14, 15, 51, 51))]
    outcome = who_is_left(needs, a_territory(), asked)
    assert [one.due_at for one in outcome.findings] == [hour(limit - 3) for limit in (2, 14, 15, 51, 51)]
    assert outcome.by_slice(12) == (
        Slice(hour(0), 2, 2), Slice(hour(12), 1, 3), Slice(hour(24), 0, 3), Slice(hour(36), 2, 5),
    )  # fmt: skip
    hours = outcome.exceeded_by_hour()
    assert (len(hours), hours[-1]) == (49, Slice(hour(48), 2, 5))
    assert sum(one.due for one in hours) == outcome.uncovered == 5


def test_discharges_of_one_line_go_to_one_carer_where_that_can_be() -> None:
    """Six of one category and commune, four practices of six places: one is asked. Too many for one: no more than needed."""
    practices = [a_practice(name, capacity=6) for name in "abcd"]
    outcome = who_takes([a_need(n, practice="") for n in range(6)], a_territory(*practices), failing())
    assert (outcome.relayed, [load.taken for load in outcome.by_carer().values()]) == (6, [6])
    more = who_takes([a_need(n, practice="") for n in range(9)], a_territory(*practices), failing())
    assert (more.relayed, len(more.by_carer())) == (9, 2)
    full = who_takes([a_need(n, practice="") for n in range(26)], a_territory(*practices), failing())
    assert (full.relayed, full.uncovered, len(full.by_carer())) == (24, 2, 4)


def test_discharges_nobody_has_yet() -> None:
    """Twenty beds tonight: what the practices can take is taken, whoever they are, and the rest is told."""
    needs = [a_need(number, practice="") for number in range(3)]
    outcome = who_takes(needs, a_territory(a_practice("a", capacity=1), a_practice("b", capacity=1)), failing())
    assert (outcome.relayed, outcome.uncovered, outcome.gaps[0].reason) == (2, 1, Reason.FULL)
    shut = who_takes(needs, a_territory(a_practice("a"), a_practice("b")), failing(closed("b")))
    assert set(shut.by_carer()) == {practice_carer(PracticeId("a"))}


def test_the_order_of_what_comes_in_changes_nothing() -> None:
    """Carers, needs and failures in any order give the same findings."""
    needs, territory, situation = a_world(random.Random(7))
    outcome = who_is_left(needs, territory, situation)
    turned = replace(territory, carers=territory.carers[::-1], roads=territory.roads[::-1])
    around = replace(situation, absences=situation.absences[::-1], cuts=situation.cuts[::-1])
    again = who_is_left(needs[::-1], turned, around)
    assert again.findings[::-1] == outcome.findings
    assert again.gaps == outcome.gaps
    assert outcome.uncovered
    assert outcome.relayed


def a_world(chance: random.Random):  # type: ignore[no-untyped-def]
    """Practices, a few needs each, and several things failing at whole hours."""
    communes = (LEFT_BANK, MIDDLE, RIGHT_BANK, FAR)
    professions = ("infirmier", "infirmier", "medecin")
    practices = [
        a_practice(
            name, chance.choice(communes), capacity=chance.randint(0, 3), radius_minutes=chance.choice((8, 20, 60)),
            professions=frozenset({chance.choice(professions)}), needs_power=chance.random() < 0.2,
        )
        for name in "abcdef"
    ]  # fmt: skip
    needs = [
        a_need(
            number, chance.choice("abcdef"), category=chance.choice(("INS", "INS", "O2", "IC", "TSO")),
            commune=chance.choice(communes), max_interruption_hours=chance.choice((None, None, 0, 3, 30)),
            autonomy_hours=chance.choice((None, 2, 9)), power=chance.random() < 0.2, pseudonym=f"P-{number // 2:04d}",
        )
        for number in range(chance.randint(1, 14))
    ]  # fmt: skip
    what = [closed(chance.choice("abcdef"), *_span(chance)) for _ in range(chance.randint(0, 4))]
    kinds = chance.choices((OutageKind.POWER, OutageKind.NETWORK), k=chance.randint(0, 2))
    dark = [cut(kind, *_span(chance), communes=frozenset(chance.sample(communes, 2))) for kind in kinds]
    pairs = chance.sample(((LEFT_BANK, MIDDLE), (MIDDLE, RIGHT_BANK), (RIGHT_BANK, FAR)), chance.randint(0, 2))
    flood = [cut(OutageKind.ROAD, *_span(chance), roads=bridge(*pair)) for pair in pairs]
    remote = [a_remote("r", chance.choice(communes), capacity=2, needs_network=False)]
    return needs, a_territory(*practices, *remote), failing(*what, *dark, *flood, hours=chance.choice((12, 48)))


def _span(chance: random.Random) -> tuple[float, float | None]:
    first = chance.randint(-20, 30)
    return first, chance.choice((None, first + chance.randint(1, 40)))


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_every_relay_is_eligible_and_no_more_could_be_relayed(chance: random.Random) -> None:
    """Against the hours walked one by one: same limits, same maximum, every relay able, near, up and in time."""
    needs, territory, situation = a_world(chance)
    outcome = who_is_left(needs, territory, situation)
    assert faults(needs, territory, situation, outcome) == []


def test_the_independent_reckoning_sees_a_wrong_relay() -> None:
    """A check that can't fail proves nothing: a relay out of reach, one too many and one too few are each seen."""
    needs = [a_need(1), a_need(2), a_need(3)]
    territory = a_territory(a_practice("a"), a_practice("b"), a_practice("far", FAR))
    situation = failing(closed())
    outcome = who_is_left(needs, territory, situation)
    assert faults(needs, territory, situation, outcome) == []
    far, b = practice_carer(PracticeId("far")), practice_carer(PracticeId("b"))
    found = list(outcome.findings)
    left = next(rank for rank, one in enumerate(found) if one.state is State.UNCOVERED)
    for mistake in (
        replace(found[left], state=State.RELAYED, carer=far),
        replace(found[left], state=State.RELAYED, carer=b),
        replace(found[left], due_at=hour(1)),
        replace(found[left], state=State.NOT_TOUCHED),
    ):
        wrong = [mistake if rank == left else one for rank, one in enumerate(found)]
        assert faults(needs, territory, situation, replace(outcome, findings=tuple(wrong)))
    relayed = next(rank for rank, one in enumerate(found) if one.state is State.RELAYED)
    fewer = [
        replace(one, state=State.UNCOVERED, carer=None) if rank == relayed else one for rank, one in enumerate(found)
    ]
    assert faults(needs, territory, situation, replace(outcome, findings=tuple(fewer)))


def test_a_relay_may_be_closed_before_or_after() -> None:
    """Up over the interruption is enough: closed earlier today or after it ends does not matter."""
    around = (closed("b", -5, 1), closed("b", 40, None))
    outcome = who_is_left([a_need()], a_territory(a_practice("b")), failing(closed(first=1, last=30), *around))
    assert outcome.relayed == 1
    assert outcome.first_due is None
    assert outcome.findings[0].due_at == hour(1) + timedelta(hours=12)


def test_what_a_short_practice_takes_on_for_itself_is_not_offered_to_others() -> None:
    """Four places, one used for its own second need; of the three left, half the people offer one."""
    territory = a_territory(a_practice("a", capacity=4))
    outcome = who_is_left([a_need(1), a_need(2)], territory, failing(closed(share=Fraction(1, 2))))
    assert (outcome.kept, outcome.capacities[practice_carer(PracticeId("a"))]) == (2, 1)


def test_a_detour_longer_than_the_practice_accepts_stops_its_care() -> None:
    """Forty minutes round instead of eight, twenty accepted: a road remains, and nobody comes by it."""
    territory = a_territory(a_practice("a", LEFT_BANK))
    around = replace(territory, roads=(*territory.roads, Road(LEFT_BANK, "x", 20), Road("x", MIDDLE, 20)))
    flood = failing(cut(OutageKind.ROAD, roads=bridge(MIDDLE, LEFT_BANK)))
    assert states(who_is_left([a_need()], around, flood)) == [State.UNCOVERED]


def test_a_limit_that_runs_since_before_the_window_gives_no_more_time_to_travel() -> None:
    """Ventilated, closed since an hour: eight minutes were too many then, and still are."""
    need = a_need(max_interruption_hours=0)
    outcome = who_is_left([need], a_territory(a_practice("b", LEFT_BANK)), failing(closed(first=-1)))
    assert outcome.findings[0].reason is Reason.TOO_LATE


def test_a_relay_must_be_up_from_the_start_of_the_window_not_before() -> None:
    """Closed yesterday and open again when the window begins: it relays; closed half an hour into it: it does not."""
    needs, territory = [a_need()], a_territory(a_practice("b"))
    assert who_is_left(needs, territory, failing(closed(first=-6), closed("b", -6, 0))).relayed == 1
    late = who_is_left(needs, territory, failing(closed(first=-6), closed("b", -6, 0.5)))
    assert late.findings[0].reason is Reason.CLOSED
