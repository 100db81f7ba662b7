"""A scenario that was played, given to another community: rebuilt from the exercise's copy, without a person or a number."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.errors import N_, UnreadableFile
from app.documents.chronogramme_sheet import ChronogrammeSheet, chronogramme_xlsx
from app.documents.imprint import PRODUCT, Band, Imprint, colon
from app.documents.settled_zip import settled_zip
from app.drills.scenario import LONGEST_TITLE, ScenarioKind
from app.drills.scenario_draft import changed, code_of
from app.exercise.prepared import injects_of, scenario_as_prepared
from app.exercise.shareable import Scrubber, lessons, shareable
from app.library import Library
from app.library.scenarios import written
from app.roster.importing.packed import BROKEN
from app.services.exercise.chronogramme_words import row_of
from app.services.exercise.read_exercise import reached
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.services.laboratory.read_scenarios import card_titles
from app.services.laboratory.write_scenario import MAX_BYTES, import_scenario
from app.store import accounts, exercise_injects, exercise_people, exercise_ratings, improvements, journal, people
from app.words import _, ngettext
from app.words.people import full_name, titled

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.scenario import Scenario
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store

SCENARIO, CHRONOGRAMME, LESSONS, READ_ME = "scenario.yaml", "chronogramme.xlsx", "enseignements.txt", "LISEZ-MOI.txt"
LARGEST, MOST_FILES = 4 * 1024 * 1024, 50
"""Of a bundle that is brought in: bytes, and how many files."""

LONGEST_LESSONS = 200_000


@dataclass(frozen=True, slots=True)
class SharedScenario:
    """A bundle: its bytes, how many things were taken out of its texts, and how many effects named somebody."""

    content: bytes
    removed: int
    dropped: int


@dataclass(frozen=True, slots=True)
class TakenScenario:
    """A bundle brought in: the code of the scenario added, and what the other community learnt."""

    code: str
    lessons: str = ""


def share_scenario(actor: Actor, store: Store, exercise_id: str) -> SharedScenario:
    """The ZIP: scenario, chronogramme, lessons once it has ended, how to bring it in. To be read again before it is sent.

    No participant, no person of the roster, no account, no practice, no telephone, address or link; no organisation in the
    lessons. Raises NotFound, InvalidInput, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise, library, now = held(conn, exercise_id), read_library(store, conn), store.now()
        scrubber = _scrubber(conn, exercise)
        scenario, dropped = _shared(conn, exercise, scrubber)
        learnt = _lessons(conn, exercise, scrubber)
        sheet = _sheet(scenario, exercise, library)
        journal.write(
            conn, now, actor.id, "exercise_shared", exercise_id, {"removed": scrubber.removed, "effects": dropped}
        )
    imprint = Imprint(now, "", __version__, (Band.EXERCISE,))
    entries = {
        READ_ME: _text(_read_me(scenario, scrubber.removed, dropped, has_lessons=bool(learnt))),
        SCENARIO: written(scenario).encode(),
        CHRONOGRAMME: chronogramme_xlsx(sheet, imprint),
        **({LESSONS: _text([_("Enseignements"), "", *(f"- {one}" for one in learnt)])} if learnt else {}),
    }
    return SharedScenario(settled_zip(entries, now), scrubber.removed, dropped)


def take_shared_scenario(actor: Actor, store: Store, name: str, content: bytes) -> TakenScenario:
    """Add the scenario of a bundle (ZIP, or its YAML alone) to one's own. ``name``: of the file.

    Raises UnreadableFile, InvalidInput that names line, key, fault and remedy, NotAllowed.
    """
    require(actor, Action.RUN_DRILLS)
    if not content.startswith(b"PK\x03\x04"):
        return TakenScenario(import_scenario(actor, store, name, content))
    files = _unpacked(content)
    if SCENARIO not in files:
        raise UnreadableFile(
            N_("Ce dossier ne contient pas {file} : demandez celui que Relève a préparé."), file=SCENARIO
        )
    code = import_scenario(actor, store, SCENARIO, files[SCENARIO])
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, "shared_scenario_taken", code, {"files": len(files)})
    return TakenScenario(code, files.get(LESSONS, b"").decode("utf-8-sig", errors="replace")[:LONGEST_LESSONS])


