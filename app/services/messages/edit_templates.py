"""The texts of messages: each previewed as an example person would receive it, edited, or given back its shipped wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.mobilisation.message import LINK, MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.sms import is_gsm, segments
from app.mobilisation.templates import ALLOWED, PLACEHOLDERS, Template, checked, render
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import edit_reference, read_library
from app.store import reference
from app.words import LANGUAGES, _, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.library import Library
    from app.mobilisation.writing import Sender
    from app.store.database import Connection, Store

TABLE = "message_templates"
CHANNELS = (Channel.EMAIL, Channel.SMS)
"""What is done by hand takes the e-mail's text."""

EXAMPLE_LINK = "https://releve.example.org/p/q7Zk2mXb0aFhT4sVYp9dJ1cWn8uRgLe5oKi3tB6xQyE"
"""As long as a real one, so that SMS are counted as they will be."""

_EXAMPLE: Mapping[str, str] = {
    "prenom": N_("Clarisse"),
    "quoi": N_("injection, ligne 2"),
    "quand": N_("lundi 30 novembre, matin (9 h–13 h)"),
    "ou": N_("Centre du Pratel, Auray"),
    "changements": N_("– lundi 30 novembre, matin : injection, ligne 2, au lieu de la ligne 1"),
    "cloture": N_("vendredi 27 novembre à 18 h"),
    "cadre": N_("convention avec la communauté"),
    "payeur": N_("la CPAM, à la vacation"),
    "assureur": N_("l’assureur de la communauté"),
    "regle": N_("le premier oui obtient la place"),
    "qui": N_("Denez F."),
    "jusque": N_("ce soir à 20 h"),
    "contre": N_("mardi 1er décembre, matin (9 h–13 h)"),
    "texte": N_("L’ARS demande des infirmiers pour ce soir à Auray."),
}

_POLL_EXAMPLE = {"quoi": N_("le centre de vaccination"), "quand": N_("semaine du 30 novembre")}
"""A poll is about a week, not about one place."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as it stands and as an example person would receive it. ``sms``: how many it costs, 0 for an e-mail."""

    template: Template
    subject: str
    body: str
    sms: int
    is_gsm: bool
    is_own: bool


def previews(actor: Actor, store: Store) -> tuple[Preview, ...]:
    """Every text in force: by kind, then e-mail and SMS, then French and English."""
    require(actor, Action.READ_MESSAGES)
    with store.reading() as conn:
        library, own = read_library(store, conn), _own_keys(conn)
        sender = read_sender(conn, library)
    found = [_found(library, kind, channel, code) for kind in MessageKind for channel in CHANNELS for code in LANGUAGES]
    return tuple(_preview(one, sender, is_own=_key(one) in own) for one in found)


def preview(actor: Actor, store: Store, template: Template) -> Preview:
    """A text that is being edited, as the example person would receive it. Raises InvalidInput as :func:`checked` does."""
    require(actor, Action.READ_MESSAGES)
    with store.reading() as conn:
        sender, own = read_sender(conn, read_library(store, conn)), _own_keys(conn)
    return _preview(checked(template), sender, is_own=_key(template) in own)


def placeholders(kind: MessageKind) -> tuple[tuple[str, str], ...]:
    """What a text of this kind may hold: « {quand} » and what it stands for."""
    return tuple((f"{{{name}}}", _(meaning)) for name, meaning in PLACEHOLDERS.items() if name in ALLOWED[kind])


def edit_template(actor: Actor, store: Store, template: Template) -> None:
    """Make this text the community's own. Raises InvalidInput with what is wrong in it; nothing is then written."""
    require(actor, Action.SET_UP_MESSAGES)
    checked(template)
    with store.reading() as conn:
        own = _own(conn)
    own[_key(template)] = _cells(template)
    edit_reference(actor, store, TABLE, list(own.values()), _("texte de la communauté"))


def restore_template(actor: Actor, store: Store, template: Template) -> None:
    """Give back the shipped wording of one text."""
    require(actor, Action.SET_UP_MESSAGES)
    with store.reading() as conn:
        own = _own(conn)
    if own.pop(_key(template), None) is not None:
        edit_reference(actor, store, TABLE, list(own.values()), _("texte livré avec Relève"))


def _preview(template: Template, sender: Sender, *, is_own: bool) -> Preview:
    with use_language(template.language):
        own = _POLL_EXAMPLE if template.kind in (MessageKind.POLL, MessageKind.POLL_REMINDER) else {}
        said = {**PLACEHOLDERS, **_EXAMPLE, **own}
        example = {name: _(value) for name, value in said.items()}
        values = {**example, **sender.values}
    filled = render(template, values)
    body = filled.body.replace(LINK, EXAMPLE_LINK)
    count = segments(body) if template.channel is Channel.SMS else 0
    return Preview(template, filled.subject, body, count, is_gsm(body), is_own)


def _found(library: Library, kind: MessageKind, channel: Channel, language: str) -> Template:
    return library.message_templates.find(kind, channel, language)


def _own(conn: Connection) -> dict[tuple[str, str, str], Mapping[str, str]]:
    rows = reference.rows(conn).get(TABLE, [])
    return {(row["kind"], row["channel"], row["language"]): row for row in rows}


def _own_keys(conn: Connection) -> frozenset[tuple[str, str, str]]:
    return frozenset(_own(conn))


def _key(template: Template) -> tuple[str, str, str]:
    return (template.kind.value, template.channel.value, template.language)


def _cells(template: Template) -> Mapping[str, str]:
    return {
        "kind": template.kind.value,
        "channel": template.channel.value,
        "language": template.language,
        "subject": template.subject.strip() if template.channel is not Channel.SMS else "",
        "body": template.body.strip(),
    }
