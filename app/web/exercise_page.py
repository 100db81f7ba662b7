"""``/exercice/<token>``: one participant's page. A player reads what they are told and answers; an animator follows the
chronogramme; an observer rates and notes; all answer the hot wash at the end.

The first page asks for itself again every few seconds and holds no form; what is typed has a page of its own, where nothing moves.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.exercise.exercise import LONGEST_TEXT, ExerciseState
from app.exercise.hot_wash import LONGEST_LINE, MARKS, HotWashAnswer
from app.exercise.rating import Element, ObservationKind
from app.services.exercise.observe import ObservationDraft
from app.services.exercise.rate_by_link import (
    Kept,
    observe_by_link,
    rate_by_link,
    respond_by_link,
    take_back_by_link,
)
from app.services.exercise.read_participant_page import read_participant_page
from app.services.exercise.wash_by_link import wash_by_link
from app.store import exercise_people, exercises
from app.web import exercise_words as words
from app.web.forms import MAX_BYTES, NOT_A_BUTTON, PER_CHARACTER
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.services.exercise.read_participant_page import ParticipantPage
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

READABLE = timedelta(days=60)
"""How long after its end an exercise is still read from its links: until its improvement plan is shared out (DRILLS §4)."""
REFRESH = 15
"""Seconds between two readings of a page without a form."""
FORM_BYTES = MAX_BYTES + PER_CHARACTER * 2 * LONGEST_TEXT
ABOUT = "objet"
"""In the address: which inject or objective a form is about."""
NOTES = "notes"
"""``?suite=notes``: past the red page; ``?suite=fixe``: the page stays as it is."""
STILL = "fixe"

ANSWERED, RATED, RATED_OVER, NOTED, TAKEN_BACK = "reponse", "cote", "remplace", "note", "retire"
WASHED, WASHED_BEFORE = "merci", "deja"
DONE = {
    ANSWERED: N_("Votre réponse est notée : l’animation la voit."),
    RATED: N_("C’est noté. Vous pouvez changer votre cotation jusqu’à la signature du retour d’expérience."),
    RATED_OVER: N_("C’est noté : cette cotation remplace celle que vous aviez donnée. La dernière compte."),
    NOTED: N_("Votre observation est notée."),
    TAKEN_BACK: N_("Votre observation est retirée."),
    WASHED: N_("Merci ! Vos réponses sont comptées sans votre nom ni l’heure."),
    WASHED_BEFORE: N_("Vos réponses étaient déjà comptées : une fois par personne, merci !"),
}
"""The same for everyone: it stands in an address beside somebody's token."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OLD = N_("Cette page est trop ancienne : rouvrez le lien.")


def exercise_page_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether a participant's link still opens: until sixty days after the end, and while they take part."""
    participant = exercise_people.find(conn, subject.part)
    exercise = exercises.find(conn, subject.whole)
    if participant is None or exercise is None or participant.exercise_id != exercise.id:
        return False
    return exercise.finished_at is None or now < max(exercise.finished_at, exercise.created_at) + READABLE


def _read(visit: Visit) -> ParticipantPage | None:
    return read_participant_page(visit.actor, visit.store, visit.subject.part)


def _render(visit: Visit, template: str, page: ParticipantPage, **values: object) -> Response:
    return visit.render(template, page=page, say=words, longest=LONGEST_TEXT, about=ABOUT, **values)


def _show_home(visit: Visit) -> Response | None:
    page = _read(visit)
    if page is None:
        return None
    if page.is_stopped_for_real and visit.query.get("suite") != NOTES:
        return _render(visit, "exercise_stopped.html", page)
    moves = not page.exercise.is_ended and visit.query.get("suite") != STILL
    return _render(visit, "exercise.html", page, refresh=REFRESH if moves else 0, now=visit.now)


def _act_home(visit: Visit, form: Form) -> str:
    """The one button of the first page: take an observation back."""
    asked, _colon, revision = form.text("retirer").partition(":")
    if not asked or not revision.isdecimal() or len(revision) > 9:
        raise InvalidInput(NOT_A_BUTTON)
    take_back_by_link(visit.actor, visit.store, visit.subject.part, asked, int(revision))
    return TAKEN_BACK


def _show_answer(visit: Visit) -> Response | None:
    page = _read(visit)
    if page is None:
        return None
    if page.is_stopped_for_real:
        return _render(visit, "exercise_stopped.html", page)
    told = next((one for one in page.told if one.inject.id == visit.query.get(ABOUT)), None)
    sent = typed()
    return _render(
        visit,
        "exercise_answer.html",
        page,
        told=told,
        id=sent.text("id", 40) if sent else new_id(),
        text=sent.text("texte", LONGEST_TEXT) if sent else "",
    )


def _act_answer(visit: Visit, form: Form) -> str:
    keep(form)
    text = form.text("texte", 2 * LONGEST_TEXT)
    inject = visit.query.get(ABOUT, "")
    respond_by_link(visit.actor, visit.store, visit.subject.part, inject, text, id=_id(form))
    return ANSWERED


