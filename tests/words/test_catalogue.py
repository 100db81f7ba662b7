"""The English catalogue is whole: every French message of the source is in it, translated, with the same placeholders."""

from __future__ import annotations

import io
import re
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.core.errors import InvalidInput
from app.core.ids import CentreId
from app.scheduling.demand import plan_demand
from app.scheduling.staffing.problem import Need
from app.scheduling.staffing.solve import solve
from app.scheduling.warnings import RotaContext, warnings_for
from app.words import _, ngettext, use_language
from app.words.errors import sentence
from app.words.reasons import counted
from tests.scheduling.builders import a_person, a_seat, a_session, label
from tests.scheduling.staffing import small

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCE = """
_("un"); N_("deux"); ngettext("{n} trois", "{n} trois", n); f"{_('quatre')}"; _(TABLE.get(code, N_("cinq")))
TABLE = {"six": (N_("{n} six"), N_("{n} sixes"))}
_(computed); "sept"
@click.command("huit")
@click.option("--neuf", help="neuf", metavar="DIX")
def command():
    '''Huit.

    Encore.
    '''
def silent():
    '''Onze.'''
"""


def _extraction() -> Any:
    """The module that reads the source and writes the catalogue."""
    spec = spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _extraction()


@pytest.fixture(scope="module")
def source(monkeypatch_module: pytest.MonkeyPatch) -> Catalog:
    """What the source says today."""
    monkeypatch_module.syspath_prepend(str(ROOT / ".ci"))
    found: Catalog = messages.extracted()
    return found


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def written() -> bytes:
    content: bytes = messages.CATALOGUE.read_bytes()
    return content


def faults(content: bytes, source: Catalog) -> list[tuple[str, str]]:
    """(what is wrong, message) for each message that is missing, obsolete, untranslated or differently filled."""
    catalogue = read_po(io.BytesIO(content), locale="en")
    asked, given = {_key(one): one for one in source if one.id}, {_key(one): one for one in catalogue if one.id}
    found = [("missing", key) for key in asked.keys() - given.keys()]
    found += [("obsolete", key) for key in given.keys() - asked.keys()]
    for key, message in given.items():
        if len(messages.forms(message)) != len(_ids(message)) or not all(messages.forms(message)):
            found.append(("untranslated", key))
        elif message.fuzzy or not all(map(_same_blanks, _ids(message), messages.forms(message))):
            found.append(("other placeholders", key))
    return sorted(found)


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _key(message: Message) -> str:
    return "\n".join(_ids(message))


def _same_blanks(french: str, english: str) -> bool:
    """A plural form may name its number in words (« une personne »); nothing else comes or goes."""
    return _blanks(french) - {"{n}"} == _blanks(english) - {"{n}"} and ("{n}" in french) >= ("{n}" in english)


