"""Who is left without care, in words: what fails, what becomes of the needs, why some have nobody, whom to ring."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.finding import REASON_WORDS
from app.continuity.overview import BASIS_WORDS, SLICE_HOURS, Basis
from app.continuity.situation import OUTAGE_WORDS, WHOLE
from app.core.clock import PARIS
from app.roster.phones import spoken_phone
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_instant, spoken_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.continuity.band import Band
    from app.continuity.situation import Absence, Cut
    from app.services.continuity_view import Asked, ContinuityView, Taking, Why
    from app.services.read_continuity import Weak

MOST_CAUSES = 2
MOST_NAMED = 2
"""Causes and communes named one by one; more of them are counted."""


def sentence(view: ContinuityView) -> str:
    """« Cabinet de Fégréac fermé depuis 8 h : 31 besoins, 25 repris, 6 sans solution, le premier à 12 h. »"""
    what = causes(view)
    if not what:
        return _("Rien ne manque aujourd’hui : aucune fermeture ni coupure n’est notée.")
    return _("{what} : {fate}.").format(what=what[:1].upper() + what[1:], fate=fate(view))


def supposed_sentence(view: ContinuityView, what: str) -> str:
    """« Cabinet de Fégréac fermé à partir de demain, par hypothèse : 31 besoins, 25 repris, 6 sans solution. »"""
    return _("{what}, par hypothèse : {fate}.").format(what=what[:1].upper() + what[1:], fate=fate(view))


def fate(view: ContinuityView) -> str:
    """« 31 besoins, 25 repris, 6 sans solution, le premier à 12 h »; what can't be known is said, never taken for nought."""
    if view.basis is Basis.NOTHING:
        return _("aucun besoin n’est noté, on ne sait pas qui est touché")
    if not view.touched.high:
        pieces = [_("aucun besoin touché")]
    else:
        pieces = [_piece(view.touched, _touched)]
        shown = [(view.kept, _kept), (view.waiting, _waiting), (view.relayed, _taken)]
        pieces += [_piece(band, said) for band, said in shown if band.high]
        pieces.append(_piece(view.uncovered, _left) if view.uncovered.high else _("aucun sans solution"))
    if view.first_due is not None:
        pieces.append(due_words(view.first_due, view.now))
    if view.unread:
        lost = sum(one.needs for one in view.unread)
        pieces.append(
            ngettext("{n} besoin illisible non compté", "{n} besoins illisibles non comptés", lost).format(n=lost)
        )
    return ", ".join(pieces)


def _piece(band: Band, said: Callable[[int], str]) -> str:
    return said(band.high).format(n=band.text)


def _touched(n: int) -> str:
    return ngettext("{n} besoin touché", "{n} besoins touchés", n)


def _kept(n: int) -> str:
    return ngettext("{n} gardé par son cabinet", "{n} gardés par leur cabinet", n)


def _waiting(n: int) -> str:
    return ngettext("{n} peut attendre", "{n} peuvent attendre", n)


def _taken(n: int) -> str:
    return ngettext("{n} repris", "{n} repris", n)


def _left(n: int) -> str:
    return ngettext("{n} sans solution", "{n} sans solution", n)


def causes(view: ContinuityView) -> str:
    """What fails, named as far as two, else counted; empty when nothing does."""
    away, cuts = _worst(view.situation.absences), view.situation.cuts
    if len(away) + len(cuts) <= MOST_CAUSES:
        said = [_absence(one, view) for one in away] + [cut_words(one, view) for one in cuts]
        return _("{one} et {other}").format(one=said[0], other=said[1]) if len(said) > 1 else "".join(said)
    closed, less = sum(one.share == WHOLE for one in away), sum(one.share < WHOLE for one in away)
    counted = []
    if closed:
        counted.append(ngettext("{n} cabinet fermé", "{n} cabinets fermés", closed).format(n=closed))
    if less:
        counted.append(ngettext("{n} cabinet réduit", "{n} cabinets réduits", less).format(n=less))
    if cuts:
        counted.append(ngettext("{n} coupure ou arrêt", "{n} coupures ou arrêts", len(cuts)).format(n=len(cuts)))
    return ", ".join(counted)


