"""Undo and redo of a draft: each step holds what it changed, before and after, and applies only where nothing moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, StaleRevision
from app.scheduling.rota import draft_of

if TYPE_CHECKING:
    from app.core.ids import SeatId
    from app.scheduling.session import DraftSeat


@dataclass(frozen=True, slots=True)
class SeatEdit:
    """What one step did to one seat of the draft; None means the draft said nothing of it."""

    seat_id: SeatId
    before: DraftSeat | None
    after: DraftSeat | None


@dataclass(frozen=True, slots=True)
class Step:
    """One action on a draft, big or small (« Proposer », « Clarisse P. : ligne 2 »), to be undone whole."""

    label: str
    edits: tuple[SeatEdit, ...]

    @property
    def inverse(self) -> Step:
        """The step that undoes this one."""
        return Step(self.label, tuple(SeatEdit(one.seat_id, one.after, one.before) for one in self.edits))


def step_between(before: Iterable[DraftSeat], after: Iterable[DraftSeat], label: str) -> Step:
    """What leads from one draft to another; a step without edits changed nothing and need not be kept."""
    was, now = draft_of(before), draft_of(after)
    return Step(
        label,
        tuple(
            SeatEdit(seat_id, was.get(seat_id), now.get(seat_id))
            for seat_id in sorted({*was, *now})
            if was.get(seat_id) != now.get(seat_id)
        ),
    )


def redo(draft: Iterable[DraftSeat], step: Step) -> tuple[DraftSeat, ...]:
    """The draft after ``step``. Raises StaleRevision when a seat of the step no longer says what it said before it."""
    changes = draft_of(draft)
    for one in step.edits:
        if changes.get(one.seat_id) != one.before:
            raise StaleRevision(
                N_("« {label} » ne peut plus être annulé ni rétabli : un de ses postes a changé depuis."),
                label=step.label,
                seat=one.seat_id,
            )
    for one in step.edits:
        changes.pop(one.seat_id, None)
        if one.after is not None:
            changes[one.seat_id] = one.after
    return tuple(draft_of(changes.values()).values())


def undo(draft: Iterable[DraftSeat], step: Step) -> tuple[DraftSeat, ...]:
    """The draft before ``step``. Raises StaleRevision when a seat of the step was changed after it."""
    return redo(draft, step.inverse)
