"""Choices stand in the address under their codes: what is asked, chosen, gone back on, shared in another language."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    """One of each sort."""
    import streamlit as st

    from app.ui.parts import address

    options = {"a": "Premier", "b": "Deuxième", "c": "Troisième"}
    said = [
        address.select("Liste", options, address="list"),
        address.segments("Rangée", options, address="row", usual="c"),
        address.select("Personne", options, address="none", placeholder="Choisir"),
        str(address.is_on("switch")),
        str(address.toggle("Tout", address="switch")),
        str(address.page(4)),
        address.select("Avec rien", {"x": "Un", "": "Sans"}, address="bare"),
    ]
    address.pager(4, key="pages")
    st.text(" ".join(one or "–" for one in said))


def drawn(page: AppTest) -> str:
    return str(page.run().text[0].value)


def asked(**address: str) -> AppTest:
    """The page at an address, not run yet."""
    page = AppTest.from_function(script)
    for name, value in address.items():
        page.query_params[name] = value
    return page


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ({}, "a c – False False 1 x"),
        (
            {"list": "b", "row": "a", "none": "c", "switch": "oui", "page": "3", "bare": "-"},
            "b a c True True 3 –",
        ),
        ({"list": "zz", "row": "", "none": "zz", "page": "99"}, "a c – False False 4 x"),
        ({"list": "Deuxième", "page": "deux"}, "b c – False False 1 x"),
    ],
    ids=["silent", "said", "unknown", "words"],
)
def test_the_address_says_what_is_chosen(address: dict[str, str], read: str) -> None:
    """A code opens what it names, a word of an older link too; what is unknown leaves the usual."""
    assert drawn(asked(**address)) == read


def test_what_is_chosen_goes_to_the_address() -> None:
    """Each gesture writes its code; a switch off, and everything again, leave nothing behind."""
    page = asked().run()
    page.selectbox(key="list").set_value("b").run()
    page.segmented_control(key="row").set_value("a").run()
    page.selectbox(key="none").set_value("c").run()
    page.toggle(key="switch").set_value(True).run()
    page.number_input(key="pages").set_value(2).run()
    page.selectbox(key="bare").set_value("").run()
    assert drawn(page) == "b a c True True 2 –"
    held = {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}
    assert held == {"list": "b", "row": "a", "none": "c", "switch": "oui", "page": "2", "bare": "-"}
    page.toggle(key="switch").set_value(False).run()
    page.selectbox(key="none").set_value(None).run()
    assert not {"switch", "none"} & set(page.query_params)
    assert drawn(page) == "b a – False False 2 –"


def test_going_back_to_a_silent_address_goes_back_to_the_usual() -> None:
    """The button « back » of the browser takes a choice away: it is not held against what the address says."""
    page = asked(list="b", row="a", switch="oui").run()
    for name in ("list", "row", "switch"):
        del page.query_params[name]
    assert drawn(page) == "a c – False False 1 x"
