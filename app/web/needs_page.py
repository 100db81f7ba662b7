"""``/suivis``: a practice's own needs on its members' phones. The list, what is due first; one noted in a few taps.

Nothing of a need stands in an address but an id that says nothing; no page of it is kept by the browser.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.continuity.need import NeedId
from app.continuity.sealed_copy import CopyState
from app.continuity.signature import NONE_ACTIVE
from app.core.errors import N_, InvalidInput, NotFound, ReleveError, StaleRevision
from app.services.continuity.own_practice import why_no_place
from app.services.continuity.read_hand_overs import for_practice
from app.services.continuity.read_register import read_register
from app.services.continuity.read_sealed_copies import read_sealed_copies
from app.services.continuity.record_needs import Change, Read, record_needs, renew_needs
from app.web import needs_form, needs_words
from app.web.forms import NOT_A_BUTTON
from app.web.guarded import trouble_of
from app.web.needs_visit import acting, shown
from app.web.signing_in import Room
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.services.continuity.read_register import NeedRow, Register
    from app.web.forms import Form
    from app.web.needs_form import Typed
    from app.web.needs_visit import NeedsVisit

GONE = N_("Ce suivi n’existe plus : il a pris fin, ou quelqu’un du cabinet l’a retiré.")
TAKEN = N_(
    "Ce numéro vient d’être pris par quelqu’un du cabinet (ou par vous, d’un double appui : voyez la liste). Rien de plus"
    " n’a été noté ; le numéro libre suivant est proposé."
)
DONE = {
    "note": N_("C’est noté."),
    "change": N_("C’est noté : le suivi est modifié."),
    "toujours": N_("C’est noté : toujours d’actualité."),
    "fini": N_("C’est noté : ce suivi est fini et n’est plus gardé."),
    "parti": GONE,
}
"""Code in the address → what was just done."""


def _show_list(visit: NeedsVisit) -> Response:
    actor, store = visit.actor, visit.caller.store
    register = read_register(actor, store, visit.id)
    held = for_practice(actor, store, visit.id)
    copies = read_sealed_copies(actor, store).of(visit.id).state
    lines = [needs_words.line(row, register) for row in register.rows]
    nothing = "" if register.offered() else _(NONE_ACTIVE)
    return visit.render(
        "needs.html",
        sentence=needs_words.sentence(register),
        due=[one for one in lines if one.is_due],
        others=sorted((one for one in lines if not one.is_due), key=lambda one: one.title),
        asked=needs_words.asked_of(held),
        has_hand_overs=bool(held.given or held.proposals or held.taken or held.to_return or held.unreadable),
        unreadable=held.unreadable,
        refusal=_no_place(visit) or nothing,
        copies=needs_words.copies_sentence(copies) if lines and copies is not CopyState.FINE else "",
    )


def _no_place(visit: NeedsVisit) -> str:
    """Why nothing may be noted here today; empty when it may."""
    refusal = why_no_place(visit.actor, visit.caller.store, visit.id)
    return sentence(refusal) if refusal else ""


def _act_on_list(visit: NeedsVisit, form: Form) -> Response:
    """« Toujours d’actualité », for one need or for all those that were shown as due."""
    asked = form.text("encore", 300)
    known = form.every("lu") if asked == "tous" else (asked,) if asked else ()
    if not known:
        raise InvalidInput(NOT_A_BUTTON)
    renew_needs(visit.actor, visit.caller.store, visit.id, [_read(one) for one in known])
    return visit.go("", "toujours")


def _read(text: str) -> Read:
    id, _colon, revision = text.partition(":")
    if not revision.isdecimal() or len(revision) > 9:
        raise InvalidInput(NOT_A_BUTTON)
    return Read(NeedId(id), int(revision))


def _show_new(visit: NeedsVisit) -> Response:
    register = read_register(visit.actor, visit.caller.store, visit.id)
    return _new(visit, register, needs_form.blank(register, visit.actor.id))


def _new(visit: NeedsVisit, register: Register, typed: Typed) -> Response:
    return _form(visit, register, typed, row=None)


def _act_on_new(visit: NeedsVisit, form: Form) -> Response:
    """One need more. A number that was proposed to two phones at once goes to the first alone: it is one patient's."""
    actor, store = visit.actor, visit.caller.store
    try:
        draft = needs_form.draft(form)
        if needs_form.was_taken_since(form, read_register(actor, store, visit.id)):
            raise StaleRevision(TAKEN)
        record_needs(actor, store, visit.id, new=[draft])
    except ReleveError as error:
        register = read_register(actor, store, visit.id)
        typed = needs_form.shown_again(form, register)
        if needs_form.was_taken_since(form, register):
            typed = replace(typed, number=register.next_pseudonym)
        return _again(visit, error, form, register, typed)
    return visit.go("/nouveau" if form.text("suivant") else "", "note")


