"""« Modèles »: each text as an example person receives it, in both languages and by both channels; and its editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.mobilisation.message import KIND_WORDS, MessageKind
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.services.messages.edit_templates import edit_template, placeholders, preview, previews, restore_template
from app.ui.boundary import tell
from app.ui.parts import address, message_preview, reserved, template_form
from app.ui.session import current_actor, current_store, may
from app.ui.views.messages import language_name
from app.words import LANGUAGES, _

if TYPE_CHECKING:
    from app.services.messages.edit_templates import Preview
    from app.ui.parts.message_preview import Text


def show() -> None:
    """Draw the choice of a message, its four texts, and the editor of one."""
    kinds = {kind.value: _(KIND_WORDS[kind]) for kind in MessageKind}
    kind = MessageKind(address.select(_("Message"), kinds, address="modele", width=420))
    found = [one for one in previews(current_actor(), current_store()) if one.template.kind is kind]
    for code, column in zip(LANGUAGES, st.columns(len(LANGUAGES), gap="large"), strict=True):
        with column:
            st.header(language_name(code), anchor=False)
            for one in found:
                if one.template.language == code:
                    message_preview.show(_text(one))
    if may(Action.SET_UP_MESSAGES):
        _edit(found)
    else:
        reserved.show(Action.SET_UP_MESSAGES, _("Modifier un texte ne se fait pas depuis votre rôle."))


def _text(one: Preview) -> Text:
    return message_preview.Text(
        channel=_(CHANNEL_WORDS[one.template.channel]),
        icon="sms" if one.template.channel is Channel.SMS else "mail",
        subject=one.subject,
        body=one.body,
        sms=one.sms,
        is_gsm=one.is_gsm,
        is_own=one.is_own,
    )


def _edit(found: list[Preview]) -> None:
    with st.expander(_("Modifier un texte"), icon=":material/edit:"):
        names = {
            index: f"{_(CHANNEL_WORDS[one.template.channel])}, {language_name(one.template.language).lower()}"
            for index, one in enumerate(found)
        }
        index = st.segmented_control(
            _("Texte"), list(names), default=0, required=True, format_func=names.__getitem__, key="modele_texte"
        )
        one = found[index]
        pressed = template_form.show(
            template_form.Draft(one.template.subject, one.template.body),
            placeholders(one.template.kind),
            has_subject=one.template.channel is not Channel.SMS,
            is_own=one.is_own,
            key=f"{one.template.kind}_{one.template.channel}_{one.template.language}_{_stamp(one)}",
        )
        if pressed is None:
            return
        try:
            _do(one, pressed)
        except ReleveError as error:
            tell(error)


def _stamp(one: Preview) -> int:
    """Changes with the stored text: after a save or a return to the shipped wording the fields show what is held."""
    return crc32(f"{one.template.subject}\n{one.template.body}".encode())


def _do(one: Preview, pressed: template_form.Pressed) -> None:
    changed = replace(one.template, subject=pressed.draft.subject, body=pressed.draft.body)
    if pressed.action == "preview":
        message_preview.show(_text(preview(current_actor(), current_store(), changed)))
        return
    if pressed.action == "restore":
        restore_template(current_actor(), current_store(), one.template)
        st.toast(_("Le texte livré avec Relève est de retour."))
    else:
        edit_template(current_actor(), current_store(), changed)
        st.toast(_("Texte enregistré : les prochains messages l’utiliseront."))
    st.rerun()
