"""Event: where the crisis stands, who decides, what is to do and who is asked for; each place has its address."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_
from app.response.said import ORSAN_RULE
from app.services.crisis.read_event import EventView, read_event
from app.services.crisis.write_to_partner import EXERCISE
from app.ui.panels import (
    event_authority,
    event_choice,
    event_course,
    event_log,
    event_meeting,
    event_open,
    event_publications,
    event_requests,
    event_situation,
    event_watch,
)
from app.ui.parts import headline, panel_choice, simulated
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import event as words
from app.words import _

PANELS = {
    "conduite": (N_("Conduite"), event_course.show),
    "demandes": (N_("Renforts"), event_requests.show),
    "situation": (N_("Point de situation"), event_situation.show),
    "autorites": (N_("Autorités"), event_authority.show),
    "publications": (N_("Publications"), event_publications.show),
    "main-courante": (N_("Main courante"), event_log.show),
    "reunion": (N_("Réunion"), event_meeting.show),
}
# Code of the address → its words, and what draws it from the view: ``show(view)``, with ``view.event`` never None.
# A comment: Streamlit writes any text that stands alone in a script on the page.


def main() -> None:
    """The sentence first, then the place chosen; in peace, the form that opens an event."""
    view = read_event(current_actor(), current_store(), event_choice.asked())
    if view.event is None or (event_choice.wants_new() and view.may_run):
        headline.show(words.empty(can_run=view.may_run) if view.event is None else _("Ouvrir un autre événement."))
        if view.event is not None:
            event_choice.back()
        if view.may_run:
            event_open.show(view)
    else:
        if view.event.is_exercise:
            st.warning(f"**{plain(_(EXERCISE))}**", icon=":material/model_training:")
            simulated.show(view.event.id)
        st.markdown(f"{words.badge(view.event.state)} {plain(words.where(view))}")
        headline.show(words.sentence(view), detail=words.last_word(view))
        event_choice.show(view)
        event_watch.show(view)
        panel = panel_choice.show({code: said for code, (said, _draw) in PANELS.items()})
        PANELS[panel][1](view)
    _who_triggers(view)


def _who_triggers(view: EventView) -> None:
    st.caption(plain(_(ORSAN_RULE)))
    with st.expander(_("Qui décide quoi"), icon=":material/gavel:"):
        for one in view.shelf.cited(words.WHO_TRIGGERS):
            st.markdown(f"- {plain(words.cited(one))}")


main()
