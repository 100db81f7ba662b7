"""Who is left without care, in words: what fails, what becomes of the needs, why some have nobody, whom to ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.finding import REASON_WORDS
from app.continuity.overview import BASIS_WORDS, Basis
from app.continuity.unsigned import unsigned_words
from app.core.errors import N_
from app.roster.phones import spoken_phone
from app.services.continuity.continuity_view import Hidden
from app.ui.views.continuity_causes import causes, due_words, some, span
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.continuity.band import Band
    from app.services.continuity.continuity_view import Asked, ContinuityView, Taking, Why
    from app.services.continuity.read_continuity import Weak, WeakPoints

_HIDDEN_WORDS = {
    Hidden.SMALL: N_("Les petits nombres sont masqués : ces chiffres sont donnés par tranches."),
    Hidden.PARTS: N_(
        "Totaux seuls : tant que rien n’est en cours, communes et catégories sont masquées, elles désigneraient quelqu’un."
    ),
    Hidden.FEW: N_("Rien de plus n’est dit d’un si petit nombre : il désignerait quelqu’un."),
    Hidden.PLACES: N_(
        "Chiffres masqués : tant que rien n’est en cours, une question sur un lieu, un établissement ou un très petit cabinet"
        " désignerait quelqu’un."
    ),
}
"""Why numbers are hidden."""


def sentence(view: ContinuityView) -> str:
    """« Cabinet de Fégréac fermé depuis 8 h : 31 besoins, 25 repris, 6 sans solution, le premier à 12 h. »"""
    what = causes(view)
    if not what and view.basis is Basis.NOTHING:
        return _("Rien n’est encore connu : aucun besoin n’est noté. {first}").format(first=first_step(view))
    if not what:
        return _("Rien ne manque aujourd’hui : aucune fermeture ni coupure n’est notée.")
    return _("{what} : {fate}.").format(what=capitalised(what), fate=fate(view))


def has_practices(view: ContinuityView) -> bool:
    """Whether any practice is known: needs are theirs."""
    return any(subject.startswith("practice:") for subject in view.names)


def first_step(view: ContinuityView) -> str:
    """What comes first where no need is known."""
    if has_practices(view):
        return _("D’abord : chaque cabinet note les siens dans « Mes suivis ».")
    return _("D’abord : l’effectif, d’où viennent les cabinets.")


def supposed_sentence(view: ContinuityView, what: str) -> str:
    """« Cabinet de Fégréac fermé à partir de demain, par hypothèse : 31 besoins, 25 repris, 6 sans solution. »"""
    return _("{what}, par hypothèse : {fate}.").format(what=capitalised(what), fate=fate(view))


def fate(view: ContinuityView) -> str:
    """« 31 besoins, 25 repris, 6 sans solution, le premier à 12 h »; what can't be known is said, never taken for nought."""
    if view.basis is Basis.NOTHING:
        return _("aucun besoin n’est noté, on ne sait pas qui est touché")
    pieces = [_piece(view.touched, _touched) if view.touched.high else _("aucun besoin touché")]
    if view.touched.high and view.whole is None:
        shown = [(view.kept, _kept), (view.waiting, _waiting), (view.relayed, _taken)]
        pieces += [_piece(band, said) for band, said in shown if band.high]
        pieces.append(_piece(view.uncovered, _left) if view.uncovered.high else _nobody(view))
    if view.first_due is not None:
        pieces.append(due_words(view.first_due, view.now))
    if view.unread:
        lost = sum(one.needs for one in view.unread)
        pieces.append(
            ngettext("{n} besoin illisible non compté", "{n} besoins illisibles non comptés", lost).format(n=lost)
        )
    return ", ".join(pieces)


def _nobody(view: ContinuityView) -> str:
    """Rates measure some categories alone: nothing is said of the others."""
    if view.basis is Basis.RATES:
        return _("aucun sans solution parmi les catégories estimées")
    return _("aucun sans solution")


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


