"""The demonstration's needs: enough to look at, nobody's, the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.demo import demo_categories, demo_needs
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store import care_vault
from app.store.community import Community
from tests.builders import COORDINATOR, a_person, a_store, some_people

if TYPE_CHECKING:
    from pathlib import Path

    from app.continuity.need import Content

COMMUNES = ("56007", "56177", "56023", "56176", "56034")


def filled(folder: Path) -> list[Content]:
    """Ten practices of nurses and five of physicians, in five communes, then the fillers' needs."""
    store = a_store(folder)
    set_up_community(COMMAND_LINE, store, Community(name="Démonstration", territory="auray", demonstration=True))
    made = [
        (
            Practice(
                id=PracticeId(f"{profession}-{n}"), name=f"Cabinet {profession} {n:02d}", commune_insee=COMMUNES[n % 5]
            ),
            profession,
        )
        for profession, most in (("infirmier", 11), ("medecin", 6))
        for n in range(most)
    ]
    add_practices(COORDINATOR, store, [practice for practice, _profession in made])
    some_people(
        store, *(a_person(f"Membre {practice.id}", profession, practice=practice.id) for practice, profession in made)
    )
    demo_categories.fill(COMMAND_LINE, store, date(2026, 11, 26))
    demo_needs.fill(COMMAND_LINE, store, date(2026, 11, 26))
    with store.reading() as conn:
        return [one.content for one in care_vault.opened(conn, store.folder, store.now()).needs]


def test_fifteen_practices_hold_some_350_needs_a_dozen_on_oxygen(tmp_path: Path) -> None:
    """Some hang on the mains; every relay is another practice of the same kind; the same seed draws the same needs."""
    needs = filled(tmp_path / "one")
    assert (len(needs), sum(one["oxygen"] is True for one in needs)) == (357, 12)
    assert sum(one["power"] is True for one in needs) > 15
    assert 0.75 < sum(one["informed"] is True for one in needs) / len(needs) < 0.95

    def drawn(found: list[Content]) -> Counter[tuple[object, ...]]:
        return Counter((one["pseudonym"], one["category"], one["commune"], one["autonomy_hours"]) for one in found)

    assert drawn(needs) == drawn(filled(tmp_path / "two"))


def test_a_folder_without_practices_stays_empty(tmp_path: Path) -> None:
    """Nothing to fill."""
    store = a_store(tmp_path)
    demo_needs.fill(COMMAND_LINE, store, date(2026, 11, 26))
    with store.reading() as conn:
        assert care_vault.counts(conn) == {}
