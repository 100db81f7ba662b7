"""The coverage of a half-day on paper: by role and commune, the register's small numbers masked, whoever prints. Journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.documents.imprint import Band, Imprint
from app.documents.territory_svg import Area, Tone, Way
from app.drills.coverage import LossClass
from app.drills.sentences import loss_words
from app.services.coverage import coverage_words as words
from app.services.coverage.coverage_answers import Standing
from app.services.coverage.coverage_masking import shared_rights
from app.services.coverage.coverage_names import BOAT, NameKind
from app.services.coverage.coverage_stage import stage
from app.services.coverage.coverage_view import positions, unmet_of, view_of
from app.services.coverage.read_coverage import losses_view
from app.store import journal
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.coverage_sheet import CommuneRow, CoverageSheet
    from app.services.coverage.coverage_stage import Asked
    from app.services.coverage.coverage_view import CommuneView, CoverageView
    from app.services.coverage.read_coverage import LossesView
    from app.store.database import Store

SETS_PRINTED, LOSSES_PRINTED, HANGING_PRINTED, NEEDS_PRINTED = 8, 10, 8, 3
TONES = {
    Standing.NOTHING: Tone.NONE,
    Standing.COVERED: Tone.CALM,
    Standing.FRAGILE: Tone.WARNED,
    Standing.SHORT: Tone.ALARM,
}


def print_coverage(actor: Actor, store: Store, asked: Asked) -> bytes:
    """The map and its tables as PDF. Raises NotAllowed, NotFound."""
    require(actor, Action.READ_DRILLS)
    from app.documents.coverage_sheet import coverage_sheet

    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights = shared_rights(held)
    view, losses = view_of(held, rights), losses_view(held, rights)
    bands = [*([Band.EXERCISE] if view.is_exercise else []), *([Band.DEMONSTRATION] if view.demonstration else [])]
    content = coverage_sheet(_sheet(view, losses), Imprint(held.at, _edition(view), __version__, tuple(bands)))
    with store.transaction() as conn:
        payload = {
            "slice": view.asked.slice,
            "shock": view.asked.shock,
            "moment": view.asked.moment.value,
            "rows": len(view.communes),
        }
        journal.write(conn, store.now(), actor.id, "coverage_printed", "coverage", payload)
    return content


def _edition(view: CoverageView) -> str:
    return words.slice_words(view.slice)


def _sheet(view: CoverageView, losses: LossesView) -> CoverageSheet:
    from app.documents.coverage_sheet import CoverageSheet

    points = positions(view)
    return CoverageSheet(
        community=view.community,
        title=_("Couverture du territoire"),
        when=capitalised(words.slice_words(view.slice)),
        answer=words.sentence(view),
        notes=tuple(filter(None, (words.detail(view), words.untold_words(view)))),
        sets=_sets(view),
        areas=tuple(
            Area(one.rings, points[one.insee], TONES[commune.standing], words.letter(commune.standing))
            for one in view.outlines
            if (commune := view.of(one.insee)) is not None
        ),
        ways=tuple(
            Way(points[road.start], points[road.end], is_boat=road.id.endswith(BOAT), is_cut=is_cut)
            for roads, is_cut in ((view.roads, False), (view.cut, True))
            for road in roads
            if road.start in points and road.end in points
        ),
        drawn=words.counted_communes(view),
        legend=tuple((words.letter(one) or "–", _(words.STANDING_MEANS[one])) for one in (Standing.SHORT, Standing.FRAGILE, Standing.COVERED)),
        rows=tuple(_row(view, one) for one in view.communes),
        losses=tuple(
            (one.shared, _("masqué") if one.shared_loss is None else spoken_number(one.shared_loss), loss_words(one.category))
            for one in [row for row in losses.rows if row.kind is not NameKind.THING][:LOSSES_PRINTED]
            if one.category is not LossClass.REPLACEABLE
        ),
        hanging=tuple(words.hanging_words(one) for one in view.hanging[:HANGING_PRINTED]),
        assumptions=view.assumptions,
    )  # fmt: skip


def _sets(view: CoverageView) -> tuple[str, ...]:
    """The largest, then how many more there are and what they lack together."""
    told = [capitalised(one.sentence) for one in view.sets[:SETS_PRINTED]]
    rest = [one.shortage or 0 for one in view.sets[SETS_PRINTED:]]
    if rest:
        told.append(
            ngettext(
                "Et {n} autre ensemble : il manque {units}.",
                "Et {n} autres ensembles : il manque {units} en tout.",
                len(rest),
            ).format(n=spoken_number(len(rest)), units=spoken_number(sum(rest)))
        )
    return tuple(told)


def _listed(needs: tuple[str, ...]) -> str:
    if not needs:
        return "–"
    shown, more = ", ".join(needs[:NEEDS_PRINTED]), len(needs) - NEEDS_PRINTED
    if more <= 0:
        return shown
    return ngettext("{shown} et {n} autre", "{shown} et {n} autres", more).format(shown=shown, n=more)


def _row(view: CoverageView, one: CommuneView) -> CommuneRow:
    from app.documents.coverage_sheet import CommuneRow

    return CommuneRow(
        name=one.name,
        state=words.standing_words(one.standing),
        unmet=words.unmet_words(unmet_of(view, one.code)),
        short=_listed(one.short),
        fragile=_listed(one.fragile),
    )
