"""Long work as the person who asked for it sees it: how far it is, since when, the button that stops it; the screen stays usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.keeping.long_work import Stage
from app.ui.boundary import tell
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor
from app.ui.speech import speaking
from app.words import _
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from app.services.keeping.long_work import Progress, Work

EVERY_SECONDS = 1.0
SHORT_SECONDS = 0.6
"""What is over within this is shown at once: a bar that only flashes tells nothing."""


def is_awaited(work: Work | None, heading: DeltaGenerator, words: str, *, key: str) -> bool:
    """Whether the answer is still being made, or was stopped, which is then drawn. ``words``: what is being done.

    ``heading`` takes the screen's title meanwhile. The panel ends there; it is drawn again when the answer is at hand.
    """
    if work is None or _is_quick(work):
        return False
    with heading:
        headline.show(words)
    if work.stage is Stage.FAILED and work.error is not None:
        tell(work.error)
    elif work.stage is Stage.STOPPED:
        st.info(_("Arrêté. Rien n’a été gardé de ce calcul."), icon=":material/stop_circle:")
    else:
        follow(work, "", key=key)
        return True
    st.button(_("Relancer"), icon=":material/restart_alt:", type="primary", key=f"{key}_again", on_click=work.dismiss)
    return True


def follow(work: Work, words: str, *, key: str) -> None:
    """Draw how far work is, again and again, with what stops it; the page is drawn anew once it is over."""

    @st.fragment(run_every=EVERY_SECONDS)
    def live() -> None:
        with speaking():
            # A login that was ended sees nothing more, here neither.
            current_actor()
            if work.is_over:
                st.rerun()
            _draw(work, words, key)

    live()


def said(progress: Progress) -> str:
    """« 412 sur 1 000 · 12 s », « 12 s » as long as nothing is known."""
    seconds = _("{n} s").format(n=spoken_number(int(progress.seconds)))
    if not progress.of:
        return seconds
    of = _("{done} sur {of}").format(done=spoken_number(progress.done), of=spoken_number(progress.of))
    return f"{of} · {seconds}"


def _draw(work: Work, words: str, key: str) -> None:
    progress = work.progress
    waiting = _("En attente d’un autre calcul") if work.stage is Stage.WAITING else ""
    told = " · ".join(filter(None, (words, waiting, said(progress))))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(progress.done / progress.of if progress.of else 0.0, plain(told))
        st.button(_("Arrêter"), icon=":material/stop_circle:", key=f"{key}_stop", on_click=_stop, args=(work,))


def _stop(work: Work) -> None:
    with speaking():
        if not work.stop():
            st.toast(_("Trop tard pour arrêter : c’est fini."))


def _is_quick(work: Work) -> bool:
    """Whether it is done; whoever asked just now waits a moment for it."""
    if not work.is_over and work.progress.seconds < SHORT_SECONDS:
        work.wait(SHORT_SECONDS)
    return work.stage is Stage.DONE
