"""The store this process serves: set once by the server, read by screens that Streamlit runs without arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound

if TYPE_CHECKING:
    from app.store.database import Store

_current: Store | None = None


def use(store: Store | None) -> None:
    """Serve ``store`` from now on; None forgets it."""
    global _current  # noqa: PLW0603 - one process serves one folder
    _current = store


def current() -> Store:
    """The store in use. Raises NotFound when no folder is open."""
    if _current is None:
        raise NotFound(N_("Aucun dossier de données n’est ouvert : lancez Relève avec « releve serve »."))
    return _current
