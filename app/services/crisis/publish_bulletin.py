"""What the public, town halls and the press are told: prepared from the figures, agreed by a named person, published, logged.

A text agreed no longer changes; a text not agreed is not published. In an exercise every text begins with the three words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.core.typed import typed_line
from app.response.bulletin import (
    AUDIENCE_WORDS,
    LONGEST,
    LONGEST_TITLE,
    About,
    Audience,
    Publication,
    Stage,
    holes,
    kit,
    length,
)
from app.services.crisis.event_figures import event_figures
from app.services.crisis.the_event import the_event
from app.services.crisis.write_log import note_in_log
from app.services.crisis.write_to_partner import EXERCISE, LetterKind, Partner, signature, write_to_partner
from app.services.exercise.exercise_guard import told_as
from app.store import community, contacts, journal, publications, revisions
from app.store.log import LogKind, LogStatus
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.event import Event
    from app.response.situation import Figures
    from app.store.community import Community
    from app.store.database import Connection, Store

LONGEST_LINE = 160
NO_SIGNATORY = N_("Dites qui valide ce texte : un nom et une qualité, en {most} signes au plus.")
NO_TITLE = N_("Donnez un titre de {most} signes au plus.")


@dataclass(frozen=True, slots=True)
class PublicationsView:
    """The texts of an event: those to have agreed, then those to publish, then what was published, newest first."""

    event: Event
    now: datetime
    texts: tuple[Publication, ...]
    town_halls: tuple[Partner, ...]
    """Town halls of the directory; empty for whoever may not run the event."""

    def of(self, *stages: Stage) -> tuple[Publication, ...]:
        """The texts that are at one of these stages."""
        return tuple(one for one in self.texts if one.stage in stages)


def read_publications(actor: Actor, store: Store, event_id: str) -> PublicationsView:
    """The texts of an event. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EVENT)
    with store.reading() as conn:
        event = the_event(conn, event_id)
        found = publications.every(conn, event_id)
        halls = contacts.of_function(conn, "town_hall") if may(actor, Action.RUN_EVENT) else []
    found.reverse()
    texts = sorted(found, key=_waits)
    return PublicationsView(
        event, store.now(), tuple(texts),
        tuple(Partner(one.name or one.organisation, one.organisation, one.email, one.day_phone) for one in halls),
    )  # fmt: skip


def _waits(one: Publication) -> tuple[int, int]:
    """To have agreed, then to publish, each by audience; then what was published, left in the order given."""
    published = one.stage is Stage.PUBLISHED
    return list(Stage).index(one.stage), 0 if published else list(Audience).index(one.audience)


def prepare_kit(actor: Actor, store: Store, event_id: str, phone: str = "") -> tuple[Publication, ...]:
    """Draft the bulletin, the town halls' message, the poster and the text for networks from the figures of this moment;
    ``phone``: the number given to the public. What is already being prepared for an audience is left alone; returns what was added.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        event, now = the_event(conn, event_id), store.now()
        figures = event_figures(conn, store, event_id, now)
        about = _about(event, figures, community.read(conn), " ".join(phone.split()))
        held = {one.audience for one in publications.every(conn, event_id) if one.stage is Stage.PREPARED}
        made = [
            Publication(
                id=new_id(), audience=audience, title=title, text=_marked(event, text), at=now, event_id=event_id
            )
            for audience, (title, text) in kit(about).items()
            if audience not in held
        ]
        for one in made:
            publications.add(conn, one, actor.id)
        if made:
            journal.write(conn, now, actor.id, "publication_prepared", event_id, {"entries": len(made)})
        return tuple(made)


def prepare_publication(
    actor: Actor, store: Store, event_id: str, audience: Audience, title: str, text: str
) -> Publication:
    """Write a text down, to be agreed. Raises InvalidInput, NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        event, now = the_event(conn, event_id), store.now()
        one = Publication(id=new_id(), audience=audience, title=title, text=text, at=now, event_id=event_id)
        one = _checked(event, one)
        publications.add(conn, one, actor.id)
        journal.write(conn, now, actor.id, "publication_prepared", one.id, {})
        return one


def change_publication(actor: Actor, store: Store, seen: Publication, title: str, text: str) -> Publication:
    """Write a text that nobody agreed yet, over the one that was ``seen``.

    Raises InvalidInput, RuleRefusal once agreed, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = _at(conn, seen, Stage.PREPARED)
        event = the_event(conn, held.event_id)
        return _written(
            conn, store, actor, seen, _checked(event, replace(held, title=title, text=text)), "publication_changed"
        )


def agree_publication(actor: Actor, store: Store, seen: Publication, agreed_by: str) -> Publication:
    """Say who agreed to a text as it was ``seen``: a name and a quality (« Dr Fictif, présidente »). It no longer changes.

    Raises InvalidInput without a name or where a place in brackets is left, RuleRefusal, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    name = typed_line(agreed_by, LONGEST_LINE, too_long=NO_SIGNATORY, empty=NO_SIGNATORY)
    with store.transaction() as conn:
        held = _at(conn, seen, Stage.PREPARED)
        left = holes(f"{held.title}\n{held.text}")
        if left:
            raise InvalidInput(N_("Complétez d’abord ce qui est entre crochets : {holes}."), holes=", ".join(left))
        _checked(the_event(conn, held.event_id), held)
        return _written(conn, store, actor, seen, replace(held, agreed_by=name), "publication_agreed")


