"""``/p/<token>`` of a session's lead: may it open, who is there, doses, incidents, closing a line. One thumb, no script.

GET shows and writes nothing. The link opens one session, from a day before to two days after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.access.links import LinkScope
from app.activity.doses import LOSS_WORDS
from app.core.errors import N_, InvalidInput, ReleveError
from app.core.ids import SessionId
from app.services.activity.check_opening import check_opening
from app.services.activity.close_attendance import close_attendance
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.count_doses import add_lot, count_doses, move_container, set_out_container, set_standby
from app.services.activity.day_rights import lead_actor, lead_is_open
from app.services.activity.read_session_day import read_session_day
from app.services.activity.record_attendance import add_walk_in, record_attendance, settle_walk_in
from app.services.activity.reopen_line import preview_reopening, reopen_line
from app.services.activity.report_incident import close_incident, declare_incident, report_incident
from app.web import lead_forms
from app.web.forms import NOT_A_BUTTON
from app.web.pages import Page
from app.words import _
from app.words.dates import spoken_session
from app.words.errors import sentence

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.access.actor import Actor
    from app.services.activity.close_line import ClosingPreview
    from app.services.activity.read_session_day import SessionDay
    from app.services.activity.reopen_line import ReopeningPreview
    from app.web.forms import Form
    from app.web.pages import Visit

Preview = TypeVar("Preview")

PARTS = (
    ("", N_("Ouverture")),
    ("presences", N_("Présents")),
    ("doses", N_("Doses")),
    ("incident", N_("Incident")),
    ("fermer", N_("Fermer une ligne")),
)
"""The parts of the page, in the order of the day."""

CHECKED = {"note": N_("C’est noté.")}
ATTENDED = {
    "note": N_("C’est noté. Les autres sont présents."),
    "passage": N_("Ajouté à la feuille."),
    "refuse": N_("C’est noté : cette personne n’est pas sur la feuille."),
    "clos": N_("Présence close. Elle peut encore être corrigée ici."),
}
COUNTED = {
    "compte": N_("Doses notées."),
    "lot": N_("Lot reçu."),
    "liste": N_("Liste de fin de journée notée."),
    "collecteur": N_("Collecteur noté."),
}
REPORTED = {
    "incident": N_("Incident noté. Suivez la fiche ci-dessous, puis déclarez-le."),
    "declare": N_("Déclaration notée."),
    "fini": N_("Incident clos."),
}
CLOSED = {
    "ferme": N_("Ligne fermée : chacun est prévenu. Copiez les textes ci-dessous."),
    "rouvert": N_("Ligne rouverte : chacun est prévenu."),
}


def _session(visit: Visit) -> SessionId:
    return SessionId(visit.subject.id)


def _actor(visit: Visit) -> Actor:
    return lead_actor(_session(visit))


def _render(visit: Visit, template: str, part: str, day: SessionDay, **values: object) -> Response:
    return visit.render(
        template,
        day=day,
        when=spoken_session(day.session.starts_at, day.session.ends_at),
        parts=[(f"{visit.home}/{one}".rstrip("/") + visit.keeping, _(words), one == part) for one, words in PARTS],
        **values,
    )


def _show_opening(visit: Visit) -> Response:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    checked = {one.sentence for one in day.results}
    lacks = [reason for reason in day.decision.reasons if reason not in checked]
    return _render(
        visit, "lead_opening.html", "", day, lacks=lacks, blocking=len(day.decision.reasons) - len(lacks),
        field_of=lead_forms.field_of,
    )  # fmt: skip


def _check(visit: Visit, form: Form) -> str:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    answers = lead_forms.check_answers(day, form, visit.now)
    if not answers:
        raise InvalidInput(N_("Rien n’est rempli : répondez à un point au moins."))
    check_opening(_actor(visit), visit.store, _session(visit), answers)
    return "note"


def _show_attendance(visit: Visit) -> Response:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    jobs = {one.slug: one.label() for one in day.library.professions}
    begun = visit.now >= day.session.starts_at
    return _render(
        visit, "lead_attendance.html", "presences", day, jobs=jobs, begun=begun, shown_hour=lead_forms.shown_hour
    )


def _attend(visit: Visit, form: Form) -> str:
    actor, session = _actor(visit), _session(visit)
    day = read_session_day(_actor(visit), visit.store, session)
    if name := form.text("passage", 80):
        add_walk_in(actor, visit.store, session, name, profession=form.text("profession"))
        return "passage"
    if row := form.text("accepter", 120):
        settle_walk_in(actor, visit.store, session, row, accepted=True)
        return "passage"
    if row := form.text("refuser", 120):
        settle_walk_in(actor, visit.store, session, row, accepted=False)
        return "refuse"
    noted = lead_forms.noted_rows(day.session, form)
    if not noted and not form.text("clore"):
        raise InvalidInput(NOT_A_BUTTON)
    record_attendance(actor, visit.store, session, noted)
    if form.text("clore"):
        close_attendance(actor, visit.store, session)
        return "clos"
    return "note"


def _show_doses(visit: Visit) -> Response:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    reasons = [(reason.value, _(words)) for reason, words in LOSS_WORDS.items()]
    return _render(visit, "lead_doses.html", "doses", day, reasons=reasons)


def _count(visit: Visit, form: Form) -> str:
    actor, store, session = _actor(visit), visit.store, _session(visit)
    if lot := form.text("lot", 60):
        count_doses(actor, store, session, lot, lead_forms.figure_of(form.text("vu")), lead_forms.counted_of(form))
        return "compte"
    if number := form.text("numero", 40):
        expires = lead_forms.day_of(form.text("peremption", 20))
        add_lot(
            actor, store, session, form.text("vaccin"), number, expires, lead_forms.figure_of(form.text("recus"))
        )  # fmt: skip
        return "lot"
    if container := form.text("avancer", 60):
        move_container(actor, store, container, lead_forms.figure_of(form.text("vu")), session_id=session)
        return "collecteur"
    if code := form.text("collecteur", 40):
        set_out_container(actor, store, session, code)
        return "collecteur"
    if form.text("attente"):
        set_standby(actor, store, session, lead_forms.figure_of(form.text("attente")))
        return "liste"
    raise InvalidInput(NOT_A_BUTTON)


def _show_incidents(visit: Visit) -> Response:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    return _render(visit, "lead_incidents.html", "incident", day)


def _report(visit: Visit, form: Form) -> str:
    actor, store = _actor(visit), visit.store
    if one := form.text("declare", 60):
        declare_incident(actor, store, one, lead_forms.figure_of(form.text("vu")))
        return "declare"
    if one := form.text("fini", 60):
        close_incident(actor, store, one, lead_forms.figure_of(form.text("vu")))
        return "fini"
    line = lead_forms.figure_of(form.text("ligne"))
    report_incident(actor, store, _session(visit), form.text("sorte"), line=line or None, note=form.text("note", 500))
    return "incident"


def _show_closing(visit: Visit) -> Response:
    day = read_session_day(_actor(visit), visit.store, _session(visit))
    return _render(
        visit, "lead_closing.html", "fermer", day, previews=_previews(visit, day), reopenings=_reopenings(visit, day)
    )


def _previews(visit: Visit, day: SessionDay) -> list[tuple[int, ClosingPreview | None, str]]:
    """What closing each line left would do, or why it can't be closed."""
    gone = {one.line for one in day.closed}
    left = (line for line in range(1, day.session.lines + 1) if line not in gone)
    return [
        _tried(line, lambda line: preview_closing(_actor(visit), visit.store, day.session.id, line)) for line in left
    ]


