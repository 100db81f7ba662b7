"""The page of a partner, and the one of a neighbouring community: counts and seats, no volunteer's name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

from app.access.links import LinkScope
from app.core.errors import N_, InvalidInput
from app.core.ids import PartnerId, SessionId
from app.scheduling.mobilisable import HORIZONS, UNKNOWN_DELAY
from app.scheduling.session import SeatState
from app.services.crisis.answer_for_partner import answer_for_partner, partner_actor
from app.services.crisis.neighbour_view import open_seats_document, read_neighbour
from app.services.crisis.partner_view import MASKED_BELOW, read_partner
from app.services.messages.hand_out_pages import centre_page_is_open
from app.web.pages import Page
from app.web.rendering import PRIVATE
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.web.forms import Form
    from app.web.pages import Visit

SHOWN = 20
"""Sessions on one page: two weeks of a centre open every half-day; the others are counted."""

DONE = {
    "confirme": N_("Merci : ces postes sont confirmés."),
    "impossible": N_(
        "C’est noté, la coordination le voit : elle cherche quelqu’un d’autre. Tant qu’elle n’a trouvé personne, ces postes restent à votre nom."
    ),
}


def _partner(visit: Visit) -> PartnerId:
    return PartnerId(visit.subject.part)


def _show_partner(visit: Visit) -> Response | None:
    page = read_partner(visit.store, visit.subject.centre_id, _partner(visit))
    if page is None:
        return None
    return visit.render(
        "partner.html",
        page=page,
        sessions=page.sessions[:SHOWN],
        more=max(0, len(page.sessions) - SHOWN),
        unsure=[one for one in page.sessions if one.given and not _is_said(one.state, one.reply is not None)],
        horizons=HORIZONS,
        least=MASKED_BELOW,
        unknown_delay=UNKNOWN_DELAY,
        now=spoken_instant(visit.now),
    )


def _is_said(state: SeatState | None, replied: bool) -> bool:
    """Whether the partner has already spoken of what it gives: nothing is left to confirm at once."""
    return state is SeatState.STAND_IN_WANTED or (state is SeatState.ACKNOWLEDGED and replied)


def _act_as_partner(visit: Visit, form: Form) -> str:
    page = read_partner(visit.store, visit.subject.centre_id, _partner(visit))
    if page is None:
        raise InvalidInput(N_("Ce lien ne mène plus à rien : demandez-en un autre à la coordination."))
    can = not form.text("impossible")
    chosen = [SessionId(one) for one in form.every("oui" if can else "impossible") if one]
    if form.text("tout"):
        chosen = [
            one.session.id for one in page.sessions if one.given and not _is_said(one.state, one.reply is not None)
        ]
    if not chosen:
        raise InvalidInput(N_("Choisissez la séance dont vous parlez."))
    answer_for_partner(
        partner_actor(page.partner), visit.store, visit.subject.centre_id, page.partner.id, chosen, can=can
    )
    return "confirme" if can else "impossible"


def _show_neighbour(visit: Visit) -> Response | None:
    page = read_neighbour(visit.store, visit.subject.centre_id, base_url=visit.base_url)
    if page is None:
        return None
    if visit.query.get("format") == "json":
        text = json.dumps(open_seats_document(page), ensure_ascii=False, indent=1)
        return Response(text.encode(), 200, {**PRIVATE, "content-type": "application/json"})
    return visit.render(
        "neighbour.html",
        page=page,
        sessions=page.sessions[:SHOWN],
        more=max(0, len(page.sessions) - SHOWN),
        rows=page.text.count("\n") + 4,
    )


PAGES: tuple[Page, ...] = (
    Page(
        scopes=frozenset({LinkScope.PARTNER}),
        opens=centre_page_is_open,
        show=_show_partner,
        act=_act_as_partner,
        done=DONE,
    ),
    Page(scopes=frozenset({LinkScope.NEIGHBOUR}), opens=centre_page_is_open, show=_show_neighbour),
)
