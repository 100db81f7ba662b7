"""A trial of the laboratory as PDF: nobody is named, small counts are not told, EXERCICE stands on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.documents.drill_svg import PaperLine, PaperSpan, lines_svg
from app.documents.imprint import Band, Imprint
from app.services.laboratory.laboratory_figures import day_of, is_night
from app.services.laboratory.laboratory_words import amount_words
from app.services.laboratory.read_laboratory import read_saved, try_composition
from app.store import community, journal
from app.words import _, ngettext
from app.words.dates import short_day, spoken_instant

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.drill_sheet import DrillList, DrillSheet, DrillTable
    from app.drills.composition import Composition
    from app.services.laboratory.laboratory_shorts import Row
    from app.services.laboratory.laboratory_words import Told
    from app.store.database import Store

MOST_ROWS = 15
"""Communes on paper: those most short; the file of the screen holds them all."""


def print_trial(actor: Actor, store: Store, composition: Composition) -> bytes:
    """What was composed and what came out, on the roster of the moment. Raises InvalidInput, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    said = try_composition(actor, store, composition).shared
    title = composition.title or _("Essai du laboratoire")
    return _printed(actor, store, said, title, "", _("effectif du moment"))


def print_saved(actor: Actor, store: Store, run_id: str) -> bytes:
    """A saved run as it was. Raises NotFound, InvalidInput when another version wrote it, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    run = read_saved(actor, store, run_id)
    if run.shared is None:
        raise InvalidInput(N_("Ce résultat vient d’une autre version de Relève : refaites l’essai, puis imprimez."))
    edition = _("gardé {when}").format(when=spoken_instant(run.run_at))
    return _printed(actor, store, run.shared, run.title, run.id, edition)


def _printed(actor: Actor, store: Store, said: Told, title: str, subject: str, edition: str) -> bytes:
    from app.documents.drill_sheet import drill_sheet

    with store.transaction() as conn:
        settings = community.read(conn)
        journal.write(conn, store.now(), actor.id, "laboratory_printed", subject, {"effects": len(said.effects)})
    bands = (Band.EXERCISE, *((Band.DEMONSTRATION,) if settings.demonstration else ()))
    return drill_sheet(sheet_of(said, title, settings.name), Imprint(store.now(), edition, __version__, bands))


def sheet_of(said: Told, title: str, name: str) -> DrillSheet:
    """The pages of what is told."""
    from app.documents.drill_sheet import DrillSheet

    days = len({day_of(one) for one in said.slices})
    return DrillSheet(
        community=name,
        title=title,
        at=_("À partir du {when}, {days}").format(
            when=said.slices[0].words, days=ngettext("sur {n} jour", "sur {n} jours", days).format(n=days)
        )
        if said.slices
        else "",
        sentence=" ".join((said.sentence, *said.details)),
        drawing=_drawing(said),
        drawing_says=said.over_time,
        tables=_tables(said),
        lists=tuple(_lists(said)),
        notes=said.assumptions,
    )


def _drawing(said: Told) -> str:
    lines = tuple(PaperLine(one.name.value, one.words, one.percents) for one in said.courses)
    spans, before = [], None
    for one in said.slices:
        day = day_of(one)
        hours = (one.ends_at - one.starts_at).total_seconds() / 3600
        spans.append(PaperSpan(hours, short_day(day) if day != before else "", is_night(one)))
        before = day
    return lines_svg(lines, tuple(spans), said.over_time)


def _tables(said: Told) -> tuple[DrillTable, ...]:
    from app.documents.drill_sheet import DrillTable

    effects = tuple((str(one.number), one.kind, one.did) for one in said.effects)
    falls = tuple((one.words, amount_words(said, one)) for one in said.falls)
    return (
        DrillTable(_("Ce que fait chaque effet"), "", (0, 1, 4), (_("N°"), _("Genre"), _("Ce qu’il fait")), effects),
        DrillTable(
            _("D’où vient ce qui manque"), f"{said.falls_sentence} {said.order}", (1, 0), (_("Étape"), _("Demandes sans personne")), falls
        ),
        _rows(said, said.skills, _("Par besoin"), _("Besoin"), said.where),
        _rows(said, _most(said.places), _("Par commune"), _("Commune"), ""),
    )  # fmt: skip


def _rows(said: Told, rows: tuple[Row, ...], heading: str, first: str, says: str) -> DrillTable:
    from app.documents.drill_sheet import DrillTable

    return DrillTable(
        heading, says, (1, *(0 for _one in said.courses)), (first, *(one.words for one in said.courses)),
        tuple((one.words, *(said.count(n) for n in one.unmet)) for one in rows),
    )  # fmt: skip


def _most(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The most short ones, and the sum of those that are not told apart."""
    return (*rows[:MOST_ROWS], *(one for one in rows[MOST_ROWS:] if one.is_sum))


def _lists(said: Told) -> list[DrillList]:
    from app.documents.drill_sheet import DrillList

    found = [DrillList(_("Ce qui tombe avec quoi, {when}").format(when=when), rounds) for when, rounds in said.rounds]
    for one in said.shorts:
        heading = _("Ce qui manque quoi qu’on fasse, {when} : {line}").format(when=said.hardest, line=one.words)
        found.append(DrillList(heading, one.sentences or (_("Rien : tout ce qui est demandé trouve quelqu’un."),)))
    return found
