"""The establishments of the territory and what is agreed with each: who calls whom, what each offers and expects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_, ReleveError
from app.response.articulation import SITE_KIND_WORDS, Articulation, plan_word
from app.roster.practice import Site, SiteKind
from app.services.plans.agree_articulation import add_structure, agree_articulation, start_articulations
from app.services.plans.read_structures import read_structures
from app.ui.boundary import tell
from app.ui.panels import plan_exports
from app.ui.parts import address, headline, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_structures as view
from app.ui.written import written
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.plans.read_structures import Structure, StructuresView

ADDRESS = "etablissement"
CHOICE = "plan_structures_site"
TEXTS = {
    "they_call": N_("Ils nous appellent : qui, jour et nuit"),
    "we_call": N_("Nous les appelons : qui, jour et nuit"),
    "they_offer": N_("Ce qu’ils apportent"),
    "they_expect": N_("Ce qu’ils attendent de nous"),
}
HINTS = {
    "they_call": N_("Référent crise, suppléant, numéro d’astreinte"),
    "we_call": N_("Directeur de garde, cadre de garde"),
    "they_offer": N_("Locaux, avis, places, matériel"),
    "they_expect": N_("Médecins et infirmiers en renfort, reprise des sorties"),
}


def show() -> None:
    """The sentence first, then the list, then the establishment chosen."""
    structures = read_structures(current_actor(), current_store())
    headline.show(view.sentence(structures), detail=view.detail(structures))
    can_edit = may(Action.EDIT_PLANS)
    if not structures.structures:
        st.markdown(
            _(
                "Ici : hôpitaux, EHPAD, SSIAD, HAD, dialyse, maisons de santé, pharmacies. Importez leur liste dans"
                " Effectifs (FINESS ou tableur), ou ajoutez-en un."
            )
        )
    if can_edit and any(one.articulation is None for one in structures.structures):
        _start()
    _list(structures)
    if structures.structures:
        _one(structures, can_edit=can_edit)
        header, rows = view.sheet(structures)
        with st.container(horizontal=True):
            table.download(header, rows, file_name="etablissements.csv", key="plan_structures_csv")
            if any(one.articulation for one in structures.structures):
                plan_exports.articulation_button()
    if can_edit:
        with st.expander(_("Ajouter un établissement"), icon=":material/add_business:"):
            _add(structures)


def _start() -> None:
    if st.button(
        _("Commencer par les textes usuels"), icon=":material/playlist_add:", key="plan_structures_start",
        help=_("Pour chaque établissement sans articulation : un texte de départ à discuter avec lui."),
    ):  # fmt: skip
        count = start_articulations(current_actor(), current_store())
        st.toast(ngettext("{n} articulation commencée.", "{n} articulations commencées.", count).format(n=count))
        st.rerun()


def _list(structures: StructuresView) -> None:
    every = structures.structures
    st.markdown("\n".join(f"- {view.line(one)}" for one in every[: view.MOST_SHOWN]))
    if rest := every[view.MOST_SHOWN :]:
        label = ngettext("{n} autre établissement", "{n} autres établissements", len(rest)).format(n=len(rest))
        with st.expander(label):
            st.markdown("\n".join(f"- {view.line(one)}" for one in rest))


def _one(structures: StructuresView, *, can_edit: bool) -> None:
    chosen = _chosen(structures)
    st.header(plain(view.name(chosen)), anchor=False)
    if lines := view.contact_lines(chosen) if structures.shows_numbers else []:
        st.markdown("\n".join(f"- {line}" for line in lines))
    elif structures.shows_numbers:
        st.caption(_("Aucun numéro dans l’annuaire pour cet établissement."))
    if can_edit:
        _edit(chosen)
    elif chosen.articulation:
        _read(chosen.articulation)
    if chosen.articulation:
        plan_exports.articulation_button(chosen.site.id, key="plan_structure_pdf")


def _chosen(structures: StructuresView) -> Structure:
    sites = {one.site.id: one for one in structures.structures}
    names = {id: view.name(one) for id, one in sites.items()}
    return sites[address.select(_("Établissement"), names, address=ADDRESS, key=CHOICE, width=520)]


def _edit(one: Structure) -> None:
    present = one.articulation or Articulation(site_id=one.site.id)
    form = seen(f"plan_structure_{one.site.id}", present, present.revision)
    typed = _fields(one, form.value, form.key)
    if typed is None:
        return
    written(
        form,
        typed,
        lambda: agree_articulation(current_actor(), current_store(), replace(typed, revision=form.revision)),
        _("Articulation enregistrée."),
    )


def _fields(one: Structure, held: Articulation, key: str) -> Articulation | None:
    with st.form(key, border=False):
        left, right = st.columns(2)
        texts: dict[str, str] = {}
        for n, (name, label) in enumerate(TEXTS.items()):
            with (left, right)[n % 2]:
                texts[name] = st.text_area(
                    _(label), value=getattr(held, name), placeholder=_(HINTS[name]), height=110, key=f"{key}_{name}"
                )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            convention = st.text_input(
                _("Convention"),
                value=held.convention,
                key=f"{key}_convention",
                placeholder=_("Titre ou référence"),
                width=360,
            )
            signed_on = st.date_input(
                _("Signée le"), value=held.signed_on, format="DD/MM/YYYY", key=f"{key}_signed_on", width=160
            )
        plan = plan_word(one.site.kind)
        has_plan = held.white_plan
        with st.container(horizontal=True):
            if plan:
                label = _("{plan} connu de nous").format(plan=capitalised(_(plan)))
                has_plan = st.checkbox(label, value=held.white_plan, key=f"{key}_white_plan")
            generator = st.checkbox(_("Groupe électrogène"), value=held.generator, key=f"{key}_generator")
        if not st.form_submit_button(_("Enregistrer l’articulation"), type="primary"):
            return None
    return replace(
        held, they_call=texts["they_call"], we_call=texts["we_call"], they_offer=texts["they_offer"],
        they_expect=texts["they_expect"], convention=convention, signed_on=signed_on, white_plan=has_plan,
        generator=generator,
    )  # fmt: skip


def _read(held: Articulation) -> None:
    for name, label in TEXTS.items():
        if text := getattr(held, name):
            st.markdown(f"**{plain(_(label))}** · {plain(text)}")
    if held.convention:
        st.markdown(f"**{plain(_('Convention'))}** · {plain(held.convention)}")


def _add(structures: StructuresView) -> None:
    with st.form("plan_structures_add", border=False, clear_on_submit=True):
        name = st.text_input(_("Nom"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.selectbox(
                _("Type"), list(SITE_KIND_WORDS), format_func=lambda one: _(SITE_KIND_WORDS[one]), width=240
            )
            commune = st.selectbox(
                _("Commune"),
                ["", *structures.communes],
                format_func=lambda code: structures.communes.get(code, "–"),
                width=240,
            )
            places = st.number_input(_("Places"), min_value=0, value=None, step=1, width=120)
        if not st.form_submit_button(_("Ajouter")):
            return
    site = Site(
        id="", kind=kind or SiteKind.OTHER, name=name, commune_insee=commune or "",
        places=int(places) if places is not None else None,
    )  # fmt: skip
    try:
        st.query_params[ADDRESS] = add_structure(current_actor(), current_store(), site)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Établissement ajouté."))
    st.rerun()
