"""The English catalogue follows the French source text: extraction, and the file ``app/locales/en.po`` as it is written.

Messages are read from the syntax tree, not from tokens: calls inside f-strings and inside other calls count on every
Python version. A pair ``(N_("one"), N_("several"))`` is a plural kept in a table, for ``ngettext(*TABLE[key], n)``.
Nothing here translates.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import IO, Any, TypeGuard

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / ".ci" / "babel.cfg"
LANGUAGE = "en"
CATALOGUE = ROOT / "app" / "locales" / f"{LANGUAGE}.po"
HEADER = f"""\
# Relève in English: the French sentence, then ours. Bring it up to date with .ci/catalogue.
msgid ""
msgstr ""
"Project-Id-Version: Relève\\n"
"Language: {LANGUAGE}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
ARGUMENTS = {"_": 1, "N_": 1, "ngettext": 2}
"""Name of a call → how many of its first arguments are source text."""

Found = tuple[int, str, tuple[str, ...], list[str]]
"""Line, name of the function, message (or singular and plural), comments: what babel expects of an extractor."""


def spoken(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """The messages of a Python module, in babel's form. Text that is computed can't be extracted and is passed over."""
    tree = ast.parse(fileobj.read())
    pairs = [node for node in ast.walk(tree) if _is_pair(node)]
    paired = {id(one) for pair in pairs for one in pair.elts}
    for pair in pairs:
        yield pair.lineno, "ngettext", tuple(text for one in pair.elts for text in _texts(one)), []
    for node in ast.walk(tree):
        texts = _texts(node)
        if texts and id(node) not in paired:
            yield getattr(node, "lineno", 0), "_" if len(texts) == 1 else "ngettext", texts, []
        for text in _help(node):
            yield getattr(node, "lineno", 0), "_", (text,), []


def _is_pair(node: ast.AST) -> TypeGuard[ast.Tuple]:
    return isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(_texts(one, ("N_",)) for one in node.elts)


def _texts(node: ast.AST, names: Container[str] = ARGUMENTS) -> tuple[str, ...]:
    """The source text that a call of one of ``names`` holds; nothing for any other node."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names):
        return ()
    first = node.args[: ARGUMENTS[node.func.id]]
    texts = tuple(one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return texts if len(texts) == len(first) else ()


def _help(node: ast.AST) -> Iterator[str]:
    """What ``--help`` says of a command (its docstring) and of an option (``help=``)."""
    if isinstance(node, ast.FunctionDef) and any(_calls(one, ("command", "group")) for one in node.decorator_list):
        yield from filter(None, [ast.get_docstring(node)])
    if isinstance(node, ast.Call) and _calls(node, ("option", "help_option")):
        words = [one.value for one in node.keywords if one.arg == "help" and isinstance(one.value, ast.Constant)]
        yield from (one.value for one in words if isinstance(one.value, str))


def _calls(node: ast.AST, names: Container[str]) -> bool:
    """Whether it calls one of ``names`` of a module or of a group."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def extracted() -> Catalog:
    """Every message of the source, untranslated, by the rules of ``babel.cfg``."""
    if str(CONFIG.parent) not in sys.path:
        sys.path.append(str(CONFIG.parent))
    with CONFIG.open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    catalogue = Catalog(locale=LANGUAGE)
    for _file, _line, message, _comments, _context in extract_from_dir(ROOT, methods, options):
        catalogue.add(message)
    return catalogue


def updated(before: bytes, source: Catalog) -> bytes:
    """The catalogue file with exactly the messages of ``source``: translations kept, new ones empty, old ones gone."""
    known = read_po(io.BytesIO(before), locale=LANGUAGE)
    for message in source:
        old = known.get(message.id) if message.id else None
        if old and isinstance(old.string, str) is isinstance(message.id, str):
            message.string = old.string
    written = io.BytesIO()
    write_po(written, source, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.encode() + written.getvalue().strip() + b"\n"


def forms(message: Message) -> list[str]:
    """The translations of a message, one a plural form; an empty text where one is missing."""
    said = message.string
    return [said or ""] if said is None or isinstance(said, str) else [str(form or "") for form in said]


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages without a translation, or without one of its forms, by their (singular) source text."""
    waiting = [message for message in catalogue if message.id and not all(forms(message))]
    return [message.id if isinstance(message.id, str) else message.id[0] for message in waiting]


def main() -> None:
    """Write the file and say how many messages wait for a translation."""
    source = extracted()
    CATALOGUE.write_bytes(updated(CATALOGUE.read_bytes() if CATALOGUE.is_file() else b"", source))
    sys.stdout.write(f"{CATALOGUE.relative_to(ROOT)}: {len(untranslated(source))} of {len(source)} to translate\n")


if __name__ == "__main__":
    main()
