"""What an effect may be made of on one territory: codes and their words, for the form that composes one. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.drills.shock import EffectKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Choices:
    """Code → words, in the order to offer them. ``providers``: empty for whoever may not read names."""

    communes: Mapping[str, str]
    professions: Mapping[str, str]
    skills: Mapping[str, str]
    roads: Mapping[str, str]
    site_kinds: Mapping[str, str] = field(default_factory=dict)
    practices: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    suppliers: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[EffectKind, ...] = tuple(EffectKind)
