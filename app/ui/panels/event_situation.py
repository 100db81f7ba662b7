"""The « point de situation »: the figures of this moment, the report being written, those that left and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.situation import LONGEST, blocks
from app.services.crisis.report_situation import (
    begin_report,
    edit_report,
    print_report,
    read_readers,
    read_situation,
    refresh_report,
    send_report,
)
from app.services.crisis.write_to_partner import Partner
from app.ui.boundary import tell
from app.ui.parts import table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import event_situation as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.crisis.read_event import EventView
    from app.services.crisis.report_situation import SituationView
    from app.store.situation_reports import SituationReport


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds that others may change."""

    text: str


def show(view: EventView) -> None:
    """Draw the sentences, the report being written or the way to begin one, then those that left."""
    assert view.event is not None
    found = read_situation(current_actor(), current_store(), view.event.id)
    st.markdown(f"**{plain(words.live(found))}**")
    st.markdown(plain(words.sentence(found)))
    draft = found.draft
    if draft is None:
        last = found.last_sent
        _figures(words.rows(found.live, last.figures if last else None), _("Chiffres de cette heure"))
        if view.may_run:
            _begin(found)
    else:
        _draft(found, draft, may_run=view.may_run)
    for report in found.reports:
        if report.sent_at is not None:
            _left(found, report)


def _begin(found: SituationView) -> None:
    label = _("Préparer le point n° {number}").format(number=words.next_number(found))
    st.caption(
        _("Les chiffres sont figés à l’heure du point ; le texte est proposé, vous le relisez avant de l’envoyer.")
    )
    if st.button(label, type="primary", icon=":material/edit_note:", key="situation_begin"):
        begin_report(current_actor(), current_store(), found.event.id)
        st.rerun()


def _draft(found: SituationView, draft: SituationReport, *, may_run: bool) -> None:
    before = found.before(draft)
    _figures(words.rows(draft.figures, before.figures if before else None), words.frozen(draft, found.now))
    if not may_run:
        _read(draft)
        return
    if changed := words.moved(draft, found.live):
        st.info(plain(changed), icon=":material/update:")
    _form(found, draft)
    with st.container(horizontal=True):
        _print(draft, _("Imprimer le projet"))
        with st.popover(_("Récrire le texte"), icon=":material/refresh:"):
            st.markdown(
                _(
                    "Le texte est proposé de nouveau d’après les chiffres de cette heure ; ce que vous avez écrit est perdu."
                )
            )
            if st.button(_("Récrire d’après les chiffres"), key=f"situation_rewrite_{draft.revision}"):
                _do(draft, lambda: refresh_report(current_actor(), current_store(), draft.id, draft.revision))


def _form(found: SituationView, draft: SituationReport) -> None:
    form = seen(f"situation_{draft.id}", Typed(draft.text), draft.revision)
    readers = {one.contact_id: one for one in read_readers(current_actor(), current_store())}
    with st.form(form.key, border=True):
        text = st.text_area(
            _("Point de situation n° {number}").format(number=draft.number), form.value.text, height=420,
            max_chars=LONGEST, key=f"{form.key}_text",
        )  # fmt: skip
        chosen = st.multiselect(
            _("Envoyer à"), list(readers), format_func=lambda id: words.reader(readers[id]), select_all=False, key=f"situation_to_{draft.id}",
            placeholder=_("Choisir dans l’annuaire"),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Autre destinataire"), key=f"situation_name_{draft.id}", width=260)
            email = st.text_input(_("Son e-mail"), key=f"situation_email_{draft.id}", width=260, autocomplete="off")
        told = st.text_input(
            _("Déjà donné de vive voix à"), key=f"situation_told_{draft.id}",
            placeholder=_("Délégation départementale de l’ARS, audioconférence de 18 h"),
        )  # fmt: skip
        with st.container(horizontal=True):
            send = st.form_submit_button(
                _("Envoyer le point n° {number}").format(number=draft.number), type="primary", icon=":material/send:"
            )
            save = st.form_submit_button(_("Enregistrer"), icon=":material/save:")
            fresh = st.form_submit_button(_("Reprendre les chiffres"), icon=":material/update:")
    actor, store = current_actor(), current_store()
    try:
        if send:
            to = [readers[id].partner for id in chosen]
            to += [Partner(name or email, name, email)] if name.strip() or email.strip() else []
            send_report(actor, store, draft.id, to, form.revision, told=told, text=text)
            st.toast(_("Le point n° {number} part.").format(number=draft.number), icon=":material/send:")
        elif fresh:
            refresh_report(actor, store, draft.id, form.revision, text=text)
        elif save:
            edit_report(actor, store, draft.id, text, form.revision)
            st.toast(_("Texte enregistré."), icon=":material/save:")
        else:
            return
    except StaleRevision as error:
        refused(form, error, Typed(text))
    except ReleveError as error:
        tell(error)
        return
    forget(f"situation_{draft.id}")
    st.rerun()


def _left(found: SituationView, report: SituationReport) -> None:
    before = found.before(report)
    with st.expander(plain(words.told(report, found.now)), icon=":material/outgoing_mail:"):
        for one in found.letters.get(report.id, ()):
            st.markdown(words.letter(one))
        _read(report)
        rows = words.rows(report.figures, before.figures if before else None)
        table.show(words.header(compared=len(rows[0]) > 2), rows, caption=words.frozen(report, found.now))
        _print(report, _("Imprimer (PDF)"))


def _read(report: SituationReport) -> None:
    for one in blocks(report.text):
        if one.title:
            st.markdown(f"**{plain(one.title)}**")
        for line in one.paragraphs:
            st.markdown(plain(line))
        if one.points:
            st.markdown("\n".join(f"- {plain(line)}" for line in one.points))


def _figures(rows: list[tuple[str, ...]], caption: str) -> None:
    if rows:
        with st.expander(plain(caption), icon=":material/monitoring:", expanded=len(rows) <= 6):
            table.show(words.header(compared=len(rows[0]) > 2), rows, caption=caption)


def _print(report: SituationReport, label: str) -> None:
    st.download_button(
        label, data=later(partial(_pdf, report.id)), file_name=f"point-de-situation-{report.number}.pdf",
        mime="application/pdf", icon=":material/print:", on_click="ignore", key=f"situation_pdf_{report.id}",
    )  # fmt: skip


def _pdf(report_id: str) -> bytes:
    return print_report(current_actor(), current_store(), report_id)


def _do(draft: SituationReport, act: Callable[[], object]) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    forget(f"situation_{draft.id}")
    st.rerun()
