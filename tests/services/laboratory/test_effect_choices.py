"""What effects may be made of: a territory's places and roads, and names only for whoever may read them."""

from __future__ import annotations

from pathlib import Path

from app.library import Library
from app.services.laboratory.effect_choices import choices_of, effect_choices
from tests.builders import COORDINATOR, READER, a_person, a_store, some_people


def test_a_territory_offers_its_own_places_and_roads_in_words() -> None:
    """Neighbours and boats too; « any » offers every territory's; one without a table of roads offers none."""
    auray, anywhere = choices_of(Library(), "auray"), choices_of(Library(), "any")
    assert auray.communes["56186"] == "Quiberon"
    assert auray.roads["56168-56234"] == "Plouharnel – Saint-Pierre-Quiberon"
    assert auray.roads["56152-56186-bateau"] == "Le Palais – Quiberon (bateau)"
    assert "35236" not in auray.communes
    assert {"35236", "56186", "56165"} <= set(anywhere.communes)
    assert choices_of(Library(), "ploermel").roads == {}
    assert auray.services["dossier_hopital"] == "dossier de l’hôpital"
    assert list(auray.communes.values())[:2] == ["Auray", "Baden"]


def test_names_are_for_whoever_runs_drills(tmp_path: Path) -> None:
    """Practices as well: some bear a name."""
    store = a_store(tmp_path)
    some_people(store, a_person("Aziliz"))
    assert len(effect_choices(COORDINATOR, store, "auray", named=True).providers) == 1
    assert effect_choices(COORDINATOR, store, "auray").providers == {}
    reader = effect_choices(READER, store, "auray", named=True)
    assert (reader.providers, reader.practices) == ({}, {})


def test_a_broken_table_offers_nothing_and_takes_nothing_else_with_it(tmp_path: Path) -> None:
    """``releve check`` tells why."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "coverage_skills.csv").write_text("code,label_fr\na\n", encoding="utf-8")
    found = choices_of(Library(tmp_path), "auray")
    assert found.skills == {}
    assert found.communes
