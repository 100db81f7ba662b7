"""The chapters of the crisis bag, each from the same state. :data:`SECTIONS` is where a new one is added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from app.activity.incidents import incident_types_in_force
from app.documents.crisis_bag import BagCard, Column, CrisisBag, Kind, Row, Section, Table
from app.documents.imprint import Contact, colon
from app.response.said import ORSAN_RULE, TO_VALIDATE
from app.response.sheet import Phase
from app.roster.person import Mission
from app.roster.phones import spoken_phone
from app.roster.said import MISSION_WORDS
from app.scheduling.capacity import is_held
from app.scheduling.session import SeatState
from app.scheduling.spoken import capitalised
from app.services.crisis_bag_means import means
from app.services.crisis_bag_scene import BagScene, name_of
from app.services.plan_shelf import shelf_of
from app.words import _, ngettext
from app.words.dates import half_day_name, spoken_day, spoken_hours
from app.words.people import list_order
from app.words.states import STATES

if TYPE_CHECKING:
    from app.response.sheet import Card, Sheet
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session
    from app.services.plan_shelf import PlanShelf
    from app.services.print_day_values import DayPrint

SectionMaker = Callable[[BagScene], Section]


def bag_of(scene: BagScene) -> CrisisBag:
    """The whole bag, in the current language."""
    return CrisisBag(
        community=scene.community.name,
        packed_at=scene.now,
        people=len(scene.people),
        call_first=scene.call_first(),
        sections=tuple(make(scene) for make in SECTIONS),
        imprint=scene.imprint,
    )


def contacts(scene: BagScene) -> Section:
    """Whom to ring: coordination, crisis cell, centres, partners, establishments, practices."""
    tables = [
        _contact_table(_("Coordination"), _("Fonction"), [(_("coordination"), scene.call_first(), _also(scene))]),
        _crisis_cell(scene),
        _contact_table(
            _("Centres"), _("Centre"),
            [(one.name, Contact(one.contact_name, _spoken(one.contact_phone)), _joined(one.place.name, one.place.address, one.place.commune)) for one in scene.centres],
        ),
        _contact_table(_("Partenaires"), _("Partenaire"), [(one.name, Contact(one.contact_name, _spoken(one.contact_phone)), "") for one in scene.partners]),
        _contact_table(_("Établissements"), _("Établissement"), [(one.name, Contact("", _spoken(one.phone)), scene.commune(one.commune_insee)) for one in scene.sites if one.phone]),
        _contact_table(
            _("Cabinets"), _("Cabinet"),
            [(one.name, Contact("", _spoken(one.phone)), _joined(one.address, scene.commune(one.commune_insee))) for one in scene.practices.values() if one.phone],
        ),
    ]  # fmt: skip
    found = tuple(one for table in tables if table.rows for one in _without_empty([table]))
    count = sum(len(table.rows) for table in found)
    return Section(
        code="contacts",
        short=_("Contacts"),
        title=_("Qui appeler"),
        sentence=_joined(ngettext("{n} contact.", "{n} contacts.", count).format(n=count), _no_number(scene), by=" "),
        tables=found,
        names_people=True,
        count=count,
    )


def rota(scene: BagScene) -> Section:
    """The seven days to come, session by session: who holds what, and their number."""
    count = len(scene.sessions)
    span = _("du {first} au {last}").format(first=spoken_day(scene.today), last=spoken_day(scene.last_day))
    sentence = ngettext("{n} séance publiée {span}.", "{n} séances publiées {span}.", count).format(n=count, span=span)
    if not count:
        sentence = _("Aucune séance publiée {span}.").format(span=span)
    if scene.drafts:
        sentence += " " + ngettext(
            "{n} séance en préparation n’y est pas.", "{n} séances en préparation n’y sont pas.", scene.drafts
        ).format(n=scene.drafts)
    return Section(
        code="planning",
        short=_("Planning"),
        title=_("Planning des sept jours"),
        sentence=sentence,
        tables=tuple(_session_table(printed, session) for printed, session in scene.sessions),
        names_people=bool(count),
        count=count,
    )


def open_seats(scene: BagScene) -> Section:
    """What is still to be filled in those days, soonest first."""
    found = [
        (printed, session, seat)
        for printed, session in scene.sessions
        for seat in printed.of(session)
        if _is_open(seat) and not _is_closed(printed, seat)
    ]
    columns = (Column(_("Quand"), Kind.TEXT, 2.2), Column(_("Poste"), Kind.NAME, 2), Column(_("Ligne")), Column(_("État"), Kind.STATE, 1.4))  # fmt: skip
    tables = [
        Table(
            centre,
            columns,
            tuple(
                Row((_when(session), printed.label(seat.role), _line(seat), _state(seat)), is_open=True)
                for printed, session, seat in rows
            ),
        )
        for centre, rows in groupby(
            sorted(found, key=lambda one: (one[0].centre.name, one[1].starts_at)), key=lambda one: one[0].centre.name
        )
    ]
    n = len(found)
    return Section(
        code="postes-a-pourvoir",
        short=_("À pourvoir"),
        title=_("Postes à pourvoir"),
        sentence=ngettext("{n} poste reste à pourvoir.", "{n} postes restent à pourvoir.", n).format(n=n)
        if n
        else (_("Tous les postes publiés sont tenus.") if _has_seats(scene) else _("Aucun poste publié.")),
        tables=tuple(tables),
        count=n,
    )


def roster(scene: BagScene) -> Section:
    """Everyone who may be asked, by profession then name, with every way to reach them."""
    columns = (
        Column(_("Nom"), Kind.NAME, 1.8), Column(_("Téléphone"), Kind.PHONE, 1.4), Column(_("E-mail"), Kind.EMAIL, 2.2),
        Column(_("Commune"), Kind.TEXT, 1.2), Column(_("Volontaire pour"), Kind.TEXT, 1.8),
    )  # fmt: skip
    ordered = sorted(
        scene.people,
        key=lambda one: (list_order(_group(scene, one)), list_order(one.family_name, one.given_name), one.id),
    )
    tables = tuple(
        Table(group, columns, tuple(_person_row(scene, one) for one in held))
        for group, held in groupby(ordered, key=lambda one: _group(scene, one))
    )
    n, out = len(scene.people), scene.opted_out
    sentence = ngettext("{n} personne peut être sollicitée.", "{n} personnes peuvent être sollicitées.", n).format(n=n)
    if out:
        sentence += " " + ngettext(
            "{n} personne a demandé à ne plus l’être : elle n’y est pas.",
            "{n} personnes ont demandé à ne plus l’être : elles n’y sont pas.",
            out,
        ).format(n=out)
    return Section(
        code="effectifs", short=_("Effectifs"), title=_("Effectifs"), sentence=sentence, tables=_without_empty(tables),
        names_people=bool(n), count=n,
    )  # fmt: skip


def plans(scene: BagScene) -> Section:
    """Each plan of the library: what it is, what opens it, and who does what in the first hour."""
    shelf = shelf_of(scene.library)
    n = len(shelf.sheets)
    sentence = ngettext(
        "{n} plan, avec ses actions de la première heure.", "{n} plans, avec leurs actions de la première heure.", n
    ).format(n=n)
    return Section(
        code="plans",
        short=_("Plans"),
        title=_("Plans"),
        sentence=_joined(sentence, _(ORSAN_RULE), shelf.fault, by=" "),
        tables=tuple(_plan_table(shelf, one) for one in shelf.sheets.values()),
        count=n,
    )


def reflex_cards(scene: BagScene) -> Section:
    """What to do first: every card of the plans, then the incidents of the kinds of centre there are."""
    shelf = shelf_of(scene.library)
    incidents = _incident_cards(scene)
    sentence = _("Les fiches des plans, dans leur ordre.")
    if incidents:
        sentence = _("Les fiches des plans, dans leur ordre, puis les gestes des incidents d’un centre.")
    cards = (*(_plan_card(shelf, one) for one in shelf.cards.values()), *incidents)
    return Section(
        code="fiches-reflexes",
        short=_("Fiches réflexes"),
        title=_("Fiches réflexes"),
        sentence=_joined(sentence, shelf.fault, by=" "),
        cards=cards,
        count=len(cards),
    )


SECTIONS: tuple[SectionMaker, ...] = (contacts, means, rota, open_seats, roster, plans, reflex_cards)
"""In the order of the menu."""


def _plan_table(shelf: PlanShelf, sheet: Sheet) -> Table:
    columns = (Column(_("Fonction"), Kind.NAME, 1.1), Column(_("Première heure"), Kind.TEXT, 3))
    said = [sheet.summary, _("Ce qui l’ouvre :"), *sheet.triggers]
    if sheet.medical_note:
        said += [_("Médical, {to_validate} :").format(to_validate=_(TO_VALIDATE)), sheet.medical_note]
    rows = tuple(
        Row((shelf.function(one.function), one.text)) for one in shelf.actions_of(sheet, Phase.HOUR_1)
    )  # fmt: skip
    return Table(sheet.title, columns, rows, note=" ".join(said))


def _plan_card(shelf: PlanShelf, card: Card) -> BagCard:
    said = [shelf.function(card.owner)]
    if card.medical:
        said.append(_("contenu médical {to_validate}").format(to_validate=_(TO_VALIDATE)))
    return BagCard(
        card.title,
        card.steps,
        source=_joined(*said, *(one.citation for one in shelf.cited(card.legal)), by=" · "),
        when=card.trigger,
        lists=((_("Ne pas faire"), card.do_not), (_("Trace à garder"), card.trace)),
        facts=tuple(
            (title, _joined(*points, by=" · "))
            for title, points in (
                (_("À joindre, dans l’ordre"), shelf.contacts_of(card)),
                (_("Sous la main"), card.equipment),
            )
            if points
        ),
    )


def _incident_cards(scene: BagScene) -> tuple[BagCard, ...]:
    types = {
        one.code: one
        for kind in sorted({one.kind for one in scene.centres})
        for one in incident_types_in_force(scene.library.incident_types, kind, scene.today)
    }
    return tuple(
        BagCard(one.label, one.steps, _joined(one.declare, one.source, by=" · "))
        for one in sorted(types.values(), key=lambda one: (one.sort, one.code))
    )


def _without_empty(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Tables of the same columns, without those that hold nothing in any of them."""
    if not tables:
        return ()
    kept = [n for n, _column in enumerate(tables[0].columns) if any(row.cells[n] for one in tables for row in one.rows)]
    return tuple(
        replace(
            one,
            columns=tuple(one.columns[n] for n in kept),
            rows=tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in one.rows),
        )
        for one in tables
    )


