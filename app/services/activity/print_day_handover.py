"""The values of the handover sheet: what the next lead must know, from one session on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.activity.doses import reconciled
from app.activity.opening_check import Proof
from app.documents.handover_sheet import HandoverIncident, HandoverSheet, OpenPoint, SharpsContainer, StockItem
from app.documents.imprint import Contact
from app.roster.phones import spoken_phone
from app.scheduling.capacity import is_held
from app.services.activity.print_day_values import LEAD_ROLE
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_instant, spoken_number, spoken_session
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.activity.read_session_day import SessionDay


def handover_of(day: SessionDay, after: SessionDay | None) -> HandoverSheet:
    """From one session to the next: what is left to do, the stock, the incidents, the containers, the checks."""
    return HandoverSheet(
        centre=day.centre.name,
        left=spoken_session(day.session.starts_at, day.session.ends_at),
        next=spoken_session(after.session.starts_at, after.session.ends_at) if after else "",
        outgoing=_day_lead(day),
        incoming=_day_lead(after) if after else Contact(),
        open_points=tuple(_open_points(day)),
        stock=tuple(
            StockItem(
                day.doses.products.get(one.lot.product, one.lot.product),
                ngettext("{n} flacon", "{n} flacons", day.doses.left_vials[one.id]).format(n=day.doses.left_vials[one.id]),
                _("lot {number}").format(number=one.lot.number),
                _("jusqu’au {day}").format(day=spoken_date(one.lot.expires_on)),
            )
            for one in day.doses.lots
        ),
        incidents=tuple(
            HandoverIncident(
                spoken_instant(one.at),
                found.label if (found := day.type_of(one)) else one.type,
                one.note,
                _("déclaré {when}").format(when=spoken_instant(one.declared_at))
                if one.declared_at
                else _("à déclarer"),
            )
            for one in day.incidents
        ),
        sharps=tuple(
            SharpsContainer(
                one.container.code,
                _("fermé le {day}").format(day=spoken_date(one.container.filled_on))
                if one.container.filled_on
                else _("en service"),
                _("enlevé le {day}").format(day=spoken_date(one.container.collected_on))
                if one.container.collected_on
                else "",
            )
            for one in day.doses.containers
        ),
        checks=tuple(_checks(day)),
    )  # fmt: skip


def _day_lead(day: SessionDay) -> Contact:
    seat = next((one for one in day.seats if one.role == LEAD_ROLE and one.holder.person_id and is_held(one)), None)
    person = day.people.get(seat.holder.person_id) if seat and seat.holder.person_id else None
    if person is None:
        return Contact(day.centre.contact_name, spoken_phone(day.centre.contact_phone))
    phone = person.mobile or person.phone
    return Contact(full_name(person.given_name, person.family_name), spoken_phone(phone) if phone else "")


def _open_points(day: SessionDay) -> Iterable[OpenPoint]:
    for closed in day.closed:
        yield OpenPoint(closed.texts.platform)
    for sentence in day.doses.to_look_at:
        yield OpenPoint(sentence)
    for row in day.sheet.at_the_door:
        yield OpenPoint(_("{name} attend d’être accepté sur la feuille.").format(name=day.name(row)))
    if day.sheet.closed_at is None:
        yield OpenPoint(_("Présence à clore : {tally}").format(tally=day.sheet.tally.sentence))


def _checks(day: SessionDay) -> Iterable[str]:
    for result in day.results:
        answer = day.answers.get((result.check.code, result.line))
        if result.ok and answer is not None and result.check.proof is Proof.TEMPERATURE:
            degrees = spoken_number(float(answer.temperature_c or 0))
            yield _("{what} : {degrees} °C.").format(what=result.check.label, degrees=degrees)
        elif result.ok and answer is not None and answer.expires_on is not None:
            yield _("{what} : jusqu’au {day}.").format(what=result.check.label, day=spoken_date(answer.expires_on))
        elif not result.ok:
            yield result.sentence
    if day.doses.counts:
        yield _("Doses : {summary}.").format(summary=reconciled(one.count for one in day.doses.counts.values()))
