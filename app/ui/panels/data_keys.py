"""« Clés et hébergement » on Données: where care needs may be held, the keys that seal them, their backup, their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.holding import CareMode, HoldingMode, Hosting
from app.core.errors import ReleveError
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.read_care_keys import read_care_keys
from app.services.continuity.rotate_care_key import rotate_care_key
from app.services.continuity.shred_care_key import note_key_backup_destroyed, preview_shredding, shred_care_key
from app.services.keeping.back_up_keys import keys_file, restore_keys, suggested_passphrase
from app.services.keeping.write_dpia import write_dpia
from app.ui.boundary import tell
from app.ui.panels import pay_downloads
from app.ui.parts import confirm, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import data_keys as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.core.ids import PracticeId
    from app.services.continuity.care_mode import CareModeView
    from app.services.continuity.read_care_keys import KeysView, PracticeKey

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MADE, SAID = "care_keys_file", "care_keys_said"


def show() -> None:
    """The sentence, what is lost and how to mend it, then mode, keys, backup and the ends of keys."""
    keys = read_care_keys(current_actor(), current_store())
    st.header(plain(view.sentence(keys)), anchor=False)
    for words in st.session_state.pop(SAID, ()):
        st.info(plain(words), icon=":material/info:")
    for one in keys.lost:
        st.error(plain(_(one.lost).format(practice=one.name, needs=one.needs)), icon=":material/key_off:")
    if keys.keys:
        table.show(view.header(), view.rows(keys), caption=_("Clés des cabinets"))
    _save(wanted=any(not one.is_saved for one in keys.in_use))
    _mode(keys)
    _restore(opened=bool(keys.lost))
    _change(keys)
    _backups(keys)


def _save(*, wanted: bool) -> None:
    with st.expander(_("Sauvegarder les clés"), icon=":material/key:", expanded=wanted or MADE in st.session_state):
        st.markdown(
            _(
                "Toutes les clés de ce dossier dans un fichier protégé par une phrase. Sans elles, une sauvegarde restaurée n’ouvre plus ni les liens distribués, ni les seconds facteurs, ni les besoins de soins. La phrase n’est gardée nulle part : écrivez-la."
            )
        )
        st.caption(plain(_("Une phrase toute faite, si vous voulez : {phrase}").format(phrase=_suggested())))
        with st.form("care_keys_save", border=False):
            phrase = st.text_input(_("Phrase de protection"), type="password", autocomplete="new-password")
            again = st.text_input(_("La même phrase, une seconde fois"), type="password", autocomplete="new-password")
            place = st.text_input(
                _("Où rangerez-vous ce fichier ?"), placeholder=_("clé USB au coffre de la mairie"), max_chars=200,
                help=_("Pour le retrouver le jour où une clé devra être détruite."),
            )  # fmt: skip
            pressed = st.form_submit_button(_("Préparer le fichier"), type="primary", icon=":material/lock:")
        if pressed and phrase.strip() != again.strip():
            st.warning(_("Les deux phrases diffèrent : retapez-les."), icon=":material/warning:")
        elif pressed:
            _try(lambda: _keep(phrase, place))
        made = st.session_state.get(MADE)
        if made is not None:
            st.success(plain(view.saved(made)), icon=":material/check_circle:")
            st.download_button(
                _("Télécharger le fichier des clés"), made.content, file_name=made.name, mime="application/json",
                icon=":material/download:", on_click="ignore", key="care_keys_download",
            )  # fmt: skip


def _suggested() -> str:
    phrase: str = st.session_state.setdefault("care_keys_phrase", suggested_passphrase())
    return phrase


def _keep(phrase: str, place: str) -> None:
    st.session_state[MADE] = keys_file(current_actor(), current_store(), phrase, place=place)
    st.session_state.pop("care_keys_phrase", None)


def _mode(keys: KeysView) -> None:
    held = keys.mode
    with st.expander(_("Où peuvent être gardés les besoins de soins"), icon=":material/dns:"):
        st.markdown(plain(view.accepts(held)))
        if said := view.declared(held):
            st.caption(plain(said))
        pay_downloads.button(
            _("Analyse d’impact à compléter (AIPD, DOCX)"), lambda: write_dpia(current_actor(), current_store()),
            file_name="aipd.docx", mime=DOCX, icon="description", key="care_dpia",
        )  # fmt: skip
        words = {one.mode: one for one in held.modes}
        chosen = st.radio(
            _("Mode"), list(words), index=list(words).index(held.mode.mode), key="care_mode",
            format_func=lambda one: words[one].label.capitalize(),
            captions=[plain(f"{one.holds} {one.requires}") for one in held.modes],
        )  # fmt: skip
        st.caption(plain(words[chosen].source))
        mode = _form(keys, held, chosen)
        if mode is not None:
            _try(lambda: declare_care_mode(current_actor(), current_store(), mode, held.revision), _("Mode déclaré."))


def _form(keys: KeysView, held: CareModeView, chosen: HoldingMode) -> CareMode | None:
    with st.form("care_mode_form", border=False):
        practices: frozenset[PracticeId] = frozenset()
        hosting: Hosting | None = None
        if chosen is HoldingMode.LOCAL:
            names = {one.id: one.name for one in keys.practices}
            picked = st.multiselect(
                _("Cabinets à qui appartient ce poste"), list(names), default=sorted(held.mode.practices & set(names)),
                format_func=lambda one: names[one], placeholder=_("Choisir"), select_all=False,
            )  # fmt: skip
            practices = frozenset(picked)
        if chosen is HoldingMode.DECLARED:
            hosting = _hosting(held)
        dpia = None if chosen is HoldingMode.AGGREGATES else st.date_input(
            _("Date de l’analyse d’impact (AIPD)"), held.mode.dpia_on, format="DD/MM/YYYY"
        )  # fmt: skip
        if not st.form_submit_button(_("Déclarer, à mon nom")):
            return None
    return CareMode(mode=chosen, practices=practices, hosting=hosting, dpia_on=dpia)


def _hosting(held: CareModeView) -> Hosting | None:
    before = held.mode.hosting
    host = st.text_input(_("Hébergeur"), before.host if before else "", max_chars=200)
    number = st.text_input(_("Numéro du certificat HDS"), before.certificate if before else "", max_chars=100)
    until: date | None = st.date_input(
        _("Certificat valable jusqu’au"), before.valid_until if before else None, format="DD/MM/YYYY"
    )
    return Hosting(host=host.strip(), certificate=number.strip(), valid_until=until) if until else None


def _restore(*, opened: bool) -> None:
    with st.expander(_("Remettre des clés en place"), icon=":material/settings_backup_restore:", expanded=opened):
        with st.form("care_keys_restore", border=False):
            st.caption(_("Un fichier JSON, celui que « Sauvegarder les clés » a préparé, d’un mégaoctet au plus."))
            file = st.file_uploader(_("Fichier des clés"), type=["json"], help=_("Glissez-le ici, ou choisissez-le avec le bouton."))  # fmt: skip
            phrase = st.text_input(_("Sa phrase de protection"), type="password", autocomplete="off")
            replace = st.checkbox(
                _("Remplacer aussi les autres clés de ce dossier"),
                help=_("Seulement sur un dossier restauré sur une autre machine : les liens donnés depuis s’arrêtent."),
            )
            pressed = st.form_submit_button(_("Remettre en place"))
        if pressed and file is None:
            st.warning(_("Choisissez le fichier des clés."), icon=":material/warning:")
        elif pressed and file is not None:
            content = file.getvalue()
            _try(lambda: _say(view.restored(restore_keys(current_actor(), current_store(), content, phrase, replace=replace))), "")  # fmt: skip


def _change(keys: KeysView) -> None:
    if not keys.in_use:
        return
    with st.expander(_("Changer ou détruire une clé"), icon=":material/key_vertical:"):
        one: PracticeKey = st.selectbox(_("Cabinet"), keys.in_use, format_func=view.label, key="care_key_chosen")
        with st.container(horizontal=True):
            change = st.button(
                _("Changer la clé"), disabled=bool(one.lost), help=_("Sa clé manque.") if one.lost else None
            )
            st.button(_("Détruire la clé"), on_click=confirm.ask, args=("care_shred",))
        if change:
            _try(lambda: _rotated(one), "")
        found = preview_shredding(current_actor(), current_store(), one.practice)
        question = confirm.Question(_("Détruire la clé de « {name} » ?").format(name=one.name), view.shredding(found), _("Détruire"))  # fmt: skip
        if confirm.show(question, key="care_shred"):
            _try(lambda: _shredded(one.practice), "")


def _rotated(one: PracticeKey) -> None:
    rotate_care_key(current_actor(), current_store(), one.practice)
    _say(
        [
            _("La clé de « {name} » est changée : sauvegardez les clés maintenant.").format(name=one.name),
            _("Une sauvegarde de données plus ancienne demande une sauvegarde de clés d’avant ce changement."),
        ]
    )


def _shredded(practice: PracticeId) -> None:
    done = shred_care_key(current_actor(), current_store(), practice)
    _say([_("La clé de « {name} » est détruite.").format(name=done.practice), view.must_go(done)])


def _backups(keys: KeysView) -> None:
    if not keys.backups:
        return
    with st.expander(_("Sauvegardes de clés connues"), icon=":material/inventory_2:"):
        for one in keys.backups:
            left, right = st.columns([4, 1], vertical_alignment="center")
            left.markdown(plain(view.backup_line(keys, one)))
            if one.destroyed_at is None and right.button(_("Détruite"), key=f"care_backup_{one.id}"):
                _try(lambda id=one.id: note_key_backup_destroyed(current_actor(), current_store(), id), _("Noté."))  # type: ignore[misc]


def _say(sentences: list[str] | tuple[str, ...]) -> None:
    st.session_state[SAID] = tuple(sentences)


def _try(act: Callable[[], None], said: str = "") -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    if said:
        st.toast(said)
    st.rerun()
