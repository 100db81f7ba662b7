"""Relève below a folder of its host (https://cpts.example.org/releve): every address begins with it, outside and here.

The proxy passes addresses on as they are. The folder is taken off once, before anything else looks at an address; what we
write out puts it back (:class:`app.web.base_url.BaseUrl`), and Streamlit's page finds its own parts beside itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from starlette.responses import RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from app.web.base_url import BaseUrl


class BasePath:
    """Middleware, before whatever looks at an address: takes the public address's folder off. An address without it is served as it is, for probes
    and for whoever sits at the machine."""

    def __init__(self, app: ASGIApp, base_url: BaseUrl) -> None:
        self._app, self._base_url = app, base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = "" if scope["type"] == "lifespan" else root_of(self._base_url.of(scope))
        if root and scope["type"] == "http" and scope["path"] == unquote(root):
            # Without its slash, the page would look for its parts one folder too high.
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{root}/" + (f"?{query}" if query else ""), 308)(scope, receive, send)
        else:
            await self._app(below(scope, root) if root else scope, receive, send)


def root_of(base_url: str) -> str:
    """``/releve`` for https://cpts.example.org/releve; empty when Relève has its host for itself."""
    return urlsplit(base_url).path.rstrip("/")


def below(scope: Scope, root: str) -> Scope:
    """The same request as if ``root`` were the whole host; unchanged when its address does not begin with it."""
    decoded, raw = unquote(root), scope.get("raw_path")
    if not scope["path"].startswith(f"{decoded}/"):
        return scope
    inner = {**scope, "path": scope["path"].removeprefix(decoded)}
    if raw is not None:
        inner["raw_path"] = raw.removeprefix(root.encode("ascii", "ignore"))
    return inner
