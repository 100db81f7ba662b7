"""The annexes of the plan as tables, made from what is kept today: directory, cell, risks, establishments, stock.

The same tables stand in the printed plan and, as CSV, in its ZIP. Numbers are left out for who may not read the directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.helping import HELPER_WORDS
from app.continuity.practice_care import PracticeCare
from app.continuity.remote_service import REMOTE_WORDS
from app.core.clock import paris_date
from app.response.articulation import SITE_KIND_WORDS, plan_word
from app.response.directory import Moment, spoken_number
from app.response.risk import LEVEL_WORDS, SEASON_WORDS
from app.response.stock import CATEGORY_WORDS
from app.roster.phones import spoken_phone
from app.services.coverage.assess_territory import territory_view
from app.services.keeping.reference import read_library
from app.services.plans.read_cell import cell_view
from app.services.plans.read_directory import directory_of
from app.services.plans.read_structures import structures_view
from app.store import community, helpers, inventory, people, practice_care, remote_services
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.plan_document import PlanTable
    from app.response.cell import Member
    from app.response.risk import Risk
    from app.services.coverage.assess_territory import TerritoryView
    from app.services.plans.read_cell import CellView
    from app.services.plans.read_directory import DirectoryView
    from app.services.plans.read_structures import Structure, StructuresView
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: its file's name without ending, its title, what it says, and whose telephones are in it (roster ids).

    ``full``: every row for the CSV, where paper groups them.
    """

    name: str
    title: str
    table: PlanTable
    people: tuple[str, ...] = ()
    full: PlanTable | None = None

    @property
    def sheet(self) -> PlanTable:
        """What the CSV holds."""
        return self.full or self.table


def plan_annexes(store: Store, conn: Connection, *, shows_numbers: bool) -> tuple[Annex, ...]:
    """Every annex, in order; the directory is left out without numbers, for it holds nothing else."""
    made = [
        _risks(territory_view(store, conn)),
        _structures(structures_view(store, conn, shows_numbers=shows_numbers)),
        _stock(store, conn),
        _relays(store, conn, shows_numbers=shows_numbers),
    ]
    if shows_numbers:
        made = [_directory(directory_of(conn, store)), _cell(cell_view(store, conn, "")), *made, _helpers(conn)]
    return tuple(made)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], empty: str) -> PlanTable:
    from app.documents.plan_document import PlanTable

    return PlanTable(title, head, tuple(rows), empty)


def _directory(view: DirectoryView) -> Annex:
    rows = [
        (
            view.function(one.function),
            view.department(one.department) if one.department else _("tout le territoire"),
            one.who,
            spoken_number(one.day_phone) if one.day_phone else "",
            spoken_number(one.night_phone) if one.night_phone else "",
            one.email,
            spoken_date(one.checked_on) if one.checked_on else _("jamais"),
        )
        for one in view.contacts
    ]
    head = (_("Fonction"), _("Département"), _("Qui"), _("Jour"), _("Nuit"), _("E-mail"), _("Vérifié le"))
    return Annex("annuaire", _("Annuaire"), _table("", head, rows, _("L’annuaire est vide.")))


def _cell(view: CellView) -> Annex:
    rows = [
        (function.label, *(_members(view, code, lead) for lead in (True, False)))
        for code, function in view.functions.items()
    ]
    place = view.place
    held = [
        (_("Lieu"), place.place), (_("Lieu de repli"), place.fallback), (_("Visioconférence"), place.video),
        (_("Téléphone de la cellule"), spoken_phone(place.phone)), (_("Critères d’ouverture"), place.criteria),
    ]  # fmt: skip
    rows += [(label, value, "") for label, value in held if value]
    reached = tuple(one.person_id for some in view.members.values() for one in some if one.person_id)
    head = (_("Fonction"), _("Titulaire"), _("Suppléants, dans l’ordre d’appel"))
    return Annex("cellule", _("Cellule de crise"), _table("", head, rows, ""), reached)


def _members(view: CellView, function: str, is_lead: bool) -> str:
    held = [one for one in view.members.get(function, ()) if one.is_lead is is_lead]
    return "\n".join(_member(view, one) for one in held) or _("à désigner")


def _member(view: CellView, one: Member) -> str:
    phone = view.phones.get(one.key, "")
    return " · ".join(part for part in (view.who(one.key), spoken_number(phone) if phone else "") if part)


def _risks(view: TerritoryView) -> Annex:
    """On paper a hazard a row, its communes from the highest rating to the lowest; in the CSV a row a commune and hazard."""
    empty = _("Aucun risque n’est coté.")
    rows = [
        (
            view.commune_name(one.commune_insee),
            view.kind_name(one.hazard),
            f"{one.probability} × {one.impact} = {one.rating}",
            _(LEVEL_WORDS[one.level]),
            _(SEASON_WORDS[one.season]),
            one.source or _("à vérifier : valeur de départ"),
        )
        for one in view.risks
    ]
    head = (_("Commune"), _("Risque"), _("Probabilité × impact"), _("Niveau"), _("Saison"), _("Source"))
    grouped = [
        (view.kind_name(code), _(LEVEL_WORDS[risks[0].level]), _(SEASON_WORDS[risks[0].season]), _rated(view, risks))
        for code, risks in view.by_hazard.items()
    ]
    paper = (_("Risque"), _("Au plus"), _("Saison"), _("Cote sur 16 (probabilité × impact) et communes"))
    return Annex(
        "risques", _("Risques par commune"), _table("", paper, grouped, empty), full=_table("", head, rows, empty)
    )


