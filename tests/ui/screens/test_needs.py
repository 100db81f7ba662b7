"""Tests of app/ui/screens/needs.py: a practice's rows on its own machine, totals for the coordination, categories signed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import COMMAND_LINE, LOCAL_COORDINATION, Role
from app.continuity.holding import CareMode, HoldingMode
from app.continuity.need_rules import NeedDraft
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.count_needs import CountDraft, count_needs, read_counts
from app.services.continuity.read_categories import read_categories
from app.services.continuity.read_register import read_register
from app.services.continuity.record_needs import Change, record_needs
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from app.store.current import use
from app.store.database import open_store
from tests.builders import COORDINATOR, MovingClock, a_person, some_people
from tests.services.a_vault import HOSTED
from tests.services.signed_categories import change_category, sign_categories
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.database import Store

OURS, THEIRS = PracticeId("fegreac"), PracticeId("avessac")
LOCAL = CareMode(mode=HoldingMode.LOCAL, practices=frozenset({OURS}), dpia_on=date(2026, 11, 1))
DRAFT = NeedDraft(pseudonym="P-0042", category="INS", commune="44057", informed=True)
CANARY = "P-0042"


@pytest.fixture
def territory(tmp_path: Path, clock: MovingClock) -> Iterator[Store]:
    """Two practices of the Pays de Redon, a nurse in each."""
    opened = open_store(tmp_path, clock)
    use(opened)
    set_up_community(COORDINATOR, opened, Community(name="CPTS fictive", territory="redon"))
    add_practices(
        COORDINATOR, opened,
        [
            Practice(id=OURS, name="Cabinet de Fégréac", commune_insee="44057"),
            Practice(id=THEIRS, name="Cabinet d’Avessac", commune_insee="44007"),
        ],
    )  # fmt: skip
    some_people(opened, a_person("Anne", practice=OURS), a_person("Soizig", practice=THEIRS))
    sign_categories(opened)
    yield opened
    use(None)


def opened(panel: str = "") -> AppTest:
    page = AppTest.from_file(UI / "screens" / "needs.py", default_timeout=30)
    if panel:
        page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return page


def everything(page: AppTest) -> str:
    """All that was sent to the browser and all that the session keeps."""
    sent = b"\n".join(one.proto.SerializeToString() for one in page.main if one.proto is not None)
    return sent.decode("utf-8", "replace") + said(page) + repr(page.session_state)


def title(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ")


def kept(page: AppTest) -> str:
    return repr(page.session_state)


def noted(store: Store, *drafts: NeedDraft) -> None:
    record_needs(COMMAND_LINE, store, OURS, drafts or [DRAFT])


def test_a_practice_notes_a_need_on_its_own_machine(territory: Store) -> None:
    """The number that follows and the commune are there already: a category, and it is noted."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    page = opened()
    assert title(page) == "Aucun besoin n’est noté pour ce cabinet."
    assert page.text_input[0].value == "P-0001"
    next(one for one in page.selectbox if one.label == "Catégorie").set_value("O2")
    press(page, "Noter ce besoin")
    assert not page.error
    assert title(page) == "1 besoin : tous à jour."
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    assert (row.need.pseudonym, row.need.category, row.need.commune) == ("P-0001", "O2", "44057")
    assert page.text_input[0].value == "P-0002"


def test_a_name_is_refused_with_the_reason_and_not_repeated(territory: Store) -> None:
    """The sentence says what it looks like; nothing is written."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    page = opened()
    page.text_input[0].set_value("Mme Canari")
    press(page, "Noter ce besoin")
    assert "cela ressemble à un nom" in said(page)
    assert "Canari" not in "".join(one.value for one in page.error)
    assert read_register(LOCAL_COORDINATION, territory, OURS).rows == ()


def test_what_is_due_comes_first_and_is_renewed_or_ended_in_a_tap(territory: Store, clock: MovingClock) -> None:
    """Ending asks once."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    noted(territory, DRAFT, replace(DRAFT, pseudonym="P-0001"))
    clock.forward(days=100)
    page = opened()
    assert title(page) == "2 besoins : 2 à revoir."
    page = press(page, "Toujours d’actualité")
    assert title(page) == "2 besoins : 1 à revoir."
    page = press(page, "C’est fini")
    assert len(read_register(LOCAL_COORDINATION, territory, OURS).rows) == 2
    page = press(page, "Retirer")
    assert len(read_register(LOCAL_COORDINATION, territory, OURS).rows) == 1


