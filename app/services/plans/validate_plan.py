"""Validating a version of the plan: a named person signs it, knowing what it lacks. From then on it does not change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.response.plan import PlanState
from app.response.plan_draft import outdated, outdated_words
from app.response.training import months_after
from app.services.keeping.reference import read_library
from app.services.plans.plan_material import completeness_of, proposed, rules_of
from app.store import journal, plans, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

NAME_MOST, RESERVE_MOST = 120, 4_000


def validate_plan(
    actor: Actor, store: Store, number: int, revision: int, *, name: str, quality: str, reserve: str = ""
) -> None:
    """``name``, in the ``quality`` given, validates the version as it was read at ``revision``.

    Where something is missing, or was entered since its text was written, a written ``reserve`` says it. The next review is set by ``data/plan_rules.csv``. Raises
    StaleRevision, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.VALIDATE_PLANS)
    name, quality, reserve = name.strip(), quality.strip(), reserve.strip()
    if not name or not quality:
        raise InvalidInput(N_("Un plan est validé par une personne nommée : écrivez son nom et sa qualité."))
    if len(name) > NAME_MOST or len(quality) > NAME_MOST or len(reserve) > RESERVE_MOST:
        raise InvalidInput(N_("C’est trop long : {most} caractères pour un nom ou une qualité."), most=NAME_MOST)
    with store.transaction() as conn:
        version = plans.find(conn, number)
        if version is None:
            raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
        if version.state is not PlanState.DRAFT:
            raise InvalidInput(N_("La version {number} est déjà validée."), number=number)
        if version.revision != revision:
            raise revisions.stale(conn, version.id)
        lacking = completeness_of(conn, store, version)
        behind = outdated(version.sections, proposed(conn, store, number)[0])
        if (behind or not lacking.is_complete) and not reserve:
            raise InvalidInput(
                N_("{lacking} Complétez, ou écrivez la réserve sous laquelle la version est validée."),
                lacking=outdated_words(len(behind)) if behind else lacking.short(),
            )
        now = store.now()
        review_on = months_after(paris_date(now), rules_of(read_library(store, conn)).review_months)
        signed = replace(
            version,
            state=PlanState.VALIDATED,
            validated_by=name,
            validated_as=quality,
            validated_at=now,
            review_on=review_on,
            reserve=reserve if behind or not lacking.is_complete else "",
            changed_at=now,
        )
        plans.put(conn, signed)
        payload = {"version": number, "lacking": len(lacking.gaps)}
        journal.write(conn, now, actor.id, "plan.validated", version.id, payload)
