"""Writing the plan: it begins complete, two people write it at once, and nothing validated changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.response.plan import SECTIONS, PlanState
from app.services.keeping.set_up_community import set_up_community
from app.services.plans.edit_plan import (
    LONGEST,
    drop_draft,
    keep_as_written,
    refresh_unwritten,
    section_mark,
    start_plan,
    take_again,
    write_section,
)
from app.services.plans.read_plan_desk import read_plan_desk
from app.services.roster.edit_person import add_person
from app.store import journal, plans
from app.store.community import Community
from app.store.database import Store
from app.words import use_language
from app.words.changes import naming
from app.words.errors import sentence
from tests.builders import COORDINATOR, a_person, a_store
from tests.services.a_plan import CELL, a_community, a_draft, a_validated, the


def body(store: Store, number: int, key: str) -> str:
    section = the(store, number).section(key)
    assert section is not None
    return section.body


def test_a_first_version_begins_with_everything_that_is_known(tmp_path: Path) -> None:
    """Every section is written, from the roster, the territory and the library."""
    store = a_store(tmp_path)
    a_community(store)
    version = a_draft(store)
    assert (version.number, version.state, [one.key for one in version.sections]) == (
        1,
        PlanState.DRAFT,
        list(SECTIONS),
    )
    assert "infirmier\u00a0: 2" in body(store, 1, "people")
    assert "23 communes" in body(store, 1, "territory")
    assert body(store, 1, "typologies").count("# Typologie") == 5


def test_a_plan_is_written_in_french_whoever_reads_in_english(tmp_path: Path) -> None:
    """It goes to French authorities; and reading it in English offers no change."""
    store = a_store(tmp_path)
    a_community(store)
    with use_language("en"):
        version = a_draft(store)
        assert read_plan_desk(COORDINATOR, store).moved == ()
    assert [one.title for one in version.sections][4] == "Cellule de crise"
    assert read_plan_desk(COORDINATOR, store).moved == ()


def test_one_draft_at_a_time(tmp_path: Path) -> None:
    """The second is told which one is under way."""
    store = a_store(tmp_path)
    a_draft(store)
    with pytest.raises(InvalidInput, match="La version 1 est déjà en cours"):
        start_plan(COORDINATOR, store)


def test_a_section_is_written_over_and_given_back(tmp_path: Path) -> None:
    """Its last points stand apart; what is proposed again is no longer one's own."""
    store = a_store(tmp_path)
    before = body(store, a_draft(store).number, "trace")
    write_section(COORDINATOR, store, 1, "trace", "On écrit tout.\n\n– À la main\n– Au clavier\n", 1)
    section = the(store, 1).section("trace")
    assert section is not None
    assert (section.text, section.items, section.modified) == ("On écrit tout.", ("À la main", "Au clavier"), True)
    assert take_again(COORDINATOR, store, 1, ["trace", "closing"], 2) == 1
    section = the(store, 1).section("trace")
    assert section is not None
    assert (section.body, section.modified) == (before, False)
    assert take_again(COORDINATOR, store, 1, ["trace"], 3) == 0
    write_section(COORDINATOR, store, 1, "trace", before, 3)
    assert the(store, 1).revision == 3


def test_two_people_write_two_sections_and_neither_is_in_the_way(tmp_path: Path) -> None:
    """The same section is refused to whoever comes second, who is told who came first."""
    store = a_store(tmp_path)
    version = a_draft(store)
    marks = {one.key: section_mark(one) for one in version.sections}
    write_section(COORDINATOR, store, 1, "trace", "Le nôtre.", version.revision, seen=marks["trace"])
    write_section(COORDINATOR, store, 1, "closing", "Le leur.", version.revision, seen=marks["closing"])
    assert (body(store, 1, "trace"), body(store, 1, "closing")) == ("Le nôtre.", "Le leur.")
    with pytest.raises(StaleRevision) as refused:
        write_section(COORDINATOR, store, 1, "trace", "Encore.", version.revision, seen=marks["trace"])
    assert "section du plan écrite" in sentence(naming(refused.value))
    with pytest.raises(StaleRevision):
        write_section(COORDINATOR, store, 1, "alert", "Sans marque.", version.revision)
    assert body(store, 1, "trace") == "Le nôtre."


def test_figures_that_moved_are_offered_and_taken(tmp_path: Path) -> None:
    """What nobody wrote over is brought up to date at once; what was written by hand is only offered."""
    store = a_store(tmp_path)
    a_community(store)
    a_draft(store)
    write_section(COORDINATOR, store, 1, "territory", "Notre territoire.", 1)
    add_person(COORDINATOR, store, a_person("Gaëlle"))
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="redon"))
    desk = read_plan_desk(COORDINATOR, store)
    assert set(desk.moved) == {"governance", "territory", "people"}
    assert "Ille-et-Vilaine (35), Loire-Atlantique (44), Morbihan (56)" in desk.proposed["territory"].body
    assert refresh_unwritten(COORDINATOR, store, 1, 2) == 2
    assert "infirmier\u00a0: 3" in body(store, 1, "people")
    assert body(store, 1, "territory") == "Notre territoire."
    assert read_plan_desk(COORDINATOR, store).moved == ("territory",)
    keep_as_written(COORDINATOR, store, 1, "territory", 3)
    assert read_plan_desk(COORDINATOR, store).moved == ()
    assert body(store, 1, "territory") == "Notre territoire."