def _contact_table(title: str, what: str, rows: Iterable[tuple[str, Contact, str]]) -> Table:
    columns = (
        Column(what, Kind.NAME, 2), Column(_("Téléphone"), Kind.PHONE, 1.3), Column(_("Personne"), Kind.TEXT, 1.6),
        Column(_("Où"), Kind.TEXT, 2),
    )  # fmt: skip
    return Table(title, columns, tuple(Row((name, who.phone, who.name, where)) for name, who, where in rows))


def _no_number(scene: BagScene) -> str:
    """What is missing when nobody can ring the coordination, and where it is filled in."""
    if scene.community.coordinator_phone:
        return ""
    return _("Le téléphone de la coordination manque : il s’écrit dans Effectifs, « Communauté et territoire ».")


def _also(scene: BagScene) -> str:
    """Another way to reach the coordination, as messages say it; nothing when it is the number shown already."""
    contact, shown = scene.community.contact, scene.call_first().phone
    return "" if _digits(contact) and _digits(contact) == _digits(shown) else contact


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _crisis_cell(scene: BagScene) -> Table:
    members = [one for one in scene.people if Mission.CRISIS_CELL in one.missions]
    rows = [
        (name_of(one), Contact(scene.profession(one), scene.phone(one)), scene.commune(one.commune_insee))
        for one in members
    ]
    table = _contact_table(_("Volontaires pour la cellule de crise"), _("Nom"), rows)
    columns = (*table.columns[:2], Column(_("Profession"), Kind.TEXT, 1.6), *table.columns[3:])
    return Table(table.title, columns, table.rows)