def detail(view: ContinuityView) -> str:
    """What the numbers rest on and what they leave out, in sentences."""
    said = [_(BASIS_WORDS[view.basis])] if view.basis in (Basis.COUNTS, Basis.RATES) else []
    if view.basis is Basis.RATES:
        said.append(_("Seules les catégories qu’un taux mesure y sont comptées : voyez « Attendu »."))
    if view.counted:
        said.append(
            ngettext(
                "{n} cabinet n’a donné que des totaux.", "{n} cabinets n’ont donné que des totaux.", view.counted
            ).format(n=view.counted)
        )
    if view.silent:
        said.append(
            ngettext(
                "{n} cabinet n’a rien noté : il manque à ces chiffres.",
                "{n} cabinets n’ont rien noté : ils manquent à ces chiffres.",
                len(view.silent),
            ).format(n=len(view.silent))
        )
    if view.vague:
        said.append(
            ngettext(
                "{n} cabinet en service réduit n’a pas dit de combien : il est compté comme ouvert.",
                "{n} cabinets en service réduit n’ont pas dit de combien : ils sont comptés comme ouverts.",
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
        said.append(_(_HIDDEN_WORDS[view.hidden]))
    if view.unsigned is not None and view.touched.high:
        said.append(unsigned_words(view.unsigned))
    return " ".join(said)


def where(view: ContinuityView) -> str:
    """« Vue d’ensemble · jusqu’au … »; an exercise says so first."""
    first = _("EXERCICE – EXERCICE – EXERCICE") if view.exercise else ""
    until = _("Du {start} au {end}").format(
        start=spoken_instant(view.situation.starts_at), end=spoken_instant(view.situation.ends_at)
    )
    return " · ".join(filter(None, (first, until)))


def badges(view: ContinuityView) -> list[str]:
    """The four fates as icon, word and colour, the worst first; none where nothing is touched or they are not told."""
    if not view.touched.high or view.whole is not None:
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
        return _("Sans solution : {reason}.").format(reason=reason)
    count = ngettext("{n} besoin", "{n} besoins", why.needs).format(n=spoken_number(why.needs))
    place = _("à {places}").format(places=some([name for name in why.communes if name])) if any(why.communes) else ""
    due = due_words(why.first_due, now) if why.first_due else ""
    return _("{what} : {reason}.").format(
        what=", ".join(filter(None, (" ".join(filter(None, (count, place))), due))), reason=reason
    )


def phone(number: str) -> str:
    """« 01 99 00 12 34 », in one piece."""
    return spoken_phone(number).replace(" ", "\u00a0") if number else ""


def slice_rows(view: ContinuityView) -> tuple[list[str], list[list[str | int]]]:
    """By 12 hours: how many needs pass their limit with nobody, then and since the beginning."""
    header = [_("Tranche de 12 heures"), _("Sans solution"), _("Depuis le début")]
    rows: list[list[str | int]] = [
        [span(one.starts_at, end), one.due, one.so_far] for one, end in zip(view.slices, _ends(view), strict=True)
    ]
    return header, rows


def _ends(view: ContinuityView) -> list[datetime]:
    """When each slice ends: at the next one, the last with the window."""
    return [*(one.starts_at for one in view.slices[1:]), view.situation.ends_at] if view.slices else []


def hour_rows(view: ContinuityView) -> tuple[list[str], list[list[str | int]]]:
    """Hour by hour, those at which something happens."""
    header = [_("Heure"), _("Nouveaux sans solution"), _("Depuis le début")]
    return header, [[spoken_instant(one.starts_at), one.due, one.so_far] for one in view.hours if one.due]


def slices_sentence(view: ContinuityView) -> str:
    """« Par tranche de 12 heures : 6 d’ici 20 h, puis aucun de plus. », the table follows."""
    ended = zip(view.slices, _ends(view), strict=True)
    worst, end = max(ended, key=lambda kept: kept[0].due, default=(None, view.situation.ends_at))
    if worst is None or not worst.due:
        return _("Aucun besoin ne dépasse son délai sans solution.")
    return ngettext(
        "Le plus tendu : {when}, {n} besoin dépasse son délai.",
        "Le plus tendu : {when}, {n} besoins dépassent leur délai.",
        worst.due,
    ).format(when=span(worst.starts_at, end), n=worst.due)


def relay_line(one: Taking) -> str:
    """« Cabinet de Redon : 12 sur 12 possibles », and « (valeur indicative) » after an establishment that has not said."""
    said = _("{name} : {taken} sur {capacity} possibles").format(name=one.name, taken=one.taken, capacity=one.capacity)
    return said + _(" (valeur indicative)") if one.is_assumed else said


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
    return _("{said} {needs} ; {tail}.").format(said=said, needs=needs, tail=tail)


def asked_sentence(asked: Asked, now: datetime) -> str:
    """« Relais : 9 à proposer, 8 proposés, 4 à transmettre, 8 transmis. »: how far what is taken over really is.

    What its own practice holds by a visit says before when.
    """
    pieces = []
    if n := asked.itself:
        said = ngettext("{n} à visiter par son propre cabinet", "{n} à visiter par leur propre cabinet", n).format(n=n)
        pieces.append(f"{said}, {due_words(asked.visit_by, now)}" if asked.visit_by else said)
    if n := asked.to_propose:
        pieces.append(ngettext("{n} à proposer", "{n} à proposer", n).format(n=n))
    if n := asked.proposed:
        pieces.append(ngettext("{n} proposé, sans réponse", "{n} proposés, sans réponse", n).format(n=n))
    if n := asked.to_transmit:
        pieces.append(ngettext("{n} accepté, à transmettre", "{n} acceptés, à transmettre", n).format(n=n))
    if n := asked.transmitted:
        pieces.append(ngettext("{n} transmis", "{n} transmis", n).format(n=n))
    return _("Où en sont les relais : {pieces}.").format(pieces=" ; ".join(pieces))


def categories_sentence(view: ContinuityView) -> str:
    """« Sans solution par catégorie : Insuline (12) · Plaie (8) ; les petits nombres sont masqués. »; empty when none is told."""
    if not view.categories:
        return ""
    told = " · ".join(f"{label} ({count})" for label, count in view.categories)
    said = _("Sans solution par catégorie : {told}").format(told=told)
    return said + (_(" ; les petits nombres sont masqués.") if view.categories_hidden else ".")


def weak_caption(found: WeakPoints) -> str:
    """Why numbers are hidden, and what is not said at all; empty where they are not."""
    if not found.hidden_below:
        return ""
    return _(
        "Tant que rien n’est en cours, les nombres sont masqués et une perte qui laisserait moins de {n} besoins n’est pas dite :"
        " ils désigneraient quelqu’un."
    ).format(n=spoken_number(found.hidden_below))


def weak_lines(found: Sequence[Weak]) -> list[str]:
    """« Cabinet de Redon : sa seule perte laisserait 12 besoins sans solution. », heaviest first."""
    lines = []
    for one in found:
        if one.lost is None:
            said = _("{name} : sa seule perte laisserait des besoins de plus sans solution.")
            lines.append(said.format(name=one.name))
        elif one.lost.high:
            said = _("{name} : sa seule perte laisserait {n} besoins de plus sans solution.")
            if one.lost.low == one.lost.high == 1:
                said = _("{name} : sa seule perte laisserait {n} besoin de plus sans solution.")
            lines.append(said.format(name=one.name, n=one.lost.text))
        if one.alone:
            lines.append(_("{name} : toutes les alarmes reposent sur une seule personne.").format(name=one.name))
    return lines
