"""The impact assessment says what the folder knows, leaves the rest to the pen, and opens as a document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from app.core.errors import NotAllowed
from app.services.continuity.seal_needs import seal_needs
from app.services.keeping.read_retention import How, Rule
from app.services.keeping.set_up_community import set_up_community
from app.services.keeping.write_dpia import duration, write_dpia
from app.store.community import Community
from app.words import use_language
from tests.builders import COORDINATOR, READER
from tests.services.a_vault import OURS, a_need, a_vault


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\u00a0", " ")


def test_it_is_filled_with_what_the_folder_knows(tmp_path: Path) -> None:
    """Community, mode, host, certificate, how many needs, retention with its sources; never a need itself."""
    vault = a_vault(tmp_path)
    set_up_community(COORDINATOR, vault.store, Community(name="CPTS des Abers", contact="02 98 00 00 00"))
    seal_needs(vault.member, vault.store, OURS, [a_need(), a_need("P-0043")])
    text = words(write_dpia(COORDINATOR, vault.store))
    for part in (
        "CPTS des Abers",
        "02 98 00 00 00",
        "chez un hébergeur certifié",
        "HDS-0001",
        "Besoins de soins gardés à ce jour : 2",
        "3 ans après l’entrée",
        "Code de commerce L.123-22",
        "Accès illégitime",
        "Délégué à la protection des données : ……",
        "sa propre page, et les besoins de son cabinet",
    ):
        assert part in text, part
    assert "P-0042" not in text
    assert write_dpia(COORDINATOR, vault.store) == write_dpia(COORDINATOR, vault.store)
    with use_language("en"):
        assert "a practice’s care needs" in words(write_dpia(COORDINATOR, vault.store))
    with pytest.raises(NotAllowed):
        write_dpia(READER, vault.store)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "gardé"),
        (0, "jusqu’à leur fin"),
        (1, "1 jour après leur fin"),
        (365, "1 an après leur fin"),
        (400, "400 jours après leur fin"),
    ],
)
def test_durations_are_said_as_people_say_them(days: int | None, said: str) -> None:
    """Years where they are whole."""
    rule = Rule(code="x", what="x", days=days, since="leur fin", how=How.ASKED, why="x", source="x", checked="inferred")
    assert duration(rule) == said
