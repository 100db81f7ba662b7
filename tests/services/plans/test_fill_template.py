"""The plan in an authority's own DOCX: found, tried, filled; what is wrong is said with file, line and remedy."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document

from app.core.errors import InvalidInput, NotFound
from app.services.plans.edit_plan import write_section
from app.services.plans.fill_template import fill_template, read_templates, starting_places
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_plan import a_community, a_draft, the

YAML = """\
title: Trame de l’ARS Bretagne
sections:
  territory: 2. Territoire
  people: "{{ressources}}"
  communication: Communication et traces
  trace: Communication et traces
fields:
  community: "{{cpts}}"
  version: "{{version}}"
tables:
  inventaire: "{{stock}}"
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with two sections of our own words."""
    folder = tmp_path_factory.mktemp("plan")
    store = a_store(folder)
    a_community(store)
    a_draft(store)
    for key, text in (("territory", "Vingt-huit communes."), ("people", "# Volontaires\n– trois"), ("communication", "Une voix."), ("trace", "Tout est noté."), ("alert", "Clarisse : 06 39 98 00 01")):  # fmt: skip
        write_section(COORDINATOR, store, 1, key, text, the(store, 1).revision)
    return folder


@pytest.fixture
def store(begun: Path, tmp_path: Path) -> Store:
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return a_store(tmp_path)


def keep(store: Store, name: str = "ars", yaml: str | None = YAML, *, docx: bytes | None = None) -> None:
    """A template in the site's folder, as an administrator puts it there."""
    document = Document()
    document.add_paragraph("{{cpts}}, version {{version}}, le {{jour}}")
    for title in ("2. Territoire", "3. Communication et traces", "4. Ressources humaines"):
        document.add_heading(title, 1)
    document.add_paragraph("{{ressources}}")
    document.add_paragraph("{{stock}}")
    saved = io.BytesIO()
    document.save(saved)
    folder = store.folder.content / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.docx").write_bytes(saved.getvalue() if docx is None else docx)
    if yaml is not None:
        (folder / f"{name}.yaml").write_text(yaml, encoding="utf-8")


def fault(store: Store) -> str:
    (template,) = read_templates(COORDINATOR, store)
    return template.fault.replace("\u00a0", " ")


def test_a_template_is_filled_where_its_yaml_says(store: Store) -> None:
    """Sections under headings and at marks, two together under their titles, fields in a line; what is left is told."""
    keep(store)
    (template,) = read_templates(READER, store)
    assert (template.title, template.fault, template.unfilled) == ("Trame de l’ARS Bretagne", "", ("jour",))
    filled = fill_template(COORDINATOR, store, "ars")
    assert [each.text for each in Document(io.BytesIO(filled.content)).paragraphs] == [
        "CPTS fictive, version 1, le {{jour}}", "2. Territoire", "Vingt-huit communes.", "3. Communication et traces",
        "Communication", "Une voix.", "Traçabilité", "Tout est noté.", "4. Ressources humaines", "Volontaires", "trois",
        "L’inventaire est vide.",
    ]  # fmt: skip
    assert filled.unfilled == ("jour",)
    assert "Alerte" in filled.left_out
    assert "Traçabilité" not in filled.left_out
    assert fill_template(COORDINATOR, store, "ars") == filled


def test_who_may_not_read_numbers_gets_none(store: Store) -> None:
    """The reserved section says that it is; no telephone of the coordination."""
    keep(store, yaml='sections:\n  alert: "{{ressources}}"\nfields:\n  phone: "{{cpts}}"\n')
    ours, theirs = (fill_template(actor, store, "ars").content for actor in (COORDINATOR, READER))
    text = [" ".join(each.text for each in Document(io.BytesIO(one)).paragraphs) for one in (ours, theirs)]
    assert "06 39 98 00 01" in text[0]
    assert "01 99 00 10 00" in text[0].replace("\u00a0", " ").replace("\u202f", " ")
    assert "06 39 98 00 01" not in text[1]
    assert "Réservé à la coordination" in text[1]


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        (None, ("ars.docx", "ars.yaml")),
        ("", ("ars.yaml", "ne dit rien")),
        ("sections: {}\n", ("ne dit rien",)),
        ("sections:\n  territory: [\n", ("ars.yaml", "ligne", "YAML lisible")),
        ("title: x\nsections:\n  territoire: x\n", ("ars.yaml, ligne 3", "« territoire »", "governance, territory")),
        ("title: x\nparts:\n  a: x\n", ("ligne 2", "« parts »", "sections, fields, tables")),
        ("sections:\n  territory: 3\n", ("ligne 2", "« territory »", "un titre du document")),
        ("sections: x\n", ("ligne 1", "« sections »")),
        ('fields:\n  version: "{{numero}}"\n', ("ars.docx", "{{numero}}", "{{version}}")),
        ("sections:\n  cell: Cellule\n", ("ars.docx", "« Cellule »", "« 2. Territoire »")),
    ],
)
def test_what_is_wrong_is_said_before_anybody_needs_it(store: Store, yaml: str | None, said: tuple[str, ...]) -> None:
    """In the list of templates, and when it is filled: file, line, what to write."""
    keep(store, yaml=yaml)
    told = fault(store)
    assert all(text in told for text in said), told
    with pytest.raises(InvalidInput) as caught:
        fill_template(COORDINATOR, store, "ars")
    assert sentence(caught.value).replace("\u00a0", " ") == told


def test_what_is_no_docx_and_what_lies_elsewhere_is_not_filled(store: Store, tmp_path: Path) -> None:
    """A damaged file is told; a link that leads out of the folder, a lock file and an unknown name are no templates."""
    keep(store, docx=b"PK bon")
    assert "n’est pas un document DOCX lisible" in fault(store)
    folder = store.folder.content / "templates"
    (folder / "ars.docx").unlink()
    outside = tmp_path / "dehors.docx"
    Document().save(str(outside))
    (folder / "lien.docx").symlink_to(outside)
    (folder / "~$ars.docx").write_bytes(b"")
    assert read_templates(COORDINATOR, store) == ()
    for name in ("lien", "../dehors", "ars"):
        with pytest.raises(NotFound):
            fill_template(COORDINATOR, store, name)


def test_without_a_plan_nothing_is_filled(tmp_path: Path) -> None:
    """And without a folder there is no template."""
    store = a_store(tmp_path)
    assert read_templates(COORDINATOR, store) == ()
    keep(store)
    with pytest.raises(NotFound):
        fill_template(COORDINATOR, store, "ars")


def test_a_yaml_to_begin_with_places_what_it_recognises(store: Store) -> None:
    """Completed by nobody, it already fills; every mark and heading is listed."""
    keep(store, yaml=None)
    written = starting_places(COORDINATOR, store, "ars").decode()
    assert 'people: "4. Ressources humaines"' in written
    assert 'territory: "2. Territoire"' in written
    assert "# cell: " in written
    assert "#   {{stock}}" in written
    (store.folder.content / "templates" / "ars.yaml").write_text(written, encoding="utf-8")
    assert fault(store) == ""
    with pytest.raises(NotFound):
        starting_places(COORDINATOR, store, "rien")
