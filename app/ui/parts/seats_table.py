"""How many people each role takes, in a session and over all, and the rule behind the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.parts import table
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RoleDemand:
    """One role: seats in a session, seats over the week, how many partners provide, and the rule in words."""

    role: str
    per_session: int
    per_week: int
    provided: int = 0
    rule: str = ""


def show(roles: Sequence[RoleDemand]) -> None:
    """Draw one row a role; the column of partners only when one gives people."""
    given = any(role.provided for role in roles)
    header = [_("Rôle"), _("Par séance"), *([_("Dont fournis")] if given else []), _("En tout"), _("Règle")]
    rows = [
        (role.role, role.per_session, *([role.provided or "–"] if given else []), role.per_week, role.rule)
        for role in roles
    ]
    table.show(header, rows, caption=_("Postes par rôle"))
