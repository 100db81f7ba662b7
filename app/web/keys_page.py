"""``/suivis/cles``: the key table printed empty, and where its sealed copies are; checked and tested in one tap.

The table itself is never typed, photographed nor sent: what is noted here is that a copy exists, with whom, since when.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import Response

from app.continuity.sealed_copy import (
    FORM_WORDS,
    HOLDER_WORDS,
    STATE_WORDS,
    CopyForm,
    CopyState,
    CopyStep,
    Holder,
    SealedCopy,
    check_by,
    trial_by,
)
from app.core.errors import N_, InvalidInput
from app.core.ids import PracticeId
from app.services.continuity.keep_sealed_copy import keep_copy, note_step, take_back
from app.services.continuity.print_key_table import print_key_table
from app.services.continuity.read_sealed_copies import read_sealed_copies
from app.web import needs_words
from app.web.forms import NOT_A_BUTTON, whole_number
from app.web.needs_visit import acting, shown
from app.web.rendering import PRIVATE
from app.web.signing_in import Room
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.continuity.read_sealed_copies import CopiesView, HeldCopy
    from app.web.forms import Form, whole_number
    from app.web.needs_visit import NeedsVisit

DONE = {
    "depot": N_("C’est noté : la copie est déposée."),
    CopyStep.CHECKED.value: N_("C’est noté : vérifiée aujourd’hui."),
    CopyStep.TESTED.value: N_("C’est noté : ouverture essayée aujourd’hui."),
    "retiree": N_("C’est noté : une copie est de nouveau à déposer."),
}
"""Code in the address → what was just done."""
LOOKS = {
    CopyState.ABSENT: ("cancel", "alarm"),
    CopyState.TO_TEST: ("schedule", "open"),
    CopyState.TO_CHECK: ("schedule", "open"),
    CopyState.FINE: ("check_circle", "confirmed"),
}
"""Icon and tone of a state."""
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>[0-9]{4})")


def _show(visit: NeedsVisit) -> Response:
    view = read_sealed_copies(visit.actor, visit.caller.store)
    held = view.of(visit.id)
    pair = held.paired_practice
    return visit.render(
        "keys.html",
        sentence=needs_words.copies_sentence(held.state),
        copies=[_told(one, view) for one in held.held],
        today=view.today.strftime("%d/%m/%Y"),
        forms=[(one.value, _(FORM_WORDS[one])) for one in CopyForm],
        holders={
            Holder.PAIRED.value: [(id, name) for id, name in view.others.items() if id != visit.id],
            Holder.PHARMACIST.value: list(view.pharmacies.items()),
        },
        pair=pair or "",
    )


def _told(one: HeldCopy, view: CopiesView) -> dict[str, object]:
    """One holder as the template reads it."""
    icon, tone = LOOKS[one.state]
    copy = one.copy
    told: dict[str, object] = {
        "holder": one.holder.value, "title": _(HOLDER_WORDS[one.holder]), "icon": icon, "tone": tone,
        "state": _(STATE_WORDS[one.state]), "name": one.name, "revision": copy.revision if copy else 0, "is_there": copy is not None,
        "form": copy.form.value if copy else "", "who": (copy.holder_practice or copy.holder_site) if copy else "", "lines": (),
    }  # fmt: skip
    return told if copy is None else {**told, "lines": _lines(copy, view)}


def _lines(copy: SealedCopy, view: CopiesView) -> tuple[str, ...]:
    said = [_("{form}, déposée le {day}").format(form=_(FORM_WORDS[copy.form]), day=spoken_date(copy.deposited_on))]
    if copy.checked_on:
        said.append(_("vérifiée le {day}").format(day=spoken_date(copy.checked_on)))
    tested = _("ouverture essayée le {day}").format(day=spoken_date(copy.tested_on)) if copy.tested_on else ""
    coming = _("À vérifier avant le {check}, ouverture à essayer avant le {trial}.").format(
        check=spoken_date(check_by(copy, view.delays)), trial=spoken_date(trial_by(copy, view.delays))
    )
    return (", ".join([*said, tested or _("ouverture jamais essayée")]), coming)


def _act(visit: NeedsVisit, form: Form) -> Response:
    """A copy deposited, checked, tested, or gone."""
    actor, store = visit.actor, visit.caller.store
    holder, revision = _holder(form.text("chez")), whole_number(form.text("revision"))
    asked = form.text("faire")
    if asked == "depot":
        keep_copy(actor, store, _copy(visit, form, holder, revision))
    elif asked in set(CopyStep):
        today = read_sealed_copies(actor, store).today
        note_step(actor, store, visit.id, holder, CopyStep(asked), today, revision)
    elif asked == "retiree":
        take_back(actor, store, visit.id, holder, revision)
    else:
        raise InvalidInput(NOT_A_BUTTON)
    return visit.go("/cles", asked)


def _copy(visit: NeedsVisit, form: Form, holder: Holder, revision: int) -> SealedCopy:
    who, shape = form.text("qui"), form.text("forme")
    is_paired = holder is Holder.PAIRED
    return SealedCopy(
        practice=visit.id, holder=holder, form=CopyForm(shape) if shape in set(CopyForm) else CopyForm.ENVELOPE,
        holder_practice=PracticeId(who) if is_paired and who else None, holder_site="" if is_paired else who,
        deposited_on=_day(form.text("jour")), revision=revision,
    )  # fmt: skip


def _day(text: str) -> date:
    """« 03/11/2026 ». Raises InvalidInput."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise InvalidInput(N_("Donnez le jour du dépôt : jour, mois, année, par exemple 03/11/2026.")) from None


def _holder(text: str) -> Holder:
    if text not in set(Holder):
        raise InvalidInput(NOT_A_BUTTON)
    return Holder(text)


def _print(visit: NeedsVisit) -> Response:
    """The empty table as a file, from the number asked for."""
    first = visit.caller.query.get("depuis", "1")
    made = print_key_table(visit.actor, visit.caller.store, visit.id, first=whole_number(first))
    headers = {
        **PRIVATE,
        "content-type": "application/pdf",
        "content-disposition": 'attachment; filename="table-des-cles.pdf"',
    }
    return Response(made, 200, headers)


ROOMS: tuple[Room, ...] = (
    Room(address="suivis/cles", show=shown(_show), act=acting(_act), done=DONE),
    Room(address="suivis/cles.pdf", show=shown(_print)),
)
