"""Choices stand in the address under their codes: what is asked, chosen, gone back on, shared in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from collections.abc import Callable


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


def settled() -> None:
    """A list whose present code whoever draws it has settled, and a row that belongs to what the list shows."""
    import streamlit as st

    from app.ui.parts import address

    options = {"a": "Premier", "b": "Deuxième", "c": "Troisième"}
    present = address.among("list", options)
    st.text(present + address.select("Liste", options, address="list", present=present, closes=("row",)))
    st.text(address.segments("Rangée", {"x": "Un", "y": "Deux"}, address="row", present="zz"))
    st.button("Fermer", on_click=address.close, args=("list", "row"))


def at(drawing: Callable[[], None], **address: str) -> AppTest:
    """That page at an address."""
    page = AppTest.from_function(drawing)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def test_what_belongs_to_a_choice_leaves_the_address_with_it() -> None:
    """Another of the list takes the row out of the address; « Fermer » takes both, and the first one is shown again."""
    page = at(settled, list="b", row="y")
    assert [one.value for one in page.text] == ["bb", "x"]
    page.selectbox(key="list").set_value("c").run()
    assert page.text[0].value == "cc"
    assert set(page.query_params) == {"list"}
    page.segmented_control(key="row").set_value("y").run()
    assert set(page.query_params) == {"list", "row"}
    page.button[0].click().run()
    assert [page.text[0].value, dict(page.query_params)] == ["aa", {}]


def test_what_is_settled_is_not_held_against_a_silent_address() -> None:
    """The one shown is the first of the address, whatever was shown before it."""
    page = at(settled, list="zz")
    assert page.text[0].value == "aa"
    page.session_state["list"] = "c"
    assert page.run().text[0].value == "aa"


def counted() -> None:
    """One number of the address, read three ways."""
    import streamlit as st

    from app.ui.parts import address

    typed = address.typed("Nombre", 0, 90, address="n", usual=5)
    st.text(f"{address.number('n')} {address.number('n', 5, least=1, most=90)} {typed} {address.page(8, address='n')}")


@pytest.mark.parametrize(
    "absurd", ["", "-3", "²", "٣", "3.5", "1e3", "inf", " 3", "trois"],
    ids=["empty", "negative", "superscript", "arabic", "decimal", "power", "infinite", "spaced", "words"],
)  # fmt: skip
def test_an_address_that_is_no_whole_number_chooses_nothing(absurd: str) -> None:
    """The usual one is shown, and nothing fails."""
    page = at(counted, n=absurd)
    assert not page.exception
    assert page.text[0].value == "0 5 5 1"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("3", "3 3 3 3"), ("007", "7 7 7 7"), ("0", "0 1 0 1"), ("95", "95 90 90 8"),
        ("1234567", "0 5 5 8"), ("9" * 5000, "0 5 5 8"),
    ],
    ids=["plain", "padded", "least", "most", "seven_digits", "endless"],
)  # fmt: skip
def test_a_number_stays_between_its_bounds(said: str, read: str) -> None:
    """One too long chooses nothing; of pages, one too far is the last."""
    page = at(counted, n=said)
    assert not page.exception
    assert page.text[0].value == read


def test_a_number_typed_goes_to_the_address_even_nought() -> None:
    """Nought is a number, not the absence of one."""
    page = at(counted)
    page.number_input(key="n").set_value(0).run()
    assert page.query_params["n"] in ("0", ["0"])
    assert page.text[0].value == "0 1 0 1"
