"""Unscheduled care in words: the sentence of a day, each slot, what is booked, the series. Nothing is drawn or read here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.continuity.slot_figures import added
from app.continuity.slots import CHANNEL_WORDS, FOR_WHOM_WORDS, Channel, ForWhom
from app.core.clock import PARIS
from app.words import _, ngettext
from app.words.dates import short_day, spoken_date, spoken_day, spoken_hour, spoken_hours, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.continuity.slots import Slot, SlotSeries
    from app.services.slots.read_slots import SlotRow, SlotsView
    from app.ui.parts.tones import Colour

DAYS_SHOWN = 7
_DAY_NAMES = datetime(2024, 1, 1, tzinfo=PARIS)
"""A Monday, to name the days of a week in the language of the run."""


def places(n: int) -> str:
    """« 3 places »."""
    return ngettext("{n} place", "{n} places", n).format(n=spoken_number(n))


def free(n: int) -> str:
    """« 3 places libres »."""
    return ngettext("{n} place libre", "{n} places libres", n).format(n=spoken_number(n))


def taken(n: int) -> str:
    """« 3 prises »: places were just said."""
    return ngettext("{n} prise", "{n} prises", n).format(n=spoken_number(n))


def still_free(rows: Iterable[SlotRow], now: datetime) -> list[SlotRow]:
    """The slots not over yet that have a free place, the first to come first."""
    found = [row for row in rows if row.left and row.slot.ends_at > now]
    return sorted(found, key=lambda row: (row.slot.starts_at, row.name, row.slot.id))


def sentence(view: SlotsView, day: date) -> str:
    """« Jeudi 26 novembre : 20 places, 12 prises ; prochaine place libre à 18 h, Cabinet d’Auray. »"""
    rows = [row for row in view.of_day(day) if row.slot.is_open]
    name = capitalised(spoken_day(day))
    if not rows:
        return _("{day} : aucun créneau de soins non programmés.").format(day=name)
    use = added(row.use for row in rows)
    said = _("{day} : {places}, {taken}").format(day=name, places=places(use.places), taken=taken(use.booked))
    coming = still_free(rows, view.now)
    if not coming:
        return _("{said} ; plus une place libre.").format(said=said)
    first = coming[0]
    return _("{said} ; prochaine place libre à {hour}, {name}.").format(
        said=said, hour=_hour(first.slot.starts_at), name=first.name or _("lieu à préciser")
    )


def detail(view: SlotsView) -> str:
    """What the next days still have, against the delay expected."""
    limit = view.now + timedelta(hours=view.appointment_hours)
    near = [row for row in still_free(view.rows, view.now) if row.slot.starts_at <= limit]
    left = sum(row.left for row in near)
    hours, lost = view.appointment_hours, sum(row.closed for row in view.rows)
    moved = ngettext(
        "{n} créneau tombe dans une fermeture : déplacez-le dans « Cabinets fermés ».",
        "{n} créneaux tombent dans une fermeture : déplacez-les dans « Cabinets fermés ».", lost,
    ).format(n=lost) if lost else ""  # fmt: skip
    return " ".join(filter(None, (_near(left, hours), moved)))


def _near(left: int, hours: int) -> str:
    if not left:
        return _("Aucune place libre dans les {hours} heures : ouvrez un créneau, ou appelez un cabinet.").format(
            hours=hours
        )
    return _("Dans les {hours} heures : {free}.").format(hours=hours, free=free(left))


def tab(view: SlotsView, day: date) -> str:
    """« jeu. 26 nov. · 8 »: a day and its free places."""
    open_ = [row for row in view.of_day(day) if row.slot.is_open]
    left = sum(row.left for row in open_ if row.slot.ends_at > view.now)
    if left:
        words = ngettext("{n} libre", "{n} libres", left).format(n=left)
    elif not open_:
        words = _("aucun")
    else:
        words = _("complet") if any(row.slot.ends_at > view.now for row in open_) else _("passé")
    return _("{day} · {free}").format(day=short_day(day), free=words)


def title(row: SlotRow) -> str:
    """« 14 h–15 h, Cabinet d’Auray »; the day is said above."""
    where = row.name or _("lieu à préciser")
    where = (
        _("{name} ({commune})").format(name=where, commune=row.commune)
        if row.commune and row.commune not in where
        else where
    )
    return _("{hours}, {where}").format(hours=spoken_hours(row.slot.starts_at, row.slot.ends_at), where=where)


def choice(row: SlotRow) -> str:
    """« ven. 27 nov., 14 h–15 h, Cabinet d’Auray, 2 places libres »: a slot among others."""
    whom = row.slot.for_whom
    said = free(row.left) if whom is ForWhom.ANY else _("{free} ({whom})").format(free=free(row.left), whom=_(FOR_WHOM_WORDS[whom]))  # fmt: skip
    return _("{day}, {hours}, {where}, {free}").format(
        day=short_day(row.slot.day), hours=spoken_hours(row.slot.starts_at, row.slot.ends_at),
        where=row.name or _("lieu à préciser"), free=said,
    )  # fmt: skip


def look(row: SlotRow, now: datetime) -> tuple[str, str, Colour]:
    """Icon, words and colour of a slot's state."""
    if not row.slot.is_open:
        return "cancel", _("annulé"), "gray"
    if row.slot.ends_at <= now:
        said = row.use.came + row.use.missed
        return ("task_alt", _("passé"), "gray") if said == row.use.booked else ("help", _("venues à noter"), "blue")
    if row.closed:
        return "do_not_disturb_on", _("cabinet fermé"), "red"
    if not row.left:
        return "check_circle", _("complet"), "green"
    return "radio_button_unchecked", free(row.left), "orange"


