"""Every use case of the services, found by reading the folder: what a walk over roles needs, and nothing that decides."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import app
from app import services
from app.access.actor import Actor
from app.core.errors import NotAllowed

ROOT = Path(app.__file__).parent


class Touched(Exception):
    """Something was read, written or looked into."""


class Untouchable:
    """Stands for the store and for every argument: whatever is asked of it, it says that it was asked."""

    def _touch(self, *_args: object, **_named: object) -> Any:
        raise Touched

    __getattr__ = __call__ = __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = __enter__ = _touch
    __eq__ = __hash__ = __lt__ = __gt__ = __add__ = __sub__ = __int__ = __index__ = __str__ = __format__ = _touch


@dataclass(frozen=True, slots=True)
class UseCase:
    """A public function of a service that is given the data folder, or a connection another service opened."""

    name: str
    """« publish_rota.publish_rota »."""
    run: Callable[..., object]
    parameters: tuple[inspect.Parameter, ...]

    def takes(self, parameter: str) -> bool:
        return any(one.name == parameter for one in self.parameters)

    @property
    def says_who(self) -> bool:
        """Whether its first argument is who acts."""
        return bool(self.parameters) and self.parameters[0].name == "actor"

    def refuses(self, actor: Actor, **known: object) -> bool:
        """Whether ``actor`` is told no, before anything is looked into; every argument not ``known`` is untouchable."""
        given = {one.name: Untouchable() for one in self.parameters if one.default is inspect.Parameter.empty}
        try:
            begun = self.run(**{**given, **known, "actor": actor})
            if inspect.isgenerator(begun):
                next(begun)
        except NotAllowed:
            return True
        except Touched:
            return False
        raise AssertionError(f"{self.name} neither refused {actor.role.value} nor looked into anything")


def use_cases() -> dict[str, UseCase]:
    """By name, in order: every public function of ``app.services`` given a store or a connection."""
    found = (
        UseCase(f"{stem(module.name)}.{name}", function, tuple(inspect.signature(function).parameters.values()))
        for module in pkgutil.walk_packages(services.__path__, "app.services.")
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.name
    )
    return {one.name: one for one in found if one.takes("store") or one.takes("conn")}


def stem(module: str) -> str:
    """« read_rota » for « app.services.rota.read_rota »: no two services share their name, whatever their rooms."""
    return module.rpartition(".")[2]


def used_outside() -> dict[str, frozenset[str]]:
    """« service.function » → the files of ``app`` outside the services that name it, by reading their imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if not path.is_relative_to(ROOT / "services"):
            for name in _named(ast.parse(path.read_text("utf-8"))):
                found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return {name: frozenset(files) for name, files in found.items()}


def _named(tree: ast.Module) -> set[str]:
    """The services' functions one file names: imported by name, or through their module."""
    modules: dict[str, str] = {}
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.services."):
            names = {one.asname or one.name: one.name for one in node.names}
            if (node.module or "").count(".") == 2:
                modules.update(names)
            else:
                named.update(f"{stem(node.module or '')}.{one}" for one in names.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            named.add(f"{modules[node.value.id]}.{node.attr}")
    return named
