"""Lists to share, from what the practices told: masked for everyone, journaled when they leave, honest on what they lack."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.access.actor import Actor, Role
from app.continuity.discharge import Discharge, DischargeId, Line
from app.continuity.lists import ListKind
from app.continuity.overview import Basis
from app.continuity.situation import OutageKind
from app.core.errors import NotAllowed
from app.response.risk import SubZone
from app.services.continuity.count_needs import CountDraft, count_needs
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.export_lists import ListForm, export_list
from app.services.continuity.list_sheets import notes_of, sheet_of
from app.services.continuity.print_lists import print_list
from app.services.continuity.read_lists import read_list
from app.store import care_keys, discharges, territory_risks
from tests.builders import COORDINATOR
from tests.documents.printed import text_of
from tests.services.a_relay import AURAY, BRECH, NEAR, OURS, PLUNERET, Relay, a_care_need, a_relay, noted

if TYPE_CHECKING:
    from pathlib import Path

READER = Actor("lecture", "Lecteur Fictif", Role.READING)


@pytest.fixture
def relay(tmp_path: Path) -> Relay:
    """Thirty needs of Auray: twelve insulin, nine dressings in Brech, six of each in Pluneret, three on oxygen."""
    made = a_relay(tmp_path, needs=0, closed=False)
    told = [("INS", AURAY)] * 12 + [("PLAIE", BRECH)] * 9 + [("INS", PLUNERET)] * 6 + [("O2", AURAY)] * 3
    noted(made, *(a_care_need(n, category, commune=commune) for n, (category, commune) in enumerate(told, 1)))
    with made.store.transaction() as conn:
        territory_risks.put_zone(conn, SubZone("z1", "Est", (BRECH, PLUNERET)))
        territory_risks.put_zone(conn, SubZone("z2", "Ouest", (AURAY,)))
    return made


def test_a_list_is_the_same_for_who_reads_and_who_runs(relay: Relay) -> None:
    """There is one masked table; no role has another."""
    for kind in ListKind:
        assert read_list(READER, relay.store, kind).list == read_list(COORDINATOR, relay.store, kind).list


def test_small_numbers_are_masked_and_the_total_stands(relay: Relay) -> None:
    """Three on oxygen are in the thirty, and in no column."""
    found = read_list(READER, relay.store, ListKind.ZONE)
    assert found.list.whole.total == 30
    assert "O2" in found.list.masked
    assert found.basis is Basis.REGISTER
    assert all(count is None or count >= 5 for row in found.list.rows for count in (row.total, *row.counts))


def test_a_medicine_under_way_chooses_its_categories(relay: Relay) -> None:
    """Until others are chosen, those of the shortage that was declared."""
    assert read_list(READER, relay.store, ListKind.MEDICINE).asked == ()
    now = relay.clock()
    declare_outage(
        COORDINATOR, relay.store,
        OutageDraft(kind=OutageKind.MEDICINE, starts_at=now, ends_at=now + timedelta(days=3), categories=("INS",)),
    )  # fmt: skip
    assert read_list(READER, relay.store, ListKind.MEDICINE).asked == ("INS",)
    assert read_list(READER, relay.store, ListKind.MEDICINE, ["PLAIE"]).asked == ("PLAIE",)
    assert read_list(READER, relay.store, ListKind.ZONE).asked == ()


def test_discharges_are_counts_masked_together(relay: Relay) -> None:
    """« 20 lits ce soir : 9 pansements, 5 seuls, 6 sans soin »: what is shared hides the small ones."""
    now = relay.clock()
    lines = (Line("PLAIE", AURAY, 6), Line("INS", AURAY, 3), Line("AGE80", BRECH, 5), Line("KINE-R", BRECH, 6))
    asked = Discharge(
        id=DischargeId("d"), title="Ce soir", site="", asked_at=now, wanted_at=now + timedelta(hours=4), beds=20,
        actor_id=COORDINATOR.id, lines=lines,
    )  # fmt: skip
    with relay.store.transaction() as conn:
        discharges.insert(conn, asked)
    found = read_list(READER, relay.store, ListKind.DISCHARGE)
    assert found.list.whole.total == 20
    assert "INS" in found.list.masked
    assert "PLAIE" not in [
        code for code, count in zip(found.list.columns, found.list.whole.counts, strict=True) if count == 3
    ]


def test_needs_that_no_key_opens_are_said_to_be_in_no_number(relay: Relay) -> None:
    """Never a silent wrong answer."""
    path = care_keys.path_of(relay.store.folder, OURS)
    path.unlink()
    found = read_list(READER, relay.store, ListKind.ZONE)
    assert (found.unread, found.list.whole.total) == (30, None)
    assert any("30 besoins illisibles" in one for one in notes_of(found))


def test_totals_of_practices_are_an_estimate(tmp_path: Path) -> None:
    """Where only numbers are given, the list says what it rests on."""
    made = a_relay(tmp_path, needs=0, closed=False)
    count_needs(COORDINATOR, made.store, NEAR, [CountDraft("INS", 14)])
    found = read_list(READER, made.store, ListKind.PRACTICE)
    assert (found.basis, found.list.whole.total) == (Basis.COUNTS, 14)
    assert any("Estimation" in one for one in notes_of(found))


def test_whoever_saves_or_prints_is_noted_with_counts_only(relay: Relay) -> None:
    """The journal says which list, in which form, how many rows."""
    made = [export_list(READER, relay.store, ListKind.ZONE, (), form) for form in ListForm]
    made.append(print_list(READER, relay.store, ListKind.ZONE))
    assert all(len(one) > 500 for one in made)
    with relay.store.reading() as conn:
        rows = conn.execute("SELECT payload FROM journal_payload").fetchall()
    told = [row[0] for row in rows if '"form"' in row[0]]
    assert len(told) == 3
    assert all('"threshold":5' in one.replace(" ", "") for one in told)


def test_the_paper_and_the_file_say_what_the_screen_says(relay: Relay) -> None:
    """One list, three ways to carry it."""
    view = read_list(READER, relay.store, ListKind.ZONE)
    sheet = sheet_of(view)
    paper = text_of(print_list(READER, relay.store, ListKind.ZONE))
    file = export_list(READER, relay.store, ListKind.ZONE).decode("utf-8-sig")
    assert sheet.rows[0].total == "30"
    assert "seuil de masquage 5" in paper
    assert "sont masqués, zéro compris" in " ".join(paper.split())
    assert "Tout le territoire;30" in file
    assert sheet.counted in file


@pytest.mark.parametrize("ask", [read_list, print_list, export_list])
def test_a_professional_s_page_is_not_this_one(relay: Relay, ask: object) -> None:
    """A member of a practice reads their own needs, not the community's lists."""
    assert callable(ask)
    with pytest.raises(NotAllowed):
        ask(relay.members[OURS], relay.store, ListKind.ZONE)
