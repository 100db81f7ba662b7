"""Who is left without care when power, network, water, a road, a supplier, a medicine, a site or a remote service fails."""

from __future__ import annotations

import csv
from dataclasses import replace

from app.continuity.carer import CarerId, practice_carer
from app.continuity.category import Dependence, Frequency
from app.continuity.finding import Reason, State
from app.continuity.left_without import who_is_left
from app.continuity.situation import OutageKind
from app.continuity.territory import Territory
from app.core.ids import PracticeId
from app.scheduling.travel import Road
from tests.continuity.an_outcome import carers, states
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


def test_a_detour_longer_than_the_practice_accepts_stops_its_care() -> None:
    """Forty minutes round instead of eight, twenty accepted: a road remains, and nobody comes by it."""
    territory = a_territory(a_practice("a", LEFT_BANK))
    around = replace(territory, roads=(*territory.roads, Road(LEFT_BANK, "x", 20), Road("x", MIDDLE, 20)))
    flood = failing(cut(OutageKind.ROAD, roads=bridge(MIDDLE, LEFT_BANK)))
    assert states(who_is_left([a_need()], around, flood)) == [State.UNCOVERED]
