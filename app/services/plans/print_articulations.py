"""The articulation sheets on paper: one for each establishment, for both sides to sign and to keep by the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.response.articulation import SITE_KIND_WORDS, Articulation, plan_word
from app.response.directory import spoken_number
from app.roster.phones import spoken_phone
from app.services.crisis.note_reading import Read, note_reading
from app.services.plans.own_plan_document import imprint_of
from app.services.plans.read_cell import cell_view
from app.services.plans.read_structures import Structure, structures_view
from app.store import community
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.articulation_sheet import ArticulationSheet, SheetContact
    from app.documents.imprint import Imprint
    from app.documents.plan_zip import PlanFile
    from app.services.plans.read_cell import CellView
    from app.store.community import Community
    from app.store.database import Store

CELL_TOLD = 2
"""Whom an establishment may ring: the holder of the cell's first function and the first deputy, after the coordination."""


def articulation_pdf(actor: Actor, store: Store, site_id: str | None = None) -> bytes:
    """The sheet of one establishment, or of all with which something is agreed or expected. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    from app.documents.articulation_sheet import articulation_sheets

    sheets, imprint = _sheets(actor, store, site_id)
    if not sheets:
        raise NotFound(N_("Aucun établissement n’a encore d’articulation : écrivez-en une d’abord."))
    return articulation_sheets(sheets, imprint)


def articulation_files(actor: Actor, store: Store) -> list[PlanFile]:
    """The sheets for the ZIP of the plan; none when there is no establishment. Raises NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    from app.documents.articulation_sheet import articulation_sheets
    from app.documents.plan_zip import PlanFile

    sheets, imprint = _sheets(actor, store, None)
    about = _("une fiche d’articulation par établissement")
    return [PlanFile("annexes/articulations.pdf", articulation_sheets(sheets, imprint), about)] if sheets else []


def _sheets(actor: Actor, store: Store, site_id: str | None) -> tuple[list[ArticulationSheet], Imprint]:
    with store.reading() as conn:
        settings, view, cell = community.read(conn), structures_view(store, conn), cell_view(store, conn, "")
    if site_id is not None and view.find(site_id) is None:
        raise NotFound(N_("Cet établissement n’est plus dans la liste. Rechargez la page."))
    chosen = [
        one
        for one in view.structures
        if one.site.id == site_id or (site_id is None and (one.is_expected or one.articulation is not None))
    ]
    ours = _ours(settings, cell)
    if chosen:
        note_reading(actor, store, Read.CONTACTS, _told(cell))
    return [_sheet(one, settings, ours) for one in chosen], imprint_of(store, settings, _("fiche d’articulation"))


def _told(cell: CellView) -> list[str]:
    first = next(iter(cell.functions), "")
    return [one.person_id for one in cell.members.get(first, ())[:CELL_TOLD] if one.person_id]


def _ours(settings: Community, cell: CellView) -> tuple[SheetContact, ...]:
    from app.documents.articulation_sheet import SheetContact

    made = []
    if settings.coordinator or settings.coordinator_phone:
        who = ", ".join(part for part in (_("Coordination"), settings.coordinator) if part)
        made.append(SheetContact(who, spoken_phone(settings.coordinator_phone)))
    first = next(iter(cell.functions), "")
    for one in cell.members.get(first, ())[:CELL_TOLD]:
        phone = spoken_phone(cell.phones.get(one.key, ""))
        made.append(SheetContact(f"{cell.function(first)}, {cell.who(one.key)}", phone, phone))
    return tuple(made)


def _sheet(one: Structure, settings: Community, ours: tuple[SheetContact, ...]) -> ArticulationSheet:
    from app.documents.articulation_sheet import ArticulationSheet, SheetContact

    agreed = one.articulation or Articulation(site_id=one.site.id)
    theirs = [
        SheetContact(contact.who, _spoken(contact.day_phone), _spoken(contact.night_phone)) for contact in one.contacts
    ]
    if one.site.phone and not any(contact.day_phone for contact in one.contacts):
        theirs.append(SheetContact(_("Standard"), _spoken(one.site.phone)))
    return ArticulationSheet(
        community=settings.name or _("Notre CPTS"),
        site=one.site.name,
        kind=_(SITE_KIND_WORDS[one.site.kind]),
        address=one.commune,
        theirs=tuple(theirs),
        ours=ours,
        they_call=agreed.they_call,
        we_call=agreed.we_call,
        they_offer=agreed.they_offer,
        they_expect=agreed.they_expect,
        convention=agreed.convention,
        signed_on=spoken_date(agreed.signed_on) if agreed.signed_on else "",
        facts=_facts(one, agreed),
    )


def _spoken(number: str) -> str:
    return spoken_number(number) if number else ""


def _facts(one: Structure, agreed: Articulation) -> tuple[tuple[str, str], ...]:
    owed = plan_word(one.site.kind)
    said = [
        (_("Places"), str(one.site.places) if one.site.places is not None else ""),
        (_(owed).capitalize() if owed else "", _("connu de nous") if agreed.white_plan else _("à demander")),
        (_("Groupe électrogène"), (_("oui") if agreed.generator else _("à demander")) if one.articulation else ""),
    ]
    return tuple((label, value) for label, value in said if label and value)
