"""Addresses to hand out: a card with a QR code for each person or calendar, and the same as a table and a CSV file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import segno
import streamlit as st

from app.ui.parts import table
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Link:
    """One address: whose it is (« Clarisse P., infirmière, Auray »), what it opens, and the full address."""

    name: str
    opens: str
    address: str


def show(links: Sequence[Link], *, key: str, cards: int = 6) -> None:
    """Draw the table of all addresses, its CSV file, and the QR cards of the first ``cards`` (all when asked)."""
    header = [_("Pour"), _("Ouvre"), _("Adresse")]
    rows = [(link.name, link.opens, link.address) for link in links]
    with st.container(horizontal=True, vertical_alignment="center"):
        table.download(header, rows, file_name="liens.csv", key=f"{key}_csv")
        everything = len(links) > cards and st.toggle(_("Toutes les fiches QR"), key=f"{key}_all")
    with st.grid(min_column_width=280):
        for link in links if everything else links[:cards]:
            st.html(card(link))
    with st.expander(_("Toutes les adresses en tableau"), expanded=not links):
        table.show(header, rows, caption=_("Adresses à remettre"))


def card(link: Link) -> str:
    """One card as HTML: QR code, whose it is, what it opens, the address to type."""
    code = segno.make(link.address, error="m", micro=False).svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    alt = escape(_("Code QR de {name}").format(name=link.name))
    return (
        f'<figure class="releve-link"><img alt="{alt}" src="{escape(code)}"><figcaption><strong>{escape(link.name)}</strong>'
        f"<span>{escape(link.opens)}</span><code>{escape(link.address)}</code></figcaption></figure>"
    )
