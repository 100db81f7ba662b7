"""``releve coverage``: a territory in a file, a report out: what is served, what falls short and why, whose loss costs what."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.core.errors import N_, InvalidInput, ReleveError
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.drills.territory import Territory


MOST_DRAWS = 100_000
"""A hundred times what a share to the percent takes; every draw holds a mark a professional in memory."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Days to draw; ``draws`` None: none."""

    draws: int | None
    absence: float
    correlation: float
    seed: int

    def check(self) -> None:
        """Raises InvalidInput, naming the option."""
        if self.draws is not None and self.draws < 1:
            raise InvalidInput(N_("--monte-carlo {n} : tirez au moins un jour."), n=self.draws)
        if self.draws is not None and self.draws > MOST_DRAWS:
            raise InvalidInput(N_("--monte-carlo {n} : tirez au plus {most} jours."), n=self.draws, most=MOST_DRAWS)
        for name, share in (("--absence", self.absence), ("--correlation", self.correlation)):
            if not 0 <= share <= 1:
                raise InvalidInput(
                    N_("{option} {share} n’est pas une part. Écrivez un nombre de 0 à 1, par exemple 0.15."),
                    option=name, share=share,
                )  # fmt: skip
        if self.seed < 0:
            raise InvalidInput(N_("--seed {n} est négatif. Écrivez un entier à partir de 0."), n=self.seed)


@click.command("coverage")
@click.option(
    "--territory", "territory_file", required=True, metavar="FICHIER", type=click.Path(path_type=Path),
    help="Territoire à étudier, au format releve.territory/1 (JSON, UTF-8).",
)  # fmt: skip
@click.option(
    "--out", "report_file", required=True, metavar="RAPPORT", type=click.Path(path_type=Path),
    help="Fichier à écrire, au format releve.coverage/1 ; rien n’est écrit si le territoire est refusé.",
)  # fmt: skip
@click.option("--n-1", "n_1", is_flag=True, help="Perte de chaque professionnel, site et route, un par un.")
@click.option("--monte-carlo", "draws", type=int, metavar="N", help="Tirer N jours d’absences et dire la part servie.")
@click.option("--absence", default=0.15, show_default=True, help="Part d’absents attendue un jour tiré.")
@click.option(
    "--correlation", default=0.1, show_default=True, help="Corrélation entre les absences de deux professionnels."
)
@click.option("--seed", default=0, show_default=True, help="Graine du tirage : la même donne les mêmes jours.")
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(
    territory_file: Path,
    report_file: Path,
    draws: int | None,
    absence: float,
    correlation: float,
    seed: int,
    *,
    n_1: bool,
) -> None:
    """Dit ce qui est couvert, ce qui manque et pourquoi, et ce que coûte chaque perte.

    Les chocs du fichier s’appliquent d’abord, dans leur ordre. Code de sortie : 0 quand un rapport est écrit, 2 quand le
    territoire est refusé.
    """
    from app.core.json_file import write_whole
    from app.drills.contract import read_territory

    days = _Days(draws, absence, correlation, seed)
    try:
        days.check()
        _keep_apart(territory_file, report_file)
        found = _report(read_territory(territory_file), days, with_losses=n_1)
        write_whole(report_file, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    except ReleveError as error:
        click.echo(sentence(error), err=True)
        raise SystemExit(2) from None


def _report(territory: Territory, days: _Days, *, with_losses: bool) -> dict[str, object]:
    from app.drills.coverage import Coverage
    from app.drills.monte_carlo import monte_carlo
    from app.drills.report import report_document

    began = time.monotonic()
    coverage = Coverage(territory)
    losses = coverage.losses() if with_losses else None
    drawn = None
    if days.draws is not None:
        drawn = monte_carlo(
            coverage, days.draws, absence=days.absence, correlation=days.correlation, seed=days.seed
        )  # fmt: skip
    return report_document(coverage, losses=losses, days=drawn, seconds=round(time.monotonic() - began, 3))


def _keep_apart(territory_file: Path, report_file: Path) -> None:
    """Refuse a report that would take the place of its territory. Raises InvalidInput."""
    if territory_file.is_file() and report_file.is_file() and territory_file.samefile(report_file):
        raise InvalidInput(
            N_("{path} est le territoire lui-même : le rapport l’effacerait. Donnez un autre nom à --out."),
            path=report_file,
        )
