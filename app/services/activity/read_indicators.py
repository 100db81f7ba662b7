"""The indicators of a period: facts read in one transaction for it and for the one before, counted by ``app.indicators``.

A read side: nothing written. SQL stays in the store, figures in ``app.indicators``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.indicators.action_sheet import ActionSheet, action_sheet, sheet_line_of
from app.indicators.counting import Counting, indicators
from app.indicators.denominators import CareOffer, Denominators, care_offer
from app.indicators.groups import GroupRate, TargetGroup, group_rates, target_group_of
from app.indicators.participation import Share, shares_by_commune, shares_by_profession
from app.indicators.periods import Period, quarter_of
from app.indicators.registry import REPORTED
from app.indicators.weeks import Week, weeks_of
from app.library.content import built
from app.services.activity.indicator_facts import read_facts
from app.services.keeping.reference import read_library
from app.store import (
    community,
    denominators,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.indicators.facts import Facts
    from app.indicators.measures import Indicator
    from app.library import Library
    from app.store.community import Community
    from app.store.database import Store


@dataclass(frozen=True, kw_only=True)
class IndicatorsView:
    """One state of a period's figures, with all that a screen or a report says beside them."""

    now: datetime
    period: Period
    community: Community
    library: Library
    counting: Counting
    before: Counting
    revision: int
    """Of the denominators: pass it back to change them."""
    groups: Mapping[str, TargetGroup]
    communes: Mapping[str, str]
    """INSEE code → name, of the territory."""
    sheet_rows: tuple[Mapping[str, str], ...]

    @property
    def facts(self) -> Facts:
        return self.counting.facts

    @property
    def denominators(self) -> Denominators:
        return self.counting.denominators

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the registry."""
        return indicators(self.counting, self.before, self.period)

    @cached_property
    def reported(self) -> tuple[Indicator, ...]:
        """The twelve of the report's first page."""
        by_code = {one.definition.code: one for one in self.indicators}
        return tuple(by_code[one.code] for one in REPORTED)

    def indicator(self, code: str) -> Indicator:
        return next(one for one in self.indicators if one.definition.code == code)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return weeks_of(self.facts, self.period)

    @cached_property
    def by_profession(self) -> tuple[Share, ...]:
        return shares_by_profession(self.facts, self.counting.liberal)

    @cached_property
    def by_commune(self) -> tuple[Share, ...]:
        return shares_by_commune(self.facts)

    @cached_property
    def by_group(self) -> tuple[GroupRate, ...]:
        return group_rates(self.facts, self.denominators.groups)

    @cached_property
    def sheet(self) -> ActionSheet:
        """The crisis axis as an action sheet, fed by these figures."""
        return action_sheet((sheet_line_of(row) for row in self.sheet_rows), self.indicators, REPORTED)


def read_indicators(actor: Actor, store: Store, period: Period | None = None) -> IndicatorsView:
    """The figures of a period; of the current quarter (Paris) when none is given. They come from people, not with names:
    nothing here says who did what. Raises NotAllowed.
    """
    require(actor, Action.READ_INDICATORS)
    now = store.now()
    chosen = period or quarter_of(paris_date(now))
    with store.reading() as conn:
        library, settings = read_library(store, conn), community.read(conn)
        held, revision = denominators.read(conn)
        offer = read_offer(library)
        territory = library.communes(settings.territory) if settings.territory else ()
        return IndicatorsView(
            now=now,
            period=chosen,
            community=settings,
            library=library,
            counting=Counting(read_facts(conn, library, chosen, now), held, offer),
            before=Counting(read_facts(conn, library, chosen.previous, now), held, offer),
            revision=revision,
            groups={
                one.slug: one for one in (built(row, target_group_of) for row in library.file("target_groups.csv"))
            },
            communes={one.insee: one.name for one in territory},
            sheet_rows=tuple(record.cells for record in library.file("action_sheet.csv")),
        )


def read_offer(library: Library) -> tuple[CareOffer, ...]:
    """The table of how many professionals practise in the territory; a site puts its own in its place."""
    return care_offer((row.cells for row in library.file("reference/offre_soins_redon_2021.csv")), library.professions)
