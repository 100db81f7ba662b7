"""The directory as a screen, the plan and the crisis bag need it: whom to call, what is missing, where the yearly test stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.library.content import built
from app.response.directory_holes import SITE_FUNCTIONS, holes
from app.response.directory_said import hole_sentences
from app.response.number_check import ToCall, last_outcomes, to_call
from app.response.training import months_after
from app.roster.cells import required, words
from app.services.keeping.content_files import MONTHS, figures_of, settings_of
from app.services.keeping.reference import read_library
from app.store import community, contacts, people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.library import Library
    from app.response.directory import Contact
    from app.response.directory_holes import Hole
    from app.response.number_check import CheckRound, NumberTest
    from app.response.references import ContactFunction
    from app.roster.cells import Cells
    from app.roster.practice import Site
    from app.store.community import Community
    from app.store.database import Connection, Store

RULES = "directory_rules.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """One state of the directory. ``departments`` are those of the territory's communes, code → name; every table in order."""

    today: date
    community: Community
    contacts: tuple[Contact, ...]
    functions: Mapping[str, ContactFunction]
    departments: Mapping[str, str]
    every_department: Mapping[str, str]
    """All of them: a contact may be of another one, as a regional hospital is."""
    holes: tuple[Hole, ...]
    outcomes: Mapping[tuple[str, str], NumberTest]
    """(Contact, number) → the last call made to it, whenever."""
    sites: Mapping[str, Site]
    check_months: int
    rounds: tuple[CheckRound, ...]
    calls: tuple[ToCall, ...]
    """Every number to call in the round that runs; empty outside any."""

    @property
    def running(self) -> CheckRound | None:
        """The « test des numéros » that runs, or None."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].closed_at is None else None

    @property
    def last_round(self) -> CheckRound | None:
        """The last one that ended, or None."""
        return next((one for one in reversed(self.rounds) if one.closed_at is not None), None)

    @property
    def next_check_on(self) -> date | None:
        """When the numbers are to be called again; None as long as they never were."""
        last = self.last_round
        return months_after(paris_date(last.opened_at), self.check_months) if last else None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is missing, worst first, in the current language."""
        return hole_sentences(self.holes, self.functions, self.departments)

    def department(self, code: str) -> str:
        """« Morbihan »; empty for the whole territory."""
        return self.every_department.get(code, code)

    def function(self, code: str) -> str:
        """« Préfecture (service de permanence) »."""
        return self.functions[code].label if code in self.functions else code


def read_directory(actor: Actor, store: Store) -> DirectoryView:
    """The whole directory. Raises NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    with store.reading() as conn:
        return directory_of(conn, store)


def directory_of(conn: Connection, store: Store) -> DirectoryView:
    """:func:`read_directory` on a connection, for what is made of it; the caller has checked who reads."""
    library, settings, today = read_library(store, conn), community.read(conn), paris_date(store.now())
    held, sites = _in_order(contacts.every(conn), library), {one.id: one for one in people.sites(conn)}
    names = department_names(library)
    months, tests, rounds = check_months(library), contacts.calls(conn), tuple(contacts.rounds(conn))
    running = rounds[-1] if rounds and rounds[-1].closed_at is None else None
    order = [one.code for one in library.contact_functions]
    ours = {code: names.get(code, code) for code in territory_departments(library, settings)}
    return DirectoryView(
        today=today,
        community=settings,
        contacts=held,
        functions={one.code: one for one in library.contact_functions},
        departments=ours,
        every_department=names,
        holes=holes(
            held, library.contact_functions, list(ours), today=today, within=_since(today, months), tests=tests, never_called=never_called(library),
            sites={one.id: SITE_FUNCTIONS[one.kind] for one in sites.values() if one.kind in SITE_FUNCTIONS},
        ),
        outcomes=last_outcomes(tests),
        sites=sites,
        check_months=months,
        rounds=rounds,
        calls=to_call(held, filter(running.holds, tests), order, never_called(library)) if running else (),
    )  # fmt: skip


def territory_departments(library: Library, settings: Community) -> tuple[str, ...]:
    """The departments of the community's communes, in order of code; none without a territory."""
    if not settings.territory:
        return ()
    return tuple(sorted({one.department for one in library.communes(settings.territory) if one.in_territory} - {""}))


def department_names(library: Library) -> dict[str, str]:
    """Code → name of every department (``data/departments.csv``)."""
    return dict(built(record, _department) for record in library.file("departments.csv"))


def _department(row: Cells) -> tuple[str, str]:
    return required(row, "code"), required(row, "name")


def check_months(library: Library) -> int:
    """After how many months a number is to be called again (``data/directory_rules.csv``)."""
    return figures_of(library, RULES, {"check_months": MONTHS})["check_months"]


def never_called(library: Library) -> frozenset[str]:
    """Emergency lines, which are not called to be checked (``data/directory_rules.csv``)."""
    return frozenset(words(settings_of(library, RULES)["never_called"].cells, "value"))


def _since(today: date, months: int) -> timedelta:
    return today - months_after(today, -months)


def _in_order(held: list[Contact], library: Library) -> tuple[Contact, ...]:
    places = {one.code: place for place, one in enumerate(library.contact_functions)}
    return tuple(
        sorted(
            held, key=lambda one: (places.get(one.function, len(places)), one.department, one.organisation, one.name)
        )
    )
