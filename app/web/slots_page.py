"""``/suivis/creneaux``: the unscheduled-care slots a practice keeps, on a phone: places taken, who came, one more slot.

Numbers alone: a place is taken through a channel, never by somebody. Whoever signs in sees the slots of their own practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from app.continuity.slots import CHANNEL_WORDS, DAYS_AHEAD, FOR_WHOM_WORDS, Channel, ForWhom, Slot, SlotSeries
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput
from app.services.slots.book_slot import book_slot, give_back, note_presence
from app.services.slots.keep_slots import PUT_BACK, add_slot, cancel_slot, open_series, put_back_slot
from app.services.slots.read_slots import read_own_slots
from app.web.forms import NOT_A_BUTTON
from app.web.needs_visit import acting, shown
from app.web.signing_in import Room
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_hours
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.services.slots.read_slots import SlotRow, SlotsView
    from app.web.forms import Form
    from app.web.needs_visit import NeedsVisit

E = TypeVar("E", Channel, ForWhom)
PAST_DAYS, DAYS = 2, 14
"""Days shown: those whose comings are still to be noted, and two weeks ahead."""
ROOM = "/creneaux"
FIRST_HOUR, LAST_HOUR, MOST_OFFERED = 7, 23, 20
"""What the lists of the form hold: a list is one tap on any phone, and no date is typed the wrong way round."""

DONE = {
    "prise": N_("C’est noté\u00a0: une place prise."),
    "rendue": N_("C’est noté\u00a0: une place rendue."),
    "venus": N_("C’est noté. Merci\u00a0!"),
    "annule": N_(
        "Créneau annulé\u00a0: prévenez ceux qui y avaient rendez-vous. Il peut être remis pendant 24 heures."
    ),
    "remis": N_("Créneau remis."),
    "ajoute": N_("Créneau ajouté\u00a0: les calendriers le montrent."),
    "serie": N_("Créneaux ouverts chaque semaine\u00a0: les calendriers les montrent."),
}
"""Code in the address → what was just done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One slot as the page says it. ``state``: icon, tone and words; ``came`` None: not to be noted."""

    id: str
    revision: int
    title: str
    about: str
    state: tuple[str, str, str]
    can_book: bool
    last_booking: str
    booked: int
    notes: bool
    came: int
    can_cancel: bool
    can_put_back: bool


def _show(visit: NeedsVisit) -> Response:
    view = _held(visit)
    rows = [row for row in view.rows if row.slot.practice == visit.id]
    days = [(_day(day), [_shown(row, view.now) for row in rows if row.slot.day == day]) for day in _days(rows)]
    return visit.render(
        "slots.html",
        sentence=_sentence(rows, view.now),
        days=days,
        channels=[(one.value, _(CHANNEL_WORDS[one])) for one in Channel],
        whom=[(one.value, _(FOR_WHOM_WORDS[one])) for one in ForWhom],
        coming=_coming(view.today),
        hours=_hours(),
        most=MOST_OFFERED,
    )


def _held(visit: NeedsVisit) -> SlotsView:
    today = paris_date(visit.caller.now)
    return read_own_slots(
        visit.actor, visit.caller.store, today - timedelta(days=PAST_DAYS), today + timedelta(days=DAYS)
    )


def _coming(today: date) -> list[tuple[str, str]]:
    days = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    return [(day.isoformat(), _day(day)) for day in days]


def _hours() -> list[tuple[str, str]]:
    times = [time(hour, minute) for hour in range(FIRST_HOUR, LAST_HOUR) for minute in (0, 15, 30, 45)]
    return [(f"{one:%H:%M}", spoken_hour(one)) for one in times]


def _days(rows: list[SlotRow]) -> list[date]:
    return sorted({row.slot.day for row in rows})


def _day(day: date) -> str:
    words = spoken_day(day)
    return capitalised(words)


def _sentence(rows: list[SlotRow], now: datetime) -> str:
    """« 6 places libres d’ici deux semaines, la prochaine vendredi 27 novembre à 10 h. »"""
    free = [row for row in rows if row.left and row.slot.ends_at > now]
    if not free:
        return (
            _("Aucune place libre d’ici deux semaines.") if rows else _("Votre cabinet ne tient pas encore de créneau.")
        )
    left = sum(row.left for row in free)
    said = ngettext("{n} place libre d’ici deux semaines", "{n} places libres d’ici deux semaines", left).format(n=left)
    first = free[0].slot
    return _("{said}, la prochaine {day} à {hour}.").format(
        said=said, day=spoken_day(first.day), hour=spoken_hour(first.starts_at.astimezone(PARIS).time())
    )


def _shown(row: SlotRow, now: datetime) -> Shown:
    slot, booked = row.slot, len(row.bookings)
    to_come = slot.ends_at > now
    begun = slot.starts_at <= now
    about = [
        ngettext("{n} place", "{n} places", slot.places).format(n=slot.places),
        ngettext("{n} prise", "{n} prises", booked).format(n=booked),
        _(FOR_WHOM_WORDS[slot.for_whom]) if slot.for_whom is not ForWhom.ANY else "",
        row.person,
    ]
    said = row.use.came + row.use.missed
    return Shown(
        id=slot.id,
        revision=slot.revision,
        title=spoken_hours(slot.starts_at, slot.ends_at),
        about=", ".join(filter(None, about)),
        state=_state(row, now),
        can_book=row.left > 0,
        last_booking=row.bookings[-1].id if row.bookings and not begun else "",
        booked=booked,
        notes=begun and slot.is_open and booked > 0,
        came=row.use.came if said else booked,
        can_cancel=slot.is_open and to_come,
        can_put_back=slot.cancelled_at is not None and to_come and now - slot.cancelled_at <= PUT_BACK,
    )


def _state(row: SlotRow, now: datetime) -> tuple[str, str, str]:
    if not row.slot.is_open:
        return "schedule", "cancelled", _("annulé")
    if row.closed:
        return "schedule", "alarm", _("cabinet fermé")
    if row.slot.ends_at <= now:
        said = row.use.came + row.use.missed == row.use.booked
        return ("task_alt", "confirmed", _("noté")) if said else ("schedule", "alarm", _("venues à noter"))
    if not row.left:
        return "check_circle", "confirmed", _("complet")
    return "schedule", "pending", ngettext("{n} place libre", "{n} places libres", row.left).format(n=row.left)


def _act(visit: NeedsVisit, form: Form) -> Response:
    """One gesture on one slot, or one more slot."""
    actor, store = visit.actor, visit.caller.store
    gesture, _colon, known = form.text("geste").partition(":")
    id, _colon, revision = known.rpartition(":")
    if gesture == "prise":
        book_slot(actor, store, id, _one_of(Channel, form.text("canal")))
    elif gesture == "rendue":
        give_back(actor, store, id)
    elif gesture == "venus":
        note_presence(actor, store, id, _whole(form.text(f"venus-{id}")), booked=_whole(revision))
    elif gesture == "annule":
        cancel_slot(actor, store, id, _whole(revision))
    elif gesture == "remis":
        put_back_slot(actor, store, id, _whole(revision))
    elif gesture == "ajoute":
        gesture = _add(visit, form)
    else:
        raise InvalidInput(NOT_A_BUTTON)
    return visit.go(ROOM, gesture)


def _add(visit: NeedsVisit, form: Form) -> str:
    day = _day_of(form.text("jour"))
    hours = _hour_of(form.text("de")), _hour_of(form.text("a"))
    places, whom = _whole(form.text("places")), _one_of(ForWhom, form.text("pour"))
    actor, store, now = visit.actor, visit.caller.store, visit.caller.now
    if day < paris_date(now):
        raise InvalidInput(N_("Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir."))
    if form.text("semaine"):
        series = SlotSeries(
            id="", practice=visit.id, weekdays=frozenset({day.weekday()}), starts=hours[0], ends=hours[1], places=places,
            for_whom=whom, from_day=day,
        )  # fmt: skip
        open_series(actor, store, series)
        return "serie"
    slot = Slot(
        id="", practice=visit.id, day=day, starts_at=now, ends_at=now + timedelta(hours=1), places=places, for_whom=whom,
        changed_at=now,
    )  # fmt: skip
    add_slot(actor, store, slot, day=day, hours=hours)
    return "ajoute"


def _one_of(kind: type[E], text: str) -> E:
    if text not in {one.value for one in kind}:
        raise InvalidInput(NOT_A_BUTTON)
    return kind(text)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise InvalidInput(N_("Écrivez un nombre entier."))
    return int(text)


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(N_("Choisissez un jour.")) from None


def _hour_of(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise InvalidInput(N_("Écrivez l’heure de début et l’heure de fin, par exemple 14:00.")) from None


ROOMS: tuple[Room, ...] = (Room(address="suivis/creneaux", show=shown(_show), act=acting(_act), done=DONE),)
