"""What is said of categories of needs: their values, how much they are worth, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.category import DEPENDENCE_WORDS
from app.ui.views import rules_words
from app.ui.views.needs_rows import hours
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.continuity.signature import CategoryView


def sentence(views: Mapping[str, CategoryView]) -> str:
    """« 29 catégories, 12 validées par un médecin nommé : les autres valeurs sont indicatives. »."""
    valid = sum(one.is_validated for one in views.values())
    lead = ngettext("{n} catégorie", "{n} catégories", len(views)).format(n=len(views))
    if not valid:
        return _("{lead}, aucune validée par un médecin : toutes les valeurs sont indicatives.").format(lead=lead)
    if valid == len(views):
        return _("{lead}, toutes validées par un médecin nommé.").format(lead=lead)
    said = ngettext("{n} validée", "{n} validées", valid).format(n=valid)
    return _("{lead}, {valid} par un médecin nommé : les autres valeurs sont indicatives.").format(
        lead=lead, valid=said
    )


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
        "L’attente possible dit combien de temps un soin peut manquer avant le danger ; la plus grave passe d’abord."
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
