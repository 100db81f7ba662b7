"""Everything the place « Notre plan » says: the version, what it lacks, what has moved since, to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.response.completeness import Completeness, completeness
from app.response.plan import Channel, PlanSending, PlanState, Section
from app.response.plan_draft import moved
from app.response.plan_facts import MEMBERS
from app.response.plan_people import recipient_words
from app.services.plans.plan_material import completeness_of, gather, proposed
from app.services.plans.read_plan import PlanView, read_plan
from app.store import plans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.access.actor import Actor
    from app.response.directory import Contact
    from app.response.plan_facts import PlanFacts, Recipient
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody a version goes to: how they are named, where they are reached, and the sendings recorded so far.

    ``is_expected``: a text says that they receive it.
    """

    recipient: str
    organisation: str
    address: str
    channel: Channel
    is_expected: bool
    sendings: tuple[PlanSending, ...] = ()

    @property
    def is_sent(self) -> bool:
        """Whether it was sent to them."""
        return bool(self.sendings)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """``view`` None: no plan was begun. ``moved``: keys of a draft's sections whose figures moved since they were written.

    ``proposed``: key → the section as it would be written today, of a draft only.
    """

    view: PlanView | None
    completeness: Completeness
    moved: tuple[str, ...] = ()
    proposed: Mapping[str, Section] = field(default_factory=dict)
    recipients: tuple[Expected, ...] = ()


def read_plan_desk(actor: Actor, store: Store, number: int | None = None) -> PlanDesk:
    """The version asked for, the newest by default, with all that surrounds it; before any, what a first one would lack.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.READ_PLANS)
    view = read_plan(actor, store, number)
    with store.reading() as conn:
        if view is None:
            first, _facts = proposed(conn, store, 1)
            return PlanDesk(view=None, completeness=completeness(first, gather(conn, store, 1)))
        version = plans.find(conn, view.version.number)
        assert version is not None
        facts = gather(conn, store, version.number)
        if version.state is PlanState.DRAFT and may(actor, Action.EDIT_PLANS):
            today = proposed(conn, store, version.number)[0]
        else:
            today = ()
        return PlanDesk(
            view=view,
            completeness=completeness_of(conn, store, version),
            moved=moved(version.sections, today),
            proposed={one.key: one for one in today},
            recipients=tuple(_expected(facts, view.sendings, is_named=not view.is_masked)),
        )


def _expected(facts: PlanFacts, sendings: tuple[PlanSending, ...], *, is_named: bool) -> Iterator[Expected]:
    """Those the table names, department by department; then whoever else was sent it."""
    known: set[str] = set()
    for one in facts.recipients:
        for code, department in _codes(one, facts):
            known.add(code)
            held = _contact(facts, one.code, department) if is_named else None
            yield Expected(
                code,
                recipient_words(facts, one.code, department),
                held.email if held else "",
                one.channel,
                one.is_expected,
                tuple(sent for sent in sendings if sent.recipient == code),
            )
    others: dict[tuple[str, str], list[PlanSending]] = {}
    for sent in sendings:
        if sent.recipient not in known:
            others.setdefault((sent.recipient, sent.organisation), []).append(sent)
    for (code, organisation), same in sorted(others.items()):
        yield Expected(code, organisation, same[0].address, same[0].channel, is_expected=False, sendings=tuple(same))


def _codes(one: Recipient, facts: PlanFacts) -> list[tuple[str, str]]:
    function = facts.contact_function(one.code)
    if one.code != MEMBERS and function and function.per_department and facts.departments:
        return [(f"{one.code}:{department}", department) for department in facts.departments]
    return [(one.code, "")]


def _contact(facts: PlanFacts, code: str, department: str) -> Contact | None:
    held = [one for one in facts.contacts if one.function == code and (not department or one.covers(department))]
    return next(iter(sorted(held, key=lambda one: (not one.email, one.department != department))), None)
