"""One person's data as a page to read and print: a single HTML file that calls nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.documents.imprint import Imprint, colon
from app.words import _, language

STYLE = (
    "body{font:16px/1.5 Arial,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.5rem;break-after:avoid}dt{font-weight:bold}"
    "dd{margin:0 0 .4rem}li{margin-bottom:.3rem}.band{border:3px solid;padding:.5rem;font-weight:bold}"
    "footer{margin-top:2rem;border-top:1px solid;font-size:.85rem}"
)


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What the page says: who, their sheet as (what, value), the notice, then headings with their lines."""

    name: str
    community: str
    identity: Sequence[tuple[str, str]]
    notice: Sequence[str]
    subjects: Sequence[tuple[str, Sequence[str]]]


def person_html(file: PersonFile, imprint: Imprint) -> bytes:
    """The page as UTF-8 bytes; the same values give the same bytes. Texts of people stay text."""
    title = _("Données de {name}").format(name=file.name)
    parts = [
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(imprint.titled(title))}</title><style>{STYLE}</style></head><body>",
        *(f'<p class="band">{escape(word + colon() + said)}</p>' for word, said in imprint.spoken_bands),
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(_('Voici tout ce que {community} garde sur cette personne.').format(community=file.community))}</p>",
        f"<h2>{escape(_('Fiche'))}</h2><dl>",
        *(f"<dt>{escape(what)}</dt><dd>{escape(value)}</dd>" for what, value in file.identity),
        f"</dl><h2>{escape(_('Pourquoi, d’où, combien de temps : les droits'))}</h2>",
        *(f"<p>{escape(line)}</p>" for line in file.notice if line.strip()),
    ]
    for heading, lines in file.subjects:
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        parts.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    parts.append(f"<footer>{escape(imprint.sentence)}</footer></body></html>")
    return "\n".join(parts).encode()
