"""Texts of messages: data that a coordinator edits (``data/message_templates.csv``), checked and filled here, never sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.message import KIND_WORDS, LINK, MessageKind
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.mobilisation.sms import gsm_text
from app.roster.cells import Cells, choice, text
from app.words import LANGUAGES, _

PLACEHOLDERS: Mapping[str, str] = {
    "prenom": N_("le prénom de la personne"),
    "communaute": N_("le nom de la communauté"),
    "coordination": N_("le nom de la coordination"),
    "contact": N_("le téléphone ou l’e-mail de la coordination"),
    "mot_de_passe_annonce": N_("le mot convenu qui prouve que le message vient bien de la communauté"),
    "lien": N_("le lien personnel, mis au moment de l’envoi"),
    "quoi": N_("le poste ou la mission"),
    "quand": N_("le jour et les heures"),
    "ou": N_("le lieu"),
    "changements": N_("la liste des changements"),
    "cloture": N_("la clôture du sondage"),
    "cadre": N_("le cadre de la mission"),
    "payeur": N_("qui paie"),
    "assureur": N_("qui assure"),
    "regle": N_("qui obtient la place : le premier oui, ou celui que la coordination valide"),
    "jusque": N_("jusqu’à quand le poste est gardé"),
    "qui": N_("la personne qui propose l’échange"),
    "contre": N_("le poste donné en échange"),
    "origine": N_("d’où viennent les données de la personne"),
    "conservation": N_("combien de temps les données sont gardées"),
    "texte": N_("le texte écrit au lancement de l’alerte"),
}
"""Every placeholder a text may hold, with what it stands for: the list the editor shows."""

EVERYWHERE = frozenset({"prenom", "communaute", "coordination", "contact", "mot_de_passe_annonce", "lien"})
SHIFT = frozenset({"quoi", "quand", "ou"})

ALLOWED: Mapping[MessageKind, frozenset[str]] = {
    MessageKind.POLL: EVERYWHERE | {"quoi", "quand", "cloture"},
    MessageKind.POLL_REMINDER: EVERYWHERE | {"quoi", "quand", "cloture"},
    MessageKind.CALL_OUT: EVERYWHERE | SHIFT | {"cadre", "payeur", "assureur", "regle"},
    MessageKind.CALL_OUT_CLOSED: EVERYWHERE | SHIFT,
    MessageKind.PUBLICATION_CHANGE: EVERYWHERE | {"changements"},
    MessageKind.CHANGE_WITHIN_48H: EVERYWHERE | {"changements"},
    MessageKind.REMINDER_3: EVERYWHERE | SHIFT,
    MessageKind.REMINDER_1: EVERYWHERE | SHIFT,
    MessageKind.STAND_IN: EVERYWHERE | SHIFT,
    MessageKind.OFFER: EVERYWHERE | SHIFT | {"jusque"},
    MessageKind.SWAP: EVERYWHERE | SHIFT | {"qui", "contre"},
    MessageKind.LINK_AGAIN: EVERYWHERE,
    MessageKind.NOTICE_ART14: EVERYWHERE | {"origine", "conservation"},
    MessageKind.THANKS: EVERYWHERE | SHIFT,
    MessageKind.TRAINING: EVERYWHERE | SHIFT,
    MessageKind.TRAINING_CHANGED: EVERYWHERE | {"quoi", "changements"},
    MessageKind.ALERT: EVERYWHERE | {"quoi", "texte", "cadre"},
    MessageKind.ALERT_TEST: EVERYWHERE | {"quoi", "texte"},
    MessageKind.ALERT_CLOSED: EVERYWHERE | {"quoi"},
    MessageKind.FLASH: EVERYWHERE | {"quoi", "quand"},
}

_SENDER = frozenset({"communaute", "mot_de_passe_annonce"})
"""Whoever receives it must recognise who writes, whatever the coordinator edits; an e-mail also names the coordination."""

REQUIRED: Mapping[MessageKind, frozenset[str]] = {
    MessageKind.POLL: frozenset({"lien"}),
    MessageKind.POLL_REMINDER: frozenset({"lien"}),
    MessageKind.CALL_OUT: frozenset({"lien", "quoi", "quand"}),
    MessageKind.CALL_OUT_CLOSED: frozenset({"quand"}),
    MessageKind.PUBLICATION_CHANGE: frozenset({"lien", "changements"}),
    MessageKind.CHANGE_WITHIN_48H: frozenset({"changements"}),
    MessageKind.REMINDER_3: frozenset({"lien", "quand"}),
    MessageKind.REMINDER_1: frozenset({"lien", "quand"}),
    MessageKind.STAND_IN: frozenset({"quand"}),
    MessageKind.OFFER: frozenset({"lien", "quoi", "quand", "jusque"}),
    MessageKind.SWAP: frozenset({"lien", "qui", "quand", "contre"}),
    MessageKind.LINK_AGAIN: frozenset({"lien"}),
    MessageKind.NOTICE_ART14: frozenset({"lien", "contact"}),
    MessageKind.THANKS: frozenset(),
    MessageKind.TRAINING: frozenset({"lien", "quoi", "quand"}),
    MessageKind.TRAINING_CHANGED: frozenset({"quoi", "changements"}),
    MessageKind.ALERT: frozenset({"lien", "texte"}),
    MessageKind.ALERT_TEST: frozenset({"lien"}),
    MessageKind.ALERT_CLOSED: frozenset({"quoi"}),
    MessageKind.FLASH: frozenset({"lien"}),
}
"""Without these the message would not do what it is for."""

LANGUAGE_WORDS = {"fr": N_("français"), "en": N_("anglais")}
"""What an error calls the language of a text."""

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks and line breaks, but for the no-break spaces of French."""

