"""How every page of ours is written: templates, language, headers, and a policy that names its style and script by hash."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from app.roster.phones import spoken_phone
from app.services.accounts.choose_wishes import wished_language
from app.services.accounts.who_acts import COOKIE
from app.web.addresses import first_header
from app.web.conditional import preferred
from app.words import LANGUAGES, _, language, ngettext
from app.words.dates import spoken_instant
from app.words.first_letter import capitalised
from app.words.states import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import HTTPConnection

    from app.store.database import Store

TEMPLATES = Path(__file__).parent / "templates"
PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow"}
"""Headers of whatever a personal link opens: kept by nobody, indexed by nobody."""


def chosen_language(request: HTTPConnection, store: Store | None = None) -> str:
    """``?lang=``, else what whoever is signed in chose for their account, else what the browser prefers, else French.

    ``store`` is where accounts are looked up: not on the event loop. Without it, nobody's account is asked.
    """
    asked = request.query_params.get("lang", "") if request.scope["query_string"] else ""
    if asked not in LANGUAGES and store is not None:
        asked = wished_language(store, request.cookies.get(COOKIE, ""))
    return asked if asked in LANGUAGES else preferred(first_header(request.scope, b"accept-language"), LANGUAGES)


def page(template: str, values: Mapping[str, object], *, script: str = "", status: int = 200) -> HTMLResponse:
    """A page in the current language. ``script`` names a file beside the templates, for comfort only.

    Templates get ``language``, ``style`` and ``script`` besides ``values``, and nothing they ask for may be missing.
    """
    text = (
        _environment()
        .get_template(template)
        .render({**values, "language": language(), "style": Markup(source("page.css")), "script": _markup(script)})
    )
    headers = {
        **PRIVATE,
        "content-language": language(),
        "vary": "Accept-Language, Cookie",
        "content-security-policy": _policy(script),
    }
    return HTMLResponse(text, status, headers)


def _markup(script: str) -> Markup:
    return Markup(source(script)) if script else Markup("")


@cache
def source(name: str) -> str:
    """The text of a file beside the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def unbroken(moment: str) -> Markup:
    """« lundi 30 novembre, matin (9 h–13 h) » whose hours stay on one line."""
    return Markup(re.sub(r"\([^()]*\)", r'<span class="hours">\g<0></span>', str(escape(moment))))


def dialled(phone: str) -> str:
    """A number as ``tel:`` takes it: without its spaces."""
    return "".join(phone.split())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.globals["ngettext"] = ngettext
    environment.filters |= {
        "spoken_phone": spoken_phone,
        "spoken_instant": spoken_instant,
        "dialled": dialled,
        "capitalised": capitalised,
        "unbroken": unbroken,
    }
    environment.globals["state_word"] = STATES.__getitem__
    return environment


@cache
def _policy(script: str) -> str:
    """Only the page's own style and script, by their hash; no other resource at all."""
    allowed = f" script-src 'sha256-{_hash(source(script))}';" if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(source('page.css'))}';{allowed}"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
