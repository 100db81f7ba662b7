"""Writing the community's own scenarios: begun, copied, brought from a file, changed part by part, removed and put back.

Each write is a whole scenario that holds together; nothing of the roster goes into one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.drills.scenario import LONGEST_TITLE, ScenarioKind
from app.drills.scenario_draft import changed, code_of, copied
from app.library.scenarios import problems_of, read_scenario, written
from app.services.keeping.reference import read_library
from app.services.laboratory.read_scenarios import find_scenario, scenarios
from app.store import journal, own_scenarios, revisions
from app.store.own_scenarios import OwnScenario
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.access.actor import Actor
    from app.drills.scenario import Scenario
    from app.store.database import Connection, Store

MAX_BYTES = 64 * 1024
"""Longest file taken: three times the longest scenario shipped."""
TYPES = ("scenario_written", "scenario_changed", "scenario_removed", "scenario_restored")


def write_scenario(actor: Actor, store: Store, scenario: Scenario) -> str:
    """Add a scenario of the community's own; its code is made from its title when somebody has it. Returns the code.

    Raises InvalidInput (something it refers to does not exist), NotAllowed.
    """
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        return _add(conn, store, actor, scenario, copied_from="")


def change_scenario(actor: Actor, store: Store, scenario: Scenario, revision: int) -> None:
    """Write over an own scenario as it was read. Raises StaleRevision, InvalidInput, NotFound, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        held = _standing(conn, scenario.code)
        _check(conn, store, scenario)
        row = replace(held, title=scenario.title, document=written(scenario), revision=revision)
        _put(conn, store, actor, row, "scenario_changed", scenario)


def copy_scenario(actor: Actor, store: Store, code: str) -> str:
    """A copy that can be changed, of a shipped scenario or of one's own; returns its code. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        source = find_scenario(conn, store, code)
        titles = {one.title for one in scenarios(conn, store)}
        title = next(one for one in _copies(source.title) if one not in titles)
        return _add(conn, store, actor, copied(source, source.code, title), copied_from=code)


def import_scenario(actor: Actor, store: Store, name: str, content: bytes) -> str:
    """A scenario from its file, as one of the community's own; ``name``: that of the file. Returns its code.

    Raises InvalidInput that names line, key, fault and remedy, NotAllowed.
    """
    require(actor, Action.RUN_DRILLS)
    if len(content) > MAX_BYTES:
        raise InvalidInput(N_("{file} est trop long : un scénario tient en quelques pages."), file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} n’est pas en UTF-8 : enregistrez-le dans cet encodage."), file=name) from None
    scenario = read_scenario(name, text)
    with store.transaction() as conn:
        return _add(conn, store, actor, changed(scenario, kind=ScenarioKind.OWN), copied_from="")


def remove_scenario(actor: Actor, store: Store, code: str, revision: int) -> None:
    """Take an own scenario off the shelf; it can be put back. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        row = replace(_standing(conn, code), removed_at=store.now(), revision=revision)
        _put(conn, store, actor, row, "scenario_removed")


def restore_scenario(actor: Actor, store: Store, code: str, revision: int) -> None:
    """Put a removed scenario back. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        held = own_scenarios.find(conn, code)
        if held is None:
            raise _gone()
        _put(conn, store, actor, replace(held, removed_at=None, revision=revision), "scenario_restored")


def _add(conn: Connection, store: Store, actor: Actor, scenario: Scenario, *, copied_from: str) -> str:
    taken = {one.code for one in scenarios(conn, store)} | own_scenarios.codes(conn)
    code = scenario.code if scenario.code not in taken else code_of(scenario.title, taken)
    one = changed(scenario, code=code, kind=ScenarioKind.OWN)
    _check(conn, store, one)
    row = OwnScenario(
        id=new_id(), code=code, title=one.title, document=written(one), changed_at=store.now(), actor_id=actor.id,
        copied_from=copied_from,
    )  # fmt: skip
    _put(conn, store, actor, row, "scenario_written", one)
    return code


def _put(
    conn: Connection, store: Store, actor: Actor, row: OwnScenario, type: str, scenario: Scenario | None = None
) -> None:
    now = store.now()
    if not own_scenarios.put(conn, replace(row, changed_at=now, actor_id=actor.id)):
        raise revisions.stale(conn, row.id, types=TYPES)
    counts = {"injects": len(scenario.injects), "effects": len(scenario.shocks)} if scenario else {}
    journal.write(conn, now, actor.id, type, row.id, counts)


def _check(conn: Connection, store: Store, scenario: Scenario) -> None:
    tables = read_library(store, conn).scenarios.tables
    for problem in problems_of(scenario, tables):
        raise InvalidInput(N_("{problem}"), problem=problem)


def _standing(conn: Connection, code: str) -> OwnScenario:
    held = own_scenarios.find(conn, code)
    if held is None or held.removed_at is not None:
        raise _gone()
    return held


def _gone() -> NotFound:
    return NotFound(N_("Ce scénario n’est plus parmi les vôtres. Rechargez la page."))


def _copies(title: str) -> Iterator[str]:
    """Titles for copies of a scenario, the first one first; a long title is cut short rather than refused."""
    room = LONGEST_TITLE - len(_("{title} (copie {n})").format(title="", n=999))
    short = title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
    yield _("{title} (copie)").format(title=short)
    yield from (_("{title} (copie {n})").format(title=short, n=number) for number in range(2, 1000))
