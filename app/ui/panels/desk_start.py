"""Ask everyone at once: of what it is about, whom, until when; a few questions if need be; addresses may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import new_id
from app.response.desk_survey import (
    LONGEST_QUESTION,
    LONGEST_TITLE,
    MOST_QUESTIONS,
    QUESTION_WORDS,
    USUALLY_ASKED,
    QuestionKind,
    SurveyKind,
)
from app.services.continuity.ask_practices import DeskAsk, ask_practices, read_desks
from app.ui.boundary import tell
from app.ui.parts import address, headline, simulated
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import desk as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.desk_replies import Tally
    from app.response.desk_survey import Desk, DeskSurvey
    from app.services.continuity.ask_practices import Askable

SHOWN = 40
"""Addresses drawn at once."""


def show(surveys: Sequence[tuple[DeskSurvey, Tally]]) -> None:
    """Draw the form; whoever may not ask reads what the panel will hold. ``surveys``: those made before."""
    if not may(Action.ALERT):
        headline.show(_("Aucun point cabinets n’a été fait."), detail=_what())
        return
    askable = read_desks(current_actor(), current_store())
    headline.show(_("Demander à chacun comment il tient"), detail=_what())
    if not askable.desks:
        st.info(
            _(
                "Ni cabinet, ni professionnel libéral, ni établissement dans Effectifs : importez la liste des personnes, puis celle des établissements."
            ),
            icon=":material/group_add:",
        )
        return
    sending = st.container()
    st.header(_("Avant d’envoyer, si vous voulez"), anchor=False)
    kind = _kind()
    desks = _whom(askable)
    addresses = _addresses(desks)
    questions = _questions(kind)
    if surveys:
        st.button(
            _("Revenir au dernier point"),
            icon=":material/arrow_back:",
            key="desk_back",
            type="tertiary",
            on_click=address.close,
            args=("point",),
        )
    with sending:
        _send(askable, kind, desks, addresses, questions)


def _what() -> str:
    return _(
        "Un geste par cabinet, pharmacie, EHPAD et SSIAD : ouvert, en service réduit ou fermé ; puis présents, stock, besoin. Sans compte."
    )


def _kind() -> SurveyKind:
    words = {SurveyKind.STATE: _("Ouvert, réduit ou fermé"), SurveyKind.FLASH: _("Questionnaire éclair")}
    chosen = st.segmented_control(
        _("Que demander"), list(words), default=SurveyKind.STATE, required=True, format_func=words.__getitem__,
        key="desk_kind",
    )  # fmt: skip
    return SurveyKind(chosen)


def _whom(askable: Askable) -> list[Desk]:
    kinds = view.kinds_of(askable.desks)
    usual = [kind for kind in USUALLY_ASKED if kind in kinds] or list(kinds)
    chosen = st.pills(
        _("À qui"), list(kinds), default=[str(kind) for kind in usual], selection_mode="multi",
        format_func=kinds.__getitem__, key="desk_kinds",
    )  # fmt: skip
    held = [one for one in askable.desks if one.kind in chosen]
    communes = sorted(
        {one.commune_insee for one in held if one.commune_insee}, key=lambda code: _commune(askable, code)
    )
    if len(communes) < 2:
        return held
    only = st.multiselect(
        _("Seulement dans ces communes"), communes, format_func=lambda code: _commune(askable, code), select_all=False, key="desk_communes",
        placeholder=_("Toutes les communes"),
    )  # fmt: skip
    return [one for one in held if not only or one.commune_insee in only]


def _commune(askable: Askable, code: str) -> str:
    return askable.communes.get(code, code)


def _addresses(desks: Sequence[Desk]) -> dict[str, str]:
    """What was chosen or typed in place of the proposed address; an address emptied is a practice to ring."""
    changed: dict[str, str] = dict(st.session_state.get("desk_addresses", {}))
    with st.expander(_("Voir et changer les adresses"), icon=":material/contact_mail:"):
        wanted = st.text_input(_("Chercher un cabinet"), key="desk_search", placeholder=_("nom"))
        found = [one for one in desks if wanted.casefold() in one.name.casefold()]
        for desk in found[:SHOWN]:
            _address(desk, changed)
        if len(found) > SHOWN:
            more = len(found) - SHOWN
            st.caption(
                ngettext("{n} autre : précisez la recherche.", "{n} autres : précisez la recherche.", more).format(
                    n=more
                )
            )
    return {subject: address for subject, address in changed.items() if subject in {one.subject for one in desks}}


def _address(desk: Desk, changed: dict[str, str]) -> None:
    options = [one.value for one in desk.addresses]
    present = changed.get(desk.subject, desk.address)
    if present and present not in options:
        options.insert(0, present)
    names = {one.value: f"{one.value} ({one.whose})" if one.whose else one.value for one in desk.addresses}
    key = f"desk_address_{desk.subject}"
    st.selectbox(
        plain(desk.name), options, index=options.index(present) if present in options else None, key=key,
        format_func=lambda value: names.get(value, value), accept_new_options=True,
        placeholder=_("à appeler : choisissez ou écrivez un e-mail, un mobile"), on_change=_changed,
        args=(desk.subject, key),
    )  # fmt: skip


def _changed(subject: str, key: str) -> None:
    st.session_state["desk_addresses"] = {
        **st.session_state.get("desk_addresses", {}),
        subject: (st.session_state.get(key) or "").strip(),
    }


def _questions(kind: SurveyKind) -> list[tuple[str, QuestionKind]]:
    """Up to five; folded away when the survey asks for the state already."""
    label = _("Vos questions (jusqu’à {n})").format(n=MOST_QUESTIONS)
    asked = []
    with st.expander(label, icon=":material/quiz:", expanded=kind is SurveyKind.FLASH):
        for rank in range(1, MOST_QUESTIONS + 1):
            if rank > 1 and not st.session_state.get(f"desk_question_{rank - 1}"):
                break
            with st.container(horizontal=True, vertical_alignment="bottom"):
                text = st.text_input(
                    _("Question {n}").format(n=rank), key=f"desk_question_{rank}", max_chars=LONGEST_QUESTION
                )
                answered_by = st.selectbox(
                    _("Réponse"), list(QuestionKind), format_func=lambda one: _(QUESTION_WORDS[one]), width=180,
                    key=f"desk_question_kind_{rank}",
                )  # fmt: skip
            asked.append((text, QuestionKind(answered_by or QuestionKind.YES_NO)))
    return asked


def _send(
    askable: Askable,
    kind: SurveyKind,
    desks: Sequence[Desk],
    addresses: dict[str, str],
    questions: list[tuple[str, QuestionKind]],
) -> None:
    titles = {one.id: one.title for one in askable.events}
    event = next(iter(titles), "")
    if titles:
        event = st.selectbox(
            _("Pour l’événement"), [*titles, ""], format_func=lambda id: titles.get(id, _("aucun événement")), key="desk_event"
        ) or ""  # fmt: skip
    if event:
        simulated.show(event)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        usual = titles.get(event) or _("point du jour")
        title = st.text_input(_("De quoi s’agit-il ?"), value=usual, max_chars=LONGEST_TITLE, key=f"desk_title_{event}")
        hours = st.selectbox(
            _("Réponses pendant"), view.HOURS, index=view.HOURS.index(4), format_func=view.hours_label, key="desk_hours",
            width=160,
        )  # fmt: skip
    st.markdown(plain(view.reach(desks, addresses)))
    label = ngettext("Interroger {n} destinataire", "Interroger {n} destinataires", len(desks)).format(n=len(desks))
    id = str(st.session_state.setdefault("desk_next_id", new_id()))
    if not st.button(label, type="primary", icon=":material/campaign:", key="desk_ask", disabled=not desks):
        return
    asked = DeskAsk(
        id=id, subjects=tuple(one.subject for one in desks), title=title, hours=int(hours), kind=kind,
        questions=tuple(questions), addresses=addresses, event_id=event,
    )  # fmt: skip
    try:
        ask_practices(current_actor(), current_store(), asked)
    except ReleveError as error:
        tell(error)
        return
    for name in ("desk_next_id", "desk_addresses"):
        st.session_state.pop(name, None)
    st.query_params["point"] = id
    st.toast(_("C’est demandé : les réponses s’affichent ici."))
    st.rerun()
