"""The roles of a centre as a person edits them, and back: ratios, what blocks opening, what partners provide."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.phones import phone_of, spoken_phone
from app.scheduling.centre import RoleNeed
from app.scheduling.templates import ratio, ratio_text
from app.services.rota.set_up_centre import Offer
from app.ui.parts.role_table import RoleRow
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.core.ids import PartnerId
    from app.roster.role import Role
    from app.scheduling.session import Need, Partner
    from app.scheduling.spoken import RoleLabel


def role_rows(
    needs: Iterable[RoleNeed], label: RoleLabel, offers: Mapping[str, Offer] | None = None
) -> tuple[RoleRow, ...]:
    """The needs of a centre as rows, with what partners offer."""
    return tuple(_row(need, label, (offers or {}).get(need.role)) for need in needs)


def needs_of_rows(rows: Iterable[RoleRow]) -> tuple[RoleNeed, ...]:
    """The rows as needs; a role at nothing a line and nothing a centre is left out. Raises InvalidInput naming the role."""
    needs = (
        RoleNeed(row.code, ratio(row.per_line or "0"), max(0, row.per_centre), row.critical, max(1, row.weight))
        for row in rows
    )
    return tuple(need for need in needs if need.per_line or need.per_centre)


def offers_of_rows(rows: Iterable[RoleRow]) -> dict[str, Offer]:
    """What partners give, by role. Raises InvalidInput when people are provided by nobody named, or for a bad number."""
    found: dict[str, Offer] = {}
    for row in rows:
        if row.provided > 0:
            if not row.partner.strip():
                raise InvalidInput(
                    N_("{role} : {count} fournis, mais par qui ? Écrivez le nom du partenaire (mairie, hôpital…)."),
                    role=row.label,
                    count=row.provided,
                )
            phone = phone_of(row.phone) if row.phone.strip() else ""
            found[row.code] = Offer(row.provided, row.partner.strip(), row.contact.strip(), phone)
    return found


def offers_of_needs(needs: Sequence[Need], partners: Mapping[PartnerId, Partner]) -> dict[str, Offer]:
    """What partners give in one session, so that the sessions opened next get the same."""
    given = {
        need.role: (need.provided, partners.get(need.partner_id))
        for need in needs
        if need.provided and need.partner_id is not None
    }
    return {
        role: Offer(count, partner.name, partner.contact_name, partner.contact_phone)
        for role, (count, partner) in given.items()
        if partner is not None
    }


def rule_sentence(need: RoleNeed) -> str:
    """« 1/2 par ligne », « 1 par centre », « 1 par ligne et 1 par centre »."""
    parts = []
    if need.per_line:
        parts.append(_("{n} par ligne").format(n=ratio_text(need.per_line)))
    if need.per_centre:
        parts.append(_("{n} par centre").format(n=need.per_centre))
    said = _(" et ").join(parts)
    if not need.critical:
        return said
    if need.per_line:
        return _("{rule} ; sans ce rôle une ligne n’ouvre pas").format(rule=said)
    return _("{rule} ; sans ce rôle la séance n’ouvre pas").format(rule=said)


def seats_sentence(seats: int, sessions: int, roles: int) -> str:
    """« 120 postes : 10 séances, 4 rôles. »"""
    return _("{seats} : {sessions}, {roles}.").format(
        seats=ngettext("{n} poste", "{n} postes", seats).format(n=seats),
        sessions=ngettext("{n} séance", "{n} séances", sessions).format(n=sessions),
        roles=ngettext("{n} rôle", "{n} rôles", roles).format(n=roles),
    )


def all_roles(held: Sequence[RoleNeed], known: Iterable[Role]) -> tuple[RoleNeed, ...]:
    """The needs of a centre, then the other roles it could hold, at nothing."""
    codes = {need.role for need in held}
    return (*held, *(RoleNeed(one.code, Fraction(0), 0) for one in known if one.code not in codes))


def kept_roles(needs: Iterable[RoleNeed], optional: Iterable[RoleNeed], codes: Iterable[str]) -> tuple[RoleNeed, ...]:
    """The needs of the chosen codes, in the order of the template."""
    wanted = set(codes)
    return tuple(need for need in (*needs, *optional) if need.role in wanted)


def _row(need: RoleNeed, label: RoleLabel, offer: Offer | None) -> RoleRow:
    row = RoleRow(
        need.role, label(need.role), ratio_text(need.per_line), need.per_centre, need.critical, need.weight
    )  # fmt: skip
    if offer is None:
        return row
    return replace(
        row,
        provided=offer.count,
        partner=offer.partner,
        contact=offer.contact_name,
        phone=_phone(offer.contact_phone),
    )


def _phone(number: str) -> str:
    return spoken_phone(number) if number else ""
