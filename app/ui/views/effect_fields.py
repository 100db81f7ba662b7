"""Which fields each kind of effect has on screen, what they are called, and the effect that was typed; nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from app.core.errors import N_, InvalidInput
from app.drills.scenario_faults import fault_words, path_of
from app.drills.scenario_references import effect_faults
from app.drills.shock import AnyEffect, EffectKind
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.effect_choices import Choices

_EFFECT: TypeAdapter[AnyEffect] = TypeAdapter(AnyEffect)

ROWS = 4
"""Kinds of care that one discharge may tell apart on screen."""


class Draw(Enum):
    """How a field is drawn."""

    MANY = auto()
    ONE = auto()
    NUMBER = auto()
    TEXT = auto()
    PATIENTS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``source``: the list of :class:`Choices` it draws from; ``usual``: a number that stands when nothing is typed."""

    name: str
    label: str
    draw: Draw
    source: str = ""
    least: int = 0
    most: int = 100_000
    usual: int | None = None
    hint: str = ""


def _many(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, Draw.MANY, source=name, hint=hint)


def _percent(
    name: str, label: str, usual: int | None = None, *, least: int = 0, most: int = 100, hint: str = ""
) -> Field:
    return Field(name, label, Draw.NUMBER, least=least, most=most, usual=usual, hint=hint)


_PROFESSIONS = _many("professions", N_("Professions"))
_COMMUNES = _many("communes", N_("Communes"))
_EVERYWHERE = _many("communes", N_("Communes"), N_("Aucune : partout."))
_PRACTICES = _many("practices", N_("Cabinets"))
_PROVIDERS = _many("providers", N_("Personnes et sites nommés"))
_SITES = _many("site_kinds", N_("Genres de site"))
_ROADS = _many("roads", N_("Routes"))
_SKILLS = _many("skills", N_("Soins donnés"))
_SKILL = Field("skill", N_("Soin"), Draw.ONE, "skills")
_COMMUNE = Field("commune", N_("Commune"), Draw.ONE, "communes")
_NAME = Field("name", N_("Nom"), Draw.TEXT)
_CAPACITY = Field("capacity", N_("Capacité par demi-journée"), Draw.NUMBER, least=1)
_QUANTITY = Field("quantity", N_("Par demi-journée"), Draw.NUMBER, least=1)

FIELDS: Mapping[EffectKind, tuple[Field, ...]] = {
    EffectKind.ABSENCE: (
        _PROFESSIONS,
        _COMMUNES,
        _PRACTICES,
        _PROVIDERS,
        _percent("share", N_("Part absente (%)"), hint=N_("Vide : tous.")),
        Field("count", N_("Nombre d’absents"), Draw.NUMBER, least=1),
        Field("of", N_("Sur combien"), Draw.NUMBER, least=1, hint=N_("« 28 sur 94 » est ramené à l’effectif du jour.")),
        _percent(
            "correlation", N_("Absents ensemble par cabinet (%)"), 0, hint=N_("0 : un par un ; 100 : par cabinet.")
        ),
    ),
    EffectKind.CLOSURE: (
        _SITES,
        _COMMUNES,
        _PRACTICES,
        _PROFESSIONS,
        _PROVIDERS,
        _percent("relocated", N_("Activité qui continue ailleurs (%)"), 0),
    ),
    EffectKind.ROAD_CUT: (_ROADS,),
    EffectKind.ROAD_SLOW: (
        _many("roads", N_("Routes"), N_("Aucune : toutes.")),
        _percent("percent", N_("Temps porté à (%)"), 100, least=100, most=1_000),
        Field("minutes", N_("Minutes de plus"), Draw.NUMBER, most=600, usual=0),
    ),
    EffectKind.POWER_CUT: (_COMMUNES,),
    EffectKind.IT_DOWN: (Field("service", N_("Service en panne"), Draw.ONE, "services"), _EVERYWHERE),
    EffectKind.DEMAND: (
        _SKILL,
        _EVERYWHERE,
        Field("quantity", N_("De plus par demi-journée et par commune"), Draw.NUMBER, usual=0),
        _percent("percent", N_("De plus (%)"), 0, most=1_000),
    ),
    EffectKind.DISCHARGE: (Field("patients", N_("Patients par soin"), Draw.PATIENTS, "skills"), _COMMUNES),
    EffectKind.SUPPLY: (
        Field("supplier", N_("Fournisseur"), Draw.ONE, "suppliers"),
        _SITES,
        _COMMUNES,
        _PROFESSIONS,
        _percent("percent", N_("Capacité qui reste (%)"), 0),
    ),
    EffectKind.DOSES: (Field("quantity", N_("Doses en tout"), Draw.NUMBER, most=1_000_000), _SKILL),
    EffectKind.NEW_NEED: (
        _COMMUNE,
        _SKILL,
        _QUANTITY,
        Field("weight", N_("Priorité (1 à 10)"), Draw.NUMBER, least=1, most=10, hint=N_("Vide : celle du soin.")),
    ),
    EffectKind.OPEN_SITE: (
        _NAME,
        _COMMUNE,
        _SKILLS,
        _CAPACITY,
        Field("reach_minutes", N_("Jusqu’à (minutes de route)"), Draw.NUMBER, most=600, usual=30),
    ),
    EffectKind.CALL_VOLUNTEERS: (
        Field("profession", N_("Profession"), Draw.ONE, "professions"),
        Field("count", N_("Nombre"), Draw.NUMBER, least=1),
        _many("communes", N_("Communes"), N_("Aucune : là où ils habitent.")),
    ),
    EffectKind.PAIR_PRACTICES: (
        _many("practices", N_("Cabinets"), N_("Aucun : tous ceux qui sont jumelés.")),
        _percent("percent", N_("De plus chacun (%)"), hint=N_("Vide : ce que chaque cabinet a dit pouvoir absorber.")),
    ),
    EffectKind.MOBILE_TEAM: (
        _NAME,
        _COMMUNE,
        _SKILLS,
        _CAPACITY,
        Field(
            "reach_minutes",
            N_("Jusqu’à (minutes de route)"),
            Draw.NUMBER,
            most=600,
            hint=N_("Vide : tout le territoire."),
        ),
    ),
}
"""Kind of effect → its fields, in the order they are filled in."""

