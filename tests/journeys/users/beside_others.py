"""``python -m tests.journeys.users.beside_others [--write | --check]``: the gestures of the last run beside those of the tools in use, as Markdown.

One gesture is one field set, one click or one tap; going to another screen is two. The figures of the others: ten half-days of
three lines and four roles, a break at noon; Engelsystem (c4ee7155) counted in its code, ephios (5188c487) and volunteer_planner
counted by driving their pages; their sign-in is not counted, nor is ours.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.users.album import COUNTS, artefacts
from tests.journeys.users.looks import LAPTOP_LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

README = Path(__file__).parents[3] / "README.md"
MARKS = re.compile(r"(<!-- interactions -->\n).*?(<!-- /interactions -->)", re.DOTALL)
NONE = "–"
ROWS = (
    ("Préparer les rôles et les lignes", "≈ 40", "≈ 13", "≈ 21", "0 : livrés"),
    ("Nommer la communauté, apporter son propre fichier", NONE, NONE, NONE, "{set_up}"),
    ("Créer 120 places", "≈ 34", "≈ 66 à 76", "≈ 137", "{create_120}"),
    ("Pourvoir et publier 120 places", "≈ 600", "≈ 380", "≥ 360", "{fill_120}"),
    ("Prendre une place", "2, avec un compte", "3, compte ou jeton", "1", "{take_a_seat}, sans compte"),
    (
        "Se désister à 18 h pour 9 h : remplacé", "rien ne cherche", "prévient, rien ne cherche", "laisse un trou",
        "{cancel_to_replaced} : {call_off} le volontaire, {call_out} la coordination, {take_a_seat} le remplaçant",
    ),
    ("Confirmer toutes ses vacations", NONE, NONE, NONE, "{confirm_all}"),
    ("Alerter tout l’effectif", NONE, NONE, NONE, "{alert}"),
    ("Écrire une ligne de main courante", NONE, NONE, NONE, "{log_a_line}"),
    ("Finir un exercice, rapport en main", NONE, NONE, NONE, "{close_with_report}"),
    ("D’un constat à une action confiée", NONE, NONE, NONE, "{finding_to_action}"),
)  # fmt: skip
"""What is done, what it takes elsewhere, and the sentence that holds our figures."""


def table(counted: Mapping[str, int]) -> str:
    """The rows filled with what was counted, colons and thousands set as French is."""
    head = "| gestes | Engelsystem | ephios | volunteer_planner | Relève |\n|---|---|---|---|---|"
    lines = [" | ".join(("", *row[:4], f"**{row[4].format(**counted)}**", "")).strip() for row in ROWS]
    return "\n".join((head, *lines)).replace(" :", "\u00a0:")


def in_readme(text: str, lines: str) -> str:
    """The README with this table between its marks. Raises ValueError when it has none."""
    if not MARKS.search(text):
        raise ValueError("the README has no <!-- interactions --> … <!-- /interactions -->")
    return MARKS.sub(lambda found: f"{found[1]}{lines}\n{found[2]}", text)


def main() -> None:
    """``--write`` puts the last run's table into the README; ``--check`` exits 1 when the README says something else."""
    held = json.loads((artefacts() / COUNTS).read_text(encoding="utf-8"))
    lines = table({task: by_look[LAPTOP_LIGHT.name] for task, by_look in held.items()})
    asked, text = sys.argv[1:], README.read_text(encoding="utf-8")
    if "--write" in asked:
        README.write_text(in_readme(text, lines), encoding="utf-8")
    elif "--check" in asked and in_readme(text, lines) != text:
        sys.exit(f"The README's table of gestures is not what this run counted:\n{lines}")
    else:
        print(lines)  # noqa: T201


if __name__ == "__main__":
    main()
