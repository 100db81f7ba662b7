"""The plan as each role reads it: whole for the cell, without names and numbers for who may not read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.access.permissions import ALLOWED, Action
from app.core.errors import NotAllowed, NotFound
from app.response.plan import RESERVED
from app.services.plans.compare_plans import compare_plans
from app.services.plans.edit_plan import write_section
from app.services.plans.read_plan import read_plan
from app.services.plans.read_plan_desk import read_plan_desk
from app.services.plans.send_plan import send_plan
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_plan import ARS, CPAM, OBSERVER, PRESIDENT, a_community, a_dispatch, a_draft, a_sent, a_validated

SECRETS = ("Maïwenn", "99 00 10 00", PRESIDENT, "dd56@ars.example.org", "accusé 7", "Rien que pour nous")


@pytest.mark.parametrize("role", Role)
def test_everyone_inside_reads_the_plan_and_nobody_else(tmp_path: Path, role: Role) -> None:
    """Names and numbers stay with those who may read the directory: in the versions, the desk and the comparison."""
    store, actor = a_store(tmp_path), Actor("x", "X", role)
    a_community(store)
    a_draft(store)
    write_section(COORDINATOR, store, 1, "cell", "Rien que pour nous.", 1)
    a_validated_version(store)
    a_draft(store)
    write_section(COORDINATOR, store, 2, "alert", "Rien que pour nous, encore.", 1)
    if role not in ALLOWED[Action.READ_PLANS]:
        for read in (
            lambda: read_plan(actor, store),
            lambda: read_plan_desk(actor, store),
            lambda: compare_plans(actor, store, 1, 2),
        ):
            with pytest.raises(NotAllowed):
                read()
        return
    seen = str((read_plan(actor, store, 1), read_plan_desk(actor, store, 1), compare_plans(actor, store, 1, 2)))
    named = [one for one in SECRETS if one in seen]
    assert named == (list(SECRETS) if role in ALLOWED[Action.READ_DIRECTORY] else COMMUNITY_ONLY)


COMMUNITY_ONLY = ["Maïwenn"]
"""The community's own settings name its coordinator, whom everyone inside may call."""


def a_validated_version(store: object) -> None:
    from app.services.plans.validate_plan import validate_plan
    from tests.services.a_plan import QUALITY, RESERVE, the

    validate_plan(COORDINATOR, store, 1, the(store, 1).revision, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)  # type: ignore[arg-type]
    send_plan(COORDINATOR, store, 1, [a_dispatch(proof="accusé 7")])  # type: ignore[arg-type]


def test_before_any_plan_what_a_first_one_would_lack_is_said(tmp_path: Path) -> None:
    """And there is nothing else to read."""
    store = a_store(tmp_path)
    assert read_plan(READER, store) is None
    desk = read_plan_desk(READER, store)
    assert desk.view is None
    assert desk.completeness.short().startswith("Il manque le territoire")


def test_an_older_version_is_read_by_its_number(tmp_path: Path) -> None:
    """With its own sendings; what nobody wrote is not found."""
    store = a_store(tmp_path)
    a_sent(store)
    a_validated(store)
    first, last = read_plan(READER, store, 1), read_plan(READER, store)
    assert first is not None
    assert last is not None
    assert (first.version.number, len(first.sendings)) == (1, 2)
    assert (last.version.number, len(last.sendings), len(last.every_sending)) == (2, 0, 2)
    with pytest.raises(NotFound):
        read_plan(READER, store, 3)
    with pytest.raises(NotFound):
        compare_plans(READER, store, 1, 3)


def test_what_is_withheld_keeps_its_title(tmp_path: Path) -> None:
    """Whoever may not read a section knows that it is there, and who may."""
    store = a_store(tmp_path)
    a_draft(store)
    view = read_plan(OBSERVER, store)
    assert view is not None
    assert view.is_masked
    withheld = [one for one in view.version.sections if one.text.startswith("Réservé à la coordination")]
    assert {one.key for one in withheld} == RESERVED
    assert all(one.title and not one.items for one in withheld)


def test_recipients_are_those_of_each_department(tmp_path: Path) -> None:
    """Redon has three ARS branches, three CPAM; whoever else was sent it follows."""
    store = a_store(tmp_path)
    a_community(store, "redon")
    a_validated(store)
    send_plan(
        COORDINATOR,
        store,
        1,
        [a_dispatch("ars_branch:35", "ARS, Ille-et-Vilaine"), a_dispatch("other", "Croix fictive")],
    )
    found = read_plan_desk(COORDINATOR, store).recipients
    assert [(one.recipient, one.is_sent) for one in found if one.is_expected] == [
        ("ars_branch:35", True),
        ("ars_branch:44", False),
        (ARS, False),
        ("cpam:35", False),
        ("cpam:44", False),
        (CPAM, False),
        ("members", False),
    ]
    assert (found[-1].recipient, found[-1].organisation, found[-1].is_expected) == ("other", "Croix fictive", False)
    assert found[0].organisation.replace("\u00a0", " ") == "Délégation départementale de l’ARS, Ille-et-Vilaine (35)"


def test_two_versions_are_compared_either_way(tmp_path: Path) -> None:
    """What one added the other takes away; the same twice changes nothing."""
    store = a_store(tmp_path)
    a_sent(store)
    a_draft(store)
    write_section(COORDINATOR, store, 2, "trace", "Une phrase de nous.", 1)
    there, back = compare_plans(COORDINATOR, store, 1, 2), compare_plans(COORDINATOR, store, 2, 1)
    assert [one.key for one in there.changed] == [one.key for one in back.changed] == ["governance", "trace"]
    assert [(one.added, one.removed) for one in there.changed] == [(one.removed, one.added) for one in back.changed]
    assert compare_plans(COORDINATOR, store, 1, 1).changed == ()
