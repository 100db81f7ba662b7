"""What a search found: each kind under its name, each hit a link to the very place; how to search when nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.home.search import open_kinds
from app.ui.parts.plain import plain
from app.ui.session import current_actor
from app.ui.views import search as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.home.search_found import Found, Group
    from app.ui.views.search_places import Found as Place

WORDS, ONLY = "q", "genre"
"""Names in the address: what is looked for, and the one kind shown."""


def places(found: Sequence[Place]) -> None:
    """Screens, and what is settled in them."""
    if found:
        st.header(_("Écrans et réglages"), anchor=False)
    for number, one in enumerate(found):
        _link(one.page, one.query, view.label(one.title, one.detail), one.icon, f"place_{number}")


def group(found: Found, one: Group) -> None:
    """One kind: what is shown of it, and the way to the rest."""
    st.header(f"{plain(_(view.NAMES[one.kind]))} ({one.found})", anchor=False)
    for number, hit in enumerate(one.hits):
        page, query = view.way(one.kind, hit, current_actor())
        _link(page, query, view.label(hit.title, hit.detail), view.ICONS[one.kind], f"{one.kind.value}_{number}")
    rest = one.found - len(one.hits)
    if rest and not found.only:
        _link(
            "search",
            {WORDS: found.typed, ONLY: one.kind.value},
            plain(_("Tout voir")),
            "expand_more",
            f"{one.kind}_all",
        )
    elif rest:
        said = ngettext("Et {n} autre : précisez un mot.", "Et {n} autres : précisez un mot.", rest)
        st.caption(plain(said.format(n=rest)))


def everything(found: Found) -> None:
    """The way from one kind back to all of them."""
    if found.only:
        _link("search", {WORDS: found.typed}, plain(_("Chercher partout")), "arrow_back", "every_kind")


def how() -> None:
    """What may be looked for in the role, and how words are read."""
    kinds = open_kinds(current_actor())
    lines = [*(_(view.EXAMPLES[kind]) for kind in kinds), _("un écran ou un réglage : « où se règlent les tarifs »")]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    st.caption(plain(_("Dans n’importe quel ordre, sans accents ni majuscules ; le début d’un mot suffit.")))
    st.caption(plain(_("De tout écran : « / » ou Ctrl + K.")))
    st.caption(
        plain(_("Ni soin, ni besoin de soins, ni patient ne se cherche ici. Les noms montrés sont notés au journal."))
    )


def _link(page: str, query: Mapping[str, str], label: str, icon: str, key: str) -> None:
    with st.container(key=f"search_{key}"):
        st.page_link(f"screens/{page}.py", label=label, icon=f":material/{icon}:", query_params=dict(query))