def publish(actor: Actor, store: Store, seen: Publication, channel: str, to: Sequence[Partner] = ()) -> Publication:
    """Say where an agreed text was published, now (« site de la mairie »); ``to``: it also leaves to them as a letter.

    What is published again elsewhere is one more line of the log. Raises InvalidInput without a way, RuleRefusal for a text not
    agreed, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    letters = _("courriers : {who}").format(who=", ".join(one.organisation or one.name for one in to)) if to else ""
    where = " ; ".join(part for part in (" ".join(channel.split()), letters) if part)
    if not where:
        raise InvalidInput(N_("Dites où ce texte est publié, ou choisissez à qui l’envoyer."))
    with store.transaction() as conn:
        held, now = _at(conn, seen, Stage.AGREED, Stage.PUBLISHED), store.now()
        where = told_as(conn, held.event_id, where)
        event = the_event(conn, held.event_id)
        out = replace(held, channel=where, at=now)
        if held.stage is Stage.PUBLISHED:
            out = replace(out, id=new_id())
            publications.add(conn, out, actor.id)
            journal.write(conn, now, actor.id, "publication_published", out.id, {})
        else:
            _written(conn, store, actor, seen, out, "publication_published")
        for one in to:
            _write(conn, store, now, event, out, one)
        note_in_log(
            conn, now, actor,
            _("Publié ({audience}) : « {title} », {where}.").format(
                audience=_(AUDIENCE_WORDS[out.audience]), title=out.title, where=where
            ),
            kind=LogKind.ACTION, status=LogStatus.DONE, event_id=out.event_id,
        )  # fmt: skip
        return out


def drop_publication(actor: Actor, store: Store, seen: Publication) -> None:
    """Take back a text that nobody agreed. Raises RuleRefusal once agreed, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = _at(conn, seen, Stage.PREPARED)
        publications.drop(conn, held.id)
        journal.write(conn, store.now(), actor.id, "publication_dropped", held.id, {})


def _about(event: Event, figures: Figures, settings: Community, phone: str) -> About:
    practices = None
    if figures.practices is not None:
        practices = (figures.practices_open, figures.practices_degraded, figures.practices_closed)
    return About(
        title=event.title, communes=figures.communes, community=settings.name, phone=phone, practices=practices
    )


def _marked(event: Event, text: str) -> str:
    """The text behind the three words when the event is played."""
    return f"{EXERCISE}\n{text}" if event.is_exercise and not text.startswith(EXERCISE) else text


def _write(conn: Connection, store: Store, now: datetime, event: Event, one: Publication, to: Partner) -> None:
    text = one.text.removeprefix(EXERCISE).strip()
    agreed = _("Validé par {who}, {when}.").format(who=one.agreed_by, when=spoken_instant(now))
    write_to_partner(
        conn, store, now, kind=LetterKind.PUBLICATION, about=one.id, to=to, subject=one.title,
        body="\n\n".join((text, agreed, signature(conn))), exercise=event.is_exercise,
    )  # fmt: skip


def find_publication(conn: Connection, publication_id: str) -> Publication:
    """The text. Raises NotFound."""
    held = publications.find(conn, publication_id)
    if held is None:
        raise NotFound(N_("Ce texte n’existe plus. Rechargez la page."))
    return held


def _at(conn: Connection, seen: Publication, *stages: Stage) -> Publication:
    held = find_publication(conn, seen.id)
    if (held.title, held.text, held.agreed_by, held.channel) != (seen.title, seen.text, seen.agreed_by, seen.channel):
        raise revisions.stale(conn, seen.id)
    if held.stage not in stages:
        if held.stage is Stage.PREPARED:
            raise RuleRefusal(N_("Ce texte n’est pas validé : dites d’abord qui le valide."))
        raise RuleRefusal(N_("Ce texte est validé : il ne change plus. Préparez-en un autre."))
    return held


def _written(
    conn: Connection, store: Store, actor: Actor, seen: Publication, after: Publication, type: str
) -> Publication:
    if not publications.update(conn, seen, after):
        raise revisions.stale(conn, seen.id)
    journal.write(conn, store.now(), actor.id, type, after.id, {})
    return after


def _checked(event: Event, one: Publication) -> Publication:
    title = typed_line(one.title, LONGEST_TITLE, too_long=NO_TITLE, empty=NO_TITLE)
    text = one.text.strip()
    if not text:
        raise InvalidInput(N_("Écrivez le texte à publier."))
    most = LONGEST[one.audience]
    if length(text) > most:
        raise InvalidInput(N_("Ce texte tient en {most} signes au plus pour cette voie : raccourcissez-le."), most=most)
    return replace(one, title=title, text=_marked(event, text))
