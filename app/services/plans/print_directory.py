"""The directory on paper, a page a group. That it left is journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.documents.imprint import Band, Imprint
from app.response.directory import spoken_number
from app.response.directory_holes import HoleKind
from app.response.directory_said import place_words
from app.response.references import GROUP_WORDS
from app.services.plans.read_directory import directory_of
from app.store import journal
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.directory_sheet import DirectoryLine, DirectoryPage
    from app.response.directory import Contact
    from app.services.plans.read_directory import DirectoryView
    from app.store.database import Connection, Store

NAMED = 8
"""Missing functions named on a page; beyond, they are counted."""


def print_directory(actor: Actor, store: Store) -> bytes:
    """The whole directory as PDF, a page a group that holds or lacks something. Raises NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    with store.transaction() as conn:
        content = printed(conn, store)
        journal.write(conn, store.now(), actor.id, "directory_exported", "directory", {})
    return content


def printed(conn: Connection, store: Store) -> bytes:
    """The same as an annex of the plan or of the crisis bag, on a connection; the caller has checked who reads."""
    from app.documents.directory_sheet import directory_sheets

    view = directory_of(conn, store)
    bands = (Band.DEMONSTRATION,) if view.community.demonstration else ()
    edition = ngettext("annuaire, {n} contact", "annuaire, {n} contacts", len(view.contacts)).format(
        n=len(view.contacts)
    )
    pages = [page for group in GROUP_WORDS if (page := _page(view, group)) is not None]
    return directory_sheets(pages, Imprint(store.now(), edition, __version__, bands))


def _page(view: DirectoryView, group: str) -> DirectoryPage | None:
    from app.documents.directory_sheet import DirectoryPage

    held = [
        one for one in view.contacts if one.function in view.functions and view.functions[one.function].group == group
    ]
    missing = [
        place_words(view.functions, view.departments, one)
        for one in view.holes
        if one.kind is HoleKind.MISSING and view.functions[one.function].group == group
    ]
    if not held and not missing:
        return None
    return DirectoryPage(
        community=view.community.name,
        group=_(GROUP_WORDS[group]),
        lines=tuple(_line(view, one, above) for one, above in zip(held, (None, *held), strict=False)),
        missing=tuple(_few(missing)),
        blank_lines=max(2, min(6, len(missing))),
    )


def _few(names: list[str]) -> list[str]:
    left = len(names) - NAMED
    more = [ngettext("et {n} de plus", "et {n} de plus", left).format(n=left)] if left > 0 else []
    return names[:NAMED] + more


def _line(view: DirectoryView, one: Contact, above: Contact | None) -> DirectoryLine:
    from app.documents.directory_sheet import DirectoryLine

    return DirectoryLine(
        function="" if above is not None and above.function == one.function else view.function(one.function),
        department=view.department(one.department),
        who=one.who,
        day_phone=spoken_number(one.day_phone),
        night_phone=spoken_number(one.night_phone),
        email=one.email,
        note=one.note,
        checked=spoken_date(one.checked_on) if one.checked_on else _("à vérifier"),
    )
