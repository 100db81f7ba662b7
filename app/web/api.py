"""``/api/openapi.json``: the OpenAPI 3.1 description of our own addresses, made of :data:`app.web.documented.DOCUMENTED`.

It says nothing about anyone and is the same for everybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, RedirectResponse

from app import __version__
from app.web import plain
from app.web.documented import DOCUMENTED, JSON, PARAMETERS
from app.web.rendering import chosen_language
from app.words import LANGUAGES, N_, _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from app.web.documented import Answer, Documented

DOCUMENT = "openapi.json"

_HEADERS = {"cache-control": "no-cache", "vary": "Accept-Language", "x-robots-tag": "noindex, nofollow"}

ABOUT = N_(
    "Ce que répondent les adresses de Relève qui s’ouvrent sans compte : agendas, sonde, pages des liens. Un lien est un"
    " secret. GET ne change jamais rien ; HEAD répond comme GET, sans corps ; toute autre méthode, et POST là où il n’est"
    " pas décrit, reçoit 405. Un formulaire s’envoie tel que sa page le montre : ses champs suivent la page, pas ce document."
    " Qui devine trop de liens ne reçoit plus que 503."
)

_SECONDS = {"type": ["integer", "null"], "minimum": 0}
STANDING = {
    "type": "object",
    "required": ["ok", "version"],
    "properties": {
        "ok": {"type": "boolean"},
        "version": {"type": "string"},
        "oldest_message_seconds": _SECONDS,
        "last_backup_seconds": _SECONDS,
        "backup_late": {"type": "boolean"},
        "free_bytes": {"type": "integer", "minimum": 0},
    },
}
"""The body of ``/sante`` (:mod:`app.web.health`)."""


def answer(request: Request, rest: str, base_url: str) -> Response:
    """What is at ``/api/{rest}``. ``base_url`` is where every path begins; may be empty."""
    if not rest:
        return RedirectResponse(f"{urlsplit(base_url).path}/api/{DOCUMENT}", 303, _HEADERS)
    if rest != DOCUMENT:
        return plain.nothing_here()
    with use_language(chosen_language(request)):
        return JSONResponse(description(base_url), 200, _HEADERS)


def description(base_url: str) -> dict[str, object]:
    """The whole document, in the current language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Relève"),
            "version": __version__,
            "description": _(ABOUT),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url or "/"}],
        "paths": {one.path: _path(one) for one in DOCUMENTED},
    }


def _path(one: Documented) -> dict[str, object]:
    named = [_parameter(name, "path") for name in re.findall(r"\{(\w+)\}", one.path)]
    asked = [_parameter(name, "query") for name in one.query]
    reading = {**_operation(one, "get", one.get), "parameters": [*named, *asked]}
    if not one.post:
        return {"get": reading}
    sent = {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}, "required": True}
    acting = {**_operation(one, "post", one.post), "parameters": [*named, *asked], "requestBody": sent}
    return {"get": reading, "post": acting}


def _operation(one: Documented, method: str, answers: Iterable[Answer]) -> dict[str, object]:
    words = re.findall(r"\w+", one.path)
    return {
        "operationId": "_".join([method, *words]),
        "tags": [words[0]],
        "summary": _(one.sentence),
        "responses": {str(each.status): _response(one, each) for each in answers},
    }


def _response(one: Documented, each: Answer) -> dict[str, object]:
    said: dict[str, object] = {"description": _(each.sentence)}
    if each.media:
        said["content"] = {kind: _body(one.path, kind) for kind in each.media}
    return said


def _body(path: str, kind: str) -> dict[str, object]:
    return {"schema": STANDING} if (path, kind) == ("/sante", JSON) else {}


def _parameter(name: str, place: str) -> dict[str, object]:
    said = {"name": name, "in": place, "required": place == "path", "description": _(PARAMETERS[name])}
    return {**said, "schema": _SCHEMAS.get(name, {"type": "string"})}


_SCHEMAS: dict[str, dict[str, object]] = {
    "lang": {"type": "string", "enum": list(LANGUAGES)},
    "rappel": {"type": "array", "items": {"type": "integer", "minimum": 0}},
    "format": {"type": "string", "enum": ["json"]},
    "annee": {"type": "string", "pattern": "^[0-9]{4}$"},
}
