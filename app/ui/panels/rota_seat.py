"""The panel of the chosen seat: who holds it or why nobody does, whom to call, and what may be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import PersonId, SeatId
from app.scheduling.session import SeatState
from app.services.activity.release_seat import read_replacements, release_seat
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.record_answers import record_answers
from app.ui.boundary import tell
from app.ui.panels import call_out_way, rota_write
from app.ui.parts import address, call_list, confirm, state_badge
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views.rota_bench import replacement_rows
from app.ui.views.rota_seat import counted_reasons, holder_lines, lack_of, proof
from app.words import _

if TYPE_CHECKING:
    from app.scheduling.staffing.replan import Replacement
    from app.ui.views.rota_bench import Bench
    from app.ui.views.rota_seat import ChosenSeat


def show(bench: Bench, chosen: ChosenSeat) -> None:
    """Draw the panel; runs what was pressed in it."""
    with st.container(horizontal=True, wrap=False, horizontal_alignment="distribute"):
        st.header(plain(chosen.title), anchor=False, width="stretch")
        st.button(
            ":material/close:", key="rota_seat_close", type="tertiary", help=_("Fermer ce panneau"),
            on_click=address.close, args=("poste",),
        )  # fmt: skip
    badges = [state_badge.inline(chosen.state)]
    if chosen.provisional:
        badges.append(state_badge.inline("unconfirmed"))
    if chosen.seat.pinned and chosen.person:
        badges.append(state_badge.inline("pinned"))
    st.markdown(" ".join(badges))
    if chosen.seat.holder.filled:
        _show_holder(bench, chosen)
    else:
        _show_gap(bench, chosen)


def _show_holder(bench: Bench, chosen: ChosenSeat) -> None:
    rows = [call_list.CallRow("", who, "", phone) for who, phone in holder_lines(bench, chosen)]
    for row in rows:
        st.markdown("  \n".join(part for part in (f"**{plain(row.name)}**", _tel(row.phone)) if part))
    if chosen.provisional:
        st.caption(_("N’a pas répondu : compté d’après ses habitudes, non confirmé."))
    if chosen.seat.override_reason:
        st.caption(_("Passage outre : {reason}").format(reason=plain(chosen.seat.override_reason)))
    if chosen.can_withdraw and may(Action.STAFF_ROTA):
        call_out_way.button(chosen.live)
        _confirmation(chosen)
        _withdrawal(bench, chosen)


TO_CONFIRM = frozenset({SeatState.PUBLISHED, SeatState.STAND_IN_WANTED})
"""Nobody has heard yet that the holder comes, or they sought a stand-in and come after all."""


def _confirmation(chosen: ChosenSeat) -> None:
    """The holder said on the telephone that they come."""
    person = chosen.live.holder.person_id
    if person is None or chosen.live.state not in TO_CONFIRM:
        return
    if st.button(_("Confirmé par téléphone"), icon=":material/check_circle:", key="rota_confirmed"):
        try:
            confirm_seat(current_actor(), current_store(), person, chosen.live.id)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()


def _tel(phone: str) -> str:
    return f"[{plain(phone)}](tel:{''.join(c for c in phone if c in '+0123456789')})" if phone else ""


def _withdrawal(bench: Bench, chosen: ChosenSeat) -> None:
    name = bench.view.naming.person(chosen.live.holder.person_id or "")
    st.button(
        _("{name} ne peut plus venir").format(name=name),
        icon=":material/person_off:",
        key="rota_withdraw",
        on_click=confirm.ask,
        args=("rota_withdrawal",),
    )


def withdrawal(bench: Bench, chosen: ChosenSeat) -> bool:
    """Ask once, then free the live seat. True when the question is open."""
    name = bench.view.naming.person(chosen.live.holder.person_id or "")
    question = confirm.Question(
        _("{name} ne peut plus venir ?").format(name=name),
        (
            _("{place} redevient à pourvoir tout de suite, sans attendre une publication.").format(place=chosen.title),
            _("Sa réponse à cette séance devient « non » et son calendrier se met à jour."),
        ),
        _("Libérer le poste"),
    )
    if confirm.show(question, key="rota_withdrawal"):
        try:
            release_seat(current_actor(), current_store(), chosen.live.id, chosen.live.revision, own_doing=True)
        except ReleveError as error:
            tell(error)
            return False
        st.rerun()
    return bool(st.session_state.get("rota_withdrawal_asked"))


def _show_gap(bench: Bench, chosen: ChosenSeat) -> None:
    st.markdown(f"**{plain(lack_of(bench, chosen))}**")
    if reasons := counted_reasons(chosen):
        st.caption(" · ".join(f"{count} {plain(words)}" for words, count in reasons))
    if sentences := proof(chosen):
        with st.popover(_("Preuve"), icon=":material/rule:", type="tertiary"):
            for sentence in sentences:
                st.markdown(plain(sentence))
    if not may(Action.STAFF_ROTA):
        return
    call_out_way.button(chosen.live)
    rows = replacement_rows(bench, _replacements(bench, chosen.seat.id))
    st.markdown(f"**{plain(_('Qui appeler'))}**")
    said_yes = call_list.show(rows, key="rota_call", action=_("A dit oui"))
    if said_yes:
        _put(bench, chosen, PersonId(said_yes))


def _put(bench: Bench, chosen: ChosenSeat, person: PersonId) -> None:
    """The answer is recorded, then the draft puts the person on the seat: two facts, each kept on its own."""
    key = (person, chosen.session.id)
    before = bench.view.horizon.answers.get(key)
    if before != "yes":
        try:
            record_answers(current_actor(), current_store(), {key: "yes"}, seen={key: before})
        except ReleveError as error:
            tell(error)
            return
    rota_write.write(bench.view.centre.id, bench.view.revision, {SeatId(chosen.seat.id): person})
    st.rerun()


def _replacements(bench: Bench, seat_id: SeatId) -> tuple[Replacement, ...]:
    return _ranked(str(current_store().folder.path), bench.view.head, seat_id)


@st.cache_data(max_entries=32, show_spinner=False, scope="session")
def _ranked(folder: str, head: str, seat_id: SeatId) -> tuple[Replacement, ...]:
    """``head`` is the journal's: as long as nobody writes, the ranking is the same."""
    return tuple(read_replacements(current_actor(), current_store(), seat_id))
