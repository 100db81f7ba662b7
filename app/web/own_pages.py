"""Sub-pages of a volunteer's page: preferences, one's own data, the attestation, one's busy calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.documents.attestation import attestation_pdf
from app.services.activity.attestation import read_attestation
from app.services.keeping.read_own_data import file_name, host_of, own_data_json, read_own_data
from app.services.messages.hand_out_pages import person_page_is_open
from app.services.slots.busy_times import HORIZON, forget_calendar, paste, read_address
from app.store import own_data
from app.web import own_data_words, preferences_page
from app.web.forms import MAX_BYTES, PER_CHARACTER
from app.web.guesses import Guesses
from app.web.pages import Page
from app.web.rendering import PRIVATE
from app.words import _
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.web.forms import Form
    from app.web.pages import Visit

LONGEST_ADDRESS = 2000
LONGEST_CALENDAR = 60_000
AGENDA_BYTES = MAX_BYTES + PER_CHARACTER * LONGEST_CALENDAR
"""Whatever the textarea lets in arrives, the other fields besides."""

READ_COST = 5
"""Reading an address weighs as much as five wrong guesses: six at once, then one every ten seconds."""

_reads = Guesses()
"""How often each person had an address read, in memory: our server asks other sites only so often."""

BUSY_DONE = {
    "lu": N_("Votre calendrier a été lu : seules les heures occupées sont gardées."),
    "oublie": N_("Votre calendrier est oublié : ses heures occupées sont effacées."),
}


_TOO_LONG = N_(
    "Ce calendrier est trop long pour être collé ({most} caractères au plus) : donnez plutôt son adresse, ou exportez"
    " moins de mois."
)


def _show_data(visit: Visit) -> Response:
    data = read_own_data(visit.actor, visit.store, visit.subject.person_id, page_address=_("cette page"))
    if visit.query.get("format") == "json":
        return _file(own_data_json(data), "application/json", file_name(data))
    return visit.render(
        "own_data.html",
        data=data,
        identity=own_data_words.identity(data),
        subjects=own_data_words.subjects(data),
        notice=data.notice.splitlines(),
    )


def _show_attestation(visit: Visit) -> Response:
    year = visit.query.get("annee", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    made = read_attestation(visit.actor, visit.store, visit.subject.person_id, year=chosen)
    return _file(attestation_pdf(made), "application/pdf", f"attestation-{paris_date(made.made_at).isoformat()}.pdf")


def _show_busy(visit: Visit) -> Response:
    with visit.store.reading() as conn:
        held = own_data.busy_calendar(conn, visit.subject.person_id)
    return visit.render(
        "busy_calendar.html",
        held=held,
        site=host_of(held) if held else "",
        months=HORIZON.days // 30,
        longest=LONGEST_CALENDAR,
    )


def _act_on_busy(visit: Visit, form: Form) -> str:
    person, address = visit.subject.person_id, form.text("adresse", LONGEST_ADDRESS)
    pasted = form.text("calendrier", AGENDA_BYTES)
    if len(pasted) > LONGEST_CALENDAR:
        raise InvalidInput(_TOO_LONG, most=spoken_number(LONGEST_CALENDAR))
    if form.text("oublier"):
        forget_calendar(visit.actor, visit.store, person)
        return "oublie"
    if form.text("relire"):
        address = _known_address(visit)
    if address:
        _count_read(visit)
        read_address(visit.actor, visit.store, person, address)
    elif pasted:
        paste(visit.actor, visit.store, person, pasted)
    else:
        raise InvalidInput(N_("Collez l’adresse de votre calendrier, ou son contenu."))
    return "lu"


def _known_address(visit: Visit) -> str:
    with visit.store.reading() as conn:
        held = own_data.busy_calendar(conn, visit.subject.person_id)
    return held.address if held else ""


def _count_read(visit: Visit) -> None:
    """Raises RuleRefusal when the person has had addresses read too often of late."""
    key = f"{visit.store.folder.path}|{visit.subject.id}"
    if _reads.are_spent(key):
        raise RuleRefusal(N_("Votre calendrier vient d’être lu plusieurs fois : réessayez dans une minute."))
    for _time in range(READ_COST):
        _reads.count_wrong(key)


def _file(content: bytes, kind: str, name: str) -> Response:
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, 200, {**PRIVATE, "content-type": kind, "content-disposition": disposition})


_MINE = frozenset({LinkScope.PAGE})

PAGES: tuple[Page, ...] = (
    preferences_page.PAGE,
    Page(part="donnees", scopes=_MINE, opens=person_page_is_open, show=_show_data),
    Page(part="attestation.pdf", scopes=_MINE, opens=person_page_is_open, show=_show_attestation),
    Page(
        part="agenda",
        scopes=_MINE,
        opens=person_page_is_open,
        show=_show_busy,
        act=_act_on_busy,
        done=BUSY_DONE,
        form_bytes=AGENDA_BYTES,
    ),
)
