"""Professions: French slugs keyed to the national codes (``data/professions.csv``), and every word files use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.roster.cells import Cells, integer, required, text, words
from app.roster.spelling import fold
from app.words import language


@dataclass(frozen=True, slots=True)
class Profession:
    """One profession. ``code`` belongs to ``terminology`` (TRE_G15, TRE_R95, TRE_R85, TRE_R94 of the ANS); empty without one.

    ``student_of`` is the slug of the profession studied.
    """

    slug: str
    code: str
    terminology: str
    label_fr_m: str
    label_fr_f: str
    label_en: str
    sort: int
    student_of: str = ""
    aliases: tuple[str, ...] = ()

    def label(self, civilite: str = "") -> str:
        """The name in the current language; « MME » or « MLLE » gives the French feminine."""
        if language() == "en":
            return self.label_en
        return self.label_fr_f if civilite.upper() in ("MME", "MLLE") else self.label_fr_m


class Professions:
    """The table: by slug, and by whatever a file calls them."""

    def __init__(self, rows: Iterable[Profession]) -> None:
        self._by_slug = {one.slug: one for one in sorted(rows, key=lambda one: (one.sort, one.slug))}
        self._by_word: dict[str, str] = {}
        for one in self._by_slug.values():
            for word in (one.slug, one.label_fr_m, one.label_fr_f, one.label_en, *one.aliases):
                self._by_word.setdefault(fold(word), one.slug)
        self._by_code = {(one.terminology, one.code): one.slug for one in self._by_slug.values() if one.code}

    def __iter__(self) -> Iterator[Profession]:
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> Profession:
        return self._by_slug[slug]

    @property
    def slugs(self) -> tuple[str, ...]:
        """All slugs in display order."""
        return tuple(self._by_slug)

    def named(self, word: str) -> str | None:
        """The slug of a name, alias or national code as files write it (« Infirmière libérale », « 60 »), or None."""
        folded = fold(word)
        return self._by_word.get(folded) or self.coded(folded)

    def coded(
        self, code: str, terminologies: tuple[str, ...] = ("TRE_G15", "TRE_R95", "TRE_R85", "TRE_R94")
    ) -> str | None:
        """The slug of a national code, looked for in the terminologies in that order."""
        found = (self._by_code.get((terminology, code)) for terminology in terminologies)
        return next((slug for slug in found if slug), None)

    def student(self, slug: str) -> str | None:
        """The slug of those who study for ``slug`` (``infirmier`` → ``etudiant_infirmier``), or None."""
        return next((one.slug for one in self if one.student_of == slug), None)

    @property
    def labels(self) -> Mapping[str, str]:
        """Slug → label in the current language, in display order."""
        return {one.slug: one.label() for one in self}


def profession_of(row: Cells) -> Profession:
    """One row of ``data/professions.csv`` as a value."""
    return Profession(
        slug=required(row, "slug"),
        code=text(row, "code"),
        terminology=text(row, "terminology"),
        label_fr_m=required(row, "label_fr_m"),
        label_fr_f=text(row, "label_fr_f") or required(row, "label_fr_m"),
        label_en=required(row, "label_en"),
        sort=integer(row, "sort") or 0,
        student_of=text(row, "student_of"),
        aliases=words(row, "aliases"),
    )
