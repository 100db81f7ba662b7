"""The review of the plan on screen: remarks answered and settled, partners reminded, invited; and how the plan is taken out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.review import WHOLE, Comment
from app.services.demo import demo_review
from app.services.plans.comment_plan import reply_to_comment
from app.services.plans.read_review import ReviewView, read_review
from app.store.current import use
from app.store.database import Store
from tests.builders import COORDINATOR, a_store
from tests.services.a_plan import TODAY, a_community, a_draft
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's review of a first version."""
    folder = tmp_path_factory.mktemp("relecture")
    store = a_store(folder)
    a_community(store)
    a_draft(store)
    demo_review.fill(COORDINATOR, store, TODAY)
    return folder


@pytest.fixture
def reviewed(asked: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    opened = a_store(tmp_path)
    use(opened)
    yield opened
    use(None)


def opened(panel: str = "relecture") -> AppTest:
    page = AppTest.from_file(UI / "main.py", default_timeout=30).run()
    page.switch_page("screens/plans.py")
    page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return page


def now(store: Store) -> ReviewView:
    view = read_review(COORDINATOR, store)
    assert view is not None
    return view


def whole(store: Store) -> Comment:
    return now(store).by_section[WHOLE][0]


def test_the_sentence_counts_what_waits_and_remarks_come_first(reviewed: Store) -> None:
    """Remarks by section, then who reads with icon, word and colour; one primary button."""
    page = opened()
    assert page.title[0].value == "3 remarques à traiter ; 2 avis attendus avant le 17 décembre 2026."
    text = said(page)
    order = [
        "1 approuvé, 1 remarque traitée.",
        "Le partage des rôles",
        "Précisez qui, chez vous",
        "Délégation départementale",
    ]
    assert sorted(order, key=text.find) == order
    assert ":green-badge[:material/check_circle: approuvé]" in text
    assert [one.value for one in page.header][-2:] == ["Qui relit", "Inviter à relire"]
    assert "lettre à passer à la main" in text  # No way out is set: nothing is « en partance ».
    assert "en partance" not in text


def test_a_remark_is_answered_and_settled(reviewed: Store) -> None:
    """Its author will read the answer; it leaves what waits."""
    page = opened()
    box = next(one for one in page.text_area if whole(reviewed).id in str(one.key))
    box.set_value("Merci, nous gardons ce partage.")
    next(one for one in page.button if str(one.key).startswith(f"plan_remark_{whole(reviewed).id}") and one.label == "Marquer traitée").click().run()  # fmt: skip
    assert not page.exception
    assert page.title[0].value.startswith("2 remarques à traiter")
    assert (whole(reviewed).reply, whole(reviewed).is_settled) == ("Merci, nous gardons ce partage.", True)


def test_who_answers_second_is_told_and_keeps_what_was_typed(reviewed: Store) -> None:
    """A colleague answered meanwhile: nothing is written over."""
    page = opened()
    box = next(one for one in page.text_area if whole(reviewed).id in str(one.key))
    box.set_value("Ma réponse.")
    reply_to_comment(COORDINATOR, reviewed, whole(reviewed).id, "Déjà répondu.", settled=False)
    next(one for one in page.button if str(one.key).startswith(f"plan_remark_{whole(reviewed).id}") and one.label == "Répondre seulement").click().run()  # fmt: skip
    assert not page.exception
    assert whole(reviewed).reply == "Déjà répondu."
    assert page.warning
    box = next(one for one in page.text_area if whole(reviewed).id in str(one.key))
    assert box.value == "Ma réponse."


def test_those_awaited_are_reminded_and_one_is_closed(reviewed: Store) -> None:
    """A letter each; a reading that is closed awaits nothing."""
    page = press(opened(), "Relancer les 2 relecteurs attendus")
    assert not page.exception
    page = press(page, "Clore sa relecture")
    assert "1 avis attendu" in page.title[0].value
    assert "1 délai passé sans visa" in said(page)


def test_a_form_sent_empty_says_what_it_wants(reviewed: Store) -> None:
    """Nobody is invited by mistake."""
    page = press(opened(), "Envoyer les invitations")
    assert "Dites qui doit relire" in said(page)
    assert len(now(reviewed).readings) == 3


def test_before_any_plan_the_screen_says_where_to_begin(tmp_path: Path) -> None:
    """And after it, whom to ask."""
    store = a_store(tmp_path)
    use(store)
    try:
        assert "Le plan n’est pas commencé" in opened().title[0].value
        a_community(store)
        a_draft(store)
        page = opened()
        assert page.title[0].value == "Personne ne relit la version 1."
        assert page.button
    finally:
        use(None)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_who_only_reads_sees_remarks_and_no_name(reviewed: Store, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    """No form, no address, no button that would be refused."""
    signs_in(monkeypatch, reviewed, role)
    page = opened()
    text = said(page)
    assert "Précisez qui, chez vous" in text
    assert "Solène" not in text
    assert "example.org" not in text
    assert not page.text_area
    assert {"Marquer traitée", "Envoyer les invitations"} & {one.label for one in page.button} == set()


def test_the_plan_is_taken_out_in_every_form(reviewed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF, DOCX, ZIP and the authority's template; who may not read the directory has no ZIP."""
    page = opened("plan")
    labels = {one.label for one in page.get("download_button")}
    assert {"PDF", "Word (DOCX)", "Dossier complet (ZIP)"} <= labels
    assert "content/templates" in said(page)
    signs_in(monkeypatch, reviewed, Role.OBSERVER)
    labels = {one.label for one in opened("plan").get("download_button")}
    assert "PDF" in labels
    assert "Dossier complet (ZIP)" not in labels


def test_a_template_is_offered_or_says_what_is_wrong(reviewed: Store) -> None:
    """Before anybody presses: the fault, and a file to begin the YAML with."""
    from docx import Document

    folder = reviewed.folder.content / "templates"
    folder.mkdir(parents=True)
    document = Document()
    document.add_paragraph("{{cpts}} {{jour}}")
    for name in ("ars", "urps"):
        document.save(str(folder / f"{name}.docx"))
    (folder / "ars.yaml").write_text('title: Trame ARS\nfields:\n  community: "{{cpts}}"\n', encoding="utf-8")
    page = opened("plan")
    text = said(page)
    assert "Trame ARS" in text
    assert "Resteront à remplir à la main : {{jour}}." in text
    assert "urps.docx n’a pas de correspondance" in text
    labels = {one.label for one in page.get("download_button")}
    assert {"Remplir cette trame", "Correspondance à compléter (YAML)"} <= labels