def state(row: SlotRow, now: datetime) -> str:
    """The same as a badge."""
    icon, words, colour = look(row, now)
    return f":{colour}-badge[:material/{icon}: {words}]"


def about(row: SlotRow) -> str:
    """« 4 places, 2 prises (SAS 1, cabinet 1), patients sans médecin traitant, rémunéré »."""
    counted = {channel: sum(one.channel is channel for one in row.bookings) for channel in Channel}
    by = ", ".join(f"{_(CHANNEL_WORDS[channel])} {n}" for channel, n in counted.items() if n)
    booked = taken(len(row.bookings))
    parts = [
        places(row.slot.places),
        _("{taken} ({by})").format(taken=booked, by=by) if by else booked,
        _came(row),
        _(FOR_WHOM_WORDS[row.slot.for_whom]) if row.slot.for_whom is not ForWhom.ANY else "",
        row.person,
        _("rémunéré") if row.slot.paid else "",
        _("remplace celui d’un cabinet fermé") if row.slot.moved_from else "",
    ]
    return ", ".join(filter(None, parts))


def _came(row: SlotRow) -> str:
    use = row.use
    if not use.came + use.missed:
        return ""
    return ngettext("{n} venu", "{n} venus", use.came).format(n=use.came)


def booked_words(slot: Slot, asked_at: datetime) -> str:
    """What is said once a place is taken: when, and how long it waited."""
    hours = max(round((slot.starts_at - asked_at).total_seconds() / 3600), 0)
    when = _("{day} à {hour}").format(day=spoken_day(slot.day), hour=_hour(slot.starts_at))
    return _("Place prise : {when}, {wait} après la demande.").format(when=when, wait=wait_words(hours))


def wait_words(hours: float) -> str:
    """« 13 h », « 2 jours »."""
    whole = round(hours)
    if whole < 72:
        return _("{n} h").format(n=whole)
    return ngettext("{n} jour", "{n} jours", round(whole / 24)).format(n=round(whole / 24))


def weekdays(days: Iterable[int]) -> str:
    """« du lundi au vendredi », « lundi, mercredi »."""
    held = sorted(days)
    if len(held) > 2 and held == list(range(held[0], held[-1] + 1)):
        return _("du {first} au {last}").format(first=weekday(held[0]), last=weekday(held[-1]))
    return ", ".join(map(weekday, held))


def weekday(day: int) -> str:
    """« lundi » for 0."""
    return spoken_day((_DAY_NAMES + timedelta(days=day)).date()).partition(" ")[0].rstrip(",")


def series_sentence(view: SlotsView) -> str:
    """How many places the series give on an ordinary week day that has the most."""
    if not view.series:
        return _("Aucun créneau régulier n’est tenu.")
    daily = [sum(one.places for one in view.series if day in one.weekdays) for day in range(7)]
    hosts = len({one.host for one in view.series})
    where = ngettext("{n} lieu tient", "{n} lieux tiennent", hosts).format(n=hosts)
    return _("{where} jusqu’à {places} par jour.").format(where=where, places=places(max(daily)))


def series_title(view: SlotsView, one: SlotSeries) -> str:
    """« Cabinet d’Auray, du lundi au vendredi, 10 h–11 h »."""
    return _("{where}, {days}, {starts}–{ends}").format(
        where=view.names.get(one.host) or _("lieu à préciser"), days=weekdays(one.weekdays),
        starts=spoken_hour(one.starts), ends=spoken_hour(one.ends),
    )  # fmt: skip


def series_about(one: SlotSeries) -> str:
    """Places, for whom, paid, since when."""
    until = _("jusqu’au {day}").format(day=spoken_date(one.until_day)) if one.until_day else ""
    parts = [
        places(one.places),
        _(FOR_WHOM_WORDS[one.for_whom]),
        _("rémunéré") if one.paid else "",
        _("depuis le {day}").format(day=spoken_date(one.from_day)),
        until,
    ]
    return ", ".join(filter(None, parts))


def day_table(rows: Sequence[SlotRow], now: datetime) -> tuple[list[str], list[list[str | int]]]:
    """The slots of a day as a table."""
    header = [_("horaire"), _("où"), _("commune"), _("pour qui"), _("places"), _("prises"), _("venus"), _("état")]
    cells: list[list[str | int]] = [
        [
            spoken_hours(row.slot.starts_at, row.slot.ends_at), row.name, row.commune, _(FOR_WHOM_WORDS[row.slot.for_whom]),
            row.slot.places, row.use.booked, row.use.came, look(row, now)[1],
        ]
        for row in rows
    ]  # fmt: skip
    return header, cells


def _hour(at: datetime) -> str:
    return spoken_hour(at.astimezone(PARIS).time())
