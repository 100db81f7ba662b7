"""Bring a chronogramme kept in a spreadsheet into an exercise: opened, its columns pointed out, previewed, then written whole.

Nothing is written before :func:`import_chronogramme`; what was previewed is what is written, or it is refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, RuleRefusal, StaleRevision, UnreadableFile
from app.core.ids import new_id
from app.drills.scenario_references import SOFTWARE, TABLE_WORDS, Table, effect_faults, effect_references
from app.exercise.chronogramme import PlayedInject
from app.exercise.chronogramme_columns import COLUMN_WORDS, Column, ColumnMapping, proposed
from app.exercise.chronogramme_draft import ChronogrammeReading, References, Way
from app.exercise.chronogramme_file import read_chronogramme
from app.exercise.chronogramme_grid import read_grid
from app.exercise.exercise import ExerciseState
from app.roster.importing.report import Change, Rejection
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.laboratory.read_scenarios import card_titles
from app.store import exercise_injects, journal
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.access.actor import Actor
    from app.drills.scenario_references import Tables
    from app.exercise.chronogramme_draft import DraftInject, ReadLine
    from app.exercise.chronogramme_grid import ChronogrammeGrid
    from app.exercise.exercise import Exercise
    from app.roster.importing.headers import HeaderNames
    from app.store.database import Connection, Store

LARGEST = 4 * 1024 * 1024
"""Of the file (bytes)."""

IMPORTED = "chronogramme_imported"
_BEGUN = N_(
    "Cet exercice a commencé : ajoutez des injects depuis Conduite. Un fichier s’importe pendant la préparation."
)
_MOVED = N_("Le chronogramme a changé depuis l’aperçu : relisez-le, puis recommencez.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """What was found in a file: its table, what each column seems to be, the headers and how they may be called."""

    grid: ChronogrammeGrid
    mapping: ColumnMapping

    @property
    def headers(self) -> tuple[str, ...]:
        return self.grid.header


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronogrammePreview:
    """What importing would do, against the chronogramme as ``mark`` says that it stood."""

    reading: ChronogrammeReading
    mark: str


@dataclass(frozen=True, slots=True)
class ImportedChronogramme:
    """What was written: injects added, changed, taken out."""

    added: int
    changed: int
    removed: int


def open_chronogramme(actor: Actor, store: Store, content: bytes, *, sheet: str = "") -> OpenedFile:
    """The table of a file (CSV, XLSX) and what its columns seem to be. Raises UnreadableFile, NotAllowed; writes nothing."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        names = read_library(store, conn).chronogramme_headers
    return _opened(content, names, sheet)


def preview_chronogramme(
    actor: Actor, store: Store, exercise_id: str, opened: OpenedFile, mapping: ColumnMapping, *,
    way: Way = Way.COMPLETE, times: Mapping[int, str] | None = None,
) -> ChronogrammePreview:  # fmt: skip
    """What importing would do. ``times``: line → the time typed for a line that has none. Raises NotFound, RuleRefusal
    (begun already), NotAllowed; writes nothing."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        exercise = _prepared(conn, exercise_id)
        return _preview(conn, store, exercise, opened, mapping, way, times)


def import_chronogramme(
    actor: Actor, store: Store, exercise_id: str, opened: OpenedFile, mapping: ColumnMapping, *, mark: str, import_id: str,
    way: Way = Way.COMPLETE, times: Mapping[int, str] | None = None,
) -> ImportedChronogramme:  # fmt: skip
    """Write what was previewed: lines that are refused stay out, the others are all written, or none.

    ``mark``: of the preview; ``import_id``: made before the button is shown, so that pressing twice writes once. Raises
    StaleRevision (the chronogramme moved since), NotFound, RuleRefusal, InvalidInput (nothing to write), NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    now = store.now()
    with store.transaction() as conn:
        exercise = _prepared(conn, exercise_id)
        if done := _done(conn, exercise_id, import_id):
            return done
        preview = _preview(conn, store, exercise, opened, mapping, way, times)
        if preview.mark != mark:
            raise StaleRevision(_MOVED)
        reading = preview.reading
        if reading.missing or not reading.changes:
            raise InvalidInput(
                N_("Rien à importer : dites d’abord ce que contient chaque colonne, ou corrigez le fichier.")
            )
        for one in reading.to_remove:
            exercise_injects.update(conn, replace(one, removed_at=now))
        _write(conn, exercise, reading.lines)
        found = ImportedChronogramme(reading.count(Change.NEW), reading.count(Change.UPDATED), len(reading.to_remove))
        counts = {"added": found.added, "changed": found.changed, "removed": found.removed, "import": import_id}
        journal.write(conn, now, actor.id, IMPORTED, exercise_id, counts)
    return found


