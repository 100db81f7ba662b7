"""The information notice of art. 13 and 14 as it is handed over: durations from the table, nothing that is not known yet.

A sentence whose word or contact the community has not set is left out; :func:`missing_words` says which, for the screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.mobilisation.message import LINK, MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.templates import render
from app.services.keeping.read_retention import retention_rules, spoken_span
from app.words import _, language

if TYPE_CHECKING:
    from app.library import Library
    from app.mobilisation.writing import Sender
    from app.store.community import Community

_UNSET = "\ue000"
"""A sign of no language: it marks the sentences that would hold nothing."""

_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÀ-ÖØ-Þ«“])")


def notice_text(library: Library, held: Community, sender: Sender, *, given_name: str, page: str) -> str:
    """The notice in the current language. ``page`` stands where a message would have its link."""
    template = library.message_templates.find(MessageKind.NOTICE_ART14, Channel.EMAIL, language())
    values = {**sender.values, "prenom": given_name, "conservation": held.retention or kept_for(library)}
    if not has_contact(held):
        values["contact"] = _UNSET
    if not held.code_word:
        values["mot_de_passe_annonce"] = _UNSET
    body = render(template, values).body.replace(LINK, page)
    return "\n".join(_told(line) for line in body.splitlines() if _told(line) or not line)


def missing_words(held: Community) -> tuple[str, ...]:
    """What the notice can't say yet, in words."""
    said = ((has_contact(held), _("le contact de la coordination")), (bool(held.code_word), _("le mot convenu")))
    return tuple(words for is_set, words in said if not is_set)


def has_contact(held: Community) -> bool:
    """Whether anyone can reach the coordination."""
    return bool(held.contact or held.coordinator_phone)


def kept_for(library: Library) -> str:
    """How long the data of someone of the roster are kept, as ``data/retention.csv`` says it; ends without a full stop."""
    spans = {rule.code: spoken_span(rule.days) for rule in retention_rules(library) if rule.days}
    said = (
        ("people", _("tant que vous êtes volontaire, puis effacées à votre demande, et au plus tard {span} après votre dernier signe")),
        ("messages", _("messages, {span}")),
        ("answers", _("réponses aux séances, {span}")),
        ("attendance", _("émargements et indemnités, {span} (obligation légale)")),
    )  # fmt: skip
    return " ; ".join(words.format(span=spans[code]) for code, words in said if code in spans)


def _told(line: str) -> str:
    """A line without the sentences that hold nothing."""
    return " ".join(one for one in _SENTENCE.split(line) if _UNSET not in one)