_HOLE = re.compile(r"\{([a-z_]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One text, for a kind, a channel and a language. An SMS has no subject."""

    kind: MessageKind
    channel: Channel
    language: str
    subject: str
    body: str

    @property
    def title(self) -> str:
        """« appel à renfort, SMS, français »: how the list and the errors name it."""
        language = _(LANGUAGE_WORDS[self.language]) if self.language in LANGUAGE_WORDS else self.language
        return f"{_(KIND_WORDS[self.kind])}, {_(CHANNEL_WORDS[self.channel])}, {language}"


def template_of(row: Cells) -> Template:
    """One row of the table, checked. Raises InvalidInput as :func:`checked` does."""
    template = Template(
        MessageKind(choice(row, "kind", frozenset(MessageKind))),
        Channel(choice(row, "channel", frozenset(Channel))),
        choice(row, "language", frozenset(LANGUAGES)),
        text(row, "subject"),
        text(row, "body"),
    )
    return checked(template)


def checked(template: Template) -> Template:
    """The template, once nothing in it is unknown, missing or out of place.

    Raises InvalidInput with one sentence: an empty text, an unknown placeholder and those allowed, a lone brace, a
    placeholder the message can't do without, a link in a subject, a subject on several lines.
    """
    if not template.body or (template.channel is Channel.EMAIL and not template.subject):
        raise InvalidInput(N_("Le modèle « {title} » est vide : écrivez son objet et son texte."), title=template.title)
    for part in (template.subject, template.body):
        _check_holes(part, template)
    sender = _SENDER if template.channel is Channel.SMS else _SENDER | {"coordination"}
    missing = (REQUIRED[template.kind] | sender) - set(_HOLE.findall(template.body))
    if missing:
        raise InvalidInput(
            N_("Le modèle « {title} » doit contenir {missing} : sans cela, le message ne peut pas servir."),
            title=template.title, missing=_held(missing),
        )  # fmt: skip
    if LINK in template.subject or "\n" in template.subject:
        raise InvalidInput(
            N_("L’objet du modèle « {title} » tient sur une ligne et ne contient pas de lien."), title=template.title
        )
    return template


def _check_holes(part: str, template: Template) -> None:
    unknown = sorted(set(_HOLE.findall(part)) - ALLOWED[template.kind])
    if unknown:
        raise InvalidInput(
            N_("{{{unknown}}} n’est pas un emplacement du modèle « {title} » ; choisissez parmi : {known}."),
            unknown=unknown[0], title=template.title, known=_held(ALLOWED[template.kind]),
        )  # fmt: skip
    rest = _HOLE.sub("", part)
    if "{" in rest or "}" in rest:
        raise InvalidInput(
            N_(
                "Une accolade seule se trouve dans le modèle « {title} » : écrivez par exemple {{prenom}}, ou retirez-la."
            ),
            title=template.title,
        )


def _held(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


class Templates:
    """All texts, looked up by kind, channel and language; a language that lacks one falls back on French."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self._known = {(one.kind, one.channel, one.language): one for one in templates}

    def find(self, kind: MessageKind, channel: Channel, language: str) -> Template:
        """The text to use; what is done by hand takes the e-mail's unless it has its own. Raises NotFound."""
        ways = (channel, Channel.EMAIL) if channel is Channel.HAND else (channel,)
        for spoken in (language, "fr"):
            for way in ways:
                if (kind, way, spoken) in self._known:
                    return self._known[kind, way, spoken]
        raise NotFound(
            N_("Aucun modèle pour « {kind} » par {channel} : ajoutez-le à message_templates.csv."),
            kind=_(KIND_WORDS[kind]), channel=_(CHANNEL_WORDS[channel]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled text; its link stands as ``{lien}`` until it is sent."""

    subject: str
    body: str


def render(template: Template, values: Mapping[str, str]) -> Rendered:
    """The text filled once: braces inside a value are never read as placeholders. An SMS is brought into the GSM alphabet.

    Raises InvalidInput when a placeholder of the text has no value.
    """
    subject = _BLANKS.sub(" ", _filled(template.subject, template, values)).strip()
    body = _filled(template.body, template, values).strip()
    if template.channel is Channel.SMS:
        return Rendered("", gsm_text(" ".join(body.split())))
    return Rendered(subject, body)


def _filled(part: str, template: Template, values: Mapping[str, str]) -> str:
    def value(hole: re.Match[str]) -> str:
        name = hole.group(1)
        if name == "lien":
            return LINK
        if name not in values:
            raise InvalidInput(
                N_("Le modèle « {title} » demande {{{name}}} ({meaning}) : ce renseignement manque."),
                title=template.title, name=name, meaning=_(PLACEHOLDERS.get(name, name)),
            )  # fmt: skip
        return values[name].replace("{", "(").replace("}", ")")

    return _HOLE.sub(value, part)