def _opened(content: bytes, names: HeaderNames, sheet: str) -> OpenedFile:
    if len(content) > LARGEST:
        raise UnreadableFile(N_("Ce fichier dépasse {size} Mo : gardez la seule feuille utile."), size=LARGEST >> 20)
    grid = read_grid(content, names, sheet=sheet)
    return OpenedFile(grid=grid, mapping=proposed(grid.header, names))


def _prepared(conn: Connection, exercise_id: str) -> Exercise:
    exercise = held(conn, exercise_id)
    if exercise.state is not ExerciseState.PREPARED:
        raise RuleRefusal(_BEGUN)
    return exercise


def _preview(
    conn: Connection, store: Store, exercise: Exercise, opened: OpenedFile, mapping: ColumnMapping, way: Way,
    times: Mapping[int, str] | None,
) -> ChronogrammePreview:  # fmt: skip
    library = read_library(store, conn)
    known = exercise_injects.of_exercise(conn, exercise.id)
    references = References(tuple(one.code for one in exercise.scenario.objectives), card_titles(library))
    reading = read_chronogramme(
        opened.grid, mapping, known, t0=exercise.t0, references=references, way=way, times=times
    )
    return ChronogrammePreview(
        reading=_that_lead_somewhere(reading, library.scenarios.tables, exercise.scenario.territory),
        mark=_mark(exercise, known),
    )


def _that_lead_somewhere(reading: ChronogrammeReading, tables: Tables, territory: str) -> ChronogrammeReading:
    """Lines whose effects name a place or a care that is not there, or that would do nothing, are refused."""
    refused = {one.draft.line: said for one in reading.lines if (said := _lost(one, tables, territory))}
    if not refused:
        return reading
    title = _(COLUMN_WORDS[Column.EXACT_EFFECTS])
    hint = _("Corrigez la cellule, ou videz-la et ajoutez l’effet à l’écran.")
    rejected = (*reading.rejected, *(Rejection(line, title, "", said, hint) for line, said in refused.items()))
    kept = tuple(one for one in reading.lines if one.draft.line not in refused)
    return replace(reading, lines=kept, rejected=tuple(sorted(rejected)))


def _lost(line: ReadLine, tables: Tables, territory: str) -> str:
    for effect in line.draft.effects or ():
        for _path, value, table in effect_references(effect):
            known = tables.of(territory, table)
            if known is not None and value not in known and not (table is Table.SERVICE and value.startswith(SOFTWARE)):
                return _("« {value} » n’est pas dans {table}.").format(value=value, table=_(TABLE_WORDS[table]))
        for fault in effect_faults(effect):
            return _("{fault}.").format(fault=_(fault.said.wrong))
    return ""


def _mark(exercise: Exercise, known: Sequence[PlayedInject]) -> str:
    """What the preview rests on: the same mark means that nobody changed the chronogramme, T0 or the objectives."""
    text = "|".join(
        (exercise.t0.isoformat(), *(one.code for one in exercise.scenario.objectives), *(f"{one.id}:{one.revision}" for one in known))
    )  # fmt: skip
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _done(conn: Connection, exercise_id: str, import_id: str) -> ImportedChronogramme | None:
    """What this very import wrote already."""
    for entry in journal.last_about(conn, [exercise_id], 50):
        said = entry.payload or {}
        if entry.type == IMPORTED and said.get("import") == import_id:
            return ImportedChronogramme(*(int(str(said[key])) for key in ("added", "changed", "removed")))
    return None


def _write(conn: Connection, exercise: Exercise, lines: Sequence[ReadLine]) -> None:
    """New ones take the next numbers in the order of their minutes; those changed keep theirs."""
    for line in lines:
        if line.before is not None and line.change is Change.UPDATED:
            exercise_injects.update(conn, _over(line.before, line.draft))
    number = exercise_injects.next_number(conn, exercise.id)
    added = sorted((one.draft for one in lines if one.before is None), key=lambda one: (one.minutes, one.line))
    for rank, draft in enumerate(added):
        exercise_injects.insert(conn, _new(exercise.id, number + rank, draft))


def _new(exercise_id: str, number: int, draft: DraftInject) -> PlayedInject:
    return PlayedInject(
        id=new_id(), exercise_id=exercise_id, number=number, minutes=draft.minutes, planned_minutes=draft.minutes,
        sender=draft.sender, recipient=draft.recipient, channel=draft.channel, text=draft.text,
        effects=draft.effects or (), expected=draft.expected, objectives=draft.objectives or (), note=draft.note,
    )  # fmt: skip


def _over(before: PlayedInject, draft: DraftInject) -> PlayedInject:
    """What a file does not say exactly stays as it was."""
    return replace(
        before, minutes=draft.minutes, planned_minutes=draft.minutes, sender=draft.sender, recipient=draft.recipient,
        channel=draft.channel, text=draft.text, expected=draft.expected, note=draft.note,
        objectives=before.objectives if draft.objectives is None else draft.objectives,
        effects=before.effects if draft.effects is None else draft.effects,
    )  # fmt: skip
