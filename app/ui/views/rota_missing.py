"""What a rota lacks, session by session, most urgent first: in sentences, with the reasons and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.reply import opening_sentence
from app.scheduling.spoken import listed, moment_near, some_people
from app.ui.parts.shortage_list import ShortageRow
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised
from app.words.reasons import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session
    from app.services.rota.proposed_gaps import Gap
    from app.services.rota.read_rota import RotaView


@dataclass(frozen=True, slots=True)
class Lack:
    """What one session to come lacks: (role, people), and the sentence when lines can't open."""

    session: Session
    missing: tuple[tuple[str, int], ...]
    opening: str = ""
    """« Lundi matin : la ligne 3 ne peut pas ouvrir (il manque un préparateur). », or empty when every line opens."""
    injections: int = 0
    full: int = 0

    @property
    def state(self) -> str:
        """« ne peut pas ouvrir », « dégradée » when people wait longer for their injection, « à pourvoir » otherwise."""
        if self.opening:
            return "cannot_open"
        return "degraded" if self.injections < self.full else "open"

    @property
    def seats(self) -> int:
        return sum(count for _role, count in self.missing)


def lacks(view: RotaView, today: date, monday: date | None = None) -> tuple[Lack, ...]:
    """What sessions to come lack, of one week when given: those that can't open first, then in time order."""
    found = [
        _lack(view, one, today)
        for one in view.upcoming
        if (monday is None or monday_of(one.day) == monday) and view.capacities[one.id].missing
    ]
    order = ("cannot_open", "degraded", "open")
    return tuple(sorted(found, key=lambda lack: (order.index(lack.state), lack.session.starts_at, lack.session.id)))


def _lack(view: RotaView, session: Session, today: date) -> Lack:
    capacity = view.capacities[session.id]
    return Lack(session, capacity.missing, _opening(view, capacity, today), capacity.injections, capacity.full)


def _opening(view: RotaView, capacity: SessionCapacity, today: date) -> str:
    critical = {need.role for need in view.needs.get(capacity.session_id, ()) if need.critical}
    return opening_sentence(capacity, view.naming.role, seats=view.drafted, critical=critical, today=today) or ""


def first_closed(view: RotaView, today: date, monday: date) -> str:
    """The first lines of the week that can't open, and what would open them; empty when all can."""
    return next((lack.opening for lack in lacks(view, today, monday)), "")


def lack_sentence(view: RotaView, lack: Lack, today: date) -> str:
    """« Lundi matin : la ligne 3 ne peut pas ouvrir (il manque un préparateur). 192 injections possibles sur 240. »"""
    critical = {role for role, _count in view.capacities[lack.session.id].to_open} if lack.opening else set()
    others = [some_people(role, count, view.naming.role) for role, count in lack.missing if role not in critical]
    parts = [lack.opening] if lack.opening else []
    if others and lack.opening:
        parts.append(_("Il manque aussi {people}.").format(people=listed(others)))
    elif others:
        moment = capitalised(moment_near(lack.session, today))
        parts.append(_("{moment} : il manque {people}.").format(moment=moment, people=listed(others)))
    if lack.injections < lack.full:
        parts.append(
            ngettext(
                "{n} injection possible sur {full}.", "{n} injections possibles sur {full}.", lack.injections
            ).format(n=spoken_number(lack.injections), full=spoken_number(lack.full))
        )
    return " ".join(parts)


def seats_sentence(seats: int) -> str:
    """« 3 postes à pourvoir », or that none is."""
    if not seats:
        return _("tous les postes sont pourvus")
    return ngettext("{n} poste à pourvoir", "{n} postes à pourvoir", seats).format(n=seats)


def shortage_rows(view: RotaView, found: tuple[Lack, ...], today: date) -> tuple[ShortageRow, ...]:
    """One row a role that lacks people, in the order of ``found``; its id is « session/role »."""
    gaps = {(gap.session.id, gap.role): gap for gap in view.gaps}
    return tuple(
        _row(view, lack, role, missing, gaps.get((lack.session.id, role)), today)
        for lack in found
        for role, missing in lack.missing
    )


def _row(view: RotaView, lack: Lack, role: str, missing: int, gap: Gap | None, today: date) -> ShortageRow:
    blocking = [code for code, _count in view.capacities[lack.session.id].to_open] if lack.opening else []
    proven = gap is not None and gap.certificate is not None
    return ShortageRow(
        id=f"{lack.session.id}/{role}",
        state="cannot_open" if role in blocking else "unfillable" if proven else "open",
        sentence=lack.opening if blocking == [role] else need_sentence(view, lack.session, role, missing, today),
        reasons=reasons_in_words(gap.reasons) if gap else (),
        proof=gap.sentence if gap and proven else "",
    )


def need_sentence(view: RotaView, session: Session, role: str, missing: int, today: date) -> str:
    """« Lundi matin : il manque un préparateur. »"""
    return _("{moment} : il manque {people}.").format(
        moment=capitalised(moment_near(session, today)), people=some_people(role, missing, view.naming.role)
    )


def reasons_in_words(reasons: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The counted reasons of a gap as (words, people), most people first; other professions don't concern the seat."""
    ranked = sorted(
        (code for code in reasons if code != "profession" and reasons[code]), key=lambda c: (-reasons[c], c)
    )
    return tuple((counted(code, reasons[code]), reasons[code]) for code in ranked)


def proof_sentence(certificate: Mapping[str, Any]) -> str:
    """« 68 besoins demandent ensemble 168 postes ; 134 au plus peuvent être tenus, quelle que soit la répartition. »"""
    needs = len(certificate["needs"])
    if needs == 1:
        said = _(
            "Ce besoin demande {demand} postes ; {reachable} au plus peuvent être tenus, quelle que soit la répartition."
        )
    else:
        said = _(
            "{needs} besoins de la semaine demandent ensemble {demand} postes ; {reachable} au plus peuvent être tenus, "
            "quelle que soit la répartition : il en manquera {shortage}."
        )
    return said.format(needs=needs, **{name: certificate[name] for name in ("demand", "reachable", "shortage")})
