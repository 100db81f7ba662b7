"""A plan written from what is known: figures in their place, what is unknown marked, what a person wrote kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.response.cell import CellPlace
from app.response.directory import Contact
from app.response.plan import SECTIONS, Section, fingerprint_of
from app.response.plan_draft import DraftRow, carried_on, draft, draft_row_of, left_to_write, moved
from app.response.plan_facts import Holder, PlanFacts, Practised, recipient_of
from app.response.risk import Risk
from app.response.stock import Item, StockLimits, stocked
from app.roster.commune import Commune
from app.roster.person import Mission
from app.roster.practice import Site, SiteKind
from tests.builders import a_person

LIBRARY = Library()
ROWS = [draft_row_of(record.cells) for record in LIBRARY.file("plan_draft.csv")]
TODAY = date(2026, 11, 26)
NOTHING = PlanFacts(today=TODAY, number=1, community="CPTS fictive")


def everything() -> PlanFacts:
    """A community of two departments that has filled something in everywhere."""
    nurse = a_person("Clarisse", missions=frozenset({Mission.VACCINATION}), delay_to_mobilise_hours=2)
    return replace(
        NOTHING,
        number=2,
        coordinator="Maïwenn Fictif",
        coordinator_phone="+33199001000",
        communes=(
            Commune("35236", "Redon", "35600", "35", 9542, 47.6, -2.0),
            Commune("44128", "Plessé", "44630", "44", 5335, 47.5, -1.8),
        ),
        departments={"35": "Ille-et-Vilaine", "44": "Loire-Atlantique"},
        people=(nurse, a_person("Efflam", "medecin")),
        professions={"infirmier": "infirmier", "medecin": "médecin"},
        practices=1,
        certified=1,
        sites=(Site(id="1", kind=SiteKind.NURSING_HOME, name="EHPAD fictif", commune_insee="35236", places=80),),
        functions=LIBRARY.cell_functions,
        cell={"steering": (Holder("Rozenn Fictive"), Holder("Efflam Fictif"))},
        place=CellPlace(place="Siège, salle 2", fallback="Mairie de Plessé", criteria="Un plan blanc.\n\nUne crue."),
        contacts=(Contact(id="a", function="samu", department="35", organisation="SAMU 35", day_phone="15"),),
        contact_functions=LIBRARY.contact_functions,
        sheets=tuple(LIBRARY.plans.sheets.values()),
        cards=tuple(LIBRARY.plans.cards.values()),
        legal={one.code: one for one in LIBRARY.legal_references},
        risks=(
            Risk(commune_insee="44128", hazard="flood", probability=2, impact=2),
            Risk(commune_insee="35236", hazard="flood", probability=3, impact=4, source="DICRIM 2024"),
        ),
        hazards={"flood": "Inondation"},
        stock=stocked(
            [Item(id="m", label="Masques FFP2", quantity=200, unit="pièces", place="Dépôt", minimum=500)],
            TODAY,
            StockLimits(),
        ),
        practised=Practised(last_test=date(2026, 10, 1), reached=12, asked=20),
        recipients=tuple(recipient_of(record.cells) for record in LIBRARY.file("plan_recipients.csv")),
        history=("Version 1, validée le 3 septembre 2026",),
    )


def text(facts: PlanFacts, key: str) -> str:
    found = {one.key: one for one in draft(ROWS, facts)}[key]
    return found.body.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_draft_has_every_section_with_something_in_it() -> None:
    """Whatever is known, from an empty community on."""
    for facts in (NOTHING, everything()):
        sections = draft(ROWS, facts)
        assert [one.key for one in sections] == list(SECTIONS)
        assert [one.key for one in sections if one.is_empty or not one.source or one.modified] == []
        assert all(one.fingerprint == fingerprint_of(one.text, one.items) for one in sections)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("governance", ("Maïwenn Fictif, 01 99 00 10 00", "Rozenn Fictive, Efflam Fictif", "CPAM (correspondant de la communauté) : Ille-et-Vilaine (35), Loire-Atlantique (44)", "Version 1, validée le 3 septembre 2026")),
        ("territory", ("2 communes et 14 877 habitants", "Plusieurs départements veulent dire", "Inondation : fort (probabilité 3, gravité 4) ; Redon, Plessé ; source : DICRIM 2024")),
        ("people", ("2 personnes peuvent être sollicitées, dans 1 cabinet", "infirmier : 1", "médecin : 1", "vaccination : 1", "en 3 heures : 1", "délai non dit : 1", "1 personne a une attestation")),
        ("structures", ("EHPAD (1, 80 places) : EHPAD fictif (Redon)",)),
        ("cell", ("Pilotage de la crise : Rozenn Fictive ; suppléance : Efflam Fictif.", "Lieu : Siège, salle 2", "– Un plan blanc.\n– Une crue.")),
        ("alert", ("SAMU – Centre 15, Ille-et-Vilaine (35) : SAMU 35, 15", "1er octobre 2026 : 12 personnes jointes sur 20")),
        ("typologies", ("# Typologie 1", "# Typologie 5", "Première heure :", "Pilotage de la crise : Noter", "# Dispositions transversales")),
        ("cards", ("47 fiches réflexes", "30 fiches à contenu médical attendent", "Grand froid, neige et verglas (Ressources humaines ; à valider par le référent médical)")),
        ("logistics", ("1 référence suivie", "Masques FFP2 : 200 pièces, minimum 500, Dépôt")),
        ("annexes", ("Accord conventionnel interprofessionnel des CPTS, avenant 2 (20 décembre 2021)",)),
    ],
)  # fmt: skip
def test_what_is_known_is_said_where_it_belongs(key: str, said: tuple[str, ...]) -> None:
    """In the words of the trade, with departments, figures and sources."""
    written = text(everything(), key)
    assert [one for one in said if one not in written] == []


def test_what_is_not_known_is_marked_to_be_written() -> None:
    """Section by section; nothing unknown is said as a zero, and no name of a value is left in the text."""
    found = {one.key: left_to_write(one) for one in draft(ROWS, NOTHING) if left_to_write(one)}
    assert found == {
        "governance": 3,
        "territory": 3,
        "people": 4,
        "structures": 2,
        "cell": 3,
        "alert": 2,
        "vaccination": 1,
        "logistics": 1,
        "training": 1,
    }
    for facts in (NOTHING, everything()):
        assert [one.key for one in draft(ROWS, facts) if "{" in one.body] == []


def test_the_day_alone_moves_nothing() -> None:
    """Tomorrow's draft is offered only when something else changed."""
    facts = everything()
    sections = draft(ROWS, facts)
    assert moved(sections, draft(ROWS, replace(facts, today=date(2026, 12, 24)))) == ()
    fewer = replace(facts, people=facts.people[:1])
    assert moved(sections, draft(ROWS, fewer)) == ("people",)


