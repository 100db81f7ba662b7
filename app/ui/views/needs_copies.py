"""What the panel of sealed copies says: the first sentence, a line per practice, a line per holder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.continuity.sealed_copy import (
    FORM_WORDS,
    HOLDER_WORDS,
    STATE_WORDS,
    CopyState,
    Holder,
    check_by,
    trial_by,
)
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.continuity.read_sealed_copies import CopiesView, HeldCopy, PracticeCopies

LOOKS = {
    CopyState.ABSENT: ("do_not_disturb_on", "red"),
    CopyState.TO_TEST: ("lock_open", "orange"),
    CopyState.TO_CHECK: ("schedule", "orange"),
    CopyState.FINE: ("check_circle", "green"),
}


def sentence(view: CopiesView) -> str:
    """« 2 cabinets n’ont pas leurs deux copies scellées, 1 à vérifier, 4 à jour. »."""
    if not view.practices:
        return _("Aucun cabinet ne tient encore de suivis : aucune copie scellée n’est attendue.")
    count = Counter(one.state for one in view.practices)
    said = []
    if lacking := count[CopyState.ABSENT]:
        said.append(
            ngettext(
                "{n} cabinet n’a pas ses deux copies scellées",
                "{n} cabinets n’ont pas leurs deux copies scellées",
                lacking,
            ).format(n=lacking)
        )
    if trials := count[CopyState.TO_TEST]:
        said.append(ngettext("{n} ouverture à essayer", "{n} ouvertures à essayer", trials).format(n=trials))
    if checks := count[CopyState.TO_CHECK]:
        said.append(ngettext("{n} cabinet à vérifier", "{n} cabinets à vérifier", checks).format(n=checks))
    if not said:
        return _("Toutes les copies scellées sont en place et à jour.")
    text = ", ".join(said)
    return f"{capitalised(text)}."


def detail() -> str:
    """Why there are copies at all."""
    return _(
        "La table des clés reste au cabinet. Une copie scellée chez le binôme et une chez un pharmacien : sans elles, un"
        " relais a des numéros et ne trouve personne."
    )


def sheet(view: CopiesView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of the table, overdue first."""
    header = [_("Cabinet"), _("État"), _("Chez le binôme"), _("Chez le pharmacien")]
    rows: list[list[str | int]] = []
    for one in view.practices:
        by = {held.holder: held for held in one.held}
        rows.append([one.name, _(STATE_WORDS[one.state]), brief(by[Holder.PAIRED]), brief(by[Holder.PHARMACIST])])
    return header, rows


def brief(held: HeldCopy) -> str:
    """« Cabinet d’Avessac, vérifiée le 3 novembre 2026 », « à déposer »."""
    if held.copy is None:
        return _("à déposer")
    seen = max(day for day in (held.copy.deposited_on, held.copy.checked_on, held.copy.tested_on) if day)
    if seen == held.copy.tested_on:
        return _("{who}, ouverture essayée le {day}").format(who=held.name, day=spoken_date(seen))
    if seen == held.copy.checked_on:
        return _("{who}, vérifiée le {day}").format(who=held.name, day=spoken_date(seen))
    return _("{who}, déposée le {day}").format(who=held.name, day=spoken_date(seen))


def badge(state: CopyState) -> str:
    """The state as icon, word and colour."""
    icon, colour = LOOKS[state]
    return coloured(colour, icon, _(STATE_WORDS[state]))


def line(held: HeldCopy) -> str:
    """One holder in Markdown: state, who, what is held."""
    who = plain(_(HOLDER_WORDS[held.holder])).capitalize()
    if held.copy is None:
        return f"{badge(held.state)} **{who}**"
    form = plain(_(FORM_WORDS[held.copy.form]))
    return f"{badge(held.state)} **{who}** · {plain(held.name)} · {form}"


def dates(held: HeldCopy, view: CopiesView) -> str:
    """« Déposée le …, vérifiée le …, à vérifier avant le …, ouverture à essayer avant le … »."""
    copy = held.copy
    if copy is None:
        return ""
    said = [_("Déposée le {day}").format(day=spoken_date(copy.deposited_on))]
    if copy.checked_on:
        said.append(_("vérifiée le {day}").format(day=spoken_date(copy.checked_on)))
    said.append(
        _("ouverture essayée le {day}").format(day=spoken_date(copy.tested_on))
        if copy.tested_on
        else _("ouverture jamais essayée")
    )
    coming = _("À vérifier avant le {check}, ouverture à essayer avant le {trial}.").format(
        check=spoken_date(check_by(copy, view.delays)), trial=spoken_date(trial_by(copy, view.delays))
    )
    return f"{', '.join(said)}. {coming}"


def choice(one: PracticeCopies) -> str:
    """« Cabinet de Fégréac (copie manquante) »."""
    return _("{name} ({state})").format(name=one.name, state=_(STATE_WORDS[one.state]))
