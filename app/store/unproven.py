"""Why a copy can’t be trusted, in words. What decides so lives elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from pathlib import Path


class Unproven(InvalidInput):
    """A copy that can't be trusted: truncated, altered, damaged, or no copy of ours. Nothing was written from it."""


def no_copy(path: Path) -> Unproven:
    """No copy of ours, or not the whole of one."""
    return Unproven(
        N_("{path} n’est pas une sauvegarde entière de Relève : le fichier est tronqué, ou d’une autre sorte. Prenez-en une autre ; rien n’a été changé."),
        path=str(path),
    )  # fmt: skip


def altered(path: Path, name: str) -> Unproven:
    """The file ``name`` of the copy is not what its manifest says."""
    return Unproven(
        N_("{path} a été altéré : {name} n’est plus ce que la sauvegarde avait noté. Prenez-en une autre ; rien n’a été changé."),
        path=str(path),
        name=name,
    )  # fmt: skip


def damaged(path: Path) -> Unproven:
    """A database that does not read to its end."""
    return Unproven(
        N_("{path} : la base est endommagée, elle ne se relit pas en entier. Prenez une autre sauvegarde ; rien n’a été changé."),
        path=str(path),
    )  # fmt: skip
