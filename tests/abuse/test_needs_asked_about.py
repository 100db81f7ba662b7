"""A coordinator curious about one patient: in peace, a question about one commune reads the same with nobody there as with four."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.continuity.band import Band
from app.continuity.care_need import content_of
from app.services.continuity.continuity_view import Hidden
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.continuity.suppose import Question, suppose
from tests.services.a_relay import BRECH, NEAR, a_care_need, a_relay, noted
from tests.services.a_territory import CELL

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.continuity.continuity_view import ContinuityView

THRESHOLD = 5


def asked(folder: Path, there: int) -> ContinuityView:
    """Brech without electricity for two days, where so many live by it; no relay has room."""
    relay = a_relay(folder, room=0, needs=10, closed=False)
    if there:
        machines = (a_care_need(n, "VENT", commune=BRECH, power=True, autonomy_hours=2) for n in range(50, 50 + there))
        noted(relay, *machines)
    question = Question(starts_at=relay.clock(), hours=48, power=(BRECH,))
    return replace(suppose(CELL, relay.store, question), names={})


def test_a_question_about_one_commune_never_tells_nobody_from_somebody(tmp_path: Path) -> None:
    """Not a number, not a reason, not whom to call: all that is answered is the same, up to the threshold."""
    nobody = asked(tmp_path / "0", 0)
    for there in range(1, THRESHOLD):
        assert asked(tmp_path / str(there), there) == nobody


def asked_of_a_practice(folder: Path, there: int) -> ContinuityView:
    """The practice of Brech closed for two days, with so many needs; ten in another."""
    relay = a_relay(folder, room=0, needs=10, closed=False)
    drafts = [a_care_need(n, "VENT") for n in range(50, 50 + there)]
    seal_needs(relay.members[NEAR], relay.store, NEAR, [NewNeed(content_of(one), one.expires_at) for one in drafts])
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), hours=48, practices=(NEAR,)))
    return replace(view, names={}, silent=())


def test_a_question_about_a_small_practice_reads_the_same_up_to_the_threshold(tmp_path: Path) -> None:
    """Fewer than five, whoever they are; from five on, the totals."""
    nobody = asked_of_a_practice(tmp_path / "0", 0)
    assert (nobody.touched, nobody.hidden) == (Band(0, 4), Hidden.FEW)
    for there in range(1, THRESHOLD):
        assert asked_of_a_practice(tmp_path / str(there), there) == nobody
    assert asked_of_a_practice(tmp_path / "5", THRESHOLD).touched == Band(5, 5)


def test_past_the_threshold_the_reason_is_said(tmp_path: Path) -> None:
    """Whoever prepares for a cut reads why, and whom to call, without a number."""
    view = asked(tmp_path, 2 * THRESHOLD)
    assert [why.needs for why in view.whys] == [None]
    assert not view.exact