def _rated(view: TerritoryView, risks: tuple[Risk, ...]) -> str:
    """« 9 : Auray, Brec’h ; 6 : toutes les autres communes »: the largest group is named by what it is."""
    held: dict[int, list[str]] = {}
    for one in risks:
        held.setdefault(one.rating, []).append(view.commune_name(one.commune_insee))
    ratings = sorted(held, reverse=True)
    if len(ratings) == 1 and len(risks) == len(view.communes):
        return _("{rating} : toutes les communes").format(rating=ratings[0])
    widest = max(ratings, key=lambda rating: (len(held[rating]), rating))
    covers_all = len(risks) == len(view.communes) and len(held[widest]) > len(risks) / 2
    return "\n".join(
        _("{rating} : {communes}").format(
            rating=rating,
            communes=_("toutes les autres communes") if covers_all and rating == widest else ", ".join(sorted(held[rating])),
        )
        for rating in ratings
    )  # fmt: skip


def _structures(view: StructuresView) -> Annex:
    head: tuple[str, ...] = (_("Établissement"), _("Genre"), _("Commune"), _("Places"), _("Plan blanc ou bleu"), _("Groupe électrogène"), _("Convention"))  # fmt: skip
    if view.shows_numbers:
        head = (*head, _("Téléphone, jour puis nuit"))
    rows = [_structure(one, view.shows_numbers) for one in view.structures]
    return Annex("etablissements", _("Établissements"), _table("", head, rows, _("Aucun établissement n’est inscrit.")))


def _structure(one: Structure, shows_numbers: bool) -> tuple[str, ...]:
    agreed = one.articulation
    owed = plan_word(one.site.kind)
    signed = spoken_date(agreed.signed_on) if agreed and agreed.signed_on else ""
    cells = (
        one.site.name,
        _(SITE_KIND_WORDS[one.site.kind]),
        one.commune,
        str(one.site.places) if one.site.places is not None else "",
        (_("connu de nous") if agreed and agreed.white_plan else _("à demander")) if owed else "",
        (_("oui") if agreed.generator else _("à demander")) if agreed else "",
        " · ".join(part for part in ((agreed.convention if agreed else ""), signed) if part) or _("à convenir"),
    )
    numbers = dict.fromkeys(number for moment in Moment if (number := _number(one, moment)))
    return (*cells, "\n".join(numbers)) if shows_numbers else cells


def _number(one: Structure, moment: Moment) -> str:
    found = next((contact.number_at(moment) for contact in one.contacts if contact.number_at(moment)), "")
    return spoken_number(found) if found else ""


def _stock(store: Store, conn: Connection) -> Annex:
    today = paris_date(store.now())
    rows = [
        (
            one.label,
            _(CATEGORY_WORDS.get(one.category, CATEGORY_WORDS["other"])),
            f"{one.quantity} {one.unit}".strip(),
            str(one.minimum) if one.minimum else "",
            one.lot,
            (spoken_date(one.expires_on) + (f" · {_('périmé')}" if one.expires_on < today else "")) if one.expires_on else "",
            one.place,
            one.holder,
        )
        for one in inventory.every(conn)
    ]  # fmt: skip
    head = (_("Matériel"), _("Catégorie"), _("Quantité"), _("Minimum"), _("Lot"), _("Péremption"), _("Lieu"), _("Qui le tient"))  # fmt: skip
    return Annex("inventaire", _("Inventaire"), _table("", head, rows, _("L’inventaire est vide.")))


def _relays(store: Store, conn: Connection, *, shows_numbers: bool) -> Annex:
    """Who takes over from whom, with the written agreement; practices without a pair last: they are the ones to ask."""
    territory, cares, practices = community.read(conn).territory, practice_care.every(conn), people.practices(conn)
    known = read_library(store, conn).communes(territory) if territory else ()
    communes = {one.insee: one.name for one in known}
    names = {one.id: one.name for one in practices}
    rows = [
        (
            one.name,
            communes.get(one.commune_insee, ""),
            spoken_number(one.phone) if one.phone and shows_numbers else "",
            names.get(said.paired, _("à convenir")) if said.paired else _("à convenir"),
            spoken_date(said.agreed_on) if said.agreed_on else "",
            f"{said.absorbable_percent}\u00a0%" if said.absorbable_percent is not None else "",
            _("{n} min").format(n=said.radius_minutes) if said.radius_minutes is not None else "",
        )
        for one in practices
        if (said := cares.get(one.id, PracticeCare(practice=one.id)))
    ]
    rows.sort(key=lambda row: (row[3] == _("à convenir"), row[0]))
    head = (_("Cabinet"), _("Commune"), _("Téléphone"), _("Cabinet relais"), _("Accord écrit du"), _("Part absorbable"), _("Trajet accepté"))  # fmt: skip
    return Annex("relais", _("Cabinets et relais"), _table("", head, rows, _("Aucun cabinet n’est inscrit.")))


def _helpers(conn: Connection) -> Annex:
    """Services that lend hands, in counts, and care held at a distance."""
    rows = [
        (one.name, _(HELPER_WORDS[one.kind]), str(one.people), str(one.capacity), spoken_number(one.phone) if one.phone else "")
        for one in helpers.every(conn)
    ]  # fmt: skip
    rows += [
        (one.name, _(REMOTE_WORDS[one.kind]), str(one.readers), str(one.capacity), spoken_number(one.phone) if one.phone else "")
        for one in remote_services.every(conn)
    ]  # fmt: skip
    head = (_("Service"), _("Genre"), _("Personnes"), _("Patients par jour"), _("Téléphone"))
    return Annex("aides", _("Aides et services à distance"), _table("", head, rows, _("Aucun service n’est inscrit.")))