def _show_rating(visit: Visit) -> Response | None:
    page = _read(visit)
    judged = next((one for one in page.judged if one.objective.code == visit.query.get(ABOUT)), None) if page else None
    if page is None or judged is None:
        return None
    sent, given = typed(), judged.rating
    return _render(
        visit,
        "exercise_rate.html",
        page,
        judged=judged,
        is_open=_may_rate(page),
        letter=sent.text("lettre", 1) if sent else given.letter if given else "",
        rationale=sent.text("pourquoi", LONGEST_TEXT) if sent else given.rationale if given else "",
        cause=sent.text("cause", LONGEST_TEXT) if sent else given.cause if given else "",
    )


def _act_rating(visit: Visit, form: Form) -> str:
    keep(form)
    kept = rate_by_link(
        visit.actor,
        visit.store,
        visit.subject.part,
        visit.query.get(ABOUT, ""),
        form.text("lettre", 10),
        rationale=form.text("pourquoi", 2 * LONGEST_TEXT),
        cause=form.text("cause", 2 * LONGEST_TEXT),
    )
    return RATED_OVER if kept is Kept.OVER else RATED


def _show_observation(visit: Visit) -> Response | None:
    page = _read(visit)
    if page is None or not page.is_observer:
        return None
    sent = typed()
    shown = {
        name: sent.text(name, LONGEST_TEXT) if sent else ""
        for name in ("texte", "sorte", "objectif", "cause", "element")
    }
    return _render(
        visit,
        "exercise_observe.html",
        page,
        is_open=_may_rate(page),
        id=sent.text("id", 40) if sent else new_id(),
        shown=shown,
        inject=sent.text("inject", 40) if sent else visit.query.get(ABOUT, ""),
    )


def _act_observation(visit: Visit, form: Form) -> str:
    keep(form)
    kind, element = form.text("sorte", 20), form.text("element", 20)
    if kind not in frozenset(ObservationKind) or element not in {"", *Element}:
        raise InvalidInput(N_("Choisissez : point fort, point à améliorer ou fait observé."))
    draft = ObservationDraft(
        id=_id(form),
        kind=ObservationKind(kind),
        text=form.text("texte", 2 * LONGEST_TEXT),
        objective=form.text("objectif", 20),
        cause=form.text("cause", 2 * LONGEST_TEXT),
        element=Element(element) if element else None,
        inject_id=form.text("inject", 40),
    )
    observe_by_link(visit.actor, visit.store, visit.subject.part, draft)
    return NOTED


def _show_wash(visit: Visit) -> Response | None:
    page = _read(visit)
    if page is None:
        return None
    sent = typed()
    marks = {one.code: sent.text(f"q_{one.code}", 1) if sent else "" for one in page.questions}
    return _render(
        visit,
        "exercise_wash.html",
        page,
        marks=marks,
        choices=[str(one) for one in MARKS],
        well=sent.text("bien", LONGEST_LINE) if sent else "",
        less=sent.text("moins", LONGEST_LINE) if sent else "",
        longest_line=LONGEST_LINE,
    )


def _act_wash(visit: Visit, form: Form) -> str:
    keep(form)
    marks = {code: mark for code, mark in form.under("q_").items() if mark}
    if any(mark not in {str(one) for one in MARKS} for mark in marks.values()):
        raise InvalidInput(N_("Choisissez une note de 1 à 5 dans la liste."))
    answer = HotWashAnswer(
        {code: int(mark) for code, mark in marks.items()},
        form.text("bien", 2 * LONGEST_LINE),
        form.text("moins", 2 * LONGEST_LINE),
    )
    return WASHED if wash_by_link(visit.actor, visit.store, visit.subject.part, answer) else WASHED_BEFORE


def _may_rate(page: ParticipantPage) -> bool:
    """From the start until the review is signed."""
    return page.exercise.state not in (ExerciseState.PREPARED, ExerciseState.REVIEWED)


def _id(form: Form) -> str:
    """The form's own id, made when it was shown: sent twice, it stands once. Raises InvalidInput for none."""
    found = form.text("id", 40)
    if not _ID.fullmatch(found):
        raise InvalidInput(_OLD)
    return found


_MINE = frozenset({LinkScope.EXERCISE})

PAGES: tuple[Page, ...] = (
    Page(first="exercice", scopes=_MINE, opens=exercise_page_is_open, show=_show_home, act=_act_home, done=DONE),
    *(
        Page(
            first="exercice",
            part=part,
            scopes=_MINE,
            opens=exercise_page_is_open,
            show=show,
            act=act,
            done=DONE,
            goes_home=True,
            form_bytes=FORM_BYTES,
        )
        for part, show, act in (
            ("repondre", _show_answer, _act_answer),
            ("objectif", _show_rating, _act_rating),
            ("observation", _show_observation, _act_observation),
            ("questionnaire", _show_wash, _act_wash),
        )
    ),
)
