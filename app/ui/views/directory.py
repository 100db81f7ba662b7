"""What the Annuaire screen says of contacts: the sentence, the groups, a contact in one line, a round of calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.response.directory import MOMENT_WORDS, Contact, Moment, spoken_number
from app.response.directory_holes import Hole, HoleKind
from app.response.directory_said import KIND_WORDS, place_words
from app.response.number_check import OUTCOME_WORDS, Outcome, ToCall, counted
from app.response.references import GROUP_WORDS
from app.roster.spelling import fold
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.response.number_check import CheckRound
    from app.services.plans.read_directory import DirectoryView

LOOKS: dict[HoleKind, tuple[str, str]] = {
    HoleKind.MISSING: ("orange", "radio_button_unchecked"),
    HoleKind.NO_NUMBER: ("red", "phone_disabled"),
    HoleKind.NO_NIGHT: ("orange", "bedtime_off"),
    HoleKind.WRONG: ("red", "wrong_location"),
    HoleKind.UNREACHED: ("orange", "phone_missed"),
    HoleKind.SITE: ("orange", "radio_button_unchecked"),
    HoleKind.UNCHECKED: ("gray", "help"),
}
"""Colour and icon of what lacks; the word is that of ``directory_said``."""

OUTCOME_LOOKS: dict[Outcome, tuple[str, str]] = {
    Outcome.ANSWERED: ("green", "check_circle"),
    Outcome.NO_ANSWER: ("orange", "phone_missed"),
    Outcome.WRONG: ("red", "wrong_location"),
}


def sentence(view: DirectoryView) -> str:
    """« 13 contacts manquent, 4 n’ont pas de numéro de nuit. »; what lacks first, then how many there are."""
    if not view.contacts:
        return _("L’annuaire est vide : commencez par ce qui est déjà connu, puis complétez.")
    missing = _count(view, HoleKind.MISSING) + _count(view, HoleKind.SITE)
    night, wrong = _count(view, HoleKind.NO_NIGHT), _count(view, HoleKind.WRONG) + _count(view, HoleKind.NO_NUMBER)
    parts = []
    if missing:
        parts.append(ngettext("{n} contact manque", "{n} contacts manquent", missing).format(n=missing))
    if night:
        parts.append(ngettext("{n} numéro de nuit manque", "{n} numéros de nuit manquent", night).format(n=night))
    if wrong:
        parts.append(
            ngettext("{n} numéro est faux ou absent", "{n} numéros sont faux ou absents", wrong).format(n=wrong)
        )
    if parts:
        return f"{', '.join(parts)}."
    unchecked = _count(view, HoleKind.UNCHECKED) + _count(view, HoleKind.UNREACHED)
    if unchecked:
        words = ngettext(
            "Personne ne manque ; {n} contact reste à vérifier.", "Personne ne manque ; {n} contacts restent à vérifier.", unchecked
        )  # fmt: skip
        return words.format(n=unchecked)
    return _("L’annuaire est complet et vérifié.")


def detail(view: DirectoryView) -> str:
    """« 29 contacts dans l’annuaire. Dernier test des numéros le 22 novembre 2026. »"""
    count = len(view.contacts)
    said = [ngettext("{n} contact dans l’annuaire.", "{n} contacts dans l’annuaire.", count).format(n=count)]
    last = view.last_round
    if view.running is not None:
        said.append(_("Un test des numéros est en cours."))
    elif last is not None:
        said.append(_("Dernier test des numéros le {day}.").format(day=spoken_date(paris_date(last.opened_at))))
    elif count:
        said.append(_("Les numéros n’ont jamais été testés."))
    return " ".join(said)


def _count(view: DirectoryView, kind: HoleKind) -> int:
    return sum(one.kind is kind for one in view.holes)


def to_fill(view: DirectoryView) -> tuple[Hole, ...]:
    """What nobody holds yet, in the order of the functions, then the establishments nobody answers for."""
    return tuple(one for one in view.holes if one.kind in (HoleKind.MISSING, HoleKind.SITE))


def hole_words(view: DirectoryView, hole: Hole) -> str:
    """« Préfecture, Morbihan », « EHPAD Les Exemples »."""
    if hole.kind is HoleKind.SITE and hole.site in view.sites:
        return view.sites[hole.site].name
    return place_words(view.functions, view.departments, hole)


def for_hole(view: DirectoryView, hole: Hole) -> Contact:
    """The contact to fill in for what is missing."""
    site = view.sites.get(hole.site)
    return Contact(
        id="", function=hole.function, department=hole.department, organisation=site.name if site else "",
        day_phone=site.phone if site else "", site_id=site.id if site else None,
    )  # fmt: skip


def department_choices(view: DirectoryView) -> dict[str, str]:
    """The departments of the territory, and those that contacts bear besides."""
    codes = sorted({*view.departments, *(one.department for one in view.contacts if one.department)})
    return {code: view.department(code) for code in codes}


def groups(view: DirectoryView, words: str = "", department: str = "") -> list[tuple[str, list[Contact]]]:
    """The contacts found, by group of functions, in the order of the table."""
    looked = fold(words).split()
    found = [one for one in view.contacts if _kept(view, one, looked, department)]
    listed = [(_(label), [one for one in found if _group(view, one) == group]) for group, label in GROUP_WORDS.items()]
    others = [one for one in found if not _group(view, one)]
    return [(label, held) for label, held in [*listed, (_("Autres"), others)] if held]


def _group(view: DirectoryView, one: Contact) -> str:
    return view.functions[one.function].group if one.function in view.functions else ""


def _kept(view: DirectoryView, one: Contact, words: list[str], department: str) -> bool:
    read = fold(
        f"{view.function(one.function)} {view.department(one.department)} {one.organisation} {one.name} {one.email}"
        f" {one.note} {spoken_number(one.day_phone)} {spoken_number(one.night_phone)}"
    )
    return (not department or one.covers(department)) and all(word in read for word in words)


def title(view: DirectoryView, one: Contact) -> str:
    """« Préfecture (service de permanence), Morbihan »."""
    place = view.department(one.department)
    label = view.function(one.function)
    return f"{label}, {place}" if place else label


def numbers(one: Contact) -> str:
    """The numbers as Markdown that a telephone opens, each with its moment; the same number by day and night once."""
    return " · ".join(
        f"[:material/call: {plain(spoken_number(number))}](tel:{number}) {plain(_moments(one, number))}"
        for _moment, number in one.numbers
    )


def _moments(one: Contact, number: str) -> str:
    """« jour », « nuit », « jour et nuit »."""
    if one.day_phone == one.night_phone:
        return _("jour et nuit")
    return _(MOMENT_WORDS[Moment.DAY if one.day_phone == number else Moment.NIGHT])


def badges(view: DirectoryView, one: Contact) -> str:
    """What lacks to a contact, else when it was checked, as Markdown: icon, word and colour."""
    held = [hole.kind for hole in view.holes if hole.contact is not None and hole.contact.id == one.id]
    found = [coloured(*LOOKS[kind], _(KIND_WORDS[kind])) for kind in held]
    if not found and one.checked_on is not None:
        found = [coloured("green", "check_circle", _("vérifié le {day}").format(day=spoken_date(one.checked_on)))]
    return " ".join(found)


def badge(colour: str, icon: str, words: str) -> str:
    """What the check of the directory shows of a number, as Markdown."""
    return coloured(colour, icon, words)


def outcome_badge(outcome: Outcome) -> str:
    """What came of a call, as Markdown."""
    colour, icon = OUTCOME_LOOKS[outcome]
    return coloured(colour, icon, _(OUTCOME_WORDS[outcome]))


def running_sentence(check: CheckRound, calls: tuple[ToCall, ...]) -> str:
    """« 12 numéros à appeler sur 35 ; 20 répondent, 2 ne répondent pas, 1 est faux. »"""
    now = counted(check, calls)
    if not now.left:
        return _("Tous les numéros ont été appelés : {n} sur {total} répondent.").format(
            n=now.answered, total=now.total
        )
    left = ngettext("{n} numéro à appeler sur {total}", "{n} numéros à appeler sur {total}", now.left)
    said = [left.format(n=now.left, total=now.total), *_outcome_counts(now)]
    return f"{_(' ; ').join((said[0], ', '.join(said[1:])))}." if said[1:] else f"{said[0]}."


def _outcome_counts(check: CheckRound) -> list[str]:
    """« 20 répondent », « 2 ne répondent pas », « 1 est faux »; what did not happen is not said."""
    counts = (
        (check.answered, ngettext("{n} répond", "{n} répondent", check.answered)),
        (check.unanswered, ngettext("{n} ne répond pas", "{n} ne répondent pas", check.unanswered)),
        (check.wrong, ngettext("{n} est faux", "{n} sont faux", check.wrong)),
    )
    return [words.format(n=count) for count, words in counts if count]


def report_sentence(check: CheckRound) -> str:
    """« 46 % des numéros répondent (16 sur 35) ; 2 ne répondent pas, 1 est faux, 16 n’ont pas été appelés. »"""
    head = _("{percent}\u00a0% des numéros répondent ({answered} sur {total})").format(
        percent=check.answered_percent, answered=check.answered, total=check.total
    )
    rest = _outcome_counts(replace(check, answered=0))
    if check.left:
        words = ngettext("{n} n’a pas été appelé", "{n} n’ont pas été appelés", check.left)
        rest.append(words.format(n=check.left))
    return f"{head}{_(' ; ')}{', '.join(rest)}." if rest else f"{head}."


def check_sentence(view: DirectoryView) -> str:
    """The first line of the test panel: what is to call, what came of it, or when the next one is due."""
    if view.running is not None:
        return running_sentence(view.running, view.calls)
    last, due = view.last_round, view.next_check_on
    if last is None or due is None:
        return _("Les numéros n’ont jamais été testés.")
    if due <= view.today:
        return _("Le test annuel des numéros est dû depuis le {day}.").format(day=spoken_date(due))
    return report_sentence(last)


REPORT_HEADER = (HoleKind.WRONG, HoleKind.UNREACHED)


def report_rows(view: DirectoryView) -> list[tuple[str, str, str]]:
    """What the last calls found wrong or silent: function, who, what."""
    return [
        (title(view, one.contact), one.contact.who, _(KIND_WORDS[one.kind]))
        for one in view.holes
        if one.kind in REPORT_HEADER and one.contact is not None
    ]
