"""What the panel of the crisis cell says: who misses, who is on duty, what does not hold in the rotation, the reliefs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.response.cell import LIMIT_WORDS
from app.response.rotation import TROUBLE_WORDS, Trouble, relieved_by
from app.roster.phones import spoken_phone
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import short_day, spoken_hour, spoken_hours, spoken_instant, spoken_number
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from datetime import datetime

    from app.response.cell import Member, Shift
    from app.response.rotation import Found
    from app.services.plans.read_cell import CellView

PANELS = {
    "membres": N_("Qui et où"),
    "releves": N_("Relèves"),
    "transmission": N_("Transmission"),
}
MOST_TROUBLES = 8
LOOKS = {
    Trouble.OPEN: ("radio_button_unchecked", "orange"),
    Trouble.TWICE: ("priority_high", "red"),
    Trouble.TOO_LONG: ("warning", "orange"),
    Trouble.NO_REST: ("warning", "orange"),
    Trouble.TOO_MUCH: ("warning", "orange"),
    Trouble.OUTSIDE: ("help", "gray"),
}


def sentence(view: CellView) -> str:
    """« Il manque le titulaire : Pilotage ; un suppléant : Logistique. »."""
    if not any(view.members.values()):
        return _("Personne n’est encore dans la cellule de crise.")
    holders = [view.function(code) for code, is_lead in view.gaps if is_lead]
    deputies = [view.function(code) for code, is_lead in view.gaps if not is_lead]
    if not holders and not deputies:
        return ngettext(
            "La fonction de la cellule a son titulaire et un suppléant.",
            "Les {n} fonctions de la cellule ont un titulaire et un suppléant.", len(view.functions),
        ).format(n=len(view.functions))  # fmt: skip
    said = []
    if holders:
        words = ngettext("le titulaire ({names})", "{n} titulaires ({names})", len(holders))
        said.append(words.format(n=len(holders), names=", ".join(holders)))
    if deputies:
        words = ngettext("un suppléant ({names})", "{n} suppléants ({names})", len(deputies))
        said.append(words.format(n=len(deputies), names=", ".join(deputies)))
    return _("Il manque {what}.").format(what=_(" et ").join(said))


def detail(view: CellView) -> str:
    """Where it meets, and what is not said yet."""
    lacking = [
        words
        for words, value in (
            (_("le lieu de réunion"), view.place.place),
            (_("le lieu de repli"), view.place.fallback),
            (_("les critères d’ouverture"), view.place.criteria),
        )
        if not value
    ]
    if lacking:
        return _("À écrire : {what}.").format(what=", ".join(lacking))
    return _("Elle se réunit : {place} ; repli : {fallback}.").format(
        place=view.place.place, fallback=view.place.fallback
    )


def member_lines(view: CellView, code: str) -> list[str]:
    """Who holds a function, in Markdown, holder first."""
    held = view.members.get(code, ())
    if not held:
        return [coloured("orange", "radio_button_unchecked", _("à pourvoir"))]
    return [_member(view, one) for one in held]


def rank_words(rank: int) -> str:
    """« titulaire », « 1er suppléant », « 2e suppléant »."""
    if not rank:
        return _("titulaire")
    return _("1er suppléant") if rank == 1 else _("{n}e suppléant").format(n=rank)


def phone_link(number: str) -> str:
    """The telephone in Markdown, ready to dial; empty when there is none."""
    digits = "".join(sign for sign in number if sign in "+0123456789")
    return f"[{plain(spoken_phone(number))}](tel:{digits})" if digits else ""


def rotation_sentence(view: CellView) -> str:
    """« La cellule tient du jeudi 26 novembre à 18 h au … : 5 fonctions, jour et nuit. », or the hours that nobody holds."""
    if not view.shifts:
        return _("Aucune relève n’est prévue.")
    held, whole = view.covered_hours()
    until = spoken_instant(max(one.ends_at for one in view.shifts))
    if held >= whole:
        return _("La cellule tient jour et nuit jusqu’au {until}, chaque fonction pourvue.").format(until=until)
    missing = whole - held
    return _("Jusqu’au {until} : {missing} sans personne sur {whole}.").format(
        until=until, missing=hours_words(missing), whole=hours_words(whole)
    )


def trouble_line(view: CellView, one: Found) -> str:
    """One thing that does not hold, in Markdown."""
    icon, colour = LOOKS[one.trouble]
    badge = coloured(colour, icon, _(TROUBLE_WORDS[one.trouble]))
    who = "" if one.trouble is Trouble.OPEN else f" **{plain(view.who(one.key))}**"
    return f"{badge}{who} {plain(view.function(one.function))} · {plain(span(one.during.start, one.during.end))} · {plain(_why(view, one))}"


def span(start: datetime, end: datetime) -> str:
    """« jeu. 26 nov., 18 h–2 h »."""
    return _("{day}, {hours}").format(day=short_day(start.astimezone(PARIS).date()), hours=spoken_hours(start, end))


def hours_words(hours: float) -> str:
    """« 11 h », « 7 h 30 »."""
    whole, minutes = divmod(round(hours * 60), 60)
    return _("{n} h {minutes:02}").format(n=spoken_number(whole), minutes=minutes) if minutes else _("{n} h").format(n=spoken_number(whole))  # fmt: skip


def rotation_table(view: CellView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows: one row for each moment at which somebody begins, one column a function."""
    codes = list(view.functions)
    header = [_("À partir de"), *(view.function(code) for code in codes)]
    rows: list[list[str | int]] = []
    for at, group in groupby(sorted(view.shifts, key=lambda one: one.starts_at), key=lambda one: one.starts_at):
        starting = {one.function: one for one in group}
        rows.append([_moment(at), *(_cell(view, starting.get(code)) for code in codes)])
    return header, rows


