"""Tests of app/services/mobilisation/waiting_list.py: a freed seat is offered in order, kept for one person at a time, given once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.mobilisation.taking import Taking, Verdict
from app.roster.person import Person
from app.scheduling.session import SeatState
from app.services.mobilisation.waiting_list import answer_offer, join, leave, offer_freed_seats, offers_of, places_of
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.roster.edit_person import change_people
from app.services.rota.change_session import cancel_session
from app.services.rota.edit_rota import edit_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import messages
from tests.builders import COORDINATOR, a_person
from tests.services.a_rota import Rota, a_rota

HOURS = timedelta(hours=1)


def doctors(*names: str) -> list[Person]:
    return [a_person(name, "medecin") for name in names]


def freed(folder: Path, *spare: Person, waiting: tuple[str, ...] = ()) -> Rota:
    """Anne, the physician of Monday morning, leaves; these people wait, in this order."""
    rota = a_rota(folder, *spare)
    for minute, name in enumerate(waiting):
        join(
            rota.me(name), rota.at(rota.store.now() + timedelta(minutes=minute)).store, rota.id(name), rota.session().id
        )
    rota = rota.at(rota.store.now() + HOURS)
    withdraw_seat(rota.me("Anne"), rota.store, rota.id("Anne"), rota.of("Anne").id)
    return rota


def offered(rota: Rota) -> list[str]:
    """First names of those for whom a seat is kept now."""
    with rota.store.reading() as conn:
        return [name for name in rota.people if offers_of(conn, rota.id(name), rota.store.now())]


def say(rota: Rota, name: str, yes: bool = True) -> Taking | None:
    seat = rota.seat("supervising_physician")
    return answer_offer(rota.me(name), rota.store, rota.id(name), seat.id, yes)


def test_the_first_to_have_asked_is_offered_the_seat_then_the_next_and_each_once(tmp_path: Path) -> None:
    """A no passes it on at once, silence when its time is up; once nobody is left nothing happens any more."""
    rota = freed(tmp_path, *doctors("Fañch", "Gaïd", "Hervé"), waiting=("Gaïd", "Fañch", "Hervé"))
    assert offered(rota) == ["Gaïd"]
    assert say(rota, "Gaïd", yes=False) is None
    assert offered(rota) == ["Fañch"]
    until = offer_freed_seats(SCHEDULER, rota.store)
    assert until == rota.store.now() + 4 * HOURS
    later = rota.at(until)
    assert offered(later) == []
    offer_freed_seats(SCHEDULER, later.store)
    assert offered(later) == ["Hervé"]
    last = rota.at(datetime(2026, 11, 18, 9, tzinfo=UTC))
    assert offer_freed_seats(SCHEDULER, last.store) is None
    assert [(kind, name) for kind, name, _state in rota.told()] == [
        ("offer", "Fañch"), ("offer", "Gaïd"), ("offer", "Hervé"),
    ]  # fmt: skip


def test_two_people_race_for_one_offered_seat_and_exactly_one_gets_it(tmp_path: Path) -> None:
    """Both offers have lapsed and the seat is still free: both say yes at once, one holds it, the other is told kindly."""
    rota = freed(tmp_path, *doctors("Fañch", "Gaïd"), waiting=("Fañch", "Gaïd"))
    later = rota.at(rota.store.now() + 4 * HOURS)
    offer_freed_seats(SCHEDULER, later.store)
    end = rota.at(rota.store.now() + 30 * HOURS)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda turn: say(end, ("Fañch", "Gaïd")[turn % 2]), range(8)))
    verdicts = Counter(one.verdict for one in said if one)
    assert verdicts == {Verdict.TAKEN: 1, Verdict.ALREADY_YOURS: 3, Verdict.TOO_LATE: 4}
    winner = rota.holder(rota.seat("supervising_physician"))
    assert winner in ("Fañch", "Gaïd")
    assert rota.answer(winner) == ("yes", "page")


def test_a_late_yes_waits_behind_whoever_the_seat_is_kept_for(tmp_path: Path) -> None:
    """Fañch's time is up and the seat is kept for Gaïd: his yes comes too late, hers takes it."""
    rota = freed(tmp_path, *doctors("Fañch", "Gaïd"), waiting=("Fañch", "Gaïd"))
    later = rota.at(rota.store.now() + 4 * HOURS)
    offer_freed_seats(SCHEDULER, later.store)
    late, right = say(later, "Fañch"), say(later, "Gaïd")
    assert late is not None
    assert right is not None
    assert (late.verdict, right.verdict) == (Verdict.TOO_LATE, Verdict.TAKEN)
    assert rota.holder(rota.seat("supervising_physician")) == "Gaïd"


def test_whom_a_rule_stops_is_passed_over_and_rules_are_asked_again_at_the_yes(tmp_path: Path) -> None:
    """A nurse who waits is never offered the physician's seat; a physician who opted out meanwhile can't take it."""
    rota = freed(tmp_path, a_person("Iwan"), *doctors("Fañch"), waiting=("Iwan", "Fañch"))
    assert offered(rota) == ["Fañch"]
    gone = replace(rota.people["Fañch"], opted_out_on=rota.store.now().date())
    change_people(COORDINATOR, rota.store, [(gone, 1)])
    taken = say(rota, "Fañch")
    assert taken is not None
    assert taken.verdict is Verdict.RULE
    assert rota.holder(rota.seat("supervising_physician")) == ""
    with pytest.raises(NotFound):
        say(rota, "Iwan")


