"""The address every link starts with: the setting, else the community's own, else the one the client asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import community
from app.web.addresses import asked_base

if TYPE_CHECKING:
    from starlette.types import Scope

    from app.store.database import Store


class BaseUrl:
    """``setting`` (without a last slash) wins; the community's row is read once, when the server starts."""

    def __init__(self, setting: str, store: Store) -> None:
        with store.reading() as conn:
            self._fixed = setting or community.read(conn).public_url.rstrip("/")

    def of(self, scope: Scope) -> str:
        """The base for answering this request; may be empty, then links are paths."""
        return self._fixed or asked_base(scope)
