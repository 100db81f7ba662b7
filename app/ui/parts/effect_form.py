"""Composes one effect (a shock or a plan action) without a line of YAML: its kind, then the fields of that kind, then its times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.core.errors import InvalidInput
from app.drills.scenario_words import named
from app.drills.shock import EFFECT_WORDS, EffectKind
from app.ui.boundary import tell
from app.ui.views.effect_fields import NOTE, ROWS, TIMES, Draw, Field, fields_of, made, options
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.effect_choices import Choices
    from app.drills.shock import AnyEffect


def effect_form(
    key: str, choices: Choices, value: AnyEffect | None = None, *, after: str = "", label: str = ""
) -> AnyEffect | None:
    """Draw the form, on ``value`` when there is one; the effect in the one run that follows its button, else None.

    ``after``: what the hours count from, when it is not T0; ``label``: the words on the button. What does not hold together
    is told under the button, and nothing is returned. Give another ``key`` to begin afresh.
    """
    kinds = choices.kinds if value is None or value.type in choices.kinds else (*choices.kinds, EffectKind(value.type))
    kind: EffectKind = st.selectbox(
        _("Genre"), kinds, index=kinds.index(EffectKind(value.type)) if value else 0,
        format_func=lambda one: _(EFFECT_WORDS[one]), key=f"{key}_kind",
    )  # fmt: skip
    held = value if value is not None and value.type == kind else None
    with st.form(f"{key}_{kind}", border=False):
        typed = {one.name: _draw(f"{key}_{kind}", one, choices, held) for one in fields_of(kind, choices, held)}
        st.caption(after or _("Les heures comptent depuis T0, le début de l’exercice."))
        with st.container(horizontal=True):
            typed |= {one.name: _draw(f"{key}_{kind}", one, choices, held) for one in TIMES}
        typed[NOTE.name] = _draw(f"{key}_{kind}", NOTE, choices, held)
        usual = _("Remplacer cet effet") if value else _("Ajouter cet effet")
        if not st.form_submit_button(label or usual, icon=":material/check:" if value else ":material/add:"):
            return None
    try:
        return made(kind, typed, held)
    except InvalidInput as error:
        tell(error)
        return None


def _draw(key: str, field: Field, choices: Choices, held: AnyEffect | None) -> Any:
    value = getattr(held, field.name, None)
    name, label, hint = f"{key}_{field.name}", _(field.label), _(field.hint) if field.hint else None
    if field.draw is Draw.MANY:
        offered = options(field, choices, tuple(value or ()))
        found: Sequence[str] = st.multiselect(
            label, list(offered), list(value or ()), format_func=lambda code: named(code, offered), key=name, help=hint,
            placeholder=_("Choisir"),
        )  # fmt: skip
        return tuple(found)
    if field.draw is Draw.ONE:
        offered = options(field, choices, (value,) if value else ())
        codes = list(offered)
        return st.selectbox(
            label, codes, index=codes.index(value) if value else None, format_func=lambda code: named(code, offered),
            key=name, help=hint, placeholder=_("Choisir"),
        )  # fmt: skip
    if field.draw is Draw.NUMBER:
        return st.number_input(
            label, field.least, field.most, value if value is not None else field.usual, step=1, key=name, help=hint
        )
    if field.draw is Draw.PATIENTS:
        return _patients(name, field, choices, dict(value or {}))
    return st.text_input(label, value or "", key=name, help=hint)


def _patients(key: str, field: Field, choices: Choices, held: dict[str, int]) -> dict[str, int]:
    """A few rows: a kind of care, how many patients."""
    found: dict[str, int] = {}
    offered = options(field, choices, tuple(held))
    rows = [*held.items(), *[(None, None)] * max(1, ROWS - len(held))]
    for row, (skill, count) in enumerate(rows):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                _("Soin"), list(offered), index=list(offered).index(skill) if skill else None,
                format_func=lambda code: named(code, offered), key=f"{key}_{row}_skill", placeholder=_("Choisir"),
            )  # fmt: skip
            number = st.number_input(_("Patients"), 0, 10_000, count, step=1, key=f"{key}_{row}_count")
        if chosen and number:
            found[chosen] = found.get(chosen, 0) + int(number)
    return found
