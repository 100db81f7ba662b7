"""The papers and files of an exercise: chronogramme, kits, links to cut out, invitation, and what may go to others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.exercise.kit import player_functions
from app.exercise.kit_sheet import KitKind
from app.services.exercise.exercise_calendar import invitation
from app.services.exercise.export_chronogramme import FORM_WORDS, ChronogrammeForm, export_chronogramme
from app.services.exercise.print_kits import kit_name, kit_words, print_kit, print_participant_links
from app.services.laboratory.share_scenario import share_scenario, take_shared_scenario
from app.ui.boundary import tell
from app.ui.panels.rota_links import base_url
from app.ui.parts import reserved
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.exercise.read_exercise import ExerciseView

MIME = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
    "zip": "application/zip",
}


def show(view: ExerciseView) -> None:
    """Draw what can be printed, then what can be given out and brought in."""
    if not may(Action.RUN_EXERCISES):
        reserved.show(Action.RUN_EXERCISES, _("Les livrets et le chronogramme disent ce qui va être joué."))
        return
    _kits(view)
    _chronogramme(view)
    _invitation(view)
    _shared(view)


def _kits(view: ExerciseView) -> None:
    st.header(_("Livrets à imprimer"), anchor=False)
    st.caption(
        _("L’animation et les observateurs lisent tout ; un joueur n’y lit aucun inject. Aucun nom : des fonctions.")
    )
    id = view.exercise.id
    with st.container(horizontal=True, gap="small"):
        for kind in KitKind:
            _download(
                kit_words(kind), partial(print_kit, current_actor(), current_store(), id, kind), kit_name(kind),
                key=f"exercise_kit_{kind}", icon=":material/print:",
            )  # fmt: skip
    functions = player_functions(view.participants)
    if len(functions) > 1:
        with st.popover(_("Le livret d’un seul joueur"), icon=":material/person:"):
            who = st.selectbox(_("Fonction"), functions, key="exercise_kit_function")
            _download(
                _("Imprimer ce livret"),
                partial(print_kit, current_actor(), current_store(), id, KitKind.PLAYERS, who),
                kit_name(KitKind.PLAYERS), key="exercise_kit_one", icon=":material/print:",
            )  # fmt: skip
    if view.participants:
        _download(
            _("Liens des participants, à découper (QR)"),
            partial(print_participant_links, current_actor(), current_store(), id, base_url=base_url()),
            "exercice-liens.pdf", key="exercise_links_pdf", icon=":material/qr_code_2:",
        )  # fmt: skip


def _chronogramme(view: ExerciseView) -> None:
    st.header(_("Chronogramme"), anchor=False)
    st.caption(_("Le fichier Excel se modifie et se reprend ici, effets compris."))
    with st.container(horizontal=True, gap="small"):
        for form in ChronogrammeForm:
            make = partial(export_chronogramme, current_actor(), current_store(), view.exercise.id, form)
            _download(_(FORM_WORDS[form]), make, f"exercice-chronogramme.{form}", key=f"chronogramme_out_{form}")


def _invitation(view: ExerciseView) -> None:
    st.header(_("Invitation"), anchor=False)
    st.caption(
        _(
            "Un rendez-vous pour l’agenda, à joindre à un message : les heures où l’on se retrouve, jamais l’heure fictive."
        )
    )
    _download(
        _("Rendez-vous (ICS)"), partial(invitation, current_actor(), current_store(), view.exercise.id),
        "exercice-invitation.ics", key="exercise_ics", icon=":material/event:",
    )  # fmt: skip


def _shared(view: ExerciseView) -> None:
    st.header(_("Avec une autre communauté"), anchor=False)
    st.caption(
        _(
            "Le scénario, son chronogramme et, une fois l’exercice terminé, ses enseignements : sans personne, sans numéro,"
            " sans lien. Relisez avant d’envoyer."
        )
    )

    def made() -> bytes:
        return share_scenario(current_actor(), current_store(), view.exercise.id).content

    _download(
        _("Préparer le dossier (ZIP)"),
        made,
        "exercice-a-partager.zip",
        key="exercise_share",
        icon=":material/folder_zip:",
    )
    with st.expander(_("Reprendre un scénario reçu"), icon=":material/upload_file:"):
        _take()


def _take() -> None:
    turn = st.session_state.get("shared_turn", 0)
    given = st.file_uploader(
        _("Dossier reçu (ZIP) ou scénario (YAML)"), type=["zip", "yaml", "yml"], key=f"shared_{turn}"
    )
    if given is None:
        if learnt := st.session_state.get("shared_lessons", ""):
            st.success(_("Scénario ajouté aux vôtres, dans Scénarios. Ce que l’autre communauté a appris :"))
            st.markdown(plain(learnt.lstrip("\ufeff")))
        return
    if not st.button(_("Ajouter à mes scénarios"), icon=":material/library_add:", key="shared_take"):
        return
    try:
        taken = take_shared_scenario(current_actor(), current_store(), given.name, given.getvalue())
    except ReleveError as error:
        tell(error)
        return
    st.session_state["shared_turn"] = turn + 1
    st.session_state["shared_lessons"] = taken.lessons
    st.toast(_("Scénario ajouté aux vôtres."), icon=":material/check:")
    st.rerun()


def _download(label: str, make: Callable[[], bytes], name: str, *, key: str, icon: str = ":material/download:") -> None:
    st.download_button(
        label, later(make), file_name=name, mime=MIME[name.rpartition(".")[2]], icon=icon, on_click="ignore", key=key
    )
