"""What the Event screen says of requests for people; nothing is drawn here."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.response.staffing_request import STATE_WORDS, RequestState, Wanted, is_missed
from app.services.crisis.event_words import filled_words
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.ui.views.event import short
from app.words import _, ngettext
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.response.event import Event
    from app.response.staffing_request import StaffingRequest, Terms
    from app.services.crisis.read_event import EventView, RequestRead

LOOKS: dict[str, tuple[str, str]] = {
    "received": ("front_hand", "alarm"),
    "staffing": ("campaign", "open"),
    "complete": ("check_circle", "confirmed"),
    "cancelled": ("cancel", "cancelled"),
    "over": ("task_alt", "confirmed"),
    "refused": ("block", "cancelled"),
    "done": ("task_alt", "confirmed"),
}
QUARTER_MINUTES = 15
_PHONE = re.compile(r"(?<!\d)(?:\+33|0)\s?[1-9](?:[\s.]?\d{2}){4}(?!\d)")


def sentence(view: EventView) -> str:
    """« 3 demandes : 1 à traiter, 2 en cours (4 sur 6 pourvus). »"""
    if not view.requests:
        return _("Aucune demande de renfort. Ce qu’un établissement demande au téléphone se note ci-dessous.")
    held = [one.request.state for one in view.requests]
    waiting, running = held.count(RequestState.RECEIVED), held.count(RequestState.STAFFING)
    parts = []
    if waiting:
        parts.append(ngettext("{n} demande à traiter", "{n} demandes à traiter", waiting).format(n=waiting))
    if running:
        filled = [one.filled for one in view.requests if one.request.state is RequestState.STAFFING]
        said = filled_words(sum(one.held for one in filled), sum(one.asked for one in filled))
        parts.append(
            ngettext("{n} renfort en cours ({filled})", "{n} renforts en cours ({filled})", running).format(
                n=running, filled=said
            )
        )
    if not parts:
        return _("Toutes les demandes ont leur réponse.")
    return ", ".join(parts) + "."


def badge(one: RequestRead, now: datetime) -> str:
    """Where a request stands, as icon, word and colour, in Markdown."""
    code = str(one.request.state)
    word = _(STATE_WORDS[one.request.state])
    if one.request.state is RequestState.STAFFING:
        word = filled_words(one.filled.held, one.filled.asked)
        if one.is_cancelled:
            code, word = "cancelled", _("séance annulée")
        elif one.filled.is_complete:
            code = "complete"
        elif one.is_over(now):
            code = "over"
    if is_missed(one.request, now):
        word = _("à traiter, l’heure est passée")
    icon, tone = LOOKS[code]
    return coloured(COLOURS[tone], icon, word)


def requisition_badge() -> str:
    """« réquisitionné », in Markdown."""
    return coloured(COLOURS["pending"], "gavel", _("réquisitionné"))


def when(request: StaffingRequest) -> str:
    """« jeudi 26 novembre, soir (18 h–22 h) »."""
    return spoken_session(request.starts_at, request.ends_at)


def people(view: EventView, one: RequestRead) -> str:
    """« médecin en renfort 1/2 · infirmier en renfort 0/2 »; the counts alone until it is taken up."""
    taken = one.session is not None
    return " · ".join(
        f"{view.role(role)} {held}/{asked}" if taken else f"{asked} × {view.role(role)}"
        for role, (held, asked) in one.filled.by_role.items()
    )


def terms(view: EventView, request: StaffingRequest) -> str:
    """« Cadre : appel du DG ARS. Qui paie : … Qui assure : … »; empty until it is taken up."""
    frame = view.frame(request.frame)
    if not request.frame:
        return ""
    return _("Cadre : {frame}. Qui paie : {payer}. Qui assure : {insurer}.").format(
        frame=frame.label if frame else request.frame,
        payer=request.payer or _("selon le statut de chacun"),
        insurer=request.insurer or (frame.insurer if frame else _("à préciser")),
    )


def before_staffing(view: EventView, request: StaffingRequest, terms: Terms) -> list[str]:
    """What to know before a request is taken up: it is outside an exercise under way, its terms come from another."""
    said = []
    if not request.event_id and any(one.is_exercise for one in view.under_way):
        said.append(_("Cette demande n’est d’aucun événement : les volontaires la liront comme réelle."))
    if terms.frame and not request.frame:
        said.append(_("Cadre, payeur et assureur repris d’un autre renfort de l’événement : vérifiez-les."))
    return said


def may_attach(view: EventView, request: StaffingRequest) -> bool:
    """Whether there is elsewhere to put a request that nobody took up."""
    return request.state is RequestState.RECEIVED and bool(places(view, request))


def places(view: EventView, request: StaffingRequest) -> dict[str, str]:
    """Where a request may be put instead: the other events under way, id → words, then « aucun événement » under ``""``."""
    found = {one.id: _place(one, view.now) for one in view.under_way}
    found[""] = _("aucun événement")
    found.pop(request.event_id, None)
    return found


def loose_badge() -> str:
    """« d’aucun événement », in Markdown."""
    return coloured(COLOURS["cancelled"], "link_off", _("d’aucun événement"))


def _place(event: Event, now: datetime) -> str:
    said = short(event, now)
    return _("Joué, pour s’exercer : {event}").format(event=said) if event.is_exercise else said


def dialled(contact: str) -> str:
    """The first telephone number of whom to call back, as ``tel:`` takes it; empty when none is written."""
    found = _PHONE.search(contact)
    return re.sub(r"[\s.]", "", found[0]) if found else ""


def instants(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """From and to as UTC; an end that comes before the start is the next morning's."""
    last = day if ends > starts else day + timedelta(days=1)
    return paris_instant(day, starts), paris_instant(last, ends)


def proposed_hours(now: datetime) -> tuple[date, time, time]:
    """The next quarter of an hour, for four hours."""
    local = now.astimezone(PARIS)
    starts = local.replace(minute=0, second=0, microsecond=0) + timedelta(
        minutes=QUARTER_MINUTES * (local.minute // QUARTER_MINUTES + 1)
    )
    return starts.date(), starts.time(), (starts + timedelta(hours=4)).time()


def local_hours(starts_at: datetime, ends_at: datetime) -> tuple[date, time, time]:
    """The civil day and wall times of two instants."""
    starts, ends = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    return starts.date(), starts.time().replace(second=0, microsecond=0), ends.time().replace(second=0, microsecond=0)


def wanted(counts: Mapping[str, int]) -> tuple[Wanted, ...]:
    """The roles asked for, none empty."""
    return tuple(Wanted(role, int(count)) for role, count in counts.items() if count)


def asked_words(request: StaffingRequest) -> str:
    """« EHPAD des Pins (fictif) · jeudi 26 novembre, soir (18 h–22 h) »."""
    return f"{request.asked_by} · {when(request)}"
