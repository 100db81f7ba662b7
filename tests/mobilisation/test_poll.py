"""A poll: when it is open, who is asked, and in which order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.core.ids import CentreId
from app.mobilisation.poll import (
    Poll,
    PollState,
    Unasked,
    audience,
    close,
    open_poll,
    order_of_asking,
)
from app.roster.person import Mission, Person
from app.scheduling.capacity import Throughput, session_capacity
from app.scheduling.session import Need, Session
from tests.mobilisation.builders import THURSDAY, after
from tests.scheduling.builders import TUESDAY, a_person, a_session, paris

S1, S2, S3 = a_session("S1"), a_session("S2", starts=14, ends=18), a_session("S3", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2, S3)}


def a_poll(**changes: Any) -> Poll:
    values: dict[str, Any] = {
        "id": "poll-1", "centre_id": CentreId("C1"), "session_ids": tuple(SESSIONS), "opened_at": THURSDAY,
        "closes_at": paris(2026, 11, 28, 12),
    }  # fmt: skip
    return Poll(**{**values, **changes})


def someone(id: str, **changes: Any) -> Person:
    return a_person(id, **{"email": f"{id.lower()}@example.org", **changes})


def test_a_poll_opens_on_sessions_to_come_and_closes_once() -> None:
    """No session, a session begun, a closing before the opening: each refused; closing late keeps the hour announced."""
    assert open_poll(a_poll(), SESSIONS) == a_poll()
    for changes, why in (
        ({"session_ids": ()}, "Choisissez au moins une séance"),
        ({"closes_at": THURSDAY}, "se clôt avant d’ouvrir"),
        ({"opened_at": S1.starts_at, "closes_at": paris(2026, 12, 5)}, "a déjà commencé"),
    ):
        with pytest.raises(InvalidInput, match=why):
            open_poll(a_poll(**changes), SESSIONS)
    closed = close(a_poll(), after(60))
    assert (closed.state, closed.closes_at, closed.is_open(after(1))) == (PollState.CLOSED, after(60), False)
    assert close(a_poll(), paris(2026, 12, 1)).closes_at == a_poll().closes_at
    assert (a_poll().is_open(THURSDAY), a_poll().is_open(a_poll().closes_at)) == (True, False)


def test_who_is_asked_is_contactable_reachable_and_of_the_professions_and_mission() -> None:
    """Anne, Bleuenn (no mission declared: kept); Corentin opted out, Denez drives only, Enora can't be reached, Fanch is a GP."""
    crowd = [
        someone("Anne", missions=frozenset({Mission.VACCINATION})),
        someone("Bleuenn", email="", mobile="+33639980002"),
        someone("Corentin", opted_out_on=date(2026, 11, 26)),
        someone("Denez", missions=frozenset({Mission.LOGISTICS})),
        someone("Enora", email=""),
        someone("Fanch", profession="medecin"),
    ]
    found = audience(a_poll(professions=frozenset({"infirmier"}), mission=Mission.VACCINATION), crowd, THURSDAY)
    assert [one.id for one in found.asked] == ["Anne", "Bleuenn"]
    assert [(one.id, why) for one, why in found.left_out] == [
        ("Corentin", Unasked.OPTED_OUT), ("Denez", Unasked.OTHER_MISSION), ("Enora", Unasked.UNREACHABLE),
    ]  # fmt: skip
    assert found.sentence == (
        "2 personnes interrogées ; 1 ne veut plus être sollicitée, 1 s’est proposée pour d’autres missions, 1 n’a ni e-mail ni téléphone."
    )
    everyone = audience(a_poll(), crowd[:1], THURSDAY)
    assert everyone.sentence == "1 personne interrogée."


def test_those_whose_yes_opens_a_line_are_asked_first_and_the_rarest_of_them_first() -> None:
    """S1 lacks a physician and 2 injectors to open; S3 lacks a receptionist only.

    Fanch, the one physician, has no rival; nurses Anne and Bleuenn are two for the injectors; Gwen opens nothing and fills
    one seat; Iwan fills none.
    """
    needs = [Need(S1.id, "supervising_physician", 1, 4, True), Need(S1.id, "injector", 3, 3, True)]
    capacities = [
        session_capacity(S1, needs, {"injector": 1}, Throughput(12)),
        session_capacity(S3, [Need(S3.id, "reception", 1)], {}, Throughput(12)),
    ]
    may = {"Fanch": "supervising_physician", "Anne": "injector", "Bleuenn": "injector", "Gwen": "reception"}

    def eligible(person: Person, session: Session, role: str) -> bool:
        return may.get(person.id) == role

    crowd = [someone(one) for one in ("Anne", "Bleuenn", "Fanch", "Gwen", "Iwan")]
    found = order_of_asking(crowd, capacities, eligible)
    assert [(one.person.id, one.opens, one.fills, one.rivals) for one in found] == [
        ("Fanch", 1, 1, 1), ("Anne", 1, 1, 2), ("Bleuenn", 1, 1, 2), ("Gwen", 0, 1, 0), ("Iwan", 0, 0, 0),
    ]  # fmt: skip
    assert [found[0].reason, found[3].reason, found[4].reason] == [
        "un oui compte pour ouvrir une ligne dans 1 séance, pourvoit un poste dans 1 séance",
        "pourvoit un poste dans 1 séance",
        "aucun poste à sa portée ne manque",
    ]