def _blanks(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def test_every_message_of_the_source_is_translated(source: Catalog) -> None:
    """None missing, none obsolete, none empty, each with all its forms and the placeholders of its source."""
    assert faults(written(), source) == []
    assert len(source) > 900


@pytest.mark.parametrize(
    ("found", "changed", "fault"),
    [
        ('msgid "matin"\nmsgstr "morning"\n', "", ("missing", "matin")),
        ('msgid "matin"\n', 'msgid "matins"\n', ("obsolete", "matins")),
        ('msgstr "morning"', 'msgstr ""', ("untranslated", "matin")),
        ('msgstr "{day} at {hour}"', 'msgstr "{day} at {time}"', ("other placeholders", "{day} à {hour}")),
        ('msgstr[1] "{n} lines"', 'msgstr[1] ""', ("untranslated", "{n} ligne\n{n} lignes")),
        ('msgstr[1] "{n} lines"', 'msgstr[1] "{count} lines"', ("other placeholders", "{n} ligne\n{n} lignes")),
    ],
)
def test_a_hole_in_the_catalogue_is_found(found: str, changed: str, fault: tuple[str, str], source: Catalog) -> None:
    """The check above can fail, in each of its ways."""
    whole = written().decode()
    assert found in whole
    assert fault in faults(whole.replace(found, changed, 1).encode(), source)


def test_extraction_sees_every_way_of_marking_a_message() -> None:
    """Calls, also within others, plurals kept in a table, the help of commands; computed and plain text aside."""
    seen = [texts for _line, _name, texts, _comments in messages.spoken(io.BytesIO(SOURCE.encode()), (), (), {})]
    assert sorted(seen) == [
        ("Huit.\n\nEncore.",), ("cinq",), ("deux",), ("neuf",), ("quatre",), ("un",), ("{n} six", "{n} sixes"),
        ("{n} trois", "{n} trois"),
    ]  # fmt: skip


def test_templates_are_extracted_too(source: Catalog) -> None:
    """A sentence of the subscription page is in no Python module."""
    template = (ROOT / "app" / "web" / "templates" / "subscription.html").read_text(encoding="utf-8")
    assert "Abonnez-vous, n’importez pas." in template
    assert "Abonnez-vous, n’importez pas." in source


def test_the_file_is_as_the_command_writes_it(source: Catalog) -> None:
    """Bringing it up to date again changes no byte: same order, no dates, no places in the source."""
    assert messages.updated(written(), source) == written()


def test_a_rewritten_sentence_waits_for_its_translation() -> None:
    """Translations are kept where the French is the same; a new French sentence starts empty and the old one goes."""
    before = b'msgid "deux"\nmsgstr "two"\n\nmsgid "un"\nmsgstr "one"\n'
    now = Catalog(locale="en")
    for message in ("un", "trois"):
        now.add(message)
    after = messages.updated(before, now).decode()
    assert after == messages.HEADER + 'msgid "trois"\nmsgstr ""\n\nmsgid "un"\nmsgstr "one"\n'
    assert messages.untranslated(now) == ["trois"]


def test_the_demand_reads_in_english() -> None:
    """Counts, plurals and punctuation of a composed sentence."""
    with use_language("en"):
        plan = plan_demand(2400, 10)
        assert plan.sentence == (
            "2,400 injections per week: 50 line half-days, that is 5 lines over 10 half-days; 400 vials of 6."
        )


def test_a_shortage_reads_in_english() -> None:
    """What, where, when, why and what would help; the counted reasons come from a table of plurals."""
    problem = small.staffing(
        [small.nurse("Anne"), small.nurse("Béa"), small.nurse("Cléo")],
        [small.a_session("S1")],
        [Need("S1", "injector", 2, 1)],
        {"Anne": "S1 no", "Béa": "S1 no"},
    )
    with use_language("en"):
        (told,) = [one.sentence for one in solve(problem).unfilled]
        assert re.split(r"\s?; ", told) == [
            "2 people are missing for “injection”, Auray, Monday 30 November, morning (9:00–13:00): "
            "of 3 people of an accepted profession (nurse, physician), 2 said no (Anne, Béa) and 1 has not answered (Cléo)",
            "with the answers received, nobody can come",
            "calling Cléo would help.",
        ]
        assert [counted("no_answer", count) for count in (1, 2)] == ["has not answered", "have not answered"]


def test_a_warning_reads_in_english() -> None:
    """Someone who has not answered and already sits elsewhere."""
    person, session = a_person(), a_session()
    seat = a_seat("seat", line=2)
    context = RotaContext(
        sessions={session.id: session},
        seats=(seat, a_seat("other", line=1, session=session.id, person=person.id)),
        answers={},
        today=date(2026, 11, 26),
        role_label=label,
        name=lambda _id: "Clarisse P.",
        centre_name=lambda _id: CentreId("C1"),
    )
    with use_language("en"):
        assert [one.sentence for one in warnings_for(seat, person, context)] == [
            "Clarisse P. already holds a seat at these hours: Monday 30 November, morning, line 1, injection.",
            "Clarisse P. has not answered for Monday 30 November, morning.",
        ]


def test_an_error_reads_in_english() -> None:
    """An error holds French source text; it is translated when it is told."""
    error = InvalidInput("Choisissez au moins un jour de la semaine.")
    with use_language("en"):
        assert sentence(error) == "Choose at least one day of the week."


def test_a_plural_of_the_catalogue_serves_alone_and_counted() -> None:
    """The same French words said of one person and counted share one message."""
    with use_language("en"):
        assert (_("a dit non"), ngettext("a dit non", "ont dit non", 3)) == ("said no", "said no")
