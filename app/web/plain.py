"""Short answers in plain text, always the same bytes: what an address that opens nothing says tells nobody anything."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from app.words import _

_HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow"}


def nothing_here() -> Response:
    """404."""
    return PlainTextResponse(
        _("Cette adresse n’ouvre rien. Redemandez votre lien à la coordination, ou à l’adresse /p de ce site."),
        404,
        _HEADERS,
    )


def unavailable() -> Response:
    """503: calendar applications keep what they have and come back."""
    headers = {**_HEADERS, "retry-after": "300"}
    return PlainTextResponse(_("Relève ne peut pas répondre pour l’instant. Réessayez plus tard."), 503, headers)


def sent_from_elsewhere() -> Response:
    """403, whatever the address: another site's page may not act in someone's place."""
    return PlainTextResponse(_("Ce formulaire vient d’un autre site. Ouvrez votre lien et recommencez."), 403, _HEADERS)


def without_body(response: Response) -> Response:
    """What HEAD gets: the headers of GET, its length included."""
    headers = dict(response.headers)
    return Response(None, response.status_code, headers)


def wrong_method(*methods: str) -> Response:
    """405, naming the ``methods`` that the address does know."""
    if "POST" in methods:
        said = _("Cette adresse se lit, ou reçoit le formulaire de sa page : rien d’autre.")
    else:
        said = _("Cette adresse se lit seulement.")
    return PlainTextResponse(said, 405, {**_HEADERS, "allow": ", ".join(methods)})