def duty_lines(view: CellView) -> list[str]:
    """Who is on duty now for each function and who comes next, in Markdown."""
    lines = []
    for code in view.functions:
        shift = view.on_duty.get(code)
        name = f"**{plain(view.function(code))}**"
        if shift is None:
            lines.append(f"{name} · :orange-badge[:material/radio_button_unchecked: {plain(_('personne'))}]")
            continue
        after = relieved_by(view.shifts, shift)
        relief = _("relève à {hour} : {name}").format(
            hour=spoken_hour(shift.ends_at.astimezone(PARIS).time()),
            name=view.who(after.key) if after else _("personne"),
        )
        lines.append(f"{name} · {plain(view.who(shift.key))} · {plain(relief)}")
    return lines


def shift_words(view: CellView, shift: Shift) -> str:
    """« Pilotage de la crise · jeu. 26 nov., 18 h–2 h · Clarisse Palude »."""
    return " · ".join((view.function(shift.function), span(shift.starts_at, shift.ends_at), view.who(shift.key)))


def handovers(view: CellView) -> list[Shift]:
    """The reliefs already passed on, the latest first."""
    return sorted((one for one in view.shifts if one.handed_over), key=lambda one: (one.ends_at, one.id), reverse=True)


def to_hand_over(view: CellView) -> list[Shift]:
    """The shifts that may be handed over: begun and held, those on duty first, then the latest ended."""
    begun = [one for one in view.shifts if not one.is_open and one.starts_at <= view.now]
    return sorted(begun, key=lambda one: (one.ends_at <= view.now, -one.ends_at.timestamp(), one.function, one.id))


def limits_words(view: CellView) -> str:
    """The limits that the rotation keeps to, in one sentence."""
    values = ", ".join(
        _("{what} : {value}").format(what=uncapitalised(_(words)), value=getattr(view.limits, name))
        for name, words in LIMIT_WORDS.items()
    )
    return _(
        "Limites suivies : {values}. Repères du code du travail, indicatifs pour les libéraux ; dépasser est signalé, jamais"
        " interdit."
    ).format(values=values)


def world_words(view: CellView) -> str:
    """For what this rotation is made: « à blanc », or the event."""
    if view.event is None:
        return _("À blanc (hors événement)")
    return _("EXERCICE · {title}").format(title=view.event.title) if view.event.is_exercise else view.event.title


def _member(view: CellView, one: Member) -> str:
    phone = phone_link(view.phones.get(one.key, ""))
    said = [plain(rank_words(one.rank)), f"**{plain(view.who(one.key))}**", *([phone] if phone else [])]
    return " · ".join(said)


def _why(view: CellView, one: Found) -> str:
    limits = view.limits
    if one.trouble is Trouble.TOO_LONG:
        return _("{hours} d’affilée, {most} au plus").format(
            hours=hours_words(one.hours), most=hours_words(limits.longest_shift_hours)
        )
    if one.trouble is Trouble.NO_REST:
        return _("{hours} de repos, {least} au moins").format(
            hours=hours_words(one.hours), least=hours_words(limits.rest_hours)
        )
    if one.trouble is Trouble.TOO_MUCH:
        return _("{hours} en sept jours, {most} au plus").format(
            hours=hours_words(one.hours), most=hours_words(limits.week_hours)
        )
    return hours_words(one.hours)


def _moment(at: datetime) -> str:
    local = at.astimezone(PARIS)
    return _("{day}, {hour}").format(day=short_day(local.date()), hour=_unbroken(spoken_hour(local.time())))


def _cell(view: CellView, shift: Shift | None) -> str:
    if shift is None:
        return ""
    until = spoken_hour(shift.ends_at.astimezone(PARIS).time())
    return _("{name} → {hour}").format(name=view.who(shift.key), hour=_unbroken(until)).replace(" →", "\u00a0→")


def _unbroken(hour: str) -> str:
    """An hour that no narrow column cuts in two."""
    return hour.replace(" ", "\u00a0")
