"""Establishments, vaccination centres and remote services as providers of the live world."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from app.drills.supply import share
from app.response.articulation import SITE_KIND_WORDS
from app.scheduling.capacity import Throughput, filled_of_seats, session_capacity
from app.scheduling.centre import KIND_WORDS, CentreKind
from app.services.keeping.reference import centre_template
from app.services.world.world_offer import CENTRE, PRACTICE, REMOTE, SLOT_SKILL, Stand, depends_at, place_offer
from app.services.world.world_under_way import rank_of, slots_of, stands
from app.words import _
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.core.ids import SessionId
    from app.scheduling.session import Need
    from app.services.world.world_offer import Offer
    from app.services.world.world_source import Source

VACCINATING = (CentreKind.VACCINATION, CentreKind.MOBILE)
"""Kinds of centre that have injectors by default (``data/reference/centre_templates.csv``)."""


def site_offers(source: Source) -> Iterator[Offer]:
    """Establishments, with the slots that they keep."""
    slots = slots_of(source, "site")
    for site in source.sites:
        row, places = source.supply(site.kind), slots.get(site.id, Counter())
        usual = row.usual(site.places)
        yield place_offer(
            Stand(
                id=f"site:{site.id}", where=site.commune_insee, name=site.name, role=uncapitalised(_(SITE_KIND_WORDS[site.kind])),
                kind=site.kind, skills=row.skills | ({SLOT_SKILL} if places else set()),
                reach_minutes=row.reach_minutes, usual=usual,
                given=[share(usual, row.percent(one)) + places[rank] for rank, one in enumerate(source.slices)],
                depends=depends_at(row.depends_on, site.commune_insee),
            )
        )  # fmt: skip


def centre_offers(source: Source) -> Iterator[Offer]:
    """Whoever vaccinates in sessions, centres and mobile teams, with what published ones can give as their seats are held."""
    row, injections = source.supply(CENTRE), _injections(source)
    for centre in source.centres:
        if centre.kind not in VACCINATING:
            continue
        where = centre.place.commune_insee
        yield place_offer(
            Stand(
                id=f"site:{centre.id}", where=where, name=centre.name, role=_(KIND_WORDS[centre.kind]), kind=CENTRE,
                skills=row.skills, reach_minutes=row.reach_minutes, usual=0,
                given=[injections[centre.id, rank] for rank in range(len(source.slices))],
                depends=depends_at(row.depends_on, where),
            )
        )  # fmt: skip


def remote_offers(source: Source) -> Iterator[Offer]:
    """Remote services, which fail with the practice or the establishment they stand in."""
    row, sites = source.supply(REMOTE), {one.id: one.commune_insee for one in source.sites}
    for one in source.remotes:
        home = source.homes.get(one.practice, "") if one.practice else ""
        where = sites.get(one.site, "") or home or source.chief
        needed = {"power": one.needs_power, "it:internet": one.needs_network}
        depends = depends_at({on: hours for on, hours in row.depends_on.items() if needed.get(on, True)}, where)
        if one.practice or one.site:
            depends[f"{PRACTICE}:{one.practice}" if one.practice else f"site:{one.site}"] = 0
        yield place_offer(
            Stand(
                id=f"site:{one.id}", where=where, name=one.name, role=_("suivi à distance"), kind=REMOTE,
                skills=row.skills, reach_minutes=row.reach_minutes, usual=one.capacity,
                given=[share(one.capacity, row.percent(slice)) for slice in source.slices], depends=depends,
                practice=one.practice or "",
            )
        )  # fmt: skip


def _injections(source: Source) -> Counter[tuple[str, int]]:
    """(centre, slice) → injections that published sessions give there."""
    found: Counter[tuple[str, int]] = Counter()
    centres = {one.id: one for one in source.centres if one.kind in VACCINATING}
    filled = filled_of_seats(source.seats)
    asked: dict[SessionId, list[Need]] = defaultdict(list)
    for need in source.asked:
        asked[need.session_id].append(need)
    for session in source.sessions:
        rank, centre = rank_of(source, session.starts_at, session.ends_at), centres.get(session.centre_id)
        if rank is None or centre is None or not stands(session):
            continue
        paces = centre_template(source.library, centre.kind, centre.campaign, session.day).paces
        pace = Throughput(centre.injections_per_hour, centre.observation_minutes, paces=frozenset(paces))
        given = session_capacity(session, asked[session.id], filled.get(session.id, {}), pace)
        found[centre.id, rank] += given.injections
    return found
