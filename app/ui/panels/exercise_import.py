"""Bring a chronogramme kept in a spreadsheet: its columns pointed out, what it would change, then the import itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import new_id
from app.exercise.chronogramme_columns import COLUMN_WORDS, SAME_FOR_ALL, Column, ColumnMapping
from app.exercise.chronogramme_draft import WAY_WORDS, Way
from app.exercise.exercise import ExerciseState
from app.services.exercise.import_chronogramme import import_chronogramme, open_chronogramme, preview_chronogramme
from app.ui.boundary import tell
from app.ui.parts import import_preview, reserved, table, upload
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import exercise_import as words
from app.words import _

if TYPE_CHECKING:
    from app.exercise.chronogramme_draft import ChronogrammeReading
    from app.services.exercise.import_chronogramme import OpenedFile
    from app.services.exercise.read_exercise import ExerciseView

TYPES = ("xlsx", "csv", "txt")
MOST_TYPED = 30
"""Lines whose time may be typed here; beyond, the file is mended."""

NONE = -1


def show(view: ExerciseView) -> None:
    """Draw the drop zone, then what was found; nothing is written before the button."""
    if not may(Action.RUN_EXERCISES):
        reserved.show(Action.RUN_EXERCISES, _("Importer un chronogramme le modifie."))
        return
    if view.exercise.state is not ExerciseState.PREPARED:
        st.info(_("L’exercice a commencé : ajoutez des injects depuis Conduite."), icon=":material/info:")
        return
    turn = st.session_state.get("chronogramme_turn", 0)
    said = _(
        "Un tableau Excel ou CSV, colonnes dans n’importe quel ordre : T+ (ou heure), de, à, canal, message, attendu, délai."
    )
    given = upload.show({"chronogramme": (_("Chronogramme"), said)}, key=f"chronogramme_{turn}", types=TYPES)
    if given is None:
        return
    try:
        with st.spinner(_("Lecture du fichier…")):
            opened = open_chronogramme(current_actor(), current_store(), given[1])
        _opened(view, opened, hashlib.sha256(given[1]).hexdigest()[:12])
    except ReleveError as error:
        tell(error)


def _opened(view: ExerciseView, opened: OpenedFile, mark: str) -> None:
    st.markdown(plain(words.found_sentence(opened.grid)))
    key = f"chronogramme_{mark}"
    mapping = _mapping(opened, key)
    if mapping.missing:
        st.warning(plain(words.missing_sentence(mapping.missing)), icon=":material/rule:")
        return
    way = st.segmented_control(
        _("Que faire des injects déjà là"), list(Way), default=Way.COMPLETE, required=True,
        format_func=lambda one: _(WAY_WORDS[one]), key=f"{key}_way",
    )  # fmt: skip
    actor, store = current_actor(), current_store()
    times = {
        int(str(name).rpartition("_")[2]): str(value)
        for name, value in st.session_state.items()
        if str(name).startswith(f"{key}_time_") and value
    }
    preview = preview_chronogramme(actor, store, view.exercise.id, opened, mapping, way=Way(way), times=times)
    _times(preview.reading, times, key)
    _lines(view, preview.reading)
    import_id = st.session_state.setdefault(f"{key}_id", new_id())
    if import_preview.show(words.preview_of(preview.reading), key=key):
        done = import_chronogramme(
            actor, store, view.exercise.id, opened, mapping, mark=preview.mark, import_id=import_id, way=Way(way),
            times=times,
        )  # fmt: skip
        st.session_state["chronogramme_turn"] = st.session_state.get("chronogramme_turn", 0) + 1
        st.session_state.pop(f"{key}_id", None)
        st.toast(words.done_sentence(done), icon=":material/check:")
        st.rerun()


def _mapping(opened: OpenedFile, key: str) -> ColumnMapping:
    """What each column holds, as found and as changed by hand; what stands for a column that is not there."""
    ranks, usual = {}, {}
    with st.expander(
        _("Ce que contient chaque colonne"), expanded=bool(opened.mapping.missing), icon=":material/table:"
    ):
        boxes = st.columns(2)
        titles = {NONE: _("– aucune –")} | {
            rank: " ".join(title.split()) or _("colonne {rank}").format(rank=rank + 1)
            for rank, title in enumerate(opened.headers)
        }
        for number, column in enumerate(Column):
            with boxes[number % 2]:
                rank = st.selectbox(
                    _(COLUMN_WORDS[column]), list(titles), index=list(titles).index(opened.mapping.ranks.get(column, NONE)),
                    format_func=lambda one: titles[one], key=f"{key}_column_{column}",
                )  # fmt: skip
                if rank != NONE:
                    ranks[column] = rank
                if column in SAME_FOR_ALL and rank == NONE:
                    usual[column] = st.text_input(
                        _("{column}, pour toutes les lignes").format(column=_(COLUMN_WORDS[column])), max_chars=160,
                        key=f"{key}_usual_{column}",
                    )  # fmt: skip
    return ColumnMapping(ranks, usual)


def _times(reading: ChronogrammeReading, times: dict[int, str], key: str) -> None:
    """A field for each line that lacks a time, and those already typed."""
    lines = sorted({*reading.untimed, *times})[:MOST_TYPED]
    if not lines:
        return
    hints = {one.line: one.hint for one in reading.rejected}
    st.markdown(f"**{plain(_('Temps qui manquent : écrivez-les ici ou dans le fichier'))}**")
    for line in lines:
        st.text_input(
            _("Ligne {line}").format(line=line),
            key=f"{key}_time_{line}",
            max_chars=30,
            placeholder="T+1 h 30",
            width=320,
        )
        if line in hints:
            st.caption(plain(hints[line]))


def _lines(view: ExerciseView, reading: ChronogrammeReading) -> None:
    for said in (words.ignored_sentence(reading), words.removed_sentence(reading)):
        if said:
            st.caption(plain(said))
    if reading.lines:
        with st.expander(_("Ce qui serait écrit"), icon=":material/preview:"):
            table.show(
                words.header(), words.rows(reading, view.exercise.t0), caption=_("Injects lus dans le fichier"),
                states=words.states(reading),
            )  # fmt: skip
