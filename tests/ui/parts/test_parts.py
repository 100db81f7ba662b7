"""Tests of the small parts of app/ui/parts: each drawn once, and what it hands back."""

from streamlit.testing.v1 import AppTest

from app.ui.parts.links_page import Link, card
from app.ui.parts.state_badge import inline
from app.ui.parts.week_overview import HalfDay, RoleWeek, figure


def _urgent() -> None:
    import streamlit as st

    from app.ui.parts import call_list, figures, headline, shortage_list

    headline.show("3 postes à pourvoir : *tous* infirmiers.", where="Jeudi 26 novembre", state="cannot_open")
    rows = [
        shortage_list.ShortageRow(f"n{rank}", "open", f"manque {rank}", (("sans réponse", 9),), "preuve", 4 - rank)
        for rank in range(5)
    ]
    st.text(repr(shortage_list.show(rows, key="gaps", shown=3)))
    people = [call_list.CallRow("p1", "Clarisse P.", "près d’ici", "06 00 00 00 01")]
    st.text(repr(call_list.show(people, key="calls", action="A dit oui")))
    figures.show([figures.Figure("Injections", "1 850 / 2 400", figures.Origin("doses allouées", date="26 novembre"))])


def _import() -> None:
    import streamlit as st

    from app.ui.parts import import_preview

    rejected = import_preview.RejectedLine(14, "rpps", "8101", "11 chiffres attendus", "Vérifiez la carte.")
    same_line = import_preview.RejectedLine(14, "mobile", "12", "10 chiffres attendus", "Corrigez le numéro.")
    preview = import_preview.ImportPreview(2, 1, 0, (rejected, same_line), (("12 et 87", "deux écritures"),))
    st.text(repr(import_preview.show(preview, key="people")))


def _publishing() -> None:
    from app.ui.parts import change_list, load_table, people_table

    change_list.show([change_list.PersonChanges("Clarisse P.", ("lundi",), ("mardi",))])
    load_table.show(
        "Le cabinet donne 4 de ses 5 infirmières.", [load_table.LoadRow("Cabinet", 4, 9, 5)], what="Cabinet"
    )
    people_table.show(["Nom"], [people_table.PersonRow("p1", ("Anne *T.*",))], key="people")


def test_what_is_urgent_stands_first_and_its_button_names_the_row() -> None:
    """The heading is the sentence; pressing a row's call button hands over that row alone."""
    page = AppTest.from_function(_urgent, default_timeout=20).run()
    assert not page.exception
    assert page.title[0].value == r"3 postes à pourvoir \: \*tous\* infirmiers."
    assert [text.value for text in page.text] == ["None", "None"]
    assert [expander.label for expander in page.expander] == ["2 autres manques"]
    assert page.button(key="gaps_call_n4").disabled
    page.button(key="gaps_call_n1").click().run()
    assert page.text[0].value == "'n1'"
    page.button(key="calls_p1").click().run()
    assert [text.value for text in page.text] == ["None", "'p1'"]


def test_an_import_counts_before_it_writes() -> None:
    """New, changed, same and refused lines are counted, a line with two wrong values once; only the button says yes."""
    page = AppTest.from_function(_import, default_timeout=20).run()
    assert not page.exception
    assert [expander.label for expander in page.expander] == ["1 ligne refusée"]
    assert (
        page.markdown[0].value
        == "Lignes du fichier : **2** nouvelles · **1** mise à jour · **0** inchangée · **1** refusée"
    )
    assert page.text[0].value == "False"
    page.button(key="people_import").click().run()
    assert page.text[0].value == "True"


def test_publishing_says_what_changes_and_what_it_takes() -> None:
    """Gains and losses by person, the load as a table, people with a plain twin."""
    page = AppTest.from_function(_publishing, default_timeout=20).run()
    assert not page.exception
    assert (
        page.markdown[0].value
        == "**Clarisse P.**  \n:green[:material/add: lundi]  \n:gray[:material/remove: ~~mardi~~]"
    )
    assert page.table[0].value.to_numpy().tolist() == [["Cabinet", "4 / 5", "9", "–"]]
    page.toggle(key="people_plain").set_value(True).run()
    assert page.table[1].value.to_numpy().tolist() == [[r"Anne \*T.\*"]]


def test_a_state_is_icon_word_and_colour() -> None:
    """Always the three together."""
    assert inline("cannot_open") == ":red-badge[:material/do_not_disturb_on: ne peut pas ouvrir]"


def test_the_week_shows_what_is_held_and_what_lacks() -> None:
    """Two bars a role, stacked; only a half-day that lacks someone says how many of how many, mid-bar in both."""
    drawn = figure(
        [HalfDay("a", "lun. mat."), HalfDay("b", "lun. a.-m.")], [RoleWeek("Injection", ((5, 6), (0, 3)))], "dark"
    )
    held, lacking = drawn.data
    assert (list(held.y), list(lacking.y)) == ([5, 0], [1, 3])
    assert (list(held.text), list(lacking.text)) == (["5 / 6", "0 / 3"], ["", "0 / 3"])
    assert list(held.customdata) == ["a", "b"]
    assert (held.insidetextanchor, lacking.insidetextanchor) == ("middle", "middle")


def test_a_link_card_says_whose_it_is_and_escapes_it() -> None:
    """The code is a picture of ours with words instead, and a name is only text."""
    html = card(Link("Anne <T>", "son calendrier", "https://releve.exemple.fr/calendrier/x.ics"))
    assert 'alt="Code QR de Anne &lt;T&gt;" src="data:image/svg+xml' in html
    assert "<strong>Anne &lt;T&gt;</strong>" in html
