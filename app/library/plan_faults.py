"""What is wrong in a plan or a card that does not fit its model, as one sentence: file, line, key, fault and remedy.

The models are ``app.response.sheet``; references that lead nowhere are told by ``app.library.plans``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from app.library.yaml_file import YamlFile

HEADINGS = {"steps": N_("À faire"), "do_not": N_("Ne pas faire"), "trace": N_("Trace à garder")}
"""The parts of a card below its header, each a list."""

EXPECTED = {
    "date_type": N_("Écrivez une date comme 2026-11-02."),
    "date_from_datetime_parsing": N_("Écrivez une date comme 2026-11-02."),
    "bool_type": N_("Écrivez true ou false."),
    "bool_parsing": N_("Écrivez true ou false."),
    "int_type": N_("Écrivez un nombre entier."),
    "int_parsing": N_("Écrivez un nombre entier."),
    "string_type": N_(
        "Écrivez une phrase ; mettez-la entre guillemets si elle contient deux-points ou n’est qu’un nombre."
    ),
    "string_too_short": N_("Écrivez une phrase : trois caractères au moins."),
    "string_too_long": N_("Écrivez plus court, ou en deux points."),
    "greater_than_equal": N_("Écrivez un nombre plus grand."),
    "less_than_equal": N_("Écrivez un nombre plus petit."),
    "tuple_type": N_("Écrivez une liste : une ligne par point, précédée d’un tiret, ou des mots entre crochets."),
}
"""The remedy, by what the model found in place of what it wants (names are pydantic's)."""


def located(file: YamlFile, error: ValidationError, lines: Mapping[str, int] | None = None) -> InvalidInput:
    """The first fault of ``error``, an unknown key before the one it was meant for.

    ``lines``: where the headings of a card stand, counted from 1.
    """
    faults = error.errors(include_url=False)
    fault = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    path = tuple(step for step in fault["loc"] if step != "[key]")
    head = str(path[0]) if path else ""
    wrong, right = _in_list(fault, head) if head in HEADINGS else _in_keys(fault, path)
    return InvalidInput(
        N_("{file}, ligne {line}, {key} : {wrong}. {right}"),
        file=file.name,
        line=(lines or {}).get(head) or file.line_of(path),
        key=HEADINGS.get(head) or key_of(path) or "typology",
        wrong=wrong,
        right=right,
    )


def key_of(path: Sequence[str | int]) -> str:
    """``actions[3].function``, counted from 1 as a person counts."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _in_list(fault: ErrorDetails, head: str) -> tuple[str, str]:
    """A part of a card below its header."""
    if fault["type"] == "missing":
        return _("ce titre manque"), _("Ajoutez la ligne « ## {heading} » et sa liste.").format(heading=HEADINGS[head])
    if fault["type"] == "too_short":
        return _("trop peu de points sous ce titre"), _("Complétez la fiche.")
    return _("un point est trop court ou trop long"), _("Écrivez une phrase.")


def _in_keys(fault: ErrorDetails, path: Sequence[str | int]) -> tuple[str, str]:
    kind = fault["type"]
    if not path:
        return _("une typologie porte un numéro, une disposition transversale n’en porte pas"), _(
            "Corrigez typology ou kind."
        )
    if kind == "missing":
        return _("cette clé manque"), _("Ajoutez-la : elle est obligatoire.")
    if kind == "extra_forbidden":
        return _("cette clé n’est pas connue du format"), _("Corrigez son nom ou retirez-la.")
    if kind == "too_short":
        return _("la liste est trop courte"), _("Complétez-la : un plan sans cela ne sert pas.")
    if kind in EXPECTED:
        return _("cette valeur ne convient pas"), _(EXPECTED[kind])
    allowed = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    if allowed:
        return _("cette valeur ne convient pas"), _("Écrivez l’une de ces valeurs : {allowed}.").format(allowed=allowed)
    return _("cette valeur ne convient pas"), _("Voyez plans/README.md, à cette clé.")
