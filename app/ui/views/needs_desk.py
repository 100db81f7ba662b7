"""What the coordination reads of registers: totals per practice, when the first need ends, whether a review is due. No row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.holding import HoldingMode
from app.continuity.sealed_copy import STATE_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.continuity.read_need_desk import NeedDesk, PracticeNeeds
    from app.services.continuity.read_sealed_copies import CopiesView


def sentence(desk: NeedDesk) -> str:
    """« 15 cabinets tiennent 357 besoins ; le premier prend fin le 21 mai 2027. »."""
    held = [one for one in desk.known if one.needs.may_be_one]
    if not held:
        counted = [one for one in desk.known if one.counted.may_be_one]
        if not counted:
            return _("Aucun cabinet n’a encore dit ses besoins.")
        return ngettext(
            "{n} cabinet a donné ses nombres : {needs} besoins.", "{n} cabinets ont donné leurs nombres : {needs} besoins.",
            len(counted),
        ).format(n=len(counted), needs=desk.counted.text)  # fmt: skip
    said = ngettext("{n} cabinet tient {needs} besoins", "{n} cabinets tiennent {needs} besoins", len(held)).format(
        n=len(held), needs=desk.needs.text
    )
    ends = [one.first_end for one in held if one.first_end]
    if not ends:
        return f"{said}."
    return _("{said} ; le premier prend fin le {day}.").format(said=said, day=spoken_date(min(ends)))


def detail(desk: NeedDesk) -> str:
    """What is missing, what cannot be read, and what is never shown."""
    silent = len(desk.practices) - len(desk.known)
    unread = sum(one.unreadable for one in desk.practices)
    said = []
    if unread:
        said.append(
            ngettext(
                "{n} besoin est illisible : voyez les clés (Données).",
                "{n} besoins sont illisibles : voyez les clés (Données).",
                unread,
            ).format(n=unread)
        )
    if silent:
        said.append(
            ngettext("{n} cabinet n’a encore rien dit.", "{n} cabinets n’ont encore rien dit.", silent).format(n=silent)
        )
    said.append(_("Chaque cabinet lit seul ses besoins ; ici, des totaux."))
    return " ".join(said)


def mode_sentence(desk: NeedDesk) -> str:
    """Why only numbers are kept, where they are; empty elsewhere."""
    if desk.mode is HoldingMode.AGGREGATES and not desk.fictional:
        return _("Ce dossier ne garde que des totaux : les cabinets donnent leurs nombres, catégorie par catégorie.")
    return ""


def sheet(desk: NeedDesk, copies: CopiesView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of practices that said something, those to look at first."""
    header = [_("Cabinet"), _("Besoins"), _("Premier à prendre fin"), _("Revue"), _("Copies scellées")]
    return header, [[one.practice.name, needs(one), end(one), review(one), copy(one, copies)] for one in desk.known]


def needs(one: PracticeNeeds) -> str:
    """« 31 », « de 30 à 34 », « 12, nombre donné le 26 novembre 2026 », « 4 illisibles »."""
    said = []
    if one.needs.may_be_one:
        said.append(one.needs.text)
    if one.unreadable:
        said.append(ngettext("{n} illisible", "{n} illisibles", one.unreadable).format(n=one.unreadable))
    if one.counted.may_be_one and one.counted_on:
        said.append(_("{needs}, nombre donné le {day}").format(needs=one.counted.text, day=spoken_date(one.counted_on)))
    return " · ".join(said)


def end(one: PracticeNeeds) -> str:
    """The day, or a dash."""
    return spoken_date(one.first_end) if one.first_end else "–"


def review(one: PracticeNeeds) -> str:
    """« à faire » or « à jour »; a dash without a register."""
    if not one.needs.may_be_one:
        return "–"
    return _("à faire") if one.review_due else _("à jour")


def copy(one: PracticeNeeds, copies: CopiesView) -> str:
    """The state of the two sealed copies of its key table."""
    found = copies.find(one.practice.id)
    return _(STATE_WORDS[found.state]) if found else "–"