def _show_need(visit: NeedsVisit) -> Response:
    register = read_register(visit.actor, visit.caller.store, visit.id)
    row = _row(register, visit.caller.part)
    return _form(visit, register, needs_form.typed_of(row.need), row) if row else visit.go("", "parti")


def _act_on_need(visit: NeedsVisit, form: Form) -> Response:
    """Changed, still standing, or over."""
    actor, store = visit.actor, visit.caller.store
    read = _read(f"{visit.caller.part}:{form.text('revision')}")
    register = read_register(actor, store, visit.id)
    row = _row(register, read.id)
    if row is None:
        return visit.go("", "parti")
    if form.text("fini"):
        _require_seen(row, read)
        record_needs(actor, store, visit.id, dropped=[read])
        return visit.go("", "fini")
    if form.text("encore"):
        renew_needs(actor, store, visit.id, [read])
        return visit.go("", "toujours")
    try:
        record_needs(actor, store, visit.id, changed=[Change(read.id, read.revision, needs_form.draft(form, row.need))])
    except NotFound:
        return visit.go("", "parti")
    except ReleveError as error:
        return _again(visit, error, form, register, needs_form.shown_again(form, register), row)
    return visit.go("", "change")


def _require_seen(row: NeedRow, read: Read) -> None:
    if row.need.revision != read.revision:
        raise StaleRevision(N_("Quelqu’un du cabinet a modifié ce suivi entre-temps. Rien n’a été écrit : relisez-le."))


def _row(register: Register, id: str) -> NeedRow | None:
    return next((one for one in register.rows if one.need.id == id), None)


def _again(
    visit: NeedsVisit, error: ReleveError, form: Form, register: Register, typed: Typed, row: NeedRow | None = None
) -> Response:
    """The form with what was typed and why it was refused; what stands now is said where somebody wrote first."""
    trouble, status = trouble_of(error)
    refused = replace(visit, caller=replace(visit.caller, said="", trouble=trouble))
    stale = row is not None and isinstance(error, StaleRevision)
    return _form(refused, register, typed, row, status=status, now=stale, is_open=needs_form.said_more(form))


def _form(
    visit: NeedsVisit,
    register: Register,
    typed: Typed,
    row: NeedRow | None,
    *,
    status: int = 200,
    now: bool = False,
    is_open: bool = False,
) -> Response:
    line = needs_words.line(row, register) if row else None
    return visit.render(
        "need_form.html",
        status=status,
        typed=typed,
        offered=needs_form.offered(register, row.need.category if row else ""),
        nothing="" if row or register.offered() else _(NONE_ACTIVE),
        relays=needs_form.relays_shown(typed),
        line=line,
        is_open=is_open or (row is not None and typed.has_more),
        revision=row.need.revision if row else 0,
        proposed="" if row else register.next_pseudonym,
        standing=line if now else None,
        title=_("Suivi {number}").format(number=row.need.pseudonym) if row else _("Noter un suivi"),
    )


ROOMS: tuple[Room, ...] = (
    Room(address="suivis", show=shown(_show_list), act=acting(_act_on_list), done=DONE),
    Room(address="suivis/nouveau", show=shown(_show_new), act=acting(_act_on_new), done=DONE),
    Room(address="suivis/besoin/", show=shown(_show_need), act=acting(_act_on_need), done=DONE),
)