def _session_table(printed: DayPrint, session: Session) -> Table:
    columns = (
        Column(_("Qui"), Kind.NAME, 2), Column(_("Téléphone"), Kind.PHONE, 1.3), Column(_("Poste"), Kind.TEXT, 2),
        Column(_("Ligne"), Kind.TEXT, 0.8), Column(_("État"), Kind.STATE, 1.2),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                printed.name(seat) or _("à pourvoir"),
                _phone(printed, seat),
                printed.label(seat.role),
                _line(seat),
                _("ligne fermée") if _is_closed(printed, seat) else _state(seat),
            ),
            is_open=_is_open(seat) and not _is_closed(printed, seat),
        )
        for seat in printed.of(session)
    )
    half = f"{half_day_name(session.starts_at, session.ends_at)} ({spoken_hours(session.starts_at, session.ends_at)})"
    people = ((_("Responsable"), printed.lead(session)), (_("Médecin joignable"), printed.physician(session)))
    said = [f"{word}{colon()}{_joined(who.name, _unbroken(who.phone))}" for word, who in people if who.name]
    return Table(
        _joined(half, printed.centre.name, session.site, by=" · "),
        columns,
        rows,
        above=capitalised(spoken_day(session.day)),
        note=" · ".join(said),
    )


def _person_row(scene: BagScene, person: Person) -> Row:
    missions = ", ".join(_(MISSION_WORDS[one]) for one in Mission if one in person.missions)
    return Row(
        (name_of(person), scene.phone(person), person.email, scene.commune(person.commune_insee), missions)
    )  # fmt: skip


