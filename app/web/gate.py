"""Until accounts exist, screens (pages, websocket, media, uploads, components) answer only a browser on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from app.core.errors import N_
from app.web.addresses import is_from_this_machine
from app.words import _

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

REFUSAL = N_(
    "Les écrans de Relève ne s’ouvrent que sur le poste qui l’héberge, à l’adresse http://127.0.0.1, tant qu’aucun compte n’existe."
)


class LoopbackGate:
    """Lets through what comes from this machine; 403 in one sentence for anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_from_this_machine(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(_(REFUSAL), 403)(scope, receive, send)
