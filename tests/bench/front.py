"""The one table of figures in the README: which of them, in which words. ``python -m tests.bench --readme`` writes it.

A line names its section and its row; the value, the unit and the bound are those of the run. In the README the words are
French, as the rest of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.rows import Row

README = Path(__file__).parents[2] / "README.md"
MARKS = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: « what » in French, and the rows whose values fill its ``{}``."""

    what: str
    section: str
    rows: tuple[str, ...]
    said: str
    """« {} × moins de CPU », with one ``{}`` for each row."""


LINES: tuple[Line, ...] = (
    Line(
        "132 personnes, 576 places : chaque niveau prouvé, temps processeur médian",
        "staffing", ("a: CPU median",), "{} s",
    ),
    Line(
        "Places vides, planning prouvé face à l’inscription au fil de l’eau (médecins rares, 20 tirages)",
        "staffing", ("a2: open places / first-come, median",), "{} ×",
    ),
    Line("Une annulation : refaire le planning", "staffing", ("1 cancelled: replan CPU median",), "{} s de CPU"),
    Line(
        "CP-SAT, mêmes valeurs : temps processeur face au nôtre (deux formes)",
        "oracle", ("a: CP-SAT CPU / ours", "a2: CP-SAT CPU / ours"), "{} × et {} ×",
    ),
    Line(
        "Région : 20 centres, 2 600 personnes, 8 semaines : durée, places vides",
        "region", ("region: wall", "region: open"), "{} s, {}",
    ),
    Line(
        "Perte de chaque professionnel, une à une (600), face à networkx, SciPy et igraph",
        "coverage", ("M: N-1 by networkx / N-1", "M: N-1 by scipy / N-1", "M: N-1 by igraph / N-1"),
        "{} ×, {} × et {} × moins de CPU",
    ),
    Line(
        "Toutes les pertes simples, 600 puis 6 000 professionnels",
        "coverage", ("M: full N-1", "L: full N-1"), "{} s et {} s de CPU",
    ),
    Line("1 000 mauvais jours tirés, 600 professionnels", "sweeps", ("M: 1000 days drawn",), "{} s de CPU"),
    Line(
        "Import d’un classeur de 10 000 personnes, face à sa seule lecture",
        "imports", ("xlsx_people_seconds", "xlsx_people_ratio"), "{} s de CPU, {} ×",
    ),
    Line(
        "Extrait national du RPPS, face à la seule lecture de ses lignes",
        "imports", ("rpps_ratio", "rpps_peak_memory"), "{} ×, {} Mo",
    ),
    Line(
        "Calendrier, débit face à une route Starlette nue : envoyé, inchangé (304)",
        "calendars", ("warm, of the bare route", "304, of the bare route"), "{} × et {} ×",
    ),
    Line(
        "Attente d’un téléphone, cinq écrans au travail, 99 % sous : 304, calendrier",
        "pages", ("304, 5 screens, p99", "warm, 5 screens, p99"), "{} ms et {} ms",
    ),
    Line(
        "Dix personnes à la fois, deux minutes : erreurs ; temps serveur d’un écran, p50 et p95",
        "sessions", ("ten sessions, errors", "ten sessions, server time p50", "ten sessions, server time p95"),
        "{} ; {} et {} ms",
    ),
    Line(
        "Les neuf autres pendant qu’un dixième propose sans relâche : attente p50 et p95 ; p95 face à sans lui",
        "sessions", ("nine, one proposes, p50", "nine, one proposes, p95", "p95, with over without"), "{} et {} ms ; {} ×",
    ),
    Line(
        "Écran redessiné : Accueil, le plus lent ; le plus lent à 600 personnes sur huit semaines",
        "screens",
        ("demo, accueil, rerun", "demo, slowest rerun", "600 people × 8 weeks, slowest rerun"),
        "{} et {} ms de CPU ; {} ms",
    ),
    Line(
        "Page d’un volontaire ; 200 « oui » au même instant sur un poste : postes donnés, réponses en faute",
        "volunteer", ("page", "crowd seats given", "crowd faults"), "{} ms ; {}, {}",
    ),
    Line(
        "Pannes provoquées (arrêt brutal, disque, verrou, horloge, réseau, deux mains) ; écritures acquittées, perdues",
        "faults", ("faults, all kinds", "acknowledged writes looked for afterwards", "acknowledged and lost"),
        "{} ; {}, {}",
    ),
    Line(
        "Sur 2 cœurs et 2 Go : communautés, lectures de calendrier par seconde",
        "hosts", ("communities in 2 GB", "polls a second in 2 cores"), "{} et {}",
    ),
)  # fmt: skip
"""What a coordinator's computer people would ask first; every other figure is in the run's own tables."""


def table(rows: Sequence[Row], held: str = "") -> list[str]:
    """The lines of the table in Markdown. What this run did not measure keeps the line it has in ``held``, or has none."""
    known = {(row["section"], row["name"]): row["value"] for row in rows}
    before = {line.split("|")[1].strip(): line for line in held.splitlines() if line.startswith("| ")}
    written = ["| ce qui est mesuré | chiffre | section |", "|---|---|---|"]
    for line in LINES:
        values = [known.get((line.section, name)) for name in line.rows]
        what = set_apart(line.what)
        if None not in values:
            written.append(f"| {what} | {set_apart(line.said).format(*map(french, values))} | `{line.section}` |")
        elif what in before:
            written.append(before[what])
    return written


def set_apart(text: str) -> str:
    """Colons and semicolons kept on the line of the word before them."""
    return text.replace(" :", "\u00a0:").replace(" ;", "\u00a0;")


def french(value: object) -> str:
    """« 1 234,5 » for 1234.5."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}".replace(",", "\u202f").replace(".", ",")
    return str(value)


def write(rows: Sequence[Row], facts: Mapping[str, str]) -> None:
    """Put the table between the README's marks. Raises ValueError when it has none."""
    text = README.read_text(encoding="utf-8")
    found = MARKS.search(text)
    if found is None:
        raise ValueError("the README has no <!-- figures --> … <!-- /figures -->")
    said = (
        f"{facts['cores']} cœurs ({facts['processor']}), Python {facts['python']}, SciPy {facts['scipy']}, "
        f"Streamlit {facts['streamlit']}."
    )
    inside = "\n".join([*table(rows, found[0]), "", said])
    README.write_text(MARKS.sub(lambda held: f"{held[1]}{inside}\n{held[2]}", text), encoding="utf-8")
