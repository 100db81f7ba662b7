"""YAML with its lines: a value read safely, and where each key stands, so that an error can point at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled one where PyYAML was built with it: the same values, eight times sooner."""
MAX_BYTES = 512 * 1024
"""Longest file read: fifty times the longest plan shipped."""
LONGEST_KEPT = 64 * 1024
"""Characters of a text whose document stays in memory, where it takes a hundred and fifty times its length."""
MOST_LEVELS = 50
"""Deepest nesting read: five times that of a plan. The compiled loader goes down by recursion, without a limit of its own."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A document and the line of every key. ``name`` is how errors call the file."""

    name: str
    value: object
    root: yaml.Node | None
    first_line: int = 1

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of a key, or of the deepest part of ``path`` that is there (1 = first line of the file)."""
        node, line = self.root, self.first_line
        for step in path:
            node, mark = _child(node, step)
            if node is None:
                break
            line = self.first_line + mark
        return line


def read_yaml(name: str, text: str, *, first_line: int = 1) -> YamlFile:
    """A document without aliases, whose keys are single. Raises InvalidInput naming file and line.

    The same text, unless it is longer than any shipped, is read once a process: nobody changes ``value``.

    ``first_line``: the line of ``text`` in its file, for a header inside another file.
    """
    return (_kept if len(text) <= LONGEST_KEPT else _read)(name, text, first_line)


@lru_cache(maxsize=256)
def _kept(name: str, text: str, first_line: int) -> YamlFile:
    return _read(name, text, first_line)


def _read(name: str, text: str, first_line: int) -> YamlFile:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InvalidInput(N_("{file} est trop long : un plan tient en quelques pages."), file=name)
    try:
        _refuse_bombs(name, text, first_line)
        root = yaml.compose(text, Loader=LOADER)
        value = yaml.load(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = first_line + (mark.line if mark else 0)
        raise InvalidInput(
            N_("{file}, ligne {line} : ce n’est pas du YAML lisible. Vérifiez les retraits, les deux-points et les guillemets."),
            file=name,
            line=line,
        ) from None  # fmt: skip
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, LookupError):
        # The last two: « !!timestamp x », « !!bool x », which PyYAML does not expect.
        raise InvalidInput(N_("{file} n’est pas du YAML lisible."), file=name) from None
    for key, line in _doubled(root):
        raise InvalidInput(
            N_("{file}, ligne {line} : la clé « {key} » est écrite deux fois. Gardez-en une seule."),
            file=name,
            line=first_line + line,
            key=key,
        )
    return YamlFile(name, value, root, first_line)


def _refuse_bombs(name: str, text: str, first_line: int) -> None:
    """A few aliases of aliases could fill the memory, and brackets in brackets end the process; no plan needs either."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_LEVELS:
            raise InvalidInput(N_("{file} n’est pas du YAML lisible."), file=name)
        if isinstance(event, yaml.AliasEvent):
            raise InvalidInput(
                N_("{file}, ligne {line} : les renvois YAML (*) ne sont pas acceptés. Écrivez le texte."),
                file=name,
                line=first_line + (event.start_mark.line if event.start_mark else 0),
            )


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None, 0


def _doubled(node: yaml.Node | None) -> Iterable[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield str(key.value), key.start_mark.line
            seen.add(key.value)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(value)