TIMES = (
    Field("from_hours", N_("Commence (heures)"), Draw.NUMBER, most=24 * 60, usual=0),
    Field("until_hours", N_("Finit (heures)"), Draw.NUMBER, least=1, most=24 * 60, hint=N_("Vide : jusqu’à la fin.")),
)
NOTE = Field("note", N_("Note, lue à l’écran"), Draw.TEXT)
_LABELS = {(kind, one.name): one.label for kind, fields in FIELDS.items() for one in (*fields, *TIMES, NOTE)}


def fields_of(kind: EffectKind, choices: Choices, value: AnyEffect | None) -> tuple[Field, ...]:
    """The fields of a kind that have something to offer here, or hold something already."""
    return tuple(
        one
        for one in FIELDS[kind]
        if one.draw not in (Draw.MANY, Draw.ONE) or getattr(choices, one.source) or getattr(value, one.name, None)
    )


def options(field: Field, choices: Choices, held: tuple[str, ...]) -> dict[str, str]:
    """What a list offers: code → words, those already held besides, even when nobody knows them any more."""
    offered = dict(getattr(choices, field.source))
    return {**offered, **{code: code for code in held if code not in offered}}


def made(kind: EffectKind, typed: Mapping[str, Any], value: AnyEffect | None = None) -> AnyEffect:
    """The effect that was typed; what has no field keeps what ``value`` said. Raises InvalidInput: field, fault, remedy."""
    kept = value.model_dump() if value is not None and value.type == kind else {}
    given = {**kept, **{name: one for name, one in typed.items() if one not in (None, "", (), {})}}
    for name, one in typed.items():
        if one in (None, "", (), {}):
            given.pop(name, None)
    try:
        effect = _EFFECT.validate_python({**given, "type": kind.value})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        said = fault_words(fault)
        name = next((str(step) for step in path_of(fault) if step in typed), "")
        if fault["type"] == "missing":
            raise InvalidInput(N_("{field} : à remplir."), field=_label(kind, name or _last(fault["loc"]))) from None
        raise InvalidInput(
            N_("{field} : {wrong}. {right}"), field=_label(kind, name), wrong=said.wrong, right=said.right
        ) from None
    for one in effect_faults(effect, may_name=True):
        raise InvalidInput(N_("{wrong}. {right}"), wrong=capitalised(_(one.said.wrong)), right=_(one.said.right))
    return effect


def _label(kind: EffectKind, name: str) -> str:
    return _(_LABELS.get((kind, name), N_("Cet effet")))


def _last(path: tuple[str | int, ...]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")
