"""Trainings: the one chosen with what it still needs — invitations, answers, who was there — and the way to plan another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.training import ANSWER_WORDS, RATINGS, Answer
from app.services.plans.plan_training import cancel_training, invite_people, put_down
from app.services.plans.print_training import gives_words, length_words, print_sign_in
from app.services.plans.record_training import answer_training, rate_training, record_presence
from app.ui.boundary import tell
from app.ui.panels import training_form
from app.ui.parts import address, confirm, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import training as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.ids import PersonId
    from app.response.training import Training
    from app.services.plans.read_trainings import TrainingDesk

FAILED = "training_failed"
CHOICE = "training_choice"


def show(desk: TrainingDesk) -> None:
    """Draw the choice, then the training chosen."""
    if failed := st.session_state.pop(FAILED, None):
        tell(failed)
    training_form.show(desk)
    every = words.in_order(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _choice(desk, every) if every else None
        st.button(
            _("Prévoir une formation"), icon=":material/add:", type="secondary" if every else "primary",
            on_click=training_form.ask, key="training_plan",
        )  # fmt: skip
    if chosen is not None:
        _training(desk, chosen)


def _choice(desk: TrainingDesk, every: tuple[Training, ...]) -> Training:
    """The training of the address, else the one that asks for something first."""
    held = {one.id: one for one in every}
    labels = {id: words.label(desk, one) for id, one in held.items()}
    name, present = training_form.CHOSEN, address.among(training_form.CHOSEN, held)
    return held[address.select(_("Formation"), labels, address=name, present=present, key=CHOICE)]


def _training(desk: TrainingDesk, one: Training) -> None:
    said = [length_words(one.minutes), one.place, gives_words(desk, one)]
    st.markdown(f"**{plain(words.counts(desk, one))}** {plain(words.liked(desk.satisfaction(one)))}")
    if line := " · ".join(part for part in said if part):
        st.caption(plain(line))
    if one.note:
        st.caption(plain(one.note))
    if one.cancelled_at is not None:
        st.warning(_("Cette formation est annulée."), icon=":material/cancel:")
        return
    over, today = one.ends_at <= desk.now, one.day <= desk.today
    if today:
        _presence(desk, one)
    if not over:
        _invite(desk, one, is_first=not today)
        _answers(desk, one)
    _table(desk, one)
    if over:
        _ratings(desk, one)
    _buttons(desk, one)


def _buttons(desk: TrainingDesk, one: Training) -> None:
    with st.container(horizontal=True):
        st.download_button(
            _("Imprimer l’émargement (PDF)"), data=later(partial(print_sign_in, current_actor(), current_store(), one.id)),
            file_name="emargement-formation.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
            key="training_pdf",
        )  # fmt: skip
        st.button(
            _("Modifier"), icon=":material/edit:", on_click=training_form.ask, args=(one.id,), key="training_edit"
        )
        if not any(part.attended for part in desk.parts_of(one)):
            st.button(_("Annuler la formation"), icon=":material/cancel:", on_click=confirm.ask, args=("training_cancel",), key="training_cancel_button")  # fmt: skip
    told = sum(part.invited_at is not None and part.answer is not Answer.NO for part in desk.parts_of(one))
    question = confirm.Question(
        _("Annuler cette formation ?"),
        (
            ngettext(
                "{n} personne invitée en sera prévenue.", "{n} personnes invitées en seront prévenues.", told
            ).format(n=told),
        ),
        _("Annuler la formation"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key="training_cancel"):
        _do(lambda: cancel_training(current_actor(), current_store(), one.id, one.revision))
        st.rerun()


def _invite(desk: TrainingDesk, one: Training, *, is_first: bool) -> None:
    st.header(_("Inviter"), anchor=False)
    choices = words.audiences(one)
    first = next((each for each in choices if words.audience(desk, one, each, ())), choices[0])
    of = st.segmented_control(
        _("À qui"), choices, default=first, required=True, key=f"training_audience_{one.id}",
        format_func=lambda each: _(words.AUDIENCE_WORDS[each]), label_visibility="collapsed",
    )  # fmt: skip
    jobs = words.profession_choices(desk)
    kept = st.multiselect(
        _("Professions"), list(jobs), format_func=jobs.__getitem__, key=f"training_jobs_{one.id}",
        placeholder=_("Toutes les professions"), label_visibility="collapsed", select_all=False,
    )  # fmt: skip
    people = words.audience(desk, one, of, kept)
    with st.container(horizontal=True):
        count = len(people)
        label = ngettext("Inviter {n} personne", "Inviter {n} personnes", count).format(n=count)
        st.button(
            label, icon=":material/send:", type="primary" if is_first else "secondary", disabled=not people,
            on_click=_do, args=(partial(_send, one.id, people),), key="training_invite",
        )  # fmt: skip
        st.button(
            _("Inscrire sans écrire"), icon=":material/playlist_add:", disabled=not people, key="training_put_down",
            on_click=_do, args=(partial(put_down, current_actor(), current_store(), one.id, people),),
        )  # fmt: skip
    st.caption(
        _("Chacun reçoit un message à son rythme, hors de ses heures de silence, et répond d’un clic sur sa page.")
    )


def _send(training_id: str, people: tuple[PersonId, ...]) -> None:
    done = invite_people(current_actor(), current_store(), training_id, people)
    said = ngettext("{n} invitation prête à partir.", "{n} invitations prêtes à partir.", done.messages).format(
        n=done.messages
    )
    if done.left_out:
        said += " " + ngettext(
            "{n} personne ne veut pas être sollicitée.", "{n} personnes ne veulent pas être sollicitées.", done.left_out
        ).format(n=done.left_out)
    st.toast(said, icon=":material/send:")


def _answers(desk: TrainingDesk, one: Training) -> None:
    """An answer that came by telephone or by mail, noted here."""
    parts = {part.person_id: part for part in desk.parts_of(one)}
    if not parts:
        return
    with st.expander(_("Noter une réponse reçue autrement")), st.form(f"training_answer_{one.id}", border=False, clear_on_submit=True):  # fmt: skip
        person = st.selectbox(
            _("Personne"), list(parts), key=f"training_answer_person_{one.id}", index=None, placeholder=_("À choisir"),
            format_func=lambda id: f"{desk.name(id)} ({_(ANSWER_WORDS[parts[id].answer])})",
        )  # fmt: skip
        answer = st.segmented_control(
            _("Réponse"), [Answer.YES, Answer.NO], default=Answer.YES, required=True, key=f"training_answer_value_{one.id}",
            format_func=lambda each: _(ANSWER_WORDS[each]),
        )  # fmt: skip
        if st.form_submit_button(_("Noter")) and person:
            _do(lambda: answer_training(current_actor(), current_store(), person, one.id, Answer(answer)))
            st.rerun()


def _presence(desk: TrainingDesk, one: Training) -> None:
    """Who was there: one tap a person; those expected are proposed, the others of the roster are added below."""
    st.header(_("Qui était là ?"), anchor=False)
    parts = {part.person_id: part for part in desk.parts_of(one)}
    seen = {id: part.attended for id, part in parts.items()}
    signed = any(seen.values())
    listed = [id for id, part in parts.items() if part.answer is not Answer.NO or part.attended]
    version = f"{one.id}_{sum(seen.values())}_{len(listed)}"
    proposed = [id for id in listed if seen[id] or (not signed and parts[id].answer is Answer.YES)]
    came = st.pills(
        _("Présents"), listed, selection_mode="multi", default=proposed, format_func=desk.name, key=f"training_came_{version}",
        label_visibility="collapsed",
    ) if listed else []  # fmt: skip
    others = [id for id in desk.people if id not in listed]
    more = st.multiselect(
        _("Venus en plus"), others, format_func=desk.name, key=f"training_more_{version}", placeholder=_("Chercher un nom"), select_all=False,
    )  # fmt: skip
    present = {**{id: id in came for id in listed}, **dict.fromkeys(more, True)}
    count = sum(present.values())
    label = ngettext("Noter {n} présent", "Noter {n} présents", count).format(n=count)
    changed = any(held is not seen.get(id, False) for id, held in present.items())
    st.button(
        label, icon=":material/how_to_reg:", type="primary", disabled=not changed, key="training_sign",
        on_click=_do, args=(partial(record_presence, current_actor(), current_store(), one.id, present, seen=seen),),
    )  # fmt: skip


def _ratings(desk: TrainingDesk, one: Training) -> None:
    """What those who came thought, copied from paper; most say it on their own page."""
    came = {part.person_id: part for part in desk.parts_of(one) if part.attended}
    if not came:
        return
    comments = [part.comment for part in came.values() if part.comment]
    for comment in comments:
        st.caption(f":material/format_quote: {plain(comment)}")
    with st.expander(_("Noter un avis donné sur papier")), st.form(f"training_rating_{one.id}", border=False, clear_on_submit=True):  # fmt: skip
        person = st.selectbox(_("Personne"), list(came), format_func=desk.name, index=None, placeholder=_("À choisir"), key=f"training_rating_person_{one.id}")  # fmt: skip
        rating = st.segmented_control(_("Utile, de 1 à 5"), list(RATINGS), default=4, required=True, key=f"training_rating_value_{one.id}")  # fmt: skip
        if st.form_submit_button(_("Noter")) and person:
            held = came[person].comment
            _do(lambda: rate_training(current_actor(), current_store(), person, one.id, rating, held))
            st.rerun()


def _table(desk: TrainingDesk, one: Training) -> None:
    rows = words.profession_rows(desk, one)
    if rows:
        st.header(_("Par profession"), anchor=False)
        table.show(words.profession_header(), rows, caption=_("Participants par profession"))


def _do(act: Callable[[], object]) -> None:
    """Runs before the screen is drawn, or before it is drawn again: what is refused is told on it."""
    with speaking():
        try:
            act()
        except ReleveError as error:
            st.session_state[FAILED] = error