def _worst(absences: Sequence[Absence]) -> list[Absence]:
    """One a practice: its first absence that is as large as any."""
    found: dict[str, Absence] = {}
    for one in sorted(absences, key=lambda absence: (-absence.share, absence.starts_at)):
        found.setdefault(one.practice, one)
    return sorted(found.values(), key=lambda absence: (-absence.share, absence.starts_at, absence.practice))


def _absence(one: Absence, view: ContinuityView) -> str:
    name = view.names.get(f"practice:{one.practice}", _("Cabinet sans nom"))
    when = when_words(one.starts_at, view.now)
    if one.share == WHOLE:
        return _("{name} fermé {when}").format(name=name, when=when)
    return _("{name} réduit de {percent} % {when}").format(name=name, percent=round(100 * one.share), when=when)


def cut_words(one: Cut, view: ContinuityView) -> str:
    """« coupure d’électricité à Fégréac et 2 autres communes depuis 8 h »."""
    return " ".join(filter(None, (_(OUTAGE_WORDS[one.kind]), _where(one, view), when_words(one.starts_at, view.now))))


def _where(one: Cut, view: ContinuityView) -> str:
    if one.roads:
        first = sorted(sorted(view.communes.get(code, code) for code in pair) for pair in one.roads)[0]
        more = len(one.roads) - 1
        said = _("entre {one} et {other}").format(one=first[0], other=first[-1])
        return said + (ngettext(" et {n} autre", " et {n} autres", more).format(n=more) if more else "")
    if one.communes:
        return _("à {places}").format(places=some(sorted(view.communes.get(code, code) for code in one.communes)))
    name = view.names.get(one.carer or f"site:{one.site}", "")
    return _("({name})").format(name=name) if name else ""


