"""A category that no physician validated takes no new need, by any way in; what hangs on it already still counts, and is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.continuity.band import Band
from app.continuity.discharge import Line
from app.continuity.need_rules import NeedDraft
from app.continuity.signature import CategoryState
from app.continuity.unsigned import Unsigned
from app.core.errors import RuleRefusal
from app.services.continuity.absorb_discharge import DischargeDraft, change_discharge, open_discharge
from app.services.continuity.count_needs import CountDraft, count_needs, read_counts
from app.services.continuity.import_needs import import_needs
from app.services.continuity.read_categories import read_categories
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.read_discharges import read_discharges
from app.services.continuity.read_register import active_categories, read_register
from app.services.continuity.record_needs import Change, Read, record_needs, renew_needs
from app.services.continuity.suppose import Question, suppose
from app.services.keeping.set_up_community import set_up_community
from app.store import community
from tests.builders import COORDINATOR
from tests.services.a_relay import AURAY, OURS, Relay, a_care_need, a_relay, noted
from tests.services.a_territory import CELL, OBSERVER
from tests.services.a_vault import ADMIN, a_vault
from tests.services.a_vault import OURS as FEGREAC
from tests.services.signed_categories import change_category, sign_categories

INSULIN, WOUND = "Insuline injectée par un infirmier", "Plaie complexe, stomie"
DRAFT = NeedDraft(pseudonym="P-0042", category="INS", commune=AURAY)
REFUSED = "n’est pas encore validée par un médecin"


def with_one_changed(folder: Path, **more: object) -> Relay:
    """Needs on insulin, whose row was changed since a physician signed it."""
    relay = a_relay(folder, **more)  # type: ignore[arg-type]
    change_category(relay.store, "INS")
    assert read_categories(COORDINATOR, relay.store)["INS"].state is CategoryState.CHANGED
    return relay


def as_a_demonstration(relay: Relay) -> None:
    """A folder of nobody's needs, before any is noted."""
    with relay.store.reading() as conn:
        held = community.read(conn)
    set_up_community(ADMIN, relay.store, replace(held, demonstration=True))


def test_no_new_need_hangs_on_it(tmp_path: Path) -> None:
    """Alone or among others nothing is written; once the row is signed again it is."""
    relay = with_one_changed(tmp_path, needs=0)
    member, store = relay.members[OURS], relay.store
    with pytest.raises(RuleRefusal, match=REFUSED):
        record_needs(member, store, OURS, [replace(DRAFT, pseudonym="P-0001", category="PLAIE"), DRAFT])
    assert read_register(member, store, OURS).rows == ()
    sign_categories(store, "INS")
    record_needs(member, store, OURS, [DRAFT])
    assert len(read_register(member, store, OURS).rows) == 1


def test_no_demonstration_is_an_exception(tmp_path: Path) -> None:
    """Fictional needs wait for a signature too, whoever writes them."""
    relay = with_one_changed(tmp_path, needs=0)
    as_a_demonstration(relay)
    with pytest.raises(RuleRefusal, match=REFUSED):
        record_needs(COMMAND_LINE, relay.store, OURS, [DRAFT])


def test_a_need_keeps_it_and_moves_to_no_other_like_it(tmp_path: Path) -> None:
    """Changed, renewed and ended as before; another need may not be moved to it."""
    relay = a_relay(tmp_path, needs=0)
    member, store = relay.members[OURS], relay.store
    ids = record_needs(member, store, OURS, [DRAFT, replace(DRAFT, pseudonym="P-0001", category="PLAIE")])
    change_category(store, "INS")
    record_needs(member, store, OURS, changed=[Change(ids[0], 1, replace(DRAFT, informed=True))])
    renew_needs(member, store, OURS, [Read(ids[0], 2)])
    with pytest.raises(RuleRefusal, match=REFUSED):
        record_needs(member, store, OURS, changed=[Change(ids[1], 1, replace(DRAFT, pseudonym="P-0001"))])
    record_needs(member, store, OURS, dropped=[Read(ids[0], 3)])
    [row] = read_register(member, store, OURS).rows
    assert (row.need.pseudonym, row.need.category, row.need.revision) == ("P-0001", "PLAIE", 1)


def test_only_what_is_active_is_offered(tmp_path: Path) -> None:
    """And to a need that has it, the one it has."""
    relay = with_one_changed(tmp_path, needs=1)
    register = read_register(relay.members[OURS], relay.store, OURS)
    assert "INS" not in register.offered()
    assert list(register.offered()) == list(active_categories(COORDINATOR, relay.store))
    assert set(register.offered("INS")) - set(register.offered()) == {"INS"}


def test_a_file_adds_nothing_to_it_and_renews_what_is_there(tmp_path: Path) -> None:
    """The line is refused with the sentence and what to do next; that of a need noted before is taken."""
    vault = a_vault(tmp_path)
    head = b"pseudonyme;categorie;commune_insee;frequence\n"
    import_needs(vault.member, vault.store, head + b"P-0042;INS;44057;\n", FEGREAC)
    change_category(vault.store, "INS")
    lines = b"P-0042;INS;44057;3/j\nP-0043;INS;44057;\nP-0044;PLAIE;44057;\n"
    report = import_needs(vault.member, vault.store, head + lines, FEGREAC)
    assert (report.accepted, report.updated, report.rejected_lines) == (1, 1, 1)
    [one] = report.rejected
    assert (one.line, one.column, one.value) == (3, "categorie", "")
    assert INSULIN in one.reason
    assert REFUSED in one.reason
    assert one.hint == "Importez de nouveau cette ligne une fois la catégorie validée."
    rows = read_register(vault.member, vault.store, FEGREAC).rows
    assert sorted(row.need.pseudonym for row in rows) == ["P-0042", "P-0044"]


