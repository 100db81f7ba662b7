"""What is wrong in a scenario that does not fit its model, in words: of a file or of a form, one key at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.scenario_references import Wrong
from app.drills.shock import EffectKind
from app.words import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_TOO_SHORT = N_("Donnez-en au moins un.")
_FAULTS = {
    "wrong_side": Wrong(
        N_("cet effet n’est pas de ce côté"),
        N_("Ce qui frappe va dans « effects », ce que le plan répond dans « plan »."),
    ),
    "doubled_code": Wrong(N_("deux objectifs portent le même code"), N_("Donnez-leur des codes différents.")),
    "numbers": Wrong(N_("les numéros ne se suivent pas"), N_("Numérotez les injects 1, 2, 3… dans l’ordre.")),
    "order": Wrong(N_("les injects ne sont pas dans l’ordre"), N_("Rangez-les par minutes croissantes.")),
    "missing": Wrong(N_("cette clé manque"), N_("Ajoutez-la : elle est obligatoire.")),
    "extra_forbidden": Wrong(
        N_("cette clé n’est pas connue du format"), N_("Corrigez son nom ou retirez-la ; voyez scenarios/README.md.")
    ),
    "too_short": Wrong(N_("la liste est vide"), _TOO_SHORT),
    "too_long": Wrong(N_("la liste est trop longue"), N_("Raccourcissez-la.")),
    "string_too_short": Wrong(N_("le texte est trop court"), N_("Écrivez une phrase.")),
    "string_too_long": Wrong(N_("le texte est trop long"), N_("Écrivez plus court.")),
    "string_type": Wrong(
        N_("ce n’est pas un texte"), N_("Mettez-le entre guillemets s’il contient deux-points ou n’est qu’un nombre.")
    ),
    "string_pattern_mismatch": Wrong(
        N_("ce nom ne convient pas"), N_("Écrivez-le en minuscules, sans accent, mots séparés par « _ ».")
    ),
    "int_type": Wrong(N_("ce n’est pas un nombre"), N_("Écrivez un nombre entier.")),
    "int_parsing": Wrong(N_("ce n’est pas un nombre"), N_("Écrivez un nombre entier.")),
    "greater_than_equal": Wrong(N_("le nombre est trop petit"), N_("Écrivez un nombre plus grand.")),
    "less_than_equal": Wrong(N_("le nombre est trop grand"), N_("Écrivez un nombre plus petit.")),
    "tuple_type": Wrong(N_("ce n’est pas une liste"), N_("Écrivez une ligne par point, précédée d’un tiret.")),
    "dict_type": Wrong(N_("ce n’est pas une suite de clés"), N_("Écrivez une clé et sa valeur par ligne.")),
    "model_type": Wrong(N_("ce n’est pas une suite de clés"), N_("Écrivez une clé et sa valeur par ligne.")),
    "union_tag_not_found": Wrong(
        N_("la clé « type » manque"), N_("Écrivez le genre d’effet ; voyez scenarios/README.md.")
    ),
    "union_tag_invalid": Wrong(
        N_("ce genre d’effet n’existe pas"), N_("Écrivez un des genres de scenarios/README.md.")
    ),
}
"""What the model found (pydantic's names, or the scenario's own) → what is wrong and what would be right."""


def fault_words(fault: ErrorDetails) -> Wrong:
    """What is wrong with one key and the remedy, in the language of the run."""
    kind = fault["type"]
    if kind == "value_error":
        kind = str(fault.get("ctx", {}).get("error", ""))
    if kind in _FAULTS:
        return Wrong(_(_FAULTS[kind].wrong), _(_FAULTS[kind].right))
    allowed = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    if allowed:
        remedy = _("Écrivez l’une de ces valeurs : {allowed}.").format(allowed=allowed)
        return Wrong(_("cette valeur ne convient pas"), remedy)
    return Wrong(_("cette valeur ne convient pas"), _("Voyez scenarios/README.md, à cette clé."))


def path_of(fault: ErrorDetails) -> tuple[str | int, ...]:
    """Where a fault stands in the file: the kind of an effect, which is no key, left out."""
    steps = [step for step in fault["loc"] if step != "[key]"]
    kinds = {one.value for one in EffectKind}
    return tuple(
        step
        for before, step in zip([None, *steps], steps, strict=False)
        if not (isinstance(before, int) and step in kinds)
    )
