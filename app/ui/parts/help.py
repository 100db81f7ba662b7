"""« Aide » of the present screen, at the far right of the bar: what it answers, how to begin, its words, a chapter of the guide."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.library.content import content_root
from app.roster.spelling import fold
from app.ui.parts.plain import plain
from app.ui.views.help import GLOSSARY, HELPS
from app.words import _

if TYPE_CHECKING:
    from app.ui.places import Place

GUIDE = Path(".github") / "GUIDE.md"
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


def show(place: Place) -> None:
    """Draw the button of the screen and what it opens."""
    known = HELPS[place.file]
    with st.container(key="releve_help"), st.popover(_("Aide"), icon=":material/help:", width="content"):
        st.markdown(
            "\n\n".join((
                f"**{plain(_(place.title))}**",
                plain(_(place.answers)),
                f"**{plain(_('Pour commencer'))}**",
                plain(_(known.first)),
                *([f"**{plain(_('Mots de cet écran'))}**", _words(known.words)] if known.words else []),
            ))
        )  # fmt: skip
        if said := chapter(known.chapter):
            with st.expander(_("Lire le guide"), icon=":material/menu_book:"):
                st.markdown(said)


def _words(codes: tuple[str, ...]) -> str:
    said = sorted(
        ((_(GLOSSARY[code].word), _(GLOSSARY[code].meaning)) for code in codes), key=lambda one: one[0].casefold()
    )
    return "\n".join(f"- **{plain(word)}** – {plain(meaning)}" for word, meaning in said)


@lru_cache(maxsize=16)
def chapter(name: str) -> str:
    """The chapter of the guide as Markdown, without its title and pictures; empty when the guide is not installed.

    ``name``: its title, folded, a dash between two words.
    """
    file = content_root() / GUIDE
    if not file.is_file():
        return ""
    for part in file.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _line, text = part.partition("\n")
        if fold(title).replace(" ", "-") == name:
            return _without_files(text.strip())
    return ""


def _without_files(chapter: str) -> str:
    """Links between files of the project lead nowhere from a screen: their words stay."""
    lines = [line for line in chapter.splitlines() if not line.lstrip().startswith(("![", "<img"))]
    return LINK.sub(r"\1", "\n".join(lines))