def some(names: Sequence[str]) -> str:
    """« Fégréac », « Fégréac et Avessac », « Avessac, Fégréac et 3 autres communes »."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == MOST_NAMED:
        return _("{one} et {other}").format(one=names[0], other=names[1])
    rest = len(names) - MOST_NAMED
    return ngettext("{names} et {n} autre commune", "{names} et {n} autres communes", rest).format(
        names=", ".join(names[:MOST_NAMED]), n=rest
    )


def when_words(start: datetime, now: datetime) -> str:
    """« depuis 8 h », « depuis hier », « à partir de demain », by wall days in Paris."""
    local, today = start.astimezone(PARIS), now.astimezone(PARIS).date()
    begun = start <= now
    if local.date() == today:
        hour = spoken_hour(local.time().replace(second=0))
        return _("depuis {hour}").format(hour=hour) if begun else _("à partir de {hour}").format(hour=hour)
    if begun and local.date() == today - timedelta(days=1):
        return _("depuis hier")
    if local.date() == today + timedelta(days=1):
        return _("à partir de demain")
    day = spoken_day(local.date())
    return _("depuis {day}").format(day=day) if begun else _("à partir de {day}").format(day=day)


def due_words(due: datetime, now: datetime) -> str:
    """« le premier à 12 h », « le premier demain à 8 h », « le premier en retard depuis 8 h »."""
    local, today = due.astimezone(PARIS), now.astimezone(PARIS).date()
    hour = spoken_hour(local.time().replace(second=0))
    if due <= now:
        return _("le premier en retard depuis {when}").format(
            when=hour if local.date() == today else spoken_instant(due)
        )
    if local.date() == today:
        return _("le premier à {hour}").format(hour=hour)
    if local.date() == today + timedelta(days=1):
        return _("le premier demain à {hour}").format(hour=hour)
    return _("le premier {when}").format(when=spoken_instant(due))


def detail(view: ContinuityView) -> str:
    """What the numbers rest on and what they leave out, in sentences."""
    said = [_(BASIS_WORDS[view.basis])] if view.basis is not Basis.REGISTER else []
    if view.counted:
        said.append(
            ngettext(
                "{n} cabinet n’a donné que des totaux.", "{n} cabinets n’ont donné que des totaux.", view.counted
            ).format(n=view.counted)
        )
    if view.silent:
        said.append(
            ngettext(
                "{n} cabinet n’a rien noté : il manque à ces chiffres.",
                "{n} cabinets n’ont rien noté : ils manquent à ces chiffres.",
                len(view.silent),
            ).format(n=len(view.silent))
        )
    if view.vague:
        said.append(
            ngettext(
                "{n} cabinet en service réduit n’a pas dit de combien : il est compté comme ouvert.",
                "{n} cabinets en service réduit n’ont pas dit de combien : ils sont comptés comme ouverts.",
                len(view.vague),
            ).format(n=len(view.vague))
        )
    if view.unknown:
        said.append(
            ngettext(
                "{n} besoin d’une catégorie qui n’existe plus n’est pas compté.",
                "{n} besoins d’une catégorie qui n’existe plus ne sont pas comptés.",
                view.unknown,
            ).format(n=view.unknown)
        )
    if not view.exact and view.touched.high:
        said.append(_("Les petits nombres sont masqués : ces chiffres sont donnés par tranches."))
    if view.indicative:
        said.append(_("Délais : valeurs indicatives, tant qu’un médecin ne les a pas validées."))
    return " ".join(said)


def where(view: ContinuityView) -> str:
    """« Vue d’ensemble · jusqu’au … »; an exercise says so first."""
    first = _("EXERCICE – EXERCICE – EXERCICE") if view.exercise else ""
    until = _("Du {start} au {end}").format(
        start=spoken_instant(view.situation.starts_at), end=spoken_instant(view.situation.ends_at)
    )
    return " · ".join(filter(None, (first, until)))


def badges(view: ContinuityView) -> list[str]:
    """The four fates as icon, word and colour, the worst first; none where nothing is touched."""
    if not view.touched.high:
        return []
    told = [
        ("red", "block", view.uncovered, _left),
        ("blue", "handshake", view.relayed, _taken),
        ("gray", "hourglass_empty", view.waiting, _waiting),
        ("green", "check_circle", view.kept, _kept),
    ]
    return [
        f":{colour}-badge[:material/{icon}: {_piece(band, words)}]" for colour, icon, band, words in told if band.high
    ]


def why_line(why: Why, now: datetime) -> str:
    """« 6 besoins à Fégréac, le premier à 12 h : tous complets. »"""
    reason = _(REASON_WORDS[why.reason])
    if why.needs is None:
        return _("Sans solution : {reason}.").format(reason=reason)
    count = ngettext("{n} besoin", "{n} besoins", why.needs).format(n=spoken_number(why.needs))
    place = _("à {places}").format(places=some([name for name in why.communes if name])) if any(why.communes) else ""
    due = due_words(why.first_due, now) if why.first_due else ""
    return _("{what} : {reason}.").format(
        what=", ".join(filter(None, (" ".join(filter(None, (count, place))), due))), reason=reason
    )


def phone(number: str) -> str:
    """« 01 99 00 12 34 », in one piece."""
    return spoken_phone(number).replace(" ", "\u00a0") if number else ""


def slice_rows(view: ContinuityView) -> tuple[list[str], list[list[str | int]]]:
    """By 12 hours: how many needs pass their limit with nobody, then and since the beginning."""
    header = [_("Tranche de 12 heures"), _("Sans solution"), _("Depuis le début")]
    end = view.situation.ends_at
    rows: list[list[str | int]] = [
        [span(one.starts_at, min(one.starts_at + timedelta(hours=SLICE_HOURS), end)), one.due, one.so_far]
        for one in view.slices
    ]
    return header, rows


def hour_rows(view: ContinuityView) -> tuple[list[str], list[list[str | int]]]:
    """Hour by hour, those at which something happens."""
    header = [_("Heure"), _("Nouveaux sans solution"), _("Depuis le début")]
    return header, [[spoken_instant(one.starts_at), one.due, one.so_far] for one in view.hours if one.due]


def span(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre, 8 h–20 h », or two days where it crosses midnight."""
    one, other = start.astimezone(PARIS), end.astimezone(PARIS)
    first, last = spoken_hour(one.time().replace(second=0)), spoken_hour(other.time().replace(second=0))
    if one.date() == other.date():
        return _("{day}, {first}–{last}").format(day=spoken_day(one.date()), first=first, last=last)
    return _("{day} {first} – {other} {last}").format(
        day=spoken_day(one.date()), first=first, other=spoken_day(other.date()), last=last
    )


