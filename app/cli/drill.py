"""``releve drill SCENARIO``: what a scenario would do to the territory today, and what the plan gives back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import data_option
from app.core.errors import N_, NotFound
from app.services.laboratory.read_scenarios import read_shelf
from app.services.laboratory.run_drill import run_scenario
from app.store.database import open_existing
from app.words import _

if TYPE_CHECKING:
    from app.store.database import Store


@click.command("drill")
@click.argument("scenario", metavar="SCENARIO")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, au format releve.drill/1.")
def command(scenario: str, data: Path, as_json: bool) -> None:
    """Jouer un scénario sur les effectifs du moment : temps ordinaire, choc, choc avec le plan, demi-journée par demi-journée.

    SCENARIO est le code d’un scénario de la bibliothèque ou de la communauté ; T0 est maintenant. Rien n’est écrit, personne
    n’est nommé. Avec --json : slices (demi-journées et nuits), lines (demande, servis et non servis, par commune et soin),
    waterfall (ce que chaque effet prend ou rend, dans l’ordre donné), cascades (tour par tour), deficient (besoins qui
    manquent ensemble), assumptions (valeurs de travail).
    """
    store = open_existing(data)
    _be_known(store, scenario)
    ran = run_scenario(COMMAND_LINE, store, scenario)
    if as_json:
        click.echo(ran.report.model_dump_json())
        return
    from app.drills.drill_page import lines

    click.echo(_("EXERCICE"))
    click.echo("\n".join(lines(ran.composition.title, ran.report)))


def _be_known(store: Store, code: str) -> None:
    """Whoever types a code that does not exist reads those that do. Raises NotFound."""
    known = read_shelf(COMMAND_LINE, store).scenarios
    if code not in known:
        raise NotFound(
            N_("Aucun scénario n’a le code « {code} ». Choisissez parmi : {known}."), code=code, known=", ".join(known)
        )
