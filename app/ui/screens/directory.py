"""Annuaire: whom to call, by day and by night, and whether the number still answers; who is trained in what, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_
from app.services.plans.read_directory import read_directory
from app.services.plans.read_trainings import read_trainings
from app.ui.panels import (
    directory_check,
    directory_contacts,
    directory_files,
    training_awareness,
    training_certificates,
    training_list,
)
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import directory as contacts_view
from app.ui.views import training as trainings_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.services.plans.read_directory import DirectoryView
    from app.services.plans.read_trainings import TrainingDesk

CONTACTS: Mapping[str, tuple[str, Callable[[DirectoryView], None]]] = {
    "contacts": (N_("Contacts"), directory_contacts.show),
    "essai": (N_("Test des numéros"), directory_check.show),
    "fichiers": (N_("Imprimer, importer"), directory_files.show),
}
TRAININGS: Mapping[str, tuple[str, Callable[[TrainingDesk], None]]] = {
    "formations": (N_("Formations"), training_list.show),
    "attestations": (N_("Attestations"), training_certificates.show),
    "sensibilisation": (N_("Sensibilisation"), training_awareness.show),
}


def main() -> None:
    """The sentence of what is open first, then the choice, then the panel."""
    top = st.container()
    trains = TRAININGS if may(Action.TRAIN) else {}
    panel = panel_choice.show({code: words for code, (words, _draw) in {**CONTACTS, **trains}.items()})
    if panel in trains:
        _trainings(top, panel)
    else:
        _contacts(top, panel)


def _contacts(top: st.delta_generator.DeltaGenerator, panel: str) -> None:
    view = read_directory(current_actor(), current_store())
    with top:
        said = contacts_view.check_sentence(view) if panel == "essai" else contacts_view.sentence(view)
        headline.show(said, where=view.community.name, detail=contacts_view.detail(view))
    CONTACTS[panel][1](view)


def _trainings(top: st.delta_generator.DeltaGenerator, panel: str) -> None:
    desk = read_trainings(current_actor(), current_store())
    with top:
        told = panel == "sensibilisation"
        said = trainings_view.awareness_sentence(desk) if told else trainings_view.sentence(desk)
        headline.show(said, where=desk.community.name, detail=trainings_view.detail(desk))
    TRAININGS[panel][1](desk)


main()