def slices_sentence(view: ContinuityView) -> str:
    """« Par tranche de 12 heures : 6 d’ici 20 h, puis aucun de plus. », the table follows."""
    worst = max(view.slices, key=lambda one: one.due, default=None)
    if worst is None or not worst.due:
        return _("Aucun besoin ne dépasse son délai sans solution.")
    end = min(worst.starts_at + timedelta(hours=SLICE_HOURS), view.situation.ends_at)
    return ngettext(
        "Le plus tendu : {when}, {n} besoin dépasse son délai.",
        "Le plus tendu : {when}, {n} besoins dépassent leur délai.",
        worst.due,
    ).format(when=span(worst.starts_at, end), n=worst.due)


def relay_line(one: Taking) -> str:
    """« Cabinet de Redon : 12 sur 12 possibles »."""
    return _("{name} : {taken} sur {capacity} possibles").format(name=one.name, taken=one.taken, capacity=one.capacity)


def relays_sentence(view: ContinuityView) -> str:
    """« 4 relais reprennent 25 besoins ; 2 sont au complet. »"""
    full = sum(one.taken >= one.capacity for one in view.takings)
    taken = sum(one.taken for one in view.takings)
    said = ngettext("{n} relais reprend", "{n} relais reprennent", len(view.takings)).format(n=len(view.takings))
    needs = ngettext("{n} besoin", "{n} besoins", taken).format(n=taken)
    tail = (
        ngettext("{n} est au complet", "{n} sont au complet", full).format(n=full)
        if full
        else _("aucun n’est au complet")
    )
    return _("{said} {needs} ; {tail}.").format(said=said, needs=needs, tail=tail)


def asked_sentence(asked: Asked) -> str:
    """« Relais : 9 à proposer, 8 proposés, 4 à transmettre, 8 transmis. »: how far what is taken over really is."""
    pieces = []
    if n := asked.to_propose:
        pieces.append(ngettext("{n} à proposer", "{n} à proposer", n).format(n=n))
    if n := asked.proposed:
        pieces.append(ngettext("{n} proposé, sans réponse", "{n} proposés, sans réponse", n).format(n=n))
    if n := asked.to_transmit:
        pieces.append(ngettext("{n} accepté, à transmettre", "{n} acceptés, à transmettre", n).format(n=n))
    if n := asked.transmitted:
        pieces.append(ngettext("{n} transmis", "{n} transmis", n).format(n=n))
    return _("Où en sont les relais : {pieces}.").format(pieces=" ; ".join(pieces))


def categories_sentence(view: ContinuityView) -> str:
    """« Sans solution par catégorie : Insuline (12) · Plaie (8) ; les petits nombres sont masqués. »; empty when none is told."""
    if not view.categories:
        return ""
    told = " · ".join(f"{label} ({count})" for label, count in view.categories)
    said = _("Sans solution par catégorie : {told}").format(told=told)
    return said + (_(" ; les petits nombres sont masqués.") if view.categories_hidden else ".")


def weak_lines(found: Sequence[Weak]) -> list[str]:
    """« Cabinet de Redon : sa seule perte laisserait 12 besoins sans solution. », heaviest first."""
    lines = []
    for one in found:
        if one.lost.high:
            said = _("{name} : sa seule perte laisserait {n} besoins de plus sans solution.")
            if one.lost.low == one.lost.high == 1:
                said = _("{name} : sa seule perte laisserait {n} besoin de plus sans solution.")
            lines.append(said.format(name=one.name, n=one.lost.text))
        if one.alone:
            lines.append(_("{name} : toutes les alarmes reposent sur une seule personne.").format(name=one.name))
    return lines
