"""A version of the plan turned into the values its papers are made of: cover, chapters, annexes, all in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.core.clock import paris_date
from app.documents.imprint import Band, Imprint
from app.documents.plan_document import Chapter, PlanDocument, PlanTable
from app.response.plan import CHANNEL_WORDS, PLAN_STATE_WORDS, SECTIONS, PlanState, blocks
from app.roster.phones import spoken_phone
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.response.plan import PlanSending, PlanVersion
    from app.services.plans.plan_annexes import Annex
    from app.services.plans.read_plan import PlanView
    from app.store.community import Community
    from app.store.database import Store

ANNEXES = "annexes"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def plan_document(view: PlanView, annexes: Sequence[Annex] = ()) -> PlanDocument:
    """The version of a view with annexes; whoever reads a masked view gets what it holds and no more."""
    version = view.version
    return PlanDocument(
        community=view.community.name or _("Notre CPTS"),
        title=_("Plan de réponse aux situations sanitaires exceptionnelles"),
        edition=edition(version),
        chapters=(*_chapters(version), *_annexes(annexes, view)),
        warning=_warning(version),
        facts=_facts(view),
        cover_tables=tuple(_cover_tables(view)),
    )


def edition(version: PlanVersion) -> str:
    """« version 3, brouillon »."""
    return _("version {number}, {state}").format(number=version.number, state=_(PLAN_STATE_WORDS[version.state]))


def imprint_of(store: Store, settings: Community, said: str) -> Imprint:
    """What every print of the plan says of itself."""
    return Imprint(store.now(), said, __version__, (Band.DEMONSTRATION,) if settings.demonstration else ())


def sendings_table(sendings: Sequence[PlanSending], numbers: Mapping[str, int] | None = None) -> PlanTable:
    """To whom, when, how, with what proof. ``numbers``: id of a version → its number, when several are told."""
    told = () if numbers is None else (_("Version"),)
    head = (*told, _("Destinataire"), _("Adresse"), _("Voie"), _("Envoyé le"), _("Preuve"), _("Accusé de réception"))
    rows = tuple(
        (
            *(() if numbers is None else (str(numbers.get(one.plan_id, "")),)),
            one.organisation,
            one.address,
            _(CHANNEL_WORDS[one.channel]),
            spoken_date(paris_date(one.at)),
            one.proof,
            spoken_date(one.acknowledged_on) if one.acknowledged_on else _("attendu"),
        )
        for one in sendings
    )
    return PlanTable(_("Diffusion"), head, rows, _("Cette version n’a été envoyée à personne."))


def versions_table(versions: Sequence[PlanVersion]) -> PlanTable:
    """Every version with its state and whoever validated it, the newest first."""
    rows = tuple(
        (
            str(one.number),
            _(PLAN_STATE_WORDS[one.state]),
            spoken_date(paris_date(one.changed_at)),
            _signed(one) or "–",
        )
        for one in versions
    )
    return PlanTable(_("Versions"), (_("Version"), _("État"), _("Modifiée le"), _("Validation")), rows)


def _signed(version: PlanVersion) -> str:
    """« Dr Fictif, médecin référent, le 26 novembre 2026 »."""
    if version.validated_at is None:
        return ""
    who = ", ".join(part for part in (version.validated_by, version.validated_as) if part)
    day = _("le {day}").format(day=spoken_date(paris_date(version.validated_at)))
    return ", ".join(part for part in (who, day) if part)


def _chapters(version: PlanVersion) -> list[Chapter]:
    """The fifteen sections numbered as they are; « annexes » has no number, its tables follow."""
    order = list(SECTIONS)
    return [
        Chapter(
            key=one.key,
            number="" if one.key == ANNEXES or one.key not in SECTIONS else str(order.index(one.key) + 1),
            title=one.title,
            blocks=blocks(one),
            source=one.source,
        )
        for one in version.sections
    ]


def _annexes(annexes: Sequence[Annex], view: PlanView) -> list[Chapter]:
    source = _("ce qui est tenu à jour dans Relève, au {day}").format(day=spoken_date(view.today))
    return [
        Chapter(key=one.name, number=letter, title=one.title, source=source, tables=(one.table,))
        for letter, one in zip(LETTERS, annexes, strict=False)
    ]


def _warning(version: PlanVersion) -> str:
    if version.state is PlanState.DRAFT:
        return _("Brouillon : cette version n’est ni validée ni envoyée.")
    if version.state is PlanState.SUPERSEDED:
        return _("Version remplacée : prenez la plus récente.")
    return ""


def _facts(view: PlanView) -> tuple[tuple[str, str], ...]:
    version, settings = view.version, view.community
    coordinator = " · ".join(part for part in (settings.coordinator, spoken_phone(settings.coordinator_phone)) if part)
    said = (
        (_("Écrite le"), spoken_date(paris_date(version.changed_at))),
        (_("Validée par"), _signed(version)),
        (_("Réserve à la validation"), version.reserve),
        (_("À revoir avant le"), spoken_date(version.review_on) if version.review_on else ""),
        (_("Coordination"), "" if view.is_masked else coordinator),
    )
    return tuple((label, value) for label, value in said if value)


def _cover_tables(view: PlanView) -> list[PlanTable]:
    made = [] if view.version.state is PlanState.DRAFT else [sendings_table(view.sendings)]
    return [*made, versions_table(view.versions)] if len(view.versions) > 1 else made