def test_a_need_is_changed_once_a_colleague_s_change_is_seen(territory: Store) -> None:
    """The form sent over a colleague's change writes nothing and says so."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    noted(territory)
    page = opened()
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    next(one for one in page.selectbox if one.label == "Modifier ou retirer un besoin").set_value(row.need.id)
    page.run()
    next(one for one in page.selectbox[::-1] if one.label == "Commune").set_value("44007")
    press(page, "Enregistrer")
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    assert (row.need.commune, row.need.revision) == ("44007", 2)
    next(one for one in page.selectbox if one.label == "Modifier ou retirer un besoin").set_value(row.need.id)
    page.run()
    record_needs(COMMAND_LINE, territory, OURS, changed=[Change(row.need.id, 2, replace(DRAFT, informed=False))])
    press(page, "Enregistrer")
    assert "a modifié ce besoin entre-temps" in said(page)
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    assert (row.need.informed, row.need.revision) == (False, 3)


def test_a_need_chosen_by_its_number_is_ended_after_one_question(territory: Store) -> None:
    """And the choice is empty again."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    noted(territory, DRAFT, replace(DRAFT, pseudonym="P-0001"))
    page = opened()
    [first, _second] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    next(one for one in page.selectbox if one.label == "Modifier ou retirer un besoin").set_value(first.need.id)
    page.run()
    page = press(page, "Ce besoin est fini")
    page = press(page, "Retirer")
    assert not page.exception
    assert title(page) == "1 besoin : tous à jour."
    assert "Ce besoin est fini" not in {one.label for one in page.button}


def test_rows_are_in_no_session(territory: Store) -> None:
    """What the session keeps between two runs holds no number, no category, no commune; they are on the page."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    noted(territory)
    page = opened()
    assert CANARY in everything(page)
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    next(one for one in page.selectbox if one.label == "Modifier ou retirer un besoin").set_value(row.need.id)
    page.run()
    assert not [word for word in (CANARY, "INS", "44057", "Fégréac") if word in kept(page)]


def test_a_file_is_imported_or_only_checked_and_leaves_with_the_answer(territory: Store) -> None:
    """A line that says who is refused without being repeated; the file is in no session."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    content = b"pseudonyme;categorie;commune_insee\nP-0042;INS;44057\nYvonne CANARI;INS;44057\n"
    page = opened("importer")
    page.checkbox[0].check()
    page.file_uploader[0].set_value(("besoins.csv", content, "text/csv"))
    page = press(page, "Importer")
    assert "1 nouveau" in said(page)
    assert read_register(LOCAL_COORDINATION, territory, OURS).rows == ()
    page = opened("importer")
    page.file_uploader[0].set_value(("besoins.csv", content, "text/csv"))
    page = press(page, "Importer")
    assert len(read_register(LOCAL_COORDINATION, territory, OURS).rows) == 1
    assert "Refusé, cela ressemble à un nom" in everything(page)
    assert "CANARI" not in everything(page)


def test_a_file_with_names_is_refused_whole(territory: Store) -> None:
    """The column is named, its cells are not."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    page = opened("importer")
    page.file_uploader[0].set_value(
        ("besoins.csv", b"pseudonyme;nom;categorie;commune_insee\nP-0042;CANARI;INS;44057\n", "text/csv")
    )
    page = press(page, "Importer")
    assert "Colonne « nom »" in said(page)
    assert "CANARI" not in everything(page)


def test_the_coordination_reads_totals_and_never_a_row(territory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it looks on the screen: neither number, category of a need, commune nor id."""
    declare_care_mode(LOCAL_COORDINATION, territory, HOSTED, 0)
    record_needs(COMMAND_LINE, territory, OURS, [DRAFT])
    with territory.reading() as conn:
        id = conn.execute("SELECT id FROM care_need").fetchone()[0]
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened()
    assert re.match("1 cabinet tient moins de 5 besoins ; le premier prend fin le", said(page))
    for panel in ("cabinets", "nombres", "copies", "suivis", "importer"):
        shown = everything(opened(panel))
        assert not [word for word in (CANARY, id, "44057") if word in shown]
        assert "Noter ce besoin" not in shown
    assert "Nos besoins" not in everything(page)


