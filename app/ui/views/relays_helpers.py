"""What « Relais · Aides » says: who could help how many, where they would serve, and what town halls still miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.helping import CAUSE_WORDS
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.ui.views.relays_words import phone_link
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.continuity.helping import CcasHelp
    from app.services.continuity.help_ccas import CcasView
    from app.services.continuity.keep_helpers import HelpersView


def sentence(view: HelpersView, calls: CcasView) -> str:
    """« 3 personnes fragiles sans solution : les aides peuvent en prendre 2. », then the callers to find."""
    wanted, left = sum(view.wanted.values()), sum(view.shared.left.values())
    pieces = []
    if wanted:
        pieces.append(
            ngettext(
                "{n} personne fragile sans solution : les aides peuvent en prendre {m}.",
                "{n} personnes fragiles sans solution : les aides peuvent en prendre {m}.",
                wanted,
            ).format(n=wanted, m=wanted - left)
        )
    if calls.missing:
        pieces.append(
            ngettext(
                "{n} appelant à trouver pour les mairies.", "{n} appelants à trouver pour les mairies.", calls.missing
            ).format(n=calls.missing)
        )
    if pieces:
        return " ".join(pieces)
    capacity = sum(one.capacity for one in view.helpers)
    if not view.helpers:
        return _("Aucun service d’aide n’est noté.")
    return ngettext(
        "Les aides peuvent prendre {n} personne par jour ; personne n’est sans solution, à ce que l’on sait.",
        "Les aides peuvent prendre {n} personnes par jour ; personne n’est sans solution, à ce que l’on sait.",
        capacity,
    ).format(n=capacity)


def detail(view: HelpersView) -> str:
    """What can't be counted here."""
    if not view.unreadable:
        return ""
    return ngettext(
        "{n} besoin illisible ici, faute de clé : il n’est pas compté.",
        "{n} besoins illisibles ici, faute de clé : ils ne sont pas comptés.",
        view.unreadable,
    ).format(n=view.unreadable)


def sent(view: HelpersView) -> list[str]:
    """« SSIAD d’Auray : 3 à Auray, 1 à Brech », with its number, in Markdown, one line a helper."""
    lines = []
    for one in view.helpers:
        going = [found for found in view.shared.sent if found.helper == one.id]
        if going:
            places = ", ".join(
                _("{n} à {commune}").format(n=found.patients, commune=view.communes.get(found.commune, found.commune))
                for found in going
            )
            text = _("{name} : {places}").format(name=one.name, places=places)
            lines.append(f"{plain(text)} {phone_link(one.phone)}".strip())
    return lines


def left(view: HelpersView) -> str:
    """« Sans aide : 2 à Brech. »; empty when everyone has somebody."""
    if not view.shared.left:
        return ""
    places = ", ".join(
        _("{n} à {commune}").format(n=n, commune=view.communes.get(code, code)) for code, n in view.shared.left.items()
    )
    return _("Toujours sans aide : {places}.").format(places=places)


def calls_line(one: CcasHelp, calls: CcasView) -> str:
    """« Brech · chaleur · 41 inscrits, 82 appels par jour · appelants sur place : 2, à trouver : 2, trouvés : 1 »."""
    registered = ngettext("{n} inscrit", "{n} inscrits", one.registered).format(n=one.registered)
    made = ngettext("{n} appel par jour", "{n} appels par jour", one.calls).format(n=one.calls)
    people = _("appelants sur place : {have}, à trouver : {wanted}, trouvés : {given}").format(
        have=one.callers, wanted=one.helpers_wanted, given=one.helpers_given
    )
    return " · ".join(
        (calls.communes.get(one.commune, one.commune), _(CAUSE_WORDS[one.cause]), registered, made, people)
    )


def badge(one: CcasHelp) -> str:
    """The state as icon, word and colour."""
    if one.missing:
        words = ngettext("{n} à trouver", "{n} à trouver", one.missing).format(n=one.missing)
        return coloured("orange", "priority_high", words)
    return coloured("green", "check_circle", _("assez de monde"))


def reckoned(calls: int, callers: int, wanted: int, minutes: int, hours: float) -> str:
    """« 82 appels de 10 minutes, 4 heures par appelant : 4 personnes, 2 à trouver. »"""
    if not calls:
        return _("Aucun appel à passer : dites combien d’inscrits et combien d’appels par jour.")
    text = _(
        "{calls} appels de {minutes} minutes, {hours} h par appelant : {n} personnes par jour, {wanted} à trouver."
    )
    spoken = f"{hours:g}".replace(".", ",")
    return text.format(calls=calls, minutes=minutes, hours=spoken, n=callers + wanted, wanted=wanted)
