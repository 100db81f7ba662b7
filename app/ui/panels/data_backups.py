"""« Sauvegardes » on Données: make a copy now, carry one elsewhere, know how to put one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.keeping.back_up import back_up, take_out
from app.ui.boundary import tell
from app.ui.panels import pay_downloads
from app.ui.parts import figures, table
from app.ui.parts.figures import Figure, Origin
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import data_backups as view
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number
from app.words.sizes import spoken_bytes

if TYPE_CHECKING:
    from app.services.keeping.read_backups import BackupDesk

CHOSEN = "backup_chosen"
"""Session key: the file name of the copy to carry away."""


def show(desk: BackupDesk) -> None:
    """Draw what went wrong first, then the button, the figures, the copies, and how to put one back."""
    for sentence in [desk.rules_fault, *(view.failure(run) for run in desk.failures[:3])]:
        if sentence:
            st.warning(plain(sentence), icon=":material/warning:")
    if st.button(_("Sauvegarder maintenant"), type="primary", icon=":material/save:", key="backup_now"):
        _copy_now()
    figures.show(_figures(desk))
    if not desk.held:
        st.info(_("Rien ici pour l’instant : la première copie se fait cette nuit, ou dès que vous le demandez."))
        return
    table.show(view.header(), view.rows(desk), caption=_("Sauvegardes sur ce disque, la plus récente d’abord"))
    st.caption(plain(view.kept(desk)))
    _carry(desk)
    _put_back(desk)


def _copy_now() -> None:
    try:
        with st.spinner(_("Copie, puis relecture de la copie…")):
            made = back_up(current_actor(), current_store())
    except ReleveError as error:
        tell(error)
        return
    # What was chosen before is an older copy: whoever copies now wants this one.
    st.session_state[CHOSEN] = made.path.name
    st.toast(_("Sauvegarde faite et prouvée ({size}).").format(size=spoken_bytes(made.bytes)), icon=":material/check:")
    st.rerun()


def _figures(desk: BackupDesk) -> list[Figure]:
    proven = sum(one.is_proven for one in desk.held)
    copies = ngettext("{n} copie", "{n} copies", len(desk.held)).format(n=spoken_number(len(desk.held)))
    return [
        Figure(
            _("Sur ce disque"), copies,
            Origin(
                rule=_("Une copie est prouvée quand elle a été relue en entier après avoir été faite : base intègre, journal enchaîné, mêmes comptes de lignes."),
                numerator=ngettext("{n} prouvée", "{n} prouvées", proven).format(n=spoken_number(proven)),
                denominator=copies,
            ),
            change=spoken_bytes(desk.total_bytes),
        ),
        Figure(_("Place libre"), spoken_bytes(desk.free_bytes)),
    ]  # fmt: skip


def _carry(desk: BackupDesk) -> None:
    with st.expander(_("Emporter une copie ailleurs"), icon=":material/download:"):
        st.markdown(
            _(
                "Une copie contient les données de tout le monde : rangez-la sur un support chiffré. Elle ne contient ni les clés ni les mots de passe d’envoi ; sans les clés, sauvegardées à part, les liens distribués ne s’ouvrent plus et les besoins de soins restent illisibles."
            )
        )
        held = {one.copy.name: one for one in desk.held}
        chosen: str = st.selectbox(_("Copie"), list(held), format_func=lambda name: view.choice(held[name]), key=CHOSEN)
        take = partial(take_out, current_actor(), current_store(), chosen)
        pay_downloads.button(
            _("Télécharger cette copie"), take, file_name=chosen, mime=pay_downloads.ZIP, icon="download",
            key=f"backup_download_{chosen}",
        )  # fmt: skip


def _put_back(desk: BackupDesk) -> None:
    with st.expander(_("Restaurer une copie"), icon=":material/settings_backup_restore:"):
        st.markdown(
            _(
                "Cela ne se fait pas d’un écran : demandez à qui a installé Relève ou entretient le serveur. Téléchargez la copie voulue, dites-lui sa date, et donnez-lui les lignes ci-dessous. La copie est prouvée avant tout changement ; ce qu’elle remplace est gardé à côté. Chacun devra se reconnecter, les messages peut-être déjà partis attendront votre décision, les appels en cours seront arrêtés."
            )
        )
        st.markdown(
            _(
                "1. Arrêter Relève : fermer sa fenêtre de commande (Ctrl + C), ou `sudo systemctl stop releve` quand il démarre avec le serveur.\n2. Restaurer, par la ligne ci-dessous.\n3. Relancer Relève de la même façon, puis se connecter et relire le planning."
            )
        )
        wanted = st.session_state.get(CHOSEN, desk.held[0].copy.name)
        st.code(f"releve restore {desk.folder / wanted} --data {desk.folder.parent}", language="sh")
        for one in desk.replaced:
            st.caption(
                plain(_("Remplacé {when}, gardé {n} jours.").format(when=spoken_instant(one.at), n=desk.rules.replaced_days))
            )  # fmt: skip
