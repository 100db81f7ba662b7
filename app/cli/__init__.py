"""The commands of Relève. One file a command; each calls services and prints sentences or JSON."""

from __future__ import annotations

from app.cli.main import main, releve

__all__ = ["main", "releve"]
