"""Texts for the public on paper and as files: a page or a poster, the town halls' kit, the log of what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, RuleRefusal
from app.response.bulletin import AUDIENCE_WORDS, STAGE_WORDS, Audience, Publication
from app.services.crisis.publish_bulletin import find_publication
from app.services.crisis.the_event import marked, the_event
from app.services.crisis.write_to_partner import EXERCISE
from app.store import community, events, journal, publications
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.event import Event
    from app.store.community import Community
    from app.store.database import Store

HEADER = (
    N_("Jour"),
    N_("Heure"),
    N_("Pour qui"),
    N_("État"),
    N_("Titre"),
    N_("Texte"),
    N_("Validé par"),
    N_("Où"),
    N_("Événement"),
)


def print_publication(actor: Actor, store: Store, publication_id: str) -> bytes:
    """A text as PDF: a poster in large letters, anything else as a page. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        held = find_publication(conn, publication_id)
        event, settings = the_event(conn, held.event_id), community.read(conn)
    return _paper(held, event, settings, store.now())


def town_hall_kit(actor: Actor, store: Store, event_id: str) -> bytes:
    """What a town hall is given: every agreed text with its poster, as a ZIP. Raises NotFound, RuleRefusal without any, NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app.documents.settled_zip import settled_zip

    with store.reading() as conn:
        event, settings = the_event(conn, event_id), community.read(conn)
        agreed = {one.audience: one for one in publications.every(conn, event_id) if one.agreed_by}
    chosen = [agreed[audience] for audience in KIT if audience in agreed]
    if not chosen:
        raise RuleRefusal(N_("Aucun texte n’est validé : faites-en valider un, le kit le contiendra."))
    files: dict[str, bytes] = {}
    for one in chosen:
        files[f"{KIT[one.audience]}.txt"] = _plain_text(one, event)
        if one.audience in (Audience.POSTER, Audience.PUBLIC):
            files[f"{KIT[one.audience]}.pdf"] = _paper(one, event, settings, store.now())
    return settled_zip(files, store.now())


def _plain_text(one: Publication, event: Event) -> bytes:
    """Title and text, the three words of an exercise before both."""
    said = f"{one.title}\n\n{one.text}\n"
    if event.is_exercise:
        said = f"{_(EXERCISE)}\n\n{one.title}\n\n{one.text.removeprefix(_(EXERCISE)).lstrip()}\n"
    return said.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


KIT: dict[Audience, str] = {
    Audience.TOWN_HALLS: "message-aux-mairies",
    Audience.POSTER: "affiche",
    Audience.PUBLIC: "bulletin",
    Audience.SOCIAL: "reseaux-sociaux",
}
"""What the kit holds → the name of its file."""


def publications_csv(actor: Actor, store: Store, event_id: str | None = None) -> bytes:
    """The log of publications as a table, oldest first. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app.documents.csv_table import csv_bytes

    with store.transaction() as conn:
        found = publications.every(conn, event_id)
        titles = {one.id: marked(one, one.title) for one in events.every(conn)}
        journal.write(
            conn, store.now(), actor.id, "publications_exported", event_id or "", {"entries": len(found)}
        )  # fmt: skip
    return csv_bytes([_(name) for name in HEADER], [_cells(one, titles.get(one.event_id, "")) for one in found])


def _cells(one: Publication, event: str) -> list[str]:
    local = one.at.astimezone(PARIS)
    return [
        f"{local:%d/%m/%Y}", f"{local:%H:%M}", _(AUDIENCE_WORDS[one.audience]), _(STAGE_WORDS[one.stage]), one.title,
        one.text, one.agreed_by, one.channel, event,
    ]  # fmt: skip


def _paper(one: Publication, event: Event, settings: Community, now: datetime) -> bytes:
    from app import __version__
    from app.documents.imprint import Band, Imprint
    from app.documents.public_bulletin import PublicPaper, public_paper

    bands = ((Band.EXERCISE,) if event.is_exercise else ()) + ((Band.DEMONSTRATION,) if settings.demonstration else ())
    text = one.text.removeprefix(EXERCISE)
    paper = PublicPaper(
        community=settings.name,
        title=one.title,
        lines=tuple(line.strip() for line in text.splitlines() if line.strip()),
        day=spoken_date(paris_date(one.at)),
        agreed=_("Validé par {who}").format(who=one.agreed_by) if one.agreed_by else "",
        large=one.audience is Audience.POSTER,
    )
    return public_paper(paper, Imprint(now, _(AUDIENCE_WORDS[one.audience]), __version__, bands))
