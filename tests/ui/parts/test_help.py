"""Every screen has its help, in words that exist; the guide's chapters open without links that lead nowhere."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from app.library.content import content_root
from app.ui.parts.help import GUIDE, chapter
from app.ui.places import SECTIONS
from app.ui.views.help import GLOSSARY, HELPS


def test_every_screen_of_the_bar_has_its_help_and_every_word_its_meaning() -> None:
    """A new screen comes with its help; a word explained is met somewhere."""
    assert list(HELPS) == [place.file for _section, places in SECTIONS for place in places]
    assert {code for one in HELPS.values() for code in one.words} == set(GLOSSARY)


def test_every_chapter_named_stands_in_the_guide() -> None:
    """A title of the guide that changes changes here too."""
    assert (content_root() / GUIDE).is_file()
    named = {one.chapter for one in HELPS.values() if one.chapter}
    assert [title for title in sorted(named) if not chapter(title)] == []
    assert chapter("un-chapitre-qui-n-existe-pas") == ""


def test_a_chapter_holds_no_link_to_a_file() -> None:
    """The words of a link between files stay; the link, which leads nowhere from a screen, goes."""
    assert not [title for one in HELPS.values() if "](" in chapter(title := one.chapter)]


def script() -> None:
    from app.ui.parts import help
    from app.ui.places import SECTIONS

    help.show(next(place for _section, places in SECTIONS for place in places if place.file == "rota"))


def test_the_help_says_what_the_screen_answers_how_to_begin_and_its_words() -> None:
    """In that order; the words sorted as they are read."""
    page = AppTest.from_function(script).run()
    said = page.markdown[0].value.replace("\\", "").replace("\xa0", " ")
    assert said.startswith("**Planning**\n\nQui tient quelle place, et ce qui manque.\n\n**Pour commencer**")
    assert "- **brouillon** – Le planning que vous préparez" in said
    assert "**Effectifs.**" in page.expander[0].markdown[0].value
