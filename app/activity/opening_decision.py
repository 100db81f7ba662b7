"""Which lines of a session may open now: the checklist and the critical roles among the people present, reason by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.activity.opening_check import CheckResult
from app.scheduling.capacity import Throughput, closed_line_numbers, filled_of_seats, session_capacity
from app.scheduling.session import SeatState
from app.scheduling.spoken import RoleLabel, listed, some_people
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.core.ids import SeatId
    from app.scheduling.session import Need, Seat, Session


@dataclass(frozen=True, slots=True)
class OpeningDecision:
    """What may open. ``reasons``: one sentence for each thing that keeps a line closed; ``remarks``: to mend, not blocking."""

    open_lines: tuple[int, ...]
    closed_lines: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    """Critical role → people missing for every line to open."""

    @property
    def sentence(self) -> str:
        """« Les lignes 1 et 2 peuvent ouvrir, la ligne 3 reste fermée. »"""
        if not self.open_lines:
            return _("La séance ne peut pas ouvrir.")
        opens = ngettext("la ligne {lines} peut ouvrir", "les lignes {lines} peuvent ouvrir", len(self.open_lines))
        told = opens.format(lines=_numbers(self.open_lines))
        if not self.closed_lines:
            return capitalised(_("{told}.").format(told=told))
        stays = ngettext("la ligne {lines} reste fermée", "les lignes {lines} restent fermées", len(self.closed_lines))
        return capitalised(
            _("{told}, {stays}.").format(told=told, stays=stays.format(lines=_numbers(self.closed_lines)))
        )


def _numbers(lines: Iterable[int]) -> str:
    return listed(str(line) for line in lines)


def opening_decision(
    session: Session, needs: Iterable[Need], seats: Iterable[Seat], results: Iterable[CheckResult], label: RoleLabel, *,
    absent: Collection[SeatId] = (), extras: Mapping[str, int] | None = None,
) -> OpeningDecision:  # fmt: skip
    """The lines that may open with who is there.

    ``absent``: seats whose holder is not there; ``extras``: role → people present who hold no seat. A failed critical
    item asked for the session closes it, one asked for a line closes that line; critical roles close as many lines as
    they lack people for, those with most empty critical seats first; people of a line stopped for another reason count.
    """
    asked = [need for need in needs if need.session_id == session.id]
    present = [_present(seat, absent) for seat in seats if seat.session_id == session.id]
    filled = Counter(filled_of_seats(present).get(session.id, {})) + Counter(extras or {})
    capacity = session_capacity(session, asked, filled, Throughput(0))
    unproven = [one for one in results if one.blocks]
    stopped = {one.line for one in unproven if one.line is not None}
    if any(one.line is None for one in unproven):
        stopped = set(range(1, session.lines + 1))
    short = closed_line_numbers(capacity, present, {need.role for need in asked if need.critical})
    closed = stopped | set(_least(short, stopped, capacity.closed_lines, session.lines))
    return OpeningDecision(
        open_lines=tuple(line for line in range(1, session.lines + 1) if line not in closed),
        closed_lines=tuple(sorted(closed)),
        reasons=(*(one.sentence for one in unproven), *(_lack(role, n, label) for role, n in capacity.to_open)),
        remarks=tuple(one.sentence for one in results if not one.ok and not one.blocks),
        missing=dict(capacity.to_open),
    )


def _present(seat: Seat, absent: Collection[SeatId]) -> Seat:
    return replace(seat, state=SeatState.NO_SHOW) if seat.id in absent else seat


def _least(short: Iterable[int], stopped: Collection[int], count: int, lines: int) -> list[int]:
    """The lines that lack of people closes: one stopped already frees its people, so it counts among them."""
    left = max(0, count - len(stopped))
    free = [line for line in short if line not in stopped]
    free += [line for line in range(lines, 0, -1) if line not in stopped and line not in free]
    return free[:left]


def _lack(role: str, count: int, label: RoleLabel) -> str:
    """« Il manque un préparateur. »"""
    return _("Il manque {people}.").format(people=some_people(role, count, label))
