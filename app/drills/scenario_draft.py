"""Writing a scenario part by part: begun, copied, an objective, an effect or an inject put in, changed or taken out.

Each step gives a whole scenario that holds together, or says in a sentence what does not. Values only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from app.core.errors import N_, InvalidInput
from app.drills.scenario import FORMAT, Inject, Objective, Scenario, ScenarioKind
from app.drills.scenario_faults import fault_words, path_of
from app.drills.shock import is_plan_action
from app.roster.spelling import slug
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.drills.shock import AnyEffect

LONGEST_CODE = 50

KEY_WORDS = {
    "code": N_("Code"),
    "title": N_("Titre"),
    "story": N_("Récit"),
    "starts": N_("Jour et heure"),
    "hours": N_("Durée en heures"),
    "typology": N_("Typologie"),
    "territory": N_("Territoire"),
    "sources": N_("Sources"),
    "watch": N_("À observer"),
    "objectives": N_("Objectifs"),
    "text": N_("Texte"),
    "measure": N_("Mesure"),
    "cards": N_("Fiches"),
    "injects": N_("Injects"),
    "minutes": N_("Minutes"),
    "from": N_("De"),
    "to": N_("À"),
    "channel": N_("Canal"),
    "note": N_("Note"),
    "expected": N_("Attendu"),
    "within_minutes": N_("Délai"),
    "effects": N_("Effets"),
    "plan": N_("Plan"),
}
"""Key of a scenario → what it is called on screen."""


def begun(
    code: str,
    *,
    title: str,
    territory: str,
    typology: int | str,
    starts: str,
    hours: int,
    story: str,
    objective: Objective,
) -> Scenario:
    """A new scenario of the community, with its first objective. Raises InvalidInput."""
    return _checked(
        {
            "format": FORMAT, "code": code, "kind": ScenarioKind.OWN, "title": title, "territory": territory,
            "typology": typology, "starts": starts, "hours": hours, "story": story, "objectives": (objective,),
        }
    )  # fmt: skip


def changed(scenario: Scenario, **parts: object) -> Scenario:
    """The scenario with these parts in place of its own. Raises InvalidInput: which part, what is wrong, what would be right."""
    return _checked({**dict(scenario), **parts})


def copied(scenario: Scenario, code: str, title: str) -> Scenario:
    """The same as one of the community's own. Raises InvalidInput."""
    return changed(scenario, code=code, title=title, kind=ScenarioKind.OWN)


def an_objective(code: str, text: str, measure: str, typology: int | None, cards: Sequence[str]) -> Objective:
    """What was typed of an objective. Raises InvalidInput."""
    given = {"code": code, "text": text, "measure": measure, "typology": typology, "cards": tuple(cards)}
    try:
        return Objective.model_validate(given)
    except ValidationError as error:
        raise _told(error) from None


def an_inject(given: dict[str, Any]) -> Inject:
    """What was typed of an inject, by key of the file. Raises InvalidInput."""
    try:
        return Inject.model_validate(given)
    except ValidationError as error:
        raise _told(error) from None


def next_objective(scenario: Scenario) -> str:
    """The first code not taken: O1, O2…"""
    taken = {one.code for one in scenario.objectives}
    return next(code for number in range(1, 100) if (code := f"O{number}") not in taken)


def with_objective(scenario: Scenario, objective: Objective, rank: int | None = None) -> Scenario:
    """Put an objective in, or in place of the one at ``rank``. Raises InvalidInput."""
    return changed(scenario, objectives=_put(scenario.objectives, objective, rank))


def without_objective(scenario: Scenario, rank: int) -> Scenario:
    """Take an objective out; the last one stays. Raises InvalidInput."""
    if len(scenario.objectives) == 1:
        raise InvalidInput(N_("Un scénario garde un objectif au moins : changez celui-ci."))
    return changed(scenario, objectives=_left(scenario.objectives, rank))


def with_effect(
    scenario: Scenario, effect: AnyEffect, rank: int | None = None, *, inject: int | None = None
) -> Scenario:
    """Put an effect in, among what strikes, what the plan answers, or those of an inject (its rank from 0).

    ``rank``: in place of the one there, on the same side. Raises InvalidInput.
    """
    if inject is None:
        side = "plan" if is_plan_action(effect) else "effects"
        return changed(scenario, **{side: _put(getattr(scenario, side), effect, rank)})
    sent = scenario.injects[inject]
    struck = sent.model_copy(update={"effects": _put(sent.effects, effect, rank)})
    return changed(scenario, injects=_put(scenario.injects, struck, inject))


def without_effect(scenario: Scenario, side: str, rank: int, *, inject: int | None = None) -> Scenario:
    """Take an effect out of « effects », of « plan », or of an inject."""
    if inject is None:
        return changed(scenario, **{side: _left(getattr(scenario, side), rank)})
    sent = scenario.injects[inject]
    freed = sent.model_copy(update={"effects": _left(sent.effects, rank)})
    return changed(scenario, injects=_put(scenario.injects, freed, inject))


def with_inject(scenario: Scenario, inject: Inject, rank: int | None = None) -> Scenario:
    """Put an inject in by its minutes, or in place of the one at ``rank``; all are numbered again. Raises InvalidInput."""
    return changed(scenario, injects=_numbered(_put(scenario.injects, inject, rank)))


def without_inject(scenario: Scenario, rank: int) -> Scenario:
    """Take an inject out; those left are numbered again."""
    return changed(scenario, injects=_numbered(_left(scenario.injects, rank)))


def code_of(title: str, taken: Collection[str]) -> str:
    """A code from a title, which nobody has: « crue_du_loch », « crue_du_loch_2 »."""
    base = slug(title).replace("-", "_")[:LONGEST_CODE].strip("_") or "scenario"
    numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in numbered if one not in taken)


def _numbered(injects: Sequence[Inject]) -> tuple[Inject, ...]:
    ordered = sorted(injects, key=lambda one: one.minutes)
    return tuple(one.model_copy(update={"number": number}) for number, one in enumerate(ordered, 1))


def _put(held: Sequence[Any], one: object, rank: int | None) -> tuple[Any, ...]:
    if rank is None:
        return (*held, one)
    return (*held[:rank], one, *held[rank + 1 :])


def _left(held: Sequence[Any], rank: int) -> tuple[Any, ...]:
    return (*held[:rank], *held[rank + 1 :])


def _checked(parts: dict[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(parts)
    except ValidationError as error:
        raise _told(error) from None


def _told(error: ValidationError) -> InvalidInput:
    fault = error.errors(include_url=False)[0]
    said = fault_words(fault)
    keys = [str(step) for step in path_of(fault) if isinstance(step, str)]
    key = keys[-1] if keys else ""
    return InvalidInput(
        N_("{field} : {wrong}. {right}"), field=_(KEY_WORDS.get(key, key)), wrong=said.wrong, right=said.right
    )
