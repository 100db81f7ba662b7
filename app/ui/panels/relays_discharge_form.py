"""Write what a hospital asks, or write it again: a sentence read as counts, then lines by category and commune."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.continuity.discharge import Line, read_sentence
from app.continuity.identifying import WHY, Identifying, identifying
from app.continuity.signature import NONE_ACTIVE
from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import ReleveError
from app.services.continuity.absorb_discharge import DischargeDraft, change_discharge, open_discharge
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import relays_discharges as view
from app.words import _

if TYPE_CHECKING:
    from app.continuity.discharge import Discharge
    from app.services.continuity.read_discharges import DischargeDesk

OPEN, READ = "relays_discharge_open", "relays_discharge_read"
"""What stands open: « new », the id of a request being changed, or nothing; and the counts a sentence was read as."""

SENTENCE, PLACE, UNDERSTOOD = (f"relays_discharge_{name}" for name in ("sentence", "place", "understood"))
NAMING = frozenset(set(Identifying) - {Identifying.BIRTH_DATE})
"""What a sentence is not read with; an age is said of many (« 5 de plus de 80 ans »)."""

SOON = timedelta(hours=3)


def ask(id: str = "new") -> None:
    """Open the form at the next run."""
    st.session_state[OPEN] = id
    for name in (READ, UNDERSTOOD):
        st.session_state.pop(name, None)


def show(desk: DischargeDesk) -> None:
    """The button that begins, or the form."""
    asked = st.session_state.get(OPEN, "")
    held = next((one.discharge for one in desk.views if one.discharge.id == asked), None)
    if not asked or (asked != "new" and held is None):
        st.button(
            _("Noter une demande"), icon=":material/local_hospital:", type="primary", key="relays_discharge_new",
            on_click=ask,
        )  # fmt: skip
        return
    if not desk.active and held is None:
        st.warning(plain(_(NONE_ACTIVE)), icon=":material/verified:")
        return
    with st.container(border=True, key="relays_discharge_form"):
        if held is None:
            _sentence(desk)
        _form(desk, held)


def _sentence(desk: DischargeDesk) -> None:
    st.text_input(
        _("Ce que dit l’hôpital"), key=SENTENCE,
        placeholder=_("20 lits ce soir : 9 pansements, 5 seuls, 6 sans soin"),
        help=_("Lu une fois pour remplir les lignes, jamais gardé. N’écrivez aucun nom."),
    )  # fmt: skip
    st.selectbox(
        _("Tous rentrent à"), ["", *desk.communes], key=PLACE,
        format_func=lambda code: desk.communes.get(code, _("communes différentes, à choisir ligne par ligne")),
    )  # fmt: skip
    st.button(_("Lire la phrase"), key="relays_discharge_reads", on_click=_read, args=(desk,))
    if said := st.session_state.get(UNDERSTOOD):
        st.info(plain(said), icon=":material/info:")


def _read(desk: DischargeDesk) -> None:
    """Read the sentence once and forget it: counts alone stay. One that names somebody is not read."""
    typed = str(st.session_state.get(SENTENCE, ""))
    if not typed.strip():
        return
    st.session_state[SENTENCE] = ""
    kind = identifying(typed, is_free=False)
    if kind in NAMING:
        st.session_state[UNDERSTOOD] = _("Phrase effacée : {why}. Écrivez des nombres, sans rien d’un patient.").format(
            why=_(WHY[kind])
        )
        return
    read = read_sentence(typed)
    place = str(st.session_state.get(PLACE, ""))
    st.session_state[READ] = (read.beds, tuple(Line(code, place, count) for code, count in read.counts.items()))
    st.session_state[UNDERSTOOD] = view.understood(read, dict(desk.categories))


def _form(desk: DischargeDesk, held: Discharge | None) -> None:
    beds, read = st.session_state.get(READ, (0, ()))
    lines = held.lines if held else read
    wanted = (held.wanted_at if held else desk.now + SOON).astimezone(PARIS)
    key = f"relays_discharge_{held.id if held else 'new'}_{hash((beds, read))}_{held.revision if held else 0}"
    with st.form(key):
        title = st.text_input(
            _("Titre"), value=held.title if held else _("Sorties demandées"), max_chars=120,
            help=_("La demande, sans rien d’un patient"),
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            day = st.date_input(_("Pour le"), value=paris_date(wanted), format="DD/MM/YYYY", width=160)
            hour = st.time_input(_("À"), value=time(wanted.hour), width=120)
            total = st.number_input(
                _("Lits à libérer"), min_value=0, max_value=500, step=1, width=140,
                value=held.beds if held else beds,
                help=_("Tous, y compris ceux qui n’auront besoin de personne à domicile"),
            )  # fmt: skip
        site = st.selectbox(
            _("Établissement"), ["", *desk.sites], format_func=lambda id: desk.sites.get(id, _("non précisé")),
            index=["", *desk.sites].index(held.site) if held and held.site in desk.sites else 0,
        )  # fmt: skip
        event = held.event_id if held else ""
        if held is None and desk.events:
            event = st.selectbox(
                _("Événement"), ["", *desk.events], format_func=lambda id: desk.events.get(id, _("aucun"))
            )
        edited = _lines(desk, lines, key)
        with st.container(horizontal=True, gap="small"):
            sent = st.form_submit_button(_("Chercher qui les prend"), type="primary", icon=":material/search:")
            if st.form_submit_button(_("Annuler")):
                _shut()
                st.rerun()
    if sent:
        found = tuple(_typed(desk, edited, "" if held else str(st.session_state.get(PLACE, ""))))
        draft = DischargeDraft(
            title=title, wanted_at=paris_instant(day, hour), site=site, event_id=event, lines=found,
            beds=max(int(total), sum(one.patients for one in found)),
        )  # fmt: skip
        _write(held, draft)


def _lines(desk: DischargeDesk, lines: tuple[Line, ...], key: str) -> pd.DataFrame:
    rows = [
        (desk.categories.get(one.category, one.category), desk.communes.get(one.commune, ""), one.patients)
        for one in lines
    ]
    frame = pd.DataFrame(rows, columns=["category", "commune", "patients"]).astype(
        {"category": "object", "commune": "object", "patients": "Int64"}
    )
    kept = desk.active | {one.category for one in lines}
    labels = [label for code, label in desk.categories.items() if code in kept]
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, num_rows="dynamic", key=f"{key}_lines", placeholder="–",
        column_config={
            "category": column.SelectboxColumn(_("Besoin"), options=labels, width="large"),
            "commune": column.SelectboxColumn(_("Commune de retour"), options=list(desk.communes.values())),
            "patients": column.NumberColumn(_("Patients"), min_value=1, max_value=500, step=1, default=1),
        },
    )  # fmt: skip
    return edited


def _typed(desk: DischargeDesk, edited: pd.DataFrame, home: str) -> list[Line]:
    """Rows as lines, those without a commune going ``home``; a row nobody filled is nothing, one half filled is refused by the service."""
    codes = {label: code for code, label in desk.categories.items()}
    places = {name: code for code, name in desk.communes.items()}
    found = []
    for row in edited.to_dict("records"):
        category, commune, count = row["category"], row["commune"], row["patients"]
        if not isinstance(category, str) or not category:
            continue
        patients = 0 if count is None or pd.isna(count) else int(count)
        place = places.get(commune, home) if isinstance(commune, str) else home
        found.append(Line(codes.get(category, category), place, patients))
    return found


def _write(held: Discharge | None, draft: DischargeDraft) -> None:
    try:
        if held is None:
            open_discharge(current_actor(), current_store(), draft)
        else:
            change_discharge(current_actor(), current_store(), held.id, draft, held.revision)
    except ReleveError as error:
        tell(error)
        return
    _shut()
    st.toast(_("Demande notée : voici qui peut les prendre."))
    st.rerun()


def _shut() -> None:
    for name in (OPEN, READ, UNDERSTOOD):
        st.session_state.pop(name, None)
