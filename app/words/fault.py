"""What is wrong in a document and where: a JSON path and two short texts, from pydantic's errors or from our own checks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.json_file import Doubled
from app.words.catalogue import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST = 60
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Any space but those that French sets and no line breaks at."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``path`` like ``$.persons[3].id``; ``wrong`` without a full stop, ``right`` a whole sentence."""

    path: str
    wrong: str
    right: str

    @classmethod
    def at(cls, location: tuple[str | int, ...], wrong: str, right: str) -> Fault:
        return cls(json_path(location), _one_line(wrong), _one_line(right))

    def located(self, source: str) -> InvalidInput:
        """The error to raise; ``source`` names the document."""
        return InvalidInput(
            N_("{file}, {path} : {wrong}. {right}"),
            file=source, path=self.path, wrong=self.wrong, right=self.right,
        )  # fmt: skip


def json_path(location: tuple[str | int, ...]) -> str:
    """``("persons", 3, "id")`` as ``$.persons[3].id``; keys that are no plain word are quoted."""
    return "$" + "".join(_step(step) for step in location)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isidentifier() else f"[{json.dumps(step, ensure_ascii=False)}]"


def doubled(place: Sequence[str | int], ids: Iterable[str], key: str = "") -> Iterable[Fault]:
    """Each id that the list at ``place`` already has; ``key``: where a row holds its id, empty when the row is the id."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            yield Fault.at(
                (*place, index, *([key] if key else [])),
                _("« {id} » est déjà pris plus haut dans la liste").format(id=name),
                _("Donnez à chacun un identifiant différent, ou retirez la répétition."),
            )
        seen.add(name)


def unknown(location: tuple[str | int, ...], name: str, place: str) -> Fault:
    """An id that the list ``place`` does not have."""
    return Fault.at(
        location,
        _("« {id} » n’existe pas dans $.{place}").format(id=name, place=place),
        _("Écrivez un identifiant de $.{place}, ou ajoutez-le à cet endroit.").format(place=place),
    )


def repeated(location: tuple[str | int, ...], key: list[str]) -> Fault:
    """A combination that the list already has."""
    return Fault.at(
        location,
        _("({key}) est déjà plus haut dans la liste").format(key=", ".join(key)),
        _("Gardez une seule ligne pour cette combinaison."),
    )


def fault_of(error: ErrorDetails, format: str) -> Fault:
    """The fault that a pydantic error describes; ``format``: what the document should be."""
    location, given, kind = error["loc"], error["input"], error["type"]
    if location and location[-1] == "[key]":
        location = location[:-1]
    if isinstance(given, Doubled):
        wrong = _("la clé « {key} » est écrite deux fois").format(key=given.key)
        return Fault.at(location, wrong, _("Gardez-en une seule."))
    wrong, right = _TEXTS.get(kind, _other)(given, (error.get("ctx") or {}) | {"format": format})
    return Fault.at(location, wrong, right)


def _shown(value: object) -> str:
    """The value as JSON would write it, cut when long."""
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


_Texts = Callable[[object, Mapping[str, object]], tuple[str, str]]


def _missing(_given: object, _context: Mapping[str, object]) -> tuple[str, str]:
    return _("cette clé manque"), _("Ajoutez-la : elle est obligatoire.")


def _extra(_given: object, _context: Mapping[str, object]) -> tuple[str, str]:
    return _("cette clé n’est pas connue du format"), _("Corrigez son nom ou retirez-la.")


def _null(_given: object, _context: Mapping[str, object]) -> tuple[str, str]:
    return _("null n’est pas une valeur"), _("Retirez la clé si elle ne s’applique pas.")


def _instant(given: object, _context: Mapping[str, object]) -> tuple[str, str]:
    return (
        _("{value} n’est pas un instant avec son décalage horaire").format(value=_shown(given)),
        _('Écrivez par exemple "2026-12-01T09:00:00+01:00".'),
    )


def _not_a(what: Callable[[], tuple[str, str]]) -> _Texts:
    def texts(given: object, _context: Mapping[str, object]) -> tuple[str, str]:
        kind, right = what()
        return _("{value} n’est pas {kind}").format(value=_shown(given), kind=kind), right

    return texts


def _least(given: object, context: Mapping[str, object]) -> tuple[str, str]:
    return (
        _("{value} est trop petit").format(value=_shown(given)),
        _("Écrivez au moins {least:g}.").format(least=context.get("ge")),
    )


def _most(given: object, context: Mapping[str, object]) -> tuple[str, str]:
    return (
        _("{value} est trop grand").format(value=_shown(given)),
        _("Écrivez au plus {most:g}.").format(most=context.get("le")),
    )


def _one_of(given: object, context: Mapping[str, object]) -> tuple[str, str]:
    return (
        _("{value} n’est pas une valeur admise").format(value=_shown(given)),
        _("Écrivez {expected}.").format(expected=str(context.get("expected", "")).replace(" or ", _(" ou "))),
    )


def _other(given: object, context: Mapping[str, object]) -> tuple[str, str]:
    return (
        _("{value} ne convient pas").format(value=_shown(given)),
        _("Voyez le format « {format} ».").format(format=context["format"]),
    )


_whole = _not_a(lambda: (_("un nombre entier"), _("Écrivez un entier, sans guillemets ni décimale.")))
_number = _not_a(lambda: (_("un nombre"), _("Écrivez un nombre fini, sans guillemets.")))
_text = _not_a(lambda: (_("un texte"), _("Écrivez un texte entre guillemets.")))
_filled = _not_a(lambda: (_("un identifiant"), _("Écrivez un texte qui ne soit pas vide.")))
_list = _not_a(lambda: (_("une liste"), _("Écrivez une liste entre crochets.")))
_mapping = _not_a(lambda: (_("un objet"), _("Écrivez un objet entre accolades.")))
_yes_no = _not_a(lambda: (_("vrai ou faux"), _("Écrivez true ou false.")))

_TEXTS: dict[str, _Texts] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "null": _null,
    "instant": _instant,
    "int_type": _whole,
    "int_from_float": _whole,
    "int_parsing": _whole,
    "float_type": _number,
    "finite_number": _number,
    "string_type": _text,
    "string_too_short": _filled,
    "string_pattern_mismatch": _filled,
    "list_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "bool_type": _yes_no,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "literal_error": _one_of,
}
