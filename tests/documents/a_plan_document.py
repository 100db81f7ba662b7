"""A plan on paper small enough to be read whole: a draft, a section of every kind of block, an empty one, two annexes."""

from __future__ import annotations

from app.documents.plan_document import Chapter, PlanDocument, PlanTable
from app.response.plan import Section, blocks

TERRITORY = Section(
    "territory",
    "Territoire et risques",
    "Vingt-huit communes.\n\n# Sous-zones\n– Auray\n– Belz",
    ("inondation & submersion", "canicule <36 °C>"),
)
SENT = PlanTable(
    "Diffusion", ("Destinataire", "Voie"), (("ARS, Morbihan", "courriel"), ("CPAM", "remis en main propre"))
)
CELL = PlanTable("", ("Fonction", "Titulaire"), (("Pilotage de la crise", "Clarisse P. · 06 39 98 00 01"),))
PHONES = PlanTable(
    "",
    ("Fonction", "Département", "Qui", "Jour", "Nuit", "Vérifié le"),
    (("ARS, délégation", "Morbihan", "Permanence", "01 99 00 10 00", "01 99 00 10 01", "jamais"),),
)
PLAN = PlanDocument(
    community="CPTS d’Auray",
    title="Plan de réponse",
    edition="version 3, brouillon",
    warning="Brouillon : rien n’est validé.",
    facts=(("Écrite le", "26 novembre 2026"),),
    cover_tables=(SENT,),
    chapters=(
        Chapter("territory", "2", "Territoire et risques", blocks(TERRITORY), "DICRIM, 2023"),
        Chapter("logistics", "11", "Logistique"),
        Chapter("annexes", "", "Annexes", blocks(Section("annexes", "Annexes", "Les tableaux suivent."))),
        Chapter("annuaire", "A", "Annuaire", tables=(PHONES,)),
        Chapter("cellule", "B", "Cellule de crise", tables=(CELL,)),
        Chapter("inventaire", "C", "Inventaire", tables=(PlanTable("", ("Matériel", "Quantité"), (), "Rien n’est compté."),)),
    ),
)  # fmt: skip
