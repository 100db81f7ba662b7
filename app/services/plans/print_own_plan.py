"""The community's own plan on paper and in files: PDF, DOCX, and one ZIP with its cards, its annexes and its proofs.

Who may not read the directory gets the plan without the names and numbers that some of its sections hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound
from app.services.crisis.note_reading import Read, note_reading
from app.services.plans.own_plan_document import edition, imprint_of, plan_document, sendings_table, versions_table
from app.services.plans.plan_annexes import Annex, plan_annexes
from app.services.plans.print_articulations import articulation_files
from app.services.plans.print_plans import print_cards, print_plan
from app.services.plans.read_plan import PlanView, read_plan
from app.services.plans.read_plans import read_plans
from app.services.plans.read_review import review_tables
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.plan_document import PlanTable
    from app.documents.plan_zip import PlanFile
    from app.store.database import Store


def own_plan_pdf(actor: Actor, store: Store, number: int | None = None) -> bytes:
    """A version (the newest by default) as tagged PDF, with its annexes. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.plan_pdf import plan_pdf

    view, annexes = _read(actor, store, number)
    return plan_pdf(plan_document(view, annexes), imprint_of(store, view.community, edition(view.version)))


def own_plan_docx(actor: Actor, store: Store, number: int | None = None) -> bytes:
    """The same as DOCX, to be worked on elsewhere. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.plan_docx import plan_docx

    view, annexes = _read(actor, store, number)
    return plan_docx(plan_document(view, annexes), imprint_of(store, view.community, edition(view.version)))


def own_plan_zip(actor: Actor, store: Store, number: int | None = None) -> bytes:
    """Everything that goes with a version: the plan twice, plans and cards, annexes, proofs, fingerprints. What is given to
    the ARS or the CPAM as proof. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    from app.documents.plan_docx import plan_docx
    from app.documents.plan_pdf import plan_pdf
    from app.documents.plan_zip import PlanFile, PlanPack, plan_zip

    view, annexes = _read(actor, store, number)
    document, imprint = plan_document(view, annexes), imprint_of(store, view.community, edition(view.version))
    files = (
        PlanFile("plan.pdf", plan_pdf(document, imprint), _("le plan, à lire et à imprimer")),
        PlanFile("plan.docx", plan_docx(document, imprint), _("le plan, à reprendre dans un traitement de texte")),
        *_library_files(actor, store),
        *(_csv(f"annexes/{one.name}.csv", one.sheet, one.title.lower()) for one in annexes),
        *articulation_files(actor, store),
        *_proofs(actor, store, view),
    )
    return plan_zip(
        PlanPack(
            community=document.community, edition=document.edition, made_at=imprint.printed_at, software=__version__,
            files=files, bands=imprint.bands,
        )
    )  # fmt: skip


def _read(actor: Actor, store: Store, number: int | None) -> tuple[PlanView, tuple[Annex, ...]]:
    """The version and its annexes; reading people's numbers is noted."""
    view = read_plan(actor, store, number)
    if view is None:
        raise NotFound(N_("Le plan n’est pas commencé : il n’y a encore rien à imprimer."))
    shows_numbers = may(actor, Action.READ_DIRECTORY)
    with store.reading() as conn:
        annexes = plan_annexes(store, conn, shows_numbers=shows_numbers)
    note_reading(actor, store, Read.CONTACTS, {person for one in annexes for person in one.people})
    return view, annexes


def _library_files(actor: Actor, store: Store) -> list[PlanFile]:
    """The five typologies and every reflex card, as the library has them today."""
    from app.documents.plan_zip import PlanFile

    sheets = read_plans(actor, store).sheets
    typologies = [sheet for sheet in sheets.values() if sheet.kind == "typology"]
    return [
        *(PlanFile(f"fiches/{one.slug}.pdf", print_plan(actor, store, one.slug), one.title) for one in typologies),
        PlanFile("fiches/fiches-reflexes.pdf", print_cards(actor, store), _("toutes les fiches réflexes")),
    ]


def _proofs(actor: Actor, store: Store, view: PlanView) -> list[PlanFile]:
    """To whom each version was sent, who validated which, and what partners said of it."""
    numbers = {one.id: one.number for one in view.versions}
    asked, said = review_tables(actor, store, view.version)
    return [
        _csv("preuves/envois.csv", sendings_table(view.every_sending, numbers), _("à qui chaque version a été envoyée, et la preuve")),
        _csv("preuves/versions.csv", versions_table(view.versions), _("les versions et qui les a validées")),
        _csv("preuves/relecteurs.csv", asked, _("les partenaires qui ont relu, et leur visa")),
        _csv("preuves/remarques.csv", said, _("leurs remarques et nos réponses")),
    ]  # fmt: skip


def _csv(name: str, table: PlanTable, about: str) -> PlanFile:
    from app.documents.csv_table import csv_bytes
    from app.documents.plan_zip import PlanFile

    return PlanFile(name, csv_bytes(table.head, table.rows), about)
