"""What a plan is drafted from, gathered from every table at once; and the draft it would be today. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.intervals import is_within
from app.library import Library
from app.library.content import built
from app.response.alert import AlertKind, Answer
from app.response.completeness import Completeness, completeness
from app.response.plan import PlanState
from app.response.plan_draft import draft, draft_row_of
from app.response.plan_facts import (
    Holder,
    PlanCentre,
    PlanFacts,
    PlanRules,
    Practised,
    Recipient,
    recipient_of,
)
from app.response.stock import stocked
from app.scheduling.centre import KIND_WORDS
from app.services.coverage.assess_territory import hazard_kinds
from app.services.crisis.read_alert import flow_of
from app.services.keeping.content_files import DAYS, MONTHS, figures_of
from app.services.keeping.reference import read_library
from app.services.plans.card_text import signed_cards
from app.services.plans.keep_inventory import limits_of
from app.services.plans.plan_shelf import PlanShelf, shelf_of
from app.services.plans.read_directory import directory_of
from app.store import (
    alerts,
    articulations,
    centres,
    contacts,
    crisis_cell,
    inventory,
    people,
    plans,
    territory_risks,
    trainings,
)
from app.words import _, use_language
from app.words.dates import spoken_date
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.core.ids import PersonId
    from app.response.plan import PlanVersion, Section
    from app.response.plan_draft import DraftRow
    from app.roster.commune import Commune
    from app.roster.person import Person
    from app.store.database import Connection, Store

LANGUAGE = "fr"
"""A plan is written for French authorities: in French, whoever reads the screens in whichever language."""

CERTIFICATE = "afgsu"
"""How the competences begin that are certificates of emergency care."""

YEAR_DAYS = 365


def gather(conn: Connection, store: Store, number: int) -> PlanFacts:
    """Everything a version of that number is written from, on the present day. Names and numbers are in it."""
    library, shelf = read_library(store, conn), shelf_of(read_library(store, conn))
    directory, today = directory_of(conn, store), paris_date(store.now())
    settings = directory.community
    everyone = {one.id: one for one in people.every(conn)}
    asked = tuple(one for one in everyone.values() if one.is_contactable_on(today))
    return PlanFacts(
        today=today,
        number=number,
        community=settings.name,
        coordinator=settings.coordinator,
        coordinator_phone=settings.coordinator_phone,
        communes=_communes(library, settings.territory),
        departments=directory.departments,
        people=asked,
        professions=shelf.professions,
        practices=len({one.practice for one in asked if one.practice}),
        certified=_certified(conn, {one.id for one in asked}, today),
        sites=tuple(people.sites(conn)),
        articulations={one.site_id: one for one in articulations.every(conn)},
        functions=library.cell_functions,
        cell=_cell(conn, everyone),
        place=crisis_cell.place(conn)[0],
        contacts=directory.contacts,
        contact_functions=library.contact_functions,
        flow=flow_of(library),
        holes=directory.holes,
        sheets=tuple(shelf.sheets.values()),
        cards=tuple(shelf.cards.values()),
        signed=signed_cards(conn, shelf.cards.values()),
        legal=shelf.legal,
        orsan=shelf.orsan,
        risks=tuple(territory_risks.every(conn)),
        hazards=_hazards(library),
        zones=tuple(territory_risks.zones(conn)),
        stock=stocked(inventory.every(conn), today, limits_of(library)),
        centres=tuple(_centres(conn)),
        practised=_practised(conn, today),
        recipients=recipients_of(library),
        history=_history(conn, number),
    )  # fmt: skip


def proposed(conn: Connection, store: Store, number: int) -> tuple[tuple[Section, ...], PlanFacts]:
    """Every section as it would be written today, in French; and what it is written from."""
    with use_language(LANGUAGE):
        facts = gather(conn, store, number)
        return draft(draft_rows_of(read_library(store, conn)), facts), facts


def completeness_of(conn: Connection, store: Store, version: PlanVersion) -> Completeness:
    """What a version lacks today, in the language of the run."""
    return completeness(version.sections, gather(conn, store, version.number))


def recipients_of(library: Library) -> tuple[Recipient, ...]:
    """Who a plan goes to, in order."""
    return tuple(built(record, recipient_of) for record in library.file("plan_recipients.csv"))


def rules_of(library: Library | None = None) -> PlanRules:
    """How often a plan is reviewed."""
    bounds = {"review_months": MONTHS, "notice_days": DAYS}
    return PlanRules(**figures_of(library or Library(), "plan_rules.csv", bounds))


def draft_rows_of(library: Library) -> tuple[DraftRow, ...]:
    """``data/plan_draft.csv``: what a draft is written from. Raises InvalidInput."""
    return tuple(built(record, draft_row_of) for record in library.file("plan_draft.csv"))


def _communes(library: Library, territory: str) -> tuple[Commune, ...]:
    if not territory:
        return ()
    return tuple(one for one in library.communes(territory) if one.in_territory)


def _certified(conn: Connection, asked: set[PersonId], today: date) -> int:
    held = (one for one in people.competences(conn) if one.code.startswith(CERTIFICATE))
    return len({one.person for one in held if one.person in asked and is_within(today, one.valid_from, one.valid_to)})


def _cell(conn: Connection, everyone: Mapping[PersonId, Person]) -> dict[str, tuple[Holder, ...]]:
    held: dict[str, list[Holder]] = {}
    for one in sorted(crisis_cell.members(conn), key=lambda member: (member.function, member.rank)):
        person = everyone.get(one.person_id) if one.person_id else None
        named = Holder(full_name(person.given_name, person.family_name), person.mobile) if person else Holder(one.name, one.phone)  # fmt: skip
        if named.name:
            held.setdefault(one.function, []).append(named)
    return {function: tuple(holders) for function, holders in held.items()}


def _hazards(library: Library) -> dict[str, str]:
    return {one.code: one.label for one in hazard_kinds(library)}


def _centres(conn: Connection) -> list[PlanCentre]:
    return [
        PlanCentre(
            one.name,
            _(KIND_WORDS[one.kind]),
            ", ".join(part for part in (one.place.name, one.place.commune) if part and part not in one.name),
            one.lines,
            one.injections_per_hour,
            one.designation.designated,
        )
        for one in centres.every(conn)
    ]


def _practised(conn: Connection, today: date) -> Practised:
    held = [one for one in trainings.every(conn) if one.cancelled_at is None]
    past = [one for one in held if 0 <= (today - one.day).days <= YEAR_DAYS]
    present = trainings.all_participants(conn)
    tests = alerts.every(conn, kind=AlertKind.TEST, limit=1)
    called = alerts.people(conn, tests[0].id) if tests else []
    calls = contacts.calls(conn)
    return Practised(
        trainings=len(past),
        trained=sum(part.attended for one in past for part in present.get(one.id, ())),
        next_trainings=tuple(f"{spoken_date(one.day)}, {one.title}" for one in held if one.day > today),
        last_test=paris_date(tests[0].launched_at) if tests else None,
        reached=sum(one.answer is not Answer.NONE for one in called),
        asked=len(called),
        last_numbers=paris_date(calls[-1].at) if calls else None,
    )


def _history(conn: Connection, number: int) -> tuple[str, ...]:
    earlier = [one for one in plans.every(conn) if one.number < number and one.state is not PlanState.DRAFT]
    return tuple(map(history_words, reversed(earlier)))


def history_words(version: PlanVersion) -> str:
    """« Version 1, validée le 3 septembre 2026 »."""
    if version.validated_at is None:
        return _("Version {number}").format(number=version.number)
    day = spoken_date(paris_date(version.validated_at))
    return _("Version {number}, validée le {date}").format(number=version.number, date=day)


def shelf_on(conn: Connection, store: Store) -> PlanShelf:
    """The plans and cards in force."""
    return shelf_of(read_library(store, conn))
