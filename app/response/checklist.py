"""What an event asks to be done: the actions of its plans, dated, by function of the cell; ticked, or set aside with why.

An action is late once the end of its phase has passed, counted from the activation of its plan. Values and rules only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.response.sheet import PHASE_ENDS_HOURS, Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from app.response.sheet import Sheet

LONGEST = 300
"""Signs of an action added by hand, and of the reason why one is set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing to do. ``plan_slug`` is empty when the cell added it itself; ``done_by`` is an account. Instants are UTC."""

    id: str
    event_id: str
    plan_slug: str = ""
    phase: Phase = Phase.HOUR_1
    function: str
    text: str
    card: str = ""
    due_at: datetime
    done_at: datetime | None = None
    done_by: str = ""
    skipped: str = ""
    """Why it is set aside; then ``done_at`` and ``done_by`` say when and by whom."""
    rank: int = 0
    revision: int = 1

    @property
    def is_done(self) -> bool:
        return self.done_at is not None and not self.skipped

    @property
    def is_open(self) -> bool:
        """Neither done nor set aside."""
        return self.done_at is None

    def is_late(self, now: datetime) -> bool:
        """Still open after its time."""
        return self.is_open and self.due_at < now


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a checklist is, or one function's part of it; ``late`` are among ``open``."""

    done: int
    skipped: int
    open: int
    late: int

    @property
    def total(self) -> int:
        return self.done + self.skipped + self.open

    @property
    def settled(self) -> int:
        """Done or set aside."""
        return self.done + self.skipped


def items_of(
    sheet: Sheet, event_id: str, activated_at: datetime, id_of: Callable[[], str], held: Sequence[ChecklistItem] = ()
) -> list[ChecklistItem]:
    """The actions of a plan as things to do, dated from its activation, after those ``held`` already.

    What another plan of the same event asks of the same function in the same words is not asked twice.
    """
    known = {(one.function, one.text) for one in held}
    rank = max((one.rank for one in held), default=-1)
    made: list[ChecklistItem] = []
    for action in sorted(sheet.actions, key=lambda one: list(Phase).index(one.phase)):
        if (action.function, action.text) in known:
            continue
        known.add((action.function, action.text))
        rank += 1
        made.append(
            ChecklistItem(
                id=id_of(),
                event_id=event_id,
                plan_slug=sheet.slug,
                phase=action.phase,
                function=action.function,
                text=action.text,
                card=action.card or "",
                due_at=activated_at + timedelta(hours=PHASE_ENDS_HOURS[action.phase]),
                rank=rank,
            )
        )
    return made


def own_item(
    id: str, event_id: str, function: str, text: str, due_at: datetime, now: datetime, held: Sequence[ChecklistItem]
) -> ChecklistItem:
    """Something to do that no plan foresaw. Raises InvalidInput for an empty or endless text."""
    said = " ".join(text.split())
    if not said:
        raise InvalidInput(N_("Écrivez ce qu’il y a à faire."))
    if len(said) > LONGEST:
        raise InvalidInput(N_("Une action de {most} signes au plus : faites-en deux."), most=LONGEST)
    rank = max((one.rank for one in held), default=-1) + 1
    phase = phase_of(due_at, now)
    return ChecklistItem(
        id=id, event_id=event_id, phase=phase, function=function, text=said, due_at=due_at, rank=rank
    )  # fmt: skip


def phase_of(due_at: datetime, now: datetime) -> Phase:
    """The phase in which something due then falls, counted from now."""
    return next((one for one in Phase if due_at - now <= timedelta(hours=PHASE_ENDS_HOURS[one])), Phase.LATER)


def in_order(items: Iterable[ChecklistItem], now: datetime) -> list[ChecklistItem]:
    """Late first, then what is to be done, the sooner due first; what is settled last, the latest settled first."""
    given = list(items)
    todo = sorted((one for one in given if one.is_open), key=lambda one: (one.due_at, one.rank))
    settled = sorted(
        ((one.done_at, one.rank, one) for one in given if one.done_at), key=lambda row: (row[0], row[1]), reverse=True
    )
    late = [one for one in todo if one.is_late(now)]
    return [*late, *(one for one in todo if not one.is_late(now)), *(one for _at, _rank, one in settled)]


def progress(items: Iterable[ChecklistItem], now: datetime) -> Progress:
    """How far these items are."""
    given = list(items)
    return Progress(
        done=sum(one.is_done for one in given),
        skipped=sum(bool(one.skipped) for one in given),
        open=sum(one.is_open for one in given),
        late=sum(one.is_late(now) for one in given),
    )
