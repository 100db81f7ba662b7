"""The chapters of the crisis bag on the days to come: who holds which seat, and which are still to be filled."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.documents.crisis_bag import Column, Kind, Row, Section, Table
from app.documents.imprint import colon
from app.scheduling.capacity import is_held
from app.scheduling.session import SeatState
from app.services.crisis_bag.crisis_bag_cells import spoken
from app.words import _, ngettext
from app.words.dates import half_day_name, spoken_day, spoken_hours
from app.words.first_letter import capitalised
from app.words.joined import joined
from app.words.states import STATES

if TYPE_CHECKING:
    from app.scheduling.session import Seat, Session
    from app.services.activity.print_day_values import DayPrint
    from app.services.crisis_bag.crisis_bag_scene import BagScene


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
    said = [f"{word}{colon()}{joined(who.name, _unbroken(who.phone))}" for word, who in people if who.name]
    return Table(
        joined(half, printed.centre.name, session.site, by=" · "),
        columns,
        rows,
        above=capitalised(spoken_day(session.day)),
        note=" · ".join(said),
    )


def _has_seats(scene: BagScene) -> bool:
    return any(printed.of(session) for printed, session in scene.sessions)


def _is_open(seat: Seat) -> bool:
    return not is_held(seat) or seat.state is SeatState.STAND_IN_WANTED


def _is_closed(printed: DayPrint, seat: Seat) -> bool:
    return seat.line is not None and (seat.session_id, seat.line) in printed.closed


def _phone(printed: DayPrint, seat: Seat) -> str:
    """The holder's number; a partner's, when the partner holds it."""
    partner = printed.partners.get(seat.holder.partner_id) if seat.holder.partner_id and is_held(seat) else None
    return spoken(partner.contact_phone) if partner else printed.phone(seat)


def _state(seat: Seat) -> str:
    state = STATES.get(seat.state.value if is_held(seat) else "open")
    return state.text if state else ""


def _line(seat: Seat) -> str:
    return _("ligne {line}").format(line=seat.line) if seat.line is not None else _("centre")


def _when(session: Session) -> str:
    return f"{capitalised(spoken_day(session.day))}, {half_day_name(session.starts_at, session.ends_at)} ({spoken_hours(session.starts_at, session.ends_at)})"


def _unbroken(phone: str) -> str:
    """A number that stays on one line inside a sentence."""
    return phone.replace(" ", "\u00a0")