def test_numbers_are_noted_category_by_category(territory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the coordination for a practice, which reads bands back; nothing chosen, nothing written."""
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened("nombres")
    assert title(page) == "Cabinet d’Avessac n’a encore donné aucun nombre."
    page = press(page, "Noter ce nombre")
    assert "Choisissez une catégorie" in said(page)
    next(one for one in page.selectbox if one.label == "Catégorie").set_value("INS")
    page.number_input[0].set_value(12)
    page = press(page, "Noter ce nombre")
    assert "Cabinet d’Avessac : de 10 à 14 besoins" in said(page)
    assert read_counts(COORDINATOR, territory, THEIRS).rows["INS"].revision == 1
    next(one for one in page.selectbox if one.label == "Catégorie").set_value("INS")
    page.number_input[0].set_value(20)
    count_needs(COORDINATOR, territory, THEIRS, [CountDraft("INS", 13, 1)])
    page = press(page, "Noter ce nombre")
    assert "Ce nombre a changé entre-temps" in said(page)


def unsigned(store: Store) -> None:
    """As a folder is before any physician read the table."""
    with store.transaction() as conn:
        conn.execute("DELETE FROM category_validation")


SIGN = "Valider les catégories cochées"


def test_a_physician_answers_for_categories(territory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that remain in one signature; without a name nothing is signed; the day and the name stand beside the values."""
    unsigned(territory)
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened("categories")
    assert title(page) == "Aucune catégorie n’est active : 29 attendent la validation d’un médecin."
    page.checkbox(key="needs_validate_every").check()
    page = press(page, SIGN)
    assert "écrivez son nom et sa qualité" in said(page)
    page.checkbox(key="needs_validate_every").check()
    page.text_input[0].set_value("Dr Anne Fictif")
    page = press(page, SIGN)
    assert title(page) == "29 catégories actives : un médecin nommé répond de chacune."
    assert SIGN not in {one.label for one in page.button}
    assert read_categories(COORDINATOR, territory)["O2"].words == (
        "validé par Dr Anne Fictif, médecin référent, le 26 novembre 2026"
    )


def test_rows_ticked_are_signed_together_and_the_others_wait(territory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row says what is answered for; none ticked signs none; a row changed since is told apart and asks again."""
    unsigned(territory)
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened("categories")
    row = page.checkbox(key="needs_validate_INS").label.replace("\\", "").replace("\xa0", " ")
    assert row.startswith(":blue-badge[:material/pending: à valider] **Insuline injectée par un infirmier** ")
    assert "attente possible 12 h · relais : infirmier" in row
    page.text_input[0].set_value("Dr Anne Fictif")
    page = press(page, SIGN)
    assert "Choisissez au moins une catégorie" in said(page)
    for code in ("INS", "O2"):
        page.checkbox(key=f"needs_validate_{code}").check()
    page.text_input[0].set_value("Dr Anne Fictif")
    page = press(page, SIGN)
    assert title(page) == "2 catégories actives ; 27 attendent la validation d’un médecin."
    views = read_categories(COORDINATOR, territory)
    assert [code for code, one in views.items() if one.is_validated] == ["O2", "INS"]
    change_category(territory, "INS")
    page = opened("categories")
    assert title(page) == "1 catégorie active ; 28 attendent la validation d’un médecin."
    states = [cell for cell in page.table[0].value["État"] if "valider" not in cell]
    assert [cell.replace("\\", "") for cell in states] == [
        ":green-badge[:material/check_circle: active]",
        ":orange-badge[:material/sync_problem: modifiée depuis sa validation]",
    ]


def test_entry_offers_active_categories_alone(territory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new need, numbers; a need that has another keeps it in its form. With none at all, one sentence says what to do."""
    declare_care_mode(LOCAL_COORDINATION, territory, LOCAL, 0)
    noted(territory)
    change_category(territory, "INS")
    page = opened()
    [new] = [one for one in page.selectbox if one.label == "Catégorie"]
    assert not any("Insuline" in words for words in new.options)
    [row] = read_register(LOCAL_COORDINATION, territory, OURS).rows
    next(one for one in page.selectbox if one.label == "Modifier ou retirer un besoin").set_value(row.need.id)
    page.run()
    _new, edited = (one for one in page.selectbox if one.label == "Catégorie")
    assert [words for words in edited.options if "Insuline" in words]
    unsigned(territory)
    page = opened()
    assert "Aucune catégorie de soins n’est validée par un médecin" in said(page)
    assert "Noter ce besoin" not in {one.label for one in page.button}
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened("nombres")
    assert "Aucune catégorie de soins n’est validée par un médecin" in said(page)
    assert "Noter ce nombre" not in {one.label for one in page.button}


def test_numbers_offer_active_categories_and_those_already_counted(
    territory: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was counted may be counted down; nothing else that waits is there."""
    signs_in(monkeypatch, territory, Role.COORDINATION)
    count_needs(COORDINATOR, territory, THEIRS, [CountDraft("INS", 12)])
    for code in ("INS", "O2"):
        change_category(territory, code)
    page = opened("nombres")
    page.selectbox(key="needs_counts_practice").set_value(THEIRS).run()
    [offered] = [one.options for one in page.selectbox if one.label == "Catégorie"]
    assert len(offered) == 28
    assert [one for one in offered if one.startswith(("Insuline", "Oxygène"))] == ["Insuline injectée par un infirmier"]


def test_where_nothing_is_declared_the_screen_says_that_numbers_are_kept(
    territory: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """« agrégats seuls », and one press leads to them."""
    signs_in(monkeypatch, territory, Role.COORDINATION)
    page = opened()
    assert title(page) == "Aucun cabinet n’a encore dit ses besoins."
    assert "ne garde que des totaux" in said(page)
    page = press(page, "Noter les nombres d’un cabinet")
    assert "n’a encore donné aucun nombre" in said(page)
