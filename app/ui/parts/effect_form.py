"""Composes one effect (a shock or a plan action) without a line of YAML: its kind, then the fields of that kind, then its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.drills.effect_choices import Choices
    from app.drills.shock import AnyEffect


def effect_form(key: str, choices: Choices, value: AnyEffect | None = None) -> AnyEffect | None:
    """Draw the form, on ``value`` when there is one; the effect in the one run that follows its button, else None.

    What does not hold together is told under the button, and nothing is returned.
    """
    raise NotImplementedError