def test_the_next_version_keeps_what_was_written_by_hand() -> None:
    """The rest is as it would be written today, and nothing is offered at once."""
    facts = everything()
    sections = tuple(
        replace(one, text="À notre façon.", items=(), modified=True) if one.key == "people" else one
        for one in draft(ROWS, facts)
    )
    today = draft(ROWS, replace(facts, people=facts.people[:1], coordinator="Denez Fictif"))
    following = carried_on(sections, today)
    held = {one.key: one for one in following}
    assert (held["people"].text, held["people"].modified) == ("À notre façon.", True)
    assert "Denez Fictif" in held["governance"].body
    assert moved(following, today) == ()


def test_a_site_s_own_text_may_name_what_nobody_knows() -> None:
    """It stays as it is written rather than breaking the plan."""
    [section] = [one for one in draft([DraftRow("trace", "text", "{nothing} et {community}")], NOTHING) if one.text]
    assert section.text == "{nothing} et CPTS fictive"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"section": "celle", "kind": "text", "text": "a"}, "section"),
        ({"section": "cell", "kind": "table", "text": "a"}, "kind"),
        ({"section": "cell", "kind": "text", "text": ""}, "text"),
    ],
)
def test_a_row_that_does_not_read_says_which_column(cells: dict[str, str], said: str) -> None:
    """The file and the line are added where it is read."""
    with pytest.raises(InvalidInput, match=said):
        draft_row_of(cells)


def test_an_unwritten_section_has_no_mark_of_another() -> None:
    """A section whose mark is empty was never proposed: it is not said to have moved."""
    assert moved([Section("cell", "Cellule", "a")], [Section("cell", "Cellule", "b")]) == ()
