"""A staffing as a plan: lines dealt, lines that open, what is missing, why, with proof, and whom to call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.calls import calls
from app.scheduling.staffing.certificate import certificates
from app.scheduling.staffing.labels import Labels
from app.scheduling.staffing.lines import deal
from app.scheduling.staffing.overridden import overridden
from app.scheduling.staffing.plan import Call, Certificate, Level, OpenLines, Plan, Shortage
from app.scheduling.staffing.problem import Seat
from app.scheduling.staffing.reasons import Roster
from app.scheduling.staffing.relaxed import Relaxed
from app.scheduling.staffing.rules import open_lines
from app.scheduling.staffing.sentences import Speaker


def report(
    board: Board,
    seats: Sequence[Seat],
    levels: tuple[Level, ...],
    labels: Labels,
    lines: Mapping[tuple[str, str, str], int],
    seconds: float = 0.0,
) -> Plan:
    """The plan that says everything about these seats; ``lines`` are those held before."""
    filled = Counter((seat.session, seat.role) for seat in seats)
    missing = {
        index: need.count - filled[need.session, need.role]
        for index, need in enumerate(board.needs)
        if need.count > filled[need.session, need.role]
    }
    unfilled, ring, structural = _explained(board, seats, missing, labels)
    return Plan(
        assignments=deal(board, seats, lines),
        levels=levels,
        sessions=tuple(_open_lines(board, filled)),
        unfilled=unfilled,
        structural=structural,
        due_to_rules=sum(missing.values()) - structural,
        calls=ring,
        overridden=overridden(board),
        seconds=seconds,
    )


def _explained(
    board: Board, seats: Sequence[Seat], missing: Mapping[int, int], labels: Labels
) -> tuple[tuple[Shortage, ...], tuple[Call, ...], int]:
    """Shortages by need, calls, and the seats that no plan could fill; all empty when nothing is missing."""
    if not missing:
        return (), (), 0
    relaxed = Relaxed(board)
    proofs, ring, roster = certificates(relaxed), calls(relaxed), Roster(board, seats)
    speaker = Speaker(board, labels, ring)
    unfilled = []
    for need, count in missing.items():
        people, seat = roster.sorted_out(need), board.needs[need]
        proof = proofs.get(need)
        reasons = {rule: len(who) for rule, who in people.items()}
        sentence = speaker.sentence(need, count, people, proof)
        unfilled.append(Shortage(seat.session, seat.role, count, reasons, proof, sentence))
    return tuple(unfilled), ring, _shortage(proofs.values())


def _shortage(proofs: Iterable[Certificate]) -> int:
    return sum(proof.shortage for proof in set(proofs))


def _open_lines(board: Board, filled: Counter[tuple[str, str]]) -> Iterable[OpenLines]:
    """Sessions with ``lines``, in order of time; one without critical needs opens them all."""
    for index, session in enumerate(board.sessions):
        if session.lines:
            critical = [
                (need.count, filled[need.session, need.role])
                for need in (board.needs[position] for position in board.needs_of[index])
                if need.critical
            ]
            yield OpenLines(session.id, session.lines, open_lines(session.lines, critical))