def _scrubber(conn: Connection, exercise: Exercise) -> Scrubber:
    """Everybody who could be named: participants, the roster, accounts; practices go by their name, partners in lessons."""
    participants = exercise_people.of_exercise(conn, exercise.id)
    taking_part = [one.name for one in reached(conn, participants).values() if one.name]
    roster = people.every(conn)
    whole = [
        *taking_part,
        *(full_name(one.given_name, one.family_name) for one in roster),
        *(one.name for one in accounts.every(conn)),
        *(one.name for one in people.practices(conn)),
    ]
    # « (fictif) », « de »: what begins with a small letter is no name by itself.
    parts = {part.strip("().,") for name in taking_part for part in name.split()}
    alone = {part for part in parts if part[:1].isupper()} | {titled(one.family_name) for one in roster}
    partners = {*exercise.partners, *(one.organisation for one in participants)} - {""}
    return Scrubber(tuple(whole), tuple(sorted(alone)), tuple(sorted(partners)))


def _shared(conn: Connection, exercise: Exercise, scrubber: Scrubber) -> tuple[Scenario, int]:
    prepared = scenario_as_prepared(exercise.scenario, exercise_injects.of_exercise(conn, exercise.id))
    cards = frozenset(Library().plans.cards)
    found, dropped = shareable(prepared, scrubber, title=exercise.title[:LONGEST_TITLE], cards=cards)
    return changed(found, kind=ScenarioKind.OWN, code=code_of(found.title, ())), dropped


def _lessons(conn: Connection, exercise: Exercise, scrubber: Scrubber) -> tuple[str, ...]:
    """What was learnt; nothing before the end."""
    if not exercise.is_ended:
        return ()
    observed = exercise_ratings.observations(conn, exercise.id)
    actions = improvements.of_exercise(conn, exercise.id)
    partners = {one.organisation for one in actions} - {""}
    apart = Scrubber(scrubber.people, scrubber.words, tuple(sorted({*scrubber.organisations, *partners})))
    found = lessons(observed, actions, apart)
    scrubber.removed += apart.removed
    return found


def _sheet(scenario: Scenario, exercise: Exercise, library: Library) -> ChronogrammeSheet:
    """The chronogramme as it goes out: without the day of the exercise, its place or its community."""
    injects = injects_of(scenario, "", lambda: "")
    names, cards = choices_of(library, scenario.territory), card_titles(library)
    rows = tuple(replace(row_of(exercise, one, cards, names), hour="") for one in injects)
    return ChronogrammeSheet(community=PRODUCT, title=scenario.title, at=scenario.starts, rows=rows)


def _read_me(scenario: Scenario, removed: int, dropped: int, *, has_lessons: bool) -> list[str]:
    about = [
        (SCENARIO, _("le scénario, à reprendre dans Relève (Exercices › Préparation › Fichiers)")),
        (CHRONOGRAMME, _("le même chronogramme pour un tableur")),
        *([(LESSONS, _("ce qui a été appris, sans personne ni organisme"))] if has_lessons else []),
    ]
    said = ngettext(
        "{n} nom, numéro ou adresse a été retiré des textes.", "{n} noms, numéros ou adresses ont été retirés des textes.", removed
    )  # fmt: skip
    lost = ngettext(
        "{n} effet désignait quelqu’un ou un cabinet : il a été laissé de côté.",
        "{n} effets désignaient quelqu’un ou un cabinet : ils ont été laissés de côté.",
        dropped,
    )
    return [
        _("EXERCICE : rien de ce qui est écrit ici n’est réel."),
        _("Scénario « {title} », partagé avec {product} {version}.").format(
            title=scenario.title, product=PRODUCT, version=__version__
        ),
        "",
        *(f"- {name}{colon()}{what}" for name, what in about),
        "",
        said.format(n=removed),
        *([lost.format(n=dropped)] if dropped else []),
        _("Relisez ces fichiers avant de les envoyer : un texte libre peut encore désigner quelqu’un."),
    ]


def _text(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a bundle by name, whatever folder they were put in; sizes are looked at before anything is unpacked."""
    broken = UnreadableFile(N_("Ce dossier ZIP est abîmé ou trop grand : demandez-le à nouveau."))
    if len(content) > LARGEST:
        raise broken
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > LARGEST:
                raise broken
            for one in entries:
                base = one.filename.rpartition("/")[2]
                most = MAX_BYTES if base == SCENARIO else LONGEST_LESSONS * 4
                if base in (SCENARIO, LESSONS) and base not in found:
                    with archive.open(one) as stream:
                        found[base] = stream.read(most + 1)
    except BROKEN:
        raise broken from None
    return found
