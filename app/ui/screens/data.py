"""Données: copies of the data, how long things are kept and people's rights, keys and hosting, the crisis bag."""

from __future__ import annotations

from collections.abc import Callable

from app.access.permissions import Action
from app.core.errors import N_
from app.services.keeping.read_backups import read_backups
from app.ui.panels import data_backups, data_bag, data_keys, data_rights
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import data_backups as view

PANELS: dict[str, tuple[str, Callable[[], None] | None, Action]] = {
    "sauvegardes": (N_("Sauvegardes"), None, Action.BACK_UP),
    "droits": (N_("Conservation et droits"), data_rights.show, Action.KEEP_DATA),
    "cles": (N_("Clés et hébergement"), data_keys.show, Action.KEEP_KEYS),
    "valise": (N_("Valise de crise"), data_bag.show, Action.BACK_UP),
}
"""Address → its words, what draws its panel (None: the copies), and what a role must be allowed to see it."""


def main() -> None:
    """The sentence first, then one panel; the address carries it."""
    desk = read_backups(current_actor(), current_store())
    headline.show(view.sentence(desk), detail=view.detail(desk))
    panel = panel_choice.show({name: words for name, (words, _module, action) in PANELS.items() if may(action)})
    shown = PANELS[panel][1]
    if shown is None:
        data_backups.show(desk)
    else:
        shown()


main()
