"""The demonstration's plan: one sent, the next being written."""

from __future__ import annotations

from pathlib import Path

from app.response.plan import PlanState
from app.services.demo import demo_plan
from app.services.plans.read_plan_desk import read_plan_desk
from tests.builders import COORDINATOR, a_store
from tests.services.a_plan import TODAY, a_community


def test_the_demonstration_has_a_plan_sent_and_another_being_written(tmp_path: Path) -> None:
    """With a section of its own, and something to compare."""
    store = a_store(tmp_path)
    a_community(store)
    demo_plan.fill(COORDINATOR, store, TODAY)
    view = read_plan_desk(COORDINATOR, store).view
    assert view is not None
    assert [(one.number, one.state) for one in view.versions] == [(2, PlanState.DRAFT), (1, PlanState.SENT)]
    assert {one.recipient for one in view.every_sending} == {"ars_branch:56", "cpam:56"}
    assert [one.key for one in view.version.sections if one.modified] == ["communication"]