def _group(scene: BagScene, person: Person) -> str:
    """What people are sorted under: the profession without gender, or helpers."""
    if person.profession and person.profession in scene.library.professions:
        label = scene.library.professions[person.profession].label()
        return label[:1].upper() + label[1:]
    return _("Renforts sans profession de santé")


def _has_seats(scene: BagScene) -> bool:
    return any(printed.of(session) for printed, session in scene.sessions)


def _is_open(seat: Seat) -> bool:
    return not is_held(seat) or seat.state is SeatState.STAND_IN_WANTED


def _is_closed(printed: DayPrint, seat: Seat) -> bool:
    return seat.line is not None and (seat.session_id, seat.line) in printed.closed


def _phone(printed: DayPrint, seat: Seat) -> str:
    """The holder's number; a partner's, when the partner holds it."""
    partner = printed.partners.get(seat.holder.partner_id) if seat.holder.partner_id and is_held(seat) else None
    return _spoken(partner.contact_phone) if partner else printed.phone(seat)


def _state(seat: Seat) -> str:
    state = STATES.get(seat.state.value if is_held(seat) else "open")
    return state.text if state else ""


def _line(seat: Seat) -> str:
    return _("ligne {line}").format(line=seat.line) if seat.line is not None else _("centre")


def _when(session: Session) -> str:
    return f"{capitalised(spoken_day(session.day))}, {half_day_name(session.starts_at, session.ends_at)} ({spoken_hours(session.starts_at, session.ends_at)})"


def _spoken(phone: str) -> str:
    return spoken_phone(phone) if phone else ""


def _unbroken(phone: str) -> str:
    """A number that stays on one line inside a sentence."""
    return phone.replace(" ", "\u00a0")


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)