def test_a_practice_counts_fewer_of_it_and_never_more(tmp_path: Path) -> None:
    """As many, fewer, none; more is refused, and so is a first number, all or none."""
    vault = a_vault(tmp_path, declared=False)
    count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", 12)])
    change_category(vault.store, "INS")
    with pytest.raises(RuleRefusal, match=REFUSED):
        count_needs(vault.member, vault.store, FEGREAC, [CountDraft("PLAIE", 3), CountDraft("INS", 13, 1)])
    count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", 12, 1)])
    count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", 9, 2)])
    assert read_counts(vault.member, vault.store, FEGREAC).rows.keys() == {"INS"}
    with pytest.raises(RuleRefusal, match=REFUSED):
        count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", 10, 3)])
    count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", 0, 3)])


@pytest.mark.parametrize("there", [1, 3, 4])
def test_trying_numbers_never_tells_how_many_there_are(tmp_path: Path, there: int) -> None:
    """Whoever may not read the number is refused whatever they try but none at all."""
    vault = a_vault(tmp_path, declared=False)
    count_needs(vault.member, vault.store, FEGREAC, [CountDraft("INS", there)])
    change_category(vault.store, "INS")
    for tried in (4, 3, 2, 1):
        with pytest.raises(RuleRefusal, match=REFUSED):
            count_needs(COORDINATOR, vault.store, FEGREAC, [CountDraft("INS", tried, 1)])
    assert read_counts(vault.member, vault.store, FEGREAC).total == Band(there, there)
    count_needs(COORDINATOR, vault.store, FEGREAC, [CountDraft("INS", 0, 1)])


def test_a_ward_s_patients_of_it_are_refused(tmp_path: Path) -> None:
    """Who comes home tonight is a new need; a request asked before keeps its lines, and may ask for fewer."""
    relay = a_relay(tmp_path, needs=0)
    asked = DischargeDraft(
        title="Sorties", wanted_at=relay.clock() + timedelta(hours=3), beds=9,
        lines=(Line("INS", AURAY, 3), Line("PLAIE", AURAY, 2)),
    )  # fmt: skip
    id = open_discharge(COORDINATOR, relay.store, asked)
    change_category(relay.store, "INS")
    with pytest.raises(RuleRefusal, match=REFUSED):
        open_discharge(COORDINATOR, relay.store, asked)
    more = replace(asked, lines=(Line("INS", AURAY, 3), Line("INS", AURAY, 1)))
    with pytest.raises(RuleRefusal, match=REFUSED):
        change_discharge(COORDINATOR, relay.store, id, more, 1)
    change_discharge(COORDINATOR, relay.store, id, replace(asked, lines=(Line("INS", AURAY, 2),)), 1)
    desk = read_discharges(COORDINATOR, relay.store)
    assert [one.discharge.lines for one in desk.views] == [(Line("INS", AURAY, 2),)]
    assert ("INS" in desk.active, "PLAIE" in desk.active) == (False, True)


def test_needs_noted_before_stay_without_a_solution_and_it_is_said(tmp_path: Path) -> None:
    """Eight on insulin with nobody, seven wounds: all of them, with the limit as it is known now, and those no physician answers for."""
    relay = with_one_changed(tmp_path, room=0, needs=8)
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(10, 17)))
    found = read_continuity(CELL, relay.store)
    assert (found.uncovered, found.first_due) == (Band(15, 15), relay.clock() + timedelta(hours=9))
    assert found.unsigned == Unsigned((INSULIN,), 8, changed=True)
    sign_categories(relay.store, "INS")
    assert read_continuity(CELL, relay.store).unsigned is None


def test_what_is_supposed_says_it_too(tmp_path: Path) -> None:
    """« Et si »: in peace the names alone; where numbers are exact, how many."""
    for name, needs in (("peace", 0), ("demonstration", 8)):
        relay = with_one_changed(tmp_path / name, room=0, needs=0, closed=False)
        if needs:
            as_a_demonstration(relay)
        noted(relay, *(a_care_need(number) for number in range(1, 9)))
        question = Question(starts_at=relay.clock(), hours=48, practices=(OURS,))
        found = suppose(CELL, relay.store, question).unsigned
        assert found == Unsigned((INSULIN,), needs, at_least=not needs, changed=True)


@pytest.mark.parametrize("there", [0, 1, 4])
def test_whoever_reads_no_number_reads_the_same_whatever_hangs_on_it(tmp_path: Path, there: int) -> None:
    """Wounds and nought to four on insulin: what is named is the table's, for the observer and, below the threshold, for the cell."""
    relay = with_one_changed(tmp_path, room=0, needs=0)
    needs = [a_care_need(number, "PLAIE") for number in range(10, 22)]
    noted(relay, *needs, *(a_care_need(number) for number in range(1, there + 1)))
    for reader in (OBSERVER, CELL):
        assert read_continuity(reader, relay.store).unsigned == Unsigned((INSULIN,), at_least=True, changed=True)


def test_in_a_demonstration_only_those_that_have_needs_are_named(tmp_path: Path) -> None:
    """Nobody's needs: a category that waits and has none is no news."""
    relay = with_one_changed(tmp_path, room=0, needs=0)
    as_a_demonstration(relay)
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(10, 22)))
    assert read_continuity(CELL, relay.store).unsigned is None
    change_category(relay.store, "PLAIE")
    found = read_continuity(CELL, relay.store).unsigned
    assert found is not None
    assert found.names == (WOUND,)
