"""What is said to the public: the same facts in the length of each way, and what to read twice."""

from __future__ import annotations

import pytest

from app.response.bulletin import ADVICE, LONGEST, About, Audience, Publication, Stage, holes, kit, remarks
from tests.builders import THURSDAY

ABOUT = About(
    title="Crue de la Vilaine", communes=("Redon", "Fégréac"), community="CPTS fictive", phone="02 61 91 00 00"
)


def test_the_kit_fits_each_way_and_says_whom_to_call() -> None:
    """No text too long, each says the emergency number and the public one; nothing left to fill but what happened."""
    made = kit(ABOUT)
    assert list(made) == [Audience.PUBLIC, Audience.TOWN_HALLS, Audience.POSTER, Audience.SOCIAL]
    for audience, (title, text) in made.items():
        assert len(text) <= LONGEST[audience]
        assert "02 61 91 00 00" in text
        assert "15" in text
        left = remarks(audience, title, text)
        assert len(left) == (1 if audience is Audience.PUBLIC else 0), left


def test_many_communes_still_fit_the_shortest_way() -> None:
    """Forty communes become « tout le territoire » where they would not hold."""
    about = About(title="Crue", communes=tuple(f"Commune-{n}" for n in range(40)), community="CPTS fictive")
    assert len(kit(about)[Audience.SOCIAL][1]) <= LONGEST[Audience.SOCIAL]


def test_the_advice_says_nothing_medical() -> None:
    """No dose, no drug: the medical lead or the ARS writes that."""
    assert all("mg" not in one and "dose" not in one for one in ADVICE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Appelez le 15.", ()),
        ("Appelez-nous.", ("Le 15 (ou le 112) n’est pas rappelé.",)),
        ("15. Écrivez à marie@example.org", ("adresse e-mail",)),
        ("15. Appelez le 06 39 98 00 01", ("numéro de mobile",)),
        ("15. Appelez le +33 6 39 98 00 01", ("numéro de mobile",)),
        ("15. Appelez le 02 61 91 00 00", ()),
        ("15. [numéro]", ("entre crochets",)),
        ("15 " + "x" * 280, ("signes de trop",)),
    ],
)
def test_whoever_agrees_is_told_what_to_look_at(text: str, said: tuple[str, ...]) -> None:
    """Somebody’s own number or address, a place to fill in, a text too long."""
    found = remarks(Audience.SOCIAL, "Crue", text)
    assert len(found) == len(said)
    assert all(part in one for part, one in zip(said, found, strict=True))


def test_places_to_fill_in_are_found_once() -> None:
    """In order."""
    assert holes("[a] b [c]\n[a]") == ("[a]", "[c]")


def test_how_far_a_text_is() -> None:
    """Prepared until somebody agrees, agreed until it stands somewhere."""
    one = Publication(id="p", audience=Audience.PUBLIC, title="t", text="x", at=THURSDAY)
    assert one.stage is Stage.PREPARED
    one = Publication(id="p", audience=Audience.PUBLIC, title="t", text="x", at=THURSDAY, agreed_by="Dr Fictif")
    assert one.stage is Stage.AGREED
    one = Publication(
        id="p", audience=Audience.PUBLIC, title="t", text="x", at=THURSDAY, agreed_by="Dr Fictif", channel="site"
    )
    assert one.stage is Stage.PUBLISHED
