"""What is said of categories of needs: their values, how much they are worth, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.category import DEPENDENCE_WORDS
from app.continuity.signature import STATE_WORDS, CategoryState
from app.ui.parts.coloured import coloured
from app.ui.views import rules_words
from app.ui.views.needs_rows import hours
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.continuity.signature import CategoryView


LOOKS = {
    CategoryState.ACTIVE: ("check_circle", "green"),
    CategoryState.TO_VALIDATE: ("pending", "blue"),
    CategoryState.CHANGED: ("sync_problem", "orange"),
}
"""Icon and colour of a state; its words are in :data:`STATE_WORDS`."""


def badge(state: CategoryState) -> str:
    """The state as icon, word and colour (Markdown)."""
    icon, colour = LOOKS[state]
    return coloured(colour, icon, _(STATE_WORDS[state]))


def sentence(views: Mapping[str, CategoryView]) -> str:
    """« 27 catégories actives ; 2 attendent la validation d’un médecin. »."""
    waiting = sum(not one.is_validated for one in views.values())
    valid = len(views) - waiting
    if not valid:
        return ngettext(
            "Aucune catégorie n’est active : {n} attend la validation d’un médecin.",
            "Aucune catégorie n’est active : {n} attendent la validation d’un médecin.", waiting,
        ).format(n=waiting)  # fmt: skip
    lead = ngettext("{n} catégorie active", "{n} catégories actives", valid).format(n=valid)
    if not waiting:
        return _("{lead} : un médecin nommé répond de chacune.").format(lead=lead)
    rest = ngettext(
        "{n} attend la validation d’un médecin", "{n} attendent la validation d’un médecin", waiting
    ).format(n=waiting)
    return _("{lead} ; {rest}.").format(lead=lead, rest=rest)


def row_words(one: CategoryView, professions: Mapping[str, str]) -> str:
    """What a physician answers for, in one line: « gravité : 1 · vital · attente possible 12 h · relais : infirmier »."""
    said = [
        _("gravité : {words}").format(words=rules_words.said(rules_words.SEVERITIES, str(one.category.severity))),
        _("attente possible {hours}").format(hours=hours(one.category.max_interruption_hours)),
        _("relais : {names}").format(names=carers(one, professions)),
    ]
    if one.category.depends_on:
        needs = ", ".join(_(DEPENDENCE_WORDS[each]) for each in sorted(one.category.depends_on))
        said.append(_("dépend de : {names}").format(names=needs))
    if one.category.substitute:
        said.append(_("premier recours : {who}").format(who=one.category.substitute))
    return " · ".join(said)


def sign_again(views: Mapping[str, CategoryView]) -> str:
    """« 2 catégories ont changé depuis leur validation : Oxygène…, à valider de nouveau. »; empty when none has."""
    changed = [one.category.label for one in views.values() if one.former is not None]
    if not changed:
        return ""
    return ngettext(
        "{n} catégorie a changé depuis sa validation, à valider de nouveau : {names}.",
        "{n} catégories ont changé depuis leur validation, à valider de nouveau : {names}.",
        len(changed),
    ).format(n=len(changed), names=" · ".join(changed))


def detail() -> str:
    """What the limit is for."""
    return _(
        "Aucun besoin nouveau ne s’attache à une catégorie qu’un médecin n’a pas validée. L’attente possible dit combien de temps un soin peut manquer avant le danger ; la plus grave passe d’abord."
    )


def sheet(views: Mapping[str, CategoryView], professions: Mapping[str, str]) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows, as the table orders them."""
    header = [
        _("Catégorie"), _("Gravité"), _("Attente possible"), _("Dépend de"), _("Peuvent relayer"), _("Premier recours"),
        _("Valeur"),
    ]  # fmt: skip
    return header, [
        [
            one.category.label, rules_words.said(rules_words.SEVERITIES, str(one.category.severity)), hours(one.category.max_interruption_hours),
            ", ".join(_(DEPENDENCE_WORDS[each]) for each in sorted(one.category.depends_on)) or "–",
            carers(one, professions), one.category.substitute, one.words,
        ]
        for one in views.values()
    ]  # fmt: skip


def carers(view: CategoryView, professions: Mapping[str, str]) -> str:
    """« infirmier, médecin, ou à distance »; « un établissement »."""
    said = [professions.get(slug, slug) for slug in sorted(view.category.carers)]
    if view.category.remote:
        said.append(_("à distance"))
    return ", ".join(said) or _("un établissement")


def origins(views: Mapping[str, CategoryView]) -> tuple[list[str], list[list[str | int]]]:
    """Where each value comes from."""
    header = [_("Catégorie"), _("Fourchette"), _("Origine")]
    return header, [[one.category.label, one.category.range_fr or "–", one.category.source] for one in views.values()]
