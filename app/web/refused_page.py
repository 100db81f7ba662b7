"""What an address that opens nothing says to someone who reads it in a browser: the same sentence, at the size of a phone.

Applications that follow a calendar, probes and programs keep the plain text of :mod:`app.web.plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from app.web.addresses import first_header
from app.web.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request

FOR_PROGRAMS = ("/api", "/sante", "/imprimer")


def readable(request: Request, response: Response) -> Response:
    """The response, as a page when it is a short refusal and whoever asks reads pages; status and headers stay."""
    accepts = first_header(request.scope, b"accept")
    path = request.scope["path"]
    is_short = isinstance(response, PlainTextResponse) and response.status_code >= 400
    if not is_short or "text/html" not in accepts or path.endswith(".ics") or path.startswith(FOR_PROGRAMS):
        return response
    shown = page("refused.html", {"told": bytes(response.body).decode()}, status=response.status_code)
    for name, value in response.headers.items():
        shown.headers.setdefault(name, value)
    return shown
