"""Hand-overs on a phone: counts before accepting, rows after; each step one tap, each side its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.continuity.carer import practice_carer
from app.continuity.hand_over import HandOver, HandOverId, Step
from app.continuity.situation import ClosureKind
from app.core.ids import new_id
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.store import care_vault, hand_overs
from tests.builders import COORDINATOR
from tests.services.a_relay import FAR, NEAR, OURS
from tests.web.a_browser import Browser
from tests.web.a_practice import Practices, practices


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Practices]:
    """Auray is closed for two days; its four needs are proposed to Brech."""
    with practices(tmp_path, room=4) as made:
        now = made.store.now()
        with made.store.transaction() as conn:
            for stamp in care_vault.stamps(conn, OURS):
                hand_overs.insert(
                    conn,
                    HandOver(
                        id=HandOverId(new_id()), need=stamp.id, giver=OURS, taker=practice_carer(NEAR),
                        proposed_at=now, actor_id=COORDINATOR.id,
                    ),
                )  # fmt: skip
        yield made


def running(found: Practices) -> list[HandOver]:
    with found.store.reading() as conn:
        return hand_overs.of_practice(conn, OURS)


def asked(found: Practices) -> Browser:
    """The browser of the relay that was asked."""
    return found.browser(NEAR)


def steps(page: str) -> list[str]:
    return re.findall(r'name="etape" value="([^"]+)"', page)


def test_before_it_accepts_a_relay_reads_counts_alone(found: Practices) -> None:
    """How many of which category, from whom, until when; no number, no row, no commune of a patient."""
    page = asked(found).open("/suivis/relais").text
    assert "4 besoins vous sont proposés." in page.replace("\u00a0", " ")
    assert "4 · Insuline injectée par un infirmier" in page
    assert "Cabinet d’Auray" in page
    assert re.search(r"P-\d{4}", page) is None
    assert steps(page) == []


def test_one_tap_accepts_and_the_rows_come(found: Practices) -> None:
    """Each with its two steps and how to give it back; the giver then has them to transmit."""
    relay = asked(found)
    relay.open("/suivis/relais")
    answer = relay.send("/suivis/relais", {"reponse": "tout"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/suivis/relais?fait=accepte")
    page = relay.open(answer.headers["location"]).text
    assert (sorted(re.findall(r"<h3>(P-\d{4})", page)), len(steps(page))) == (
        ["P-0001", "P-0002", "P-0003", "P-0004"],
        12,
    )
    assert "Vous reprenez 4 suivis." in page.replace("\u00a0", " ")
    giver = found.browser(OURS)
    assert "4 suivis à transmettre" in giver.open("/suivis").text.replace("\u00a0", " ")
    page = giver.open("/suivis/relais").text
    assert ("le premier avant" in page, "jamais ici" in page, page.count('class="primary"')) == (True, True, 1)


def test_some_are_accepted_and_the_rest_goes_to_another(found: Practices) -> None:
    """By number; what is refused is proposed again."""
    relay = asked(found)
    relay.open("/suivis/relais")
    answer = relay.send("/suivis/relais", {"reponse": "nombre", "combien": "1"})
    assert answer.headers["location"] == "/suivis/relais?fait=partie"
    assert len(re.findall(r"<h3>P-\d{4}", relay.open("/suivis/relais").text)) == 1
    assert len({one.taker for one in running(found)}) == 2


def test_refusing_asks_for_no_reason(found: Practices) -> None:
    """One tap, and nothing more is shown."""
    relay = asked(found)
    page = relay.open("/suivis/relais").text
    assert "<textarea" not in page
    answer = relay.send("/suivis/relais", {"reponse": "rien"})
    assert answer.headers["location"] == "/suivis/relais?fait=refuse"
    assert "vous sont proposés" not in relay.open("/suivis/relais").text


@pytest.mark.parametrize(
    "wrong", [{"sur": "3"}, {"reponse": "nombre", "combien": "9"}, {"reponse": "peut-être"}, {"sur": "x"}]
)
def test_an_answer_that_does_not_hold_changes_nothing(found: Practices, wrong: dict[str, str]) -> None:
    """Another number than was shown, more than was asked, an unknown answer."""
    relay = asked(found)
    relay.open("/suivis/relais")
    answer = relay.send("/suivis/relais", {"reponse": "tout", **wrong})
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert all(one.accepted is None for one in running(found))


def test_transmitted_received_visited_one_tap_each(found: Practices) -> None:
    """Each side says its own; what the other has to do rises on its page."""
    relay, giver = asked(found), found.browser(OURS)
    relay.open("/suivis/relais")
    relay.send("/suivis/relais", {"reponse": "tout"})
    first = steps(giver.open("/suivis/relais").text)[0]
    assert giver.send("/suivis/relais", {"etape": first}).headers["location"] == "/suivis/relais?fait=transmitted"
    id = first.split(":")[1]
    for step in (Step.RECEIVED, Step.FIRST_VISIT):
        value = next(one for one in steps(relay.open("/suivis/relais").text) if one.startswith(f"{step}:{id}:"))
        assert relay.send("/suivis/relais", {"etape": value}).headers["location"] == f"/suivis/relais?fait={step}"
    one = next(one for one in running(found) if one.id == id)
    assert None not in (one.transmitted_at, one.received_at, one.first_visit_at)
    assert "premier passage fait" in giver.open("/suivis/relais").text


def test_a_step_of_the_other_side_or_at_another_revision_is_refused(found: Practices) -> None:
    """And so is one that does not exist; a third practice does nothing at all."""
    relay, giver = asked(found), found.browser(OURS)
    relay.open("/suivis/relais")
    relay.send("/suivis/relais", {"reponse": "tout"})
    one = running(found)[0]
    third = found.browser(FAR)
    tried = [
        (giver, f"received:{one.id}:{one.revision}"), (relay, f"transmitted:{one.id}:{one.revision}"),
        (giver, f"transmitted:{one.id}:1"), (giver, f"lost:{one.id}:{one.revision}"), (giver, f"transmitted:{one.id}:x"),
        (third, f"ended:{one.id}:{one.revision}"), (giver, f"transmitted:unknown:{one.revision}"),
    ]  # fmt: skip
    for browser, value in tried:
        browser.open("/suivis/relais")
        answer = browser.send("/suivis/relais", {"etape": value})
        assert (answer.status_code, 'role="alert"' in answer.text) == (422, True), value
    assert running(found)[0] == one


def test_what_is_late_says_so_and_by_how_much(found: Practices) -> None:
    """The limit is twelve hours for insulin: 13 hours later it is an hour late."""
    relay = asked(found)
    relay.open("/suivis/relais")
    relay.send("/suivis/relais", {"reponse": "tout"})
    assert "reste 12\u00a0h" in relay.open("/suivis/relais").text
    found.later(hours=6)
    relay.open("/suivis")
    found.later(hours=7)
    assert "en retard de 1\u00a0h" in relay.open("/suivis/relais").text
    assert "dont 4 en retard" in found.browser(OURS).open("/suivis").text.replace("\u00a0", " ")


def test_what_is_given_back_is_read_no_more(found: Practices) -> None:
    """Asked once; the row is gone from the relay's page."""
    relay = asked(found)
    relay.open("/suivis/relais")
    relay.send("/suivis/relais", {"reponse": "tout"})
    ending = next(one for one in steps(relay.open("/suivis/relais").text) if one.startswith("ended:"))
    assert relay.send("/suivis/relais", {"etape": ending}).headers["location"] == "/suivis/relais?fait=ended"
    assert len(re.findall(r"<h3>P-\d{4}", relay.open("/suivis/relais").text)) == 3


