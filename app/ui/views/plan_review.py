"""What the review of the plan says: who is awaited, what is to answer, how each partner stands; nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.mobilisation.message import MessageState
from app.response.plan import PLAN_STATE_WORDS, SECTIONS
from app.response.review import STATE_WORDS, ReviewState
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_instant
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.response.plan import PlanVersion
    from app.response.review import Comment
    from app.services.plans.fill_template import Template
    from app.services.plans.read_review import Reading, ReviewView

LOOKS = {
    ReviewState.COMMENTED: ("rate_review", "blue"),
    ReviewState.AWAITED: ("schedule", "blue"),
    ReviewState.RESERVED: ("report", "orange"),
    ReviewState.APPROVED: ("check_circle", "green"),
    ReviewState.SILENT: ("hourglass_disabled", "gray"),
}
AWAITED = (ReviewState.AWAITED, ReviewState.COMMENTED)


def sentence(view: ReviewView | None) -> str:
    """« 3 remarques à traiter ; 2 avis attendus avant le 17 décembre 2026. »."""
    if view is None:
        return _("Le plan n’est pas commencé : il n’y a rien à faire relire.")
    if not view.readings:
        return _("Personne ne relit la version {number}.").format(number=view.version.number)
    said = []
    if count := len(view.to_answer):
        said.append(ngettext("{n} remarque à traiter", "{n} remarques à traiter", count).format(n=count))
    if awaited := [one for one in view.readings if one.state in AWAITED]:
        last = max(one.reviewer.closes_at for one in awaited)
        told = ngettext("{n} avis attendu avant le {day}", "{n} avis attendus avant le {day}", len(awaited))
        said.append(told.format(n=len(awaited), day=spoken_date(paris_date(last))))
    if not said:
        given = view.count(ReviewState.APPROVED, ReviewState.RESERVED)
        total = len(view.readings)
        return ngettext(
            "Relecture finie : {given} visa sur {total} invité.", "Relecture finie : {given} visas sur {total} invités.", total
        ).format(given=given, total=total)  # fmt: skip
    text = " ; ".join(said)
    return f"{capitalised(text)}."


def detail(view: ReviewView | None) -> str:
    """« 1 approuvé, 1 approuvé avec réserves, 2 remarques traitées. »."""
    if view is None or not view.readings:
        return ""
    said = [
        f"{count} {_(STATE_WORDS[state])}"
        for state in (ReviewState.APPROVED, ReviewState.RESERVED, ReviewState.SILENT)
        if (count := view.count(state))
    ]
    settled = len(view.comments) - len(view.to_answer)
    if settled:
        said.append(ngettext("{n} remarque traitée", "{n} remarques traitées", settled).format(n=settled))
    return f"{', '.join(said)}." if said else ""


def badge(state: ReviewState) -> str:
    """Icon, word and colour, in Markdown."""
    icon, colour = LOOKS[state]
    return f":{colour}-badge[:material/{icon}: {plain(_(STATE_WORDS[state]))}]"


def reading_line(one: Reading) -> str:
    """« visa le 26 novembre 2026 · 2 remarques », under a partner's name."""
    who = one.reviewer
    said = [
        _("visa le {day}").format(day=spoken_date(paris_date(who.visa_at)))
        if who.visa_at
        else _("jusqu’au {day}").format(day=spoken_date(paris_date(who.closes_at)))
    ]
    if one.remarks:
        said.append(ngettext("{n} remarque", "{n} remarques", one.remarks).format(n=one.remarks))
    if one.address:
        said.append(one.address)
    said += [words] if (words := letter_words(one)) else []
    if one.changed_since:
        said.append(_("le texte a changé depuis ce visa"))
    return " · ".join(said)


def letter_words(one: Reading) -> str:
    """What became of the last letter, when that is worth knowing."""
    if one.is_by_hand:
        return _("lettre à passer à la main")
    words = {
        MessageState.QUEUED: _("lettre en partance"),
        MessageState.SENDING: _("lettre en partance"),
        MessageState.FAILED: _("lettre non partie"),
        MessageState.CANCELLED: _("lettre retirée"),
    }
    return words.get(one.letter, "") if one.letter else ""


def comment_line(view: ReviewView, one: Comment) -> str:
    """« Mme Sterne, EHPAD des Goélands · jeudi 26 novembre à 17 h »."""
    return " · ".join(part for part in (view.who(one), spoken_instant(one.at)) if part)


def version_words(version: PlanVersion) -> str:
    """« version 3, brouillon »."""
    return _("version {number}, {state}").format(number=version.number, state=_(PLAN_STATE_WORDS[version.state]))


def template_notes(one: Template) -> list[str]:
    """What a filled template will lack."""
    said = []
    if one.left_out:
        titles = ", ".join(_(SECTIONS[key]) for key in one.left_out)
        said.append(_("Sans place dans cette trame : {titles}.").format(titles=titles))
    if one.unfilled:
        marks = ", ".join(f"{{{{{mark}}}}}" for mark in one.unfilled)
        said.append(_("Resteront à remplir à la main : {marks}.").format(marks=marks))
    return said
