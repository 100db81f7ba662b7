"""``releve staff``: a staffing problem in a file, a proven plan out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from app.core.errors import N_, InvalidInput, ReleveError
from app.words.errors import sentence


@click.command("staff")
@click.option(
    "--problem", "problem_file", required=True, metavar="FICHIER", type=click.Path(path_type=Path),
    help="Problème à résoudre, au format releve.staffing/1 (JSON, UTF-8).",
)  # fmt: skip
@click.option(
    "--out", "plan_file", required=True, metavar="PLAN", type=click.Path(path_type=Path),
    help="Fichier à écrire, au format releve.staffing-plan/1 ; rien n’est écrit si le problème est refusé.",
)  # fmt: skip
@click.help_option("--help", help="Affiche cette aide.")
def staff(problem_file: Path, plan_file: Path) -> None:
    """Répartit les personnes sur les places et dit ce qui manque, pourquoi, et qui appeler.

    Les niveaux (ouverture, couverture, dérangement, préférence, équité) sont optimisés l’un après l’autre et prouvés
    tant que le temps donné par le problème (budget_seconds) le permet. Code de sortie : 0 quand un plan est écrit,
    2 quand le problème est refusé.
    """
    from app.scheduling.staffing.contract import read_problem, write_plan
    from app.scheduling.staffing.solve import solve

    try:
        _keep_apart(problem_file, plan_file)
        problem = read_problem(problem_file)
        write_plan(solve(problem, workers=os.cpu_count() or 1), plan_file)
    except ReleveError as error:
        click.echo(sentence(error), err=True)
        raise SystemExit(2) from None


def _keep_apart(problem_file: Path, plan_file: Path) -> None:
    """Refuse a plan that would take the place of its problem. Raises InvalidInput."""
    if problem_file.is_file() and plan_file.is_file() and problem_file.samefile(plan_file):
        raise InvalidInput(
            N_("{path} est le problème lui-même : le plan l’effacerait. Donnez un autre nom à --out."), path=plan_file
        )


command = staff
"""Under the name the group of commands looks for."""