def test_nothing_to_hand_over_is_said(tmp_path: Path) -> None:
    """In one sentence."""
    with practices(tmp_path, closed=False) as made:
        assert "Rien à transmettre ni à reprendre." in made.browser(OURS).open("/suivis/relais").text


def test_a_relay_that_closes_reads_that_what_it_accepted_goes_elsewhere(found: Practices) -> None:
    """At the top: nothing while it is open; from when, once its closure is noted; then that it is closed."""
    relay = asked(found)
    relay.open("/suivis/relais")
    relay.send("/suivis/relais", {"reponse": "tout"})
    assert "autre relais" not in relay.open("/suivis/relais").text
    starts = found.store.now() + timedelta(minutes=20)
    draft = ClosureDraft(practice=NEAR, kind=ClosureKind.UNAVAILABLE, starts_at=starts, ends_at=None)
    declare_closure(COORDINATOR, found.store, draft)
    page = relay.open("/suivis/relais").text.replace("\u00a0", " ")
    assert ": 4 besoins que vous avez acceptés seront proposés à un autre relais." in page
    assert page.index("Votre cabinet ferme jeudi 26 novembre à 17 h 20") < page.index("Vous reprenez 4 suivis.")
    found.later(minutes=21)
    page = relay.open("/suivis/relais").text.replace("\u00a0", " ")
    assert "Votre cabinet est fermé : 4 besoins que vous avez acceptés" in page
    assert "Votre cabinet" not in found.browser(OURS).open("/suivis/relais").text
