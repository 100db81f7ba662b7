"""What a document sends its reader to is there: files, headings, pictures, commands; and it is short enough to be read."""

from __future__ import annotations

import importlib.util
import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest

from app.cli.main import releve
from tests.content.written import (
    DOCUMENTS,
    ROOT,
    anchors,
    links,
    part,
    pictures,
    plain_spaces,
    program,
    quoted,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

FRONT = text_of("README.md")
each_document = pytest.mark.parametrize("path", [pytest.param(one, id=one.relative_to(ROOT).as_posix()) for one in DOCUMENTS])  # fmt: skip


def leads_nowhere(path: Path, target: str) -> bool:
    """Whether the file is missing, or the heading in it."""
    name, _hash, anchor = target.partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.exists():
        return True
    return bool(anchor) and anchor not in anchors(file.read_text(encoding="utf-8"))


@each_document
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(path: Path) -> None:
    """Relative links and anchors, as GitHub makes them."""
    found = links(path.read_text(encoding="utf-8"))
    assert [one for one in found if leads_nowhere(path, one)] == []


@each_document
def test_every_picture_is_there_is_told_in_words_and_is_light(path: Path) -> None:
    """A picture nobody can load or hear is none; the front page stays under a megabyte in all."""
    found = pictures(path.read_text(encoding="utf-8"))
    assert [file for words, file in found if not words or not (path.parent / file).is_file()] == []
    assert [file for _words, file in found if (path.parent / file).stat().st_size > 120 * 1024] == []


def test_no_picture_is_kept_that_nobody_sees() -> None:
    """Each file of ``.github/images`` stands in a document."""
    shown = {(path.parent / file).resolve() for path in DOCUMENTS for _words, file in pictures(path.read_text(encoding="utf-8"))}  # fmt: skip
    assert [one.name for one in sorted((ROOT / ".github" / "images").glob("*")) if one.resolve() not in shown] == []


def typed_commands(text: str) -> list[str]:
    """Command lines of ours that a reader may copy: in blocks, and in a line between back-quotes outside the table.

    What stands in brackets may be left out, and is.
    """
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE))
    outside = "\n".join(line for line in text.splitlines() if not line.startswith("| `releve"))
    said = [*(one for line in blocks.splitlines() for one in line.split("&&")), *quoted(outside)]
    bare = [re.sub(r"\[[^\]]*\]", "", one.split(" #")[0]).strip() for one in said]
    lines = [re.sub(r"^(?:\S*/bin/)?releve(?= )", "releve", one) for one in bare]
    return [one for one in lines if one.startswith("releve ")]


def test_there_are_commands_to_look_at() -> None:
    """The way they are found finds those of the front page."""
    assert {"releve demo", "releve serve", "releve check"} <= set(typed_commands(FRONT))


@each_document
def test_every_command_shown_is_one_that_the_program_takes(path: Path) -> None:
    """Its name, its options, and no more words than it has places for; values are the reader's."""
    for line in typed_commands(path.read_text(encoding="utf-8")):
        parsed(releve, shlex.split(line)[1:], line)


def parsed(command: click.Command, words: list[str], line: str) -> None:
    """Read ``words`` as the program would, without running it. Fails, naming the line, when it would refuse them."""
    context = click.Context(command)
    try:
        _values, left, _order = command.make_parser(context).parse_args(words)
    except click.UsageError as error:
        pytest.fail(f"{line} : {error.format_message()}")
    if isinstance(command, click.Group) and left:
        inner = command.get_command(context, left[0])
        assert inner is not None, line
        parsed(inner, left[1:], line)
    else:
        assert left == [], line


def test_every_module_shown_can_be_run() -> None:
    """``python -m …`` of the documents."""
    named = {name for path in DOCUMENTS for name in re.findall(r"python -m ([\w.]+)", path.read_text(encoding="utf-8"))}
    assert {"pytest", "tests.bench"} <= named
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


def test_the_tour_names_what_stands_on_the_screens() -> None:
    """Each word in bold of the five minutes is a button, a tab or a screen, as it is written there."""
    named = [plain_spaces(one).rstrip(".") for one in re.findall(r"\*\*([^*]+)\*\*", part(FRONT, "Cinq minutes"))]
    assert len(named) > 10
    assert [one for one in named if f'"{one}"' not in program()] == []


def test_the_front_page_can_be_read_at_once() -> None:
    """A screenful at a time, and places for what is measured elsewhere."""
    assert len(FRONT.splitlines()) <= 350
    for place in ("interactions", "figures", "tests"):
        assert f"<!-- {place} -->" in FRONT
    assert [one for one in ("interactions", "figures") if f"<!-- /{one} -->" not in FRONT] == []
