"""One running alert live: reached, answered, available against what the plan wants; whom to ring; the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.alert import COMING, EXERCISE_BAND, Alert, Answer
from app.services.crisis.close_alert import close_alert, remind_alert
from app.services.crisis.read_alert import read_alert
from app.ui.boundary import guarded, tell
from app.ui.navigation import leads_to
from app.ui.panels import alert_phone
from app.ui.parts import address, confirm, figures, headline, panel_choice, simulated, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import alert as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.crisis.read_alert import Alerts, AlertView

EVERY_SECONDS = 2
"""The board is drawn again so often while somebody looks at it."""

LATEST = 4
"""How many of the last yeses stand beside the board; all of them are in the table below."""

SAID, QUESTION, CHOICE, ADDRESS = "alert_said", "alert_closing", "alert_running", "alerte"


def show(found: Alerts) -> None:
    """Draw the alert that runs, or say that none does and where to launch one."""
    if not found.running:
        headline.show(_("Aucune alerte en cours."), detail=_("Elle se suit ici, en direct, dès qu’elle est lancée."))
        _last_word()
        if st.button(_("Préparer une alerte"), type="primary", icon=":material/campaign:", key="alert_to_launch"):
            panel_choice.open_on("lancer")
            st.rerun()
        return
    alert = _chosen(found)
    if alert.is_exercise:
        st.markdown(f":violet-badge[:material/theater_comedy: {plain(_(EXERCISE_BAND))}]")
        simulated.show(alert.id)
    _says(alert.id)
    board, phone = st.columns([3, 2], gap="large")
    with board:
        _board(alert.id)
        _ending(alert)
    with phone:
        _comers(alert.id)
        alert_phone.show(alert.id)
    _people(alert.id)


def _chosen(found: Alerts) -> Alert:
    """The alert of the address, else the foremost; a choice is drawn only when there is one."""
    if len(found.running) == 1:
        return found.running[0]
    ids = {one.id: one for one in found.running}
    labels = {id: view.label(one) for id, one in ids.items()}
    chosen = address.select(_("Alerte suivie"), labels, address=ADDRESS, key=CHOICE)
    address.put(ADDRESS, chosen)
    return ids[chosen]


@st.fragment(run_every=EVERY_SECONDS)
def _says(alert_id: str) -> None:
    with speaking():
        guarded(lambda: _say(alert_id))


@st.fragment(run_every=EVERY_SECONDS)
def _board(alert_id: str) -> None:
    with speaking():
        guarded(lambda: _draw(alert_id))


def _say(alert_id: str) -> None:
    found = read_alert(current_actor(), current_store(), alert_id)
    if not found.alert.is_running:
        st.rerun()
    headline.show(view.headline(found), where=found.alert.title, detail=view.detail(found))
    _last_word()
    if sentence := view.stuck_sentence(found):
        st.warning(plain(sentence), icon=":material/outgoing_mail:")
        if leads_to("messages"):
            st.page_link("screens/messages.py", label=_("Voir les messages"), icon=":material/arrow_forward:")
    if sentence := view.by_hand_sentence(found):
        st.warning(plain(sentence), icon=":material/front_hand:")
    st.markdown("  \n".join(f"**{plain(view.hour_sentence(hour))}**" for hour in found.board.hours))


def _draw(alert_id: str) -> None:
    found = read_alert(current_actor(), current_store(), alert_id)
    if found.board.wants:
        table.show(
            view.needs_header(), view.needs_rows(found.board), caption=_("Besoins du plan, couverts heure par heure")
        )
    figures.show(_figures(found))
    if found.remindable:
        words = ngettext("Relancer {n} silencieux par un autre moyen", "Relancer {n} silencieux par un autre moyen", found.remindable)  # fmt: skip
        if st.button(words.format(n=found.remindable), icon=":material/notifications_active:", key="alert_remind"):
            _remind(alert_id)
    with st.expander(_("Par profession"), icon=":material/groups:", expanded=not found.board.wants):
        table.show(view.groups_header(), view.groups_rows(found), caption=_("Alertés, joints, répondu et disponibles par profession"))  # fmt: skip


def _figures(found: AlertView) -> list[figures.Figure]:
    board, source = found.board, _("boîte d’envoi et réponses de cette alerte")
    return [
        figures.Figure(
            _("Joints"), f"{board.reached} / {board.asked}",
            figures.Origin(_("Le message a été pris par le serveur ou passé à la main, ou la personne a répondu."), source),
        ),
        figures.Figure(
            _("Ont répondu"), f"{board.answered} / {board.asked}",
            figures.Origin(_("Une réponse, quelle qu’elle soit, par le lien ou par téléphone."), source),
            change=_("{n} par téléphone").format(n=board.by_phone) if board.by_phone else "",
        ),
        figures.Figure(
            _("Disponibles maintenant"), str(board.available),
            figures.Origin(_("Ont dit oui, et l’heure est entre leur début et leur fin."), source),
            change=_("{later} plus tard, {cars} avec un véhicule").format(later=board.later, cars=board.with_vehicle),
        ),
        figures.Figure(_("Sans réponse"), str(board.silent), figures.Origin(_("Un silence n’est pas un refus."), source)),
    ]  # fmt: skip


def _ending(alert: Alert) -> None:
    """The end, asked once; outside what draws itself again, so that the question stays open."""
    found = read_alert(current_actor(), current_store(), alert.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        thank = st.checkbox(_("Prévenir et remercier à la clôture"), value=not alert.is_test, key="alert_thank")
        st.button(_("Clore"), icon=":material/task_alt:", key="alert_close", on_click=confirm.ask, args=(QUESTION,))
    title = _("Clore cet essai ?") if alert.is_test else _("Clore cette alerte ?")
    question = confirm.Question(title, view.closing_sentences(found, thank=thank), _("Clore"))
    if confirm.show(question, key=QUESTION):
        _close(found, thank=thank)


def _remind(alert_id: str) -> None:
    try:
        n = remind_alert(current_actor(), current_store(), alert_id)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = ngettext("{n} personne relancée.", "{n} personnes relancées.", n).format(n=n)
    st.rerun()


def _close(found: AlertView, *, thank: bool) -> None:
    try:
        closed = close_alert(current_actor(), current_store(), found.alert.id, found.alert.revision, thank=thank)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = closed.sentence
    address.close(ADDRESS)
    panel_choice.open_on("comptes-rendus")
    st.rerun()


@st.fragment(run_every=EVERY_SECONDS)
def _comers(alert_id: str) -> None:
    with speaking():
        guarded(lambda: _latest(alert_id))


def _latest(alert_id: str) -> None:
    found = read_alert(current_actor(), current_store(), alert_id)
    st.header(_("Viennent de répondre oui"), anchor=False)
    lines = view.latest_comers(found, LATEST)
    st.markdown("  \n".join(lines) or _("Personne encore : la première réponse apparaît ici d’elle-même."))


@st.fragment(run_every=5 * EVERY_SECONDS)
def _people(alert_id: str) -> None:
    with speaking():
        guarded(lambda: _answers(alert_id))


def _answers(alert_id: str) -> None:
    found = read_alert(current_actor(), current_store(), alert_id)
    rows = view.people_rows(found, COMING)
    if rows:
        with st.expander(_("Qui vient ({n})").format(n=len(rows)), icon=":material/how_to_reg:"):
            table.show(view.people_header(), rows, caption=_("Qui vient, de quand à quand"))
            table.download(view.people_header(), rows, file_name="disponibles.csv", key="alert_people_csv")
    refused = view.people_rows(found, frozenset({Answer.NO}))
    if refused:
        with st.expander(_("Pas disponibles ({n})").format(n=len(refused)), icon=":material/do_not_disturb_on:"):
            table.show(view.people_header()[:3], [row[:3] for row in refused], caption=_("Qui ne vient pas"))


def _last_word() -> None:
    if said := st.session_state.pop(SAID, ""):
        st.toast(said, icon=":material/campaign:")