def test_a_seat_that_seeks_a_stand_in_is_offered_and_its_holder_is_relieved(tmp_path: Path) -> None:
    """Anne stays responsible until Fañch says yes; then she is told, and her answer to the session is no."""
    rota = a_rota(tmp_path, *doctors("Fañch"))
    late = rota.at(rota.session().starts_at - timedelta(days=3))
    seat = rota.of("Anne")
    join(late.me("Fañch"), late.store, rota.id("Fañch"), rota.session().id)
    assert offered(late) == []
    withdraw_seat(late.me("Anne"), late.store, rota.id("Anne"), seat.id)
    assert (rota.holder(seat), offered(late)) == ("Anne", ["Fañch"])
    say(late, "Fañch")
    assert (rota.holder(seat), rota.of("Fañch").state) == ("Fañch", SeatState.ACKNOWLEDGED)
    assert rota.answer("Anne") == ("no", "page")
    assert ("stand_in", "Anne", "queued") in rota.told()
    assert ("offer", "Fañch", "cancelled") in rota.told()


def test_an_offer_made_at_night_leaves_in_the_morning_and_lasts_from_then(tmp_path: Path) -> None:
    """Quiet hours are kept even though they asked for it; by page they may answer before."""
    rota = a_rota(tmp_path, *doctors("Fañch"))
    join(rota.me("Fañch"), rota.store, rota.id("Fañch"), rota.session().id)
    night = rota.at(datetime(2026, 11, 17, 22, tzinfo=UTC))
    withdraw_seat(night.me("Anne"), night.store, rota.id("Anne"), rota.of("Anne").id)
    with night.store.reading() as conn:
        written = messages.recent(conn).messages[0].message
        kept = offers_of(conn, rota.id("Fañch"), night.store.now())[0]
    assert (written.due_at, kept.until) == (
        datetime(2026, 11, 18, 7, tzinfo=UTC),
        datetime(2026, 11, 18, 11, tzinfo=UTC),
    )
    assert "mercredi 18 novembre à 12 h" in written.body
    assert "{lien}" in written.body


def test_joining_keeps_ones_place_and_a_seat_already_free_is_offered_at_once(tmp_path: Path) -> None:
    """Asking twice loses no rank; the list says how many are before; leaving is harmless twice; nobody joins for another."""
    rota = freed(tmp_path, *doctors("Fañch", "Gaïd"))
    session = rota.session()
    join(rota.me("Fañch"), rota.store, rota.id("Fañch"), session.id)
    join(rota.me("Gaïd"), rota.at(rota.store.now() + HOURS).store, rota.id("Gaïd"), session.id)
    join(rota.me("Fañch"), rota.at(rota.store.now() + 2 * HOURS).store, rota.id("Fañch"), session.id)
    assert offered(rota) == ["Fañch"]
    with rota.store.reading() as conn:
        said = [places_of(conn, rota.id(name), rota.store.now())[0].sentence for name in ("Fañch", "Gaïd")]
    assert said == [
        "Vous êtes en tête de la liste d’attente.",
        "Vous êtes en liste d’attente, 1 personne avant vous.",
    ]
    for _turn in range(2):
        leave(rota.me("Gaïd"), rota.store, rota.id("Gaïd"), session.id)
    with rota.store.reading() as conn:
        assert places_of(conn, rota.id("Gaïd"), rota.store.now()) == ()
    with pytest.raises(NotAllowed):
        join(rota.me("Gaïd"), rota.store, rota.id("Fañch"), session.id)


def test_nobody_waits_for_a_session_they_are_in_or_that_is_cancelled(tmp_path: Path) -> None:
    """Each refusal says why; what was kept in a cancelled session is kept no more, and its message does not leave."""
    rota = freed(tmp_path, *doctors("Fañch"), waiting=("Fañch",))
    session = rota.session()
    with pytest.raises(InvalidInput, match="déjà un poste"):
        join(rota.me("Denez"), rota.store, rota.id("Denez"), session.id)
    cancel_session(COORDINATOR, rota.store, session.id, session.revision, "Élections")
    assert offered(rota) == []
    assert ("offer", "Fañch", "cancelled") in rota.told()
    with pytest.raises(InvalidInput, match="annulée"):
        join(rota.me("Fañch"), rota.store, rota.id("Fañch"), session.id)


def test_nobody_is_kept_two_seats_of_one_session(tmp_path: Path) -> None:
    """Two nurses leave the same morning: whoever waits is offered one of their seats, and none more."""
    rota = a_rota(tmp_path, a_person("Iwan"))
    leaving = [name for name in ("Bleuenn", "Corentin") if rota.of(name)]
    for name in leaving:
        withdraw_seat(rota.me(name), rota.store, rota.id(name), rota.of(name).id)
    join(rota.me("Iwan"), rota.store, rota.id("Iwan"), rota.session().id)
    offer_freed_seats(SCHEDULER, rota.store)
    assert rota.told() == [("offer", "Iwan", "queued")]


def test_a_seat_given_by_a_publication_is_kept_for_nobody_any_more(tmp_path: Path) -> None:
    """Kept for Fañch, given to Gaïd by the coordination: he is not written to, she waits no more, his yes comes too late."""
    rota = freed(tmp_path, *doctors("Fañch", "Gaïd"), waiting=("Fañch", "Gaïd"))
    seat = rota.seat("supervising_physician")
    view = read_rota(COORDINATOR, rota.store, rota.centre)
    edit_rota(COORDINATOR, rota.store, rota.centre, view.revision, {seat.id: rota.id("Gaïd")}, reason="Par téléphone")
    publish_rota(COORDINATOR, rota.store, rota.centre, read_rota(COORDINATOR, rota.store, rota.centre).revision)
    assert ("offer", "Fañch", "cancelled") in rota.told()
    late = say(rota, "Fañch")
    assert late is not None
    assert late.verdict is Verdict.TOO_LATE
    with rota.store.reading() as conn:
        assert [bool(places_of(conn, rota.id(one), rota.store.now())) for one in ("Fañch", "Gaïd")] == [True, False]