def test_the_next_version_goes_on_from_the_last(tmp_path: Path) -> None:
    """What was written by hand is there, the history names the version before."""
    store = a_store(tmp_path)
    a_community(store)
    a_draft(store)
    write_section(COORDINATOR, store, 1, "trace", "À notre façon.", 1)
    with store.reading() as conn:
        draft = plans.latest(conn)
    assert draft is not None
    drop_draft(COORDINATOR, store, 1, draft.revision)
    a_validated(store)
    assert a_draft(store).number == 2
    assert "Version 1, validée le 26 novembre 2026" in body(store, 2, "governance").replace("\u00a0", " ")


def test_a_draft_is_given_up_and_a_validated_version_is_not(tmp_path: Path) -> None:
    """Nor is it written, refreshed or kept."""
    store = a_store(tmp_path)
    version = a_draft(store)
    with pytest.raises(StaleRevision):
        drop_draft(COORDINATOR, store, 1, version.revision + 1)
    drop_draft(COORDINATOR, store, 1, version.revision)
    with store.reading() as conn:
        assert plans.every(conn) == ()
    signed = a_validated(store)
    for write in (
        lambda: drop_draft(COORDINATOR, store, 1, signed.revision),
        lambda: write_section(COORDINATOR, store, 1, "trace", "Non.", signed.revision),
        lambda: take_again(COORDINATOR, store, 1, ["trace"], signed.revision),
        lambda: refresh_unwritten(COORDINATOR, store, 1, signed.revision),
        lambda: keep_as_written(COORDINATOR, store, 1, "trace", signed.revision),
    ):
        with pytest.raises(InvalidInput, match="validée"):
            write()
    assert the(store, 1) == signed


def test_a_draft_that_partners_read_is_kept(tmp_path: Path) -> None:
    """Their remarks would go with it."""
    store = a_store(tmp_path)
    version = a_draft(store)
    with store.transaction() as conn:
        conn.execute(
            "INSERT INTO plan_reviewer (id, plan_id, name, organisation, invited_at, closes_at)"
            " VALUES ('r', ?, 'N', 'ARS', '2026-11-26T16:00:00Z', '2026-12-26T16:00:00Z')",
            (version.id,),
        )
    with pytest.raises(InvalidInput, match="relisent"):
        drop_draft(COORDINATOR, store, 1, version.revision)


@pytest.mark.parametrize("body", ["x" * (LONGEST + 1), "a\x00b"])
def test_what_cannot_be_a_section_is_refused(tmp_path: Path, body: str) -> None:
    """And nothing is written."""
    store = a_store(tmp_path)
    version = a_draft(store)
    with pytest.raises(InvalidInput):
        write_section(COORDINATOR, store, 1, "trace", body, 1)
    assert the(store, 1) == version


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A version or a section that nobody wrote; and a role that reads writes nothing."""
    store = a_store(tmp_path)
    with pytest.raises(NotFound):
        write_section(COORDINATOR, store, 1, "trace", "a", 1)
    a_draft(store)
    with pytest.raises(NotFound):
        write_section(COORDINATOR, store, 1, "inconnue", "a", 1)
    with pytest.raises(NotAllowed):
        write_section(CELL, store, 1, "trace", "a", 1)


def test_the_journal_says_what_was_done_and_never_what_was_typed(tmp_path: Path) -> None:
    """Which version, which sections."""
    store = a_store(tmp_path)
    version = a_draft(store)
    write_section(COORDINATOR, store, 1, "trace", "Un secret.", 1)
    with store.reading() as conn:
        found = journal.last_about(conn, [version.id], 10)
    assert [(one.type, one.payload) for one in reversed(found)] == [
        ("plan.started", {"version": 1}),
        ("plan.section_written", {"version": 1, "sections": ["trace"]}),
    ]


def test_a_draft_begun_again_is_not_the_one_that_was_read(tmp_path: Path) -> None:
    """Given up and begun anew under the same number: nobody writes nor validates it as the one before."""
    store = a_store(tmp_path)
    a_community(store)
    read = a_draft(store)
    write_section(COORDINATOR, store, 1, "people", "un texte", read.revision)
    drop_draft(COORDINATOR, store, 1, read.revision + 1)
    start_plan(COORDINATOR, store)
    for revision in (read.revision, read.revision + 1):
        with pytest.raises(StaleRevision):
            write_section(COORDINATOR, store, 1, "people", "un autre", revision)
        with pytest.raises(StaleRevision):
            drop_draft(COORDINATOR, store, 1, revision)


def test_a_section_written_meanwhile_stands_whatever_the_revision(tmp_path: Path) -> None:
    """What was read is known by its mark: the same revision of another text is no leave to write over it."""
    store = a_store(tmp_path)
    a_community(store)
    version = a_draft(store)
    with pytest.raises(StaleRevision):
        write_section(COORDINATOR, store, 1, "people", "un texte", version.revision, seen="un autre texte")