def _reopenings(visit: Visit, day: SessionDay) -> dict[int, tuple[int, ReopeningPreview | None, str]]:
    """What reopening each closed line would do, or why it stays closed."""
    closed = (one.line for one in day.closed)
    return {
        line: _tried(line, lambda line: preview_reopening(_actor(visit), visit.store, day.session.id, line))
        for line in closed
    }


def _tried(line: int, preview: Callable[[int], Preview]) -> tuple[int, Preview | None, str]:
    """The line, then its preview or why there is none."""
    try:
        return line, preview(line), ""
    except ReleveError as error:
        return line, None, sentence(error)


def _close(visit: Visit, form: Form) -> str:
    line = lead_forms.figure_of(form.text("ligne"))
    if form.text("rouvrir"):
        reopen_line(_actor(visit), visit.store, _session(visit), line, form.text("vu"))
        return "rouvert"
    close_line(_actor(visit), visit.store, _session(visit), line, form.text("motif"), form.text("vu"))
    return "ferme"


_Show = Callable[["Visit"], "Response"]
_Act = Callable[["Visit", "Form"], str]


def _page(part: str, show: _Show, act: _Act, done: dict[str, str]) -> Page:
    return Page(part=part, scopes=frozenset({LinkScope.LEAD}), opens=lead_is_open, show=show, act=act, done=done)


PAGES: tuple[Page, ...] = (
    _page("", _show_opening, _check, CHECKED),
    _page("presences", _show_attendance, _attend, ATTENDED),
    _page("doses", _show_doses, _count, COUNTED),
    _page("incident", _show_incidents, _report, REPORTED),
    _page("fermer", _show_closing, _close, CLOSED),
)
