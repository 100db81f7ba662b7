"""Tests of « Conservation et droits » and « Clés et hébergement » on Données: what they say first, and what a press does."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from app.roster.practice import Practice
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.seal_needs import seal_needs
from app.services.roster.edit_person import add_practices
from app.store import care_keys, care_mode, erasures, people
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_vault import ADMIN, HOSTED, OURS, a_need
from tests.ui.screens.a_page import UI, press, said


def a_panel(name: str) -> AppTest:
    """One panel alone, in the folder in use."""
    script = f"from app.ui.panels import {name}\n{name}.show()\n"
    return AppTest.from_string(script, default_timeout=30).run()


def subheader(page: AppTest) -> str:
    return page.header[0].value.replace("\\", "").replace("\xa0", " ")


def test_nothing_outlived_is_said_and_the_table_shows_why(store: Store) -> None:
    """The sentence, no button to purge, every kind with its reason and its source."""
    page = a_panel("data_rights")
    assert not page.exception
    assert subheader(page) == "Rien n’a dépassé sa durée de conservation."
    assert "Effacer ce qui a dépassé sa durée" not in [one.label for one in page.button]
    assert "Code de commerce L.123-22" in page.table[0].value.to_string().replace("\\", "")


def test_a_purge_asks_once_and_removes_what_it_named(store: Store) -> None:
    """Old refused passwords: counted, confirmed, gone; the sentence then says so."""
    with store.transaction() as conn:
        for at in ("2020-01-01T00:00:00Z", "2026-11-26T15:00:00Z"):
            conn.execute("INSERT INTO login_attempt (account_key, client_key, at) VALUES ('a', 'c', ?)", (at,))
    page = a_panel("data_rights")
    assert subheader(page) == "1 ligne a dépassé sa durée de conservation : mots de passe refusés."
    page = press(page, "Effacer ce qui a dépassé sa durée")
    assert "le plus ancien du 1er janvier 2020" in said(page)
    page = press(page, "Effacer")
    assert not page.exception
    assert "1 ligne effacée." in said(page)
    with store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 1


def test_a_person_is_erased_after_one_question(store: Store) -> None:
    """What goes, what stays counted, that it can't be undone; then nobody of that name is left to choose."""
    anne = a_person("Anne", email="anne@exemple.fr")
    some_people(store, anne, a_person("Bleuenn"))
    page = a_panel("data_rights")
    page.selectbox(key="data_person").select(anne.id).run()
    page = press(page, "Effacer cette personne")
    assert "Cela ne se défait pas." in said(page)
    page = press(page, "Effacer")
    assert not page.exception
    assert "Anne Fictif n’est plus dans l’effectif, ses données sont effacées." in said(page)
    with store.reading() as conn:
        assert set(erasures.erased(conn)) == {anne.id}
        assert "anne@exemple.fr" not in [person.email for person in people.every(conn)]
    assert page.selectbox(key="data_person").options == ["Fictif Bleuenn"]


def test_a_notice_is_written_with_its_basis(store: Store) -> None:
    """Without a basis the sentence says what is missing; with it, the version is in force and given to nobody yet."""
    some_people(store, a_person("Anne"))
    page = a_panel("data_rights")
    assert "RGPD" in page.text_area[0].value
    page = press(page, "Enregistrer cette version")
    assert "Donnez la base légale" in said(page)
    page.text_input[0].set_value("intérêt légitime (RGPD art. 6 §1 f)")
    page = press(page, "Enregistrer cette version")
    assert not page.exception
    assert "Version 1 en vigueur depuis le 26 novembre 2026, remise à 0 personnes sur 1." in said(page)


def test_totals_only_is_said_first_and_hosting_is_declared_by_name(store: Store) -> None:
    """Nothing is accepted until host, certificate and impact assessment are there."""
    page = a_panel("data_keys")
    assert not page.exception
    assert subheader(page) == "Ce dossier ne garde que des totaux : aucun besoin réel n’est accepté."
    page.radio(key="care_mode").set_value(page.radio(key="care_mode").options and "heberge").run()
    page = press(page, "Déclarer, à mon nom")
    assert "Donnez la date de l’analyse d’impact" in said(page)
    for label, value in (("Hébergeur", "Hébergeur Exemple"), ("Numéro du certificat HDS", "HDS-0001")):
        next(one for one in page.text_input if one.label == label).set_value(value)
    for label, day in (
        ("Certificat valable jusqu’au", date(2027, 12, 31)),
        ("Date de l’analyse d’impact (AIPD)", date(2026, 11, 1)),
    ):
        next(one for one in page.date_input if one.label == label).set_value(day)
    page = press(page, "Déclarer, à mon nom")
    assert not page.exception
    with store.reading() as conn:
        mode, _revision = care_mode.read(conn)
    assert (mode.hosting and mode.hosting.host, mode.declared_by) == ("Hébergeur Exemple", "coordination (ce poste)")


def a_need_held(store: Store) -> None:
    add_practices(COORDINATOR, store, [Practice(id=OURS, name="Cabinet de Fégréac")])
    declare_care_mode(ADMIN, store, HOSTED, 0)
    seal_needs(COORDINATOR, store, OURS, [a_need()])


def test_an_unsaved_key_is_the_first_thing_said_then_it_is_saved(store: Store) -> None:
    """Two phrases that differ save nothing; the same twice makes a file to download, and the sentence changes."""
    a_need_held(store)
    page = a_panel("data_keys")
    assert subheader(page).startswith("1 clé n’est sauvegardée nulle part")
    phrases = [one for one in page.text_input if "hrase" in one.label][:2]
    phrases[0].set_value("bruyère tempête goéland granit hortensia")
    phrases[1].set_value("autre chose")
    page = press(page, "Préparer le fichier")
    assert "Les deux phrases diffèrent" in said(page)
    [one for one in page.text_input if "hrase" in one.label][1].set_value("bruyère tempête goéland granit hortensia")
    page = press(page, "Préparer le fichier")
    assert not page.exception
    assert "Fichier prêt" in said(page)
    assert subheader(page) == "1 besoin de soins gardé, chiffré, sa clé sauvegardée."


def test_a_lost_key_is_explained_before_anything_else(store: Store) -> None:
    """Which practice, how many needs, what to do; destroying what can't be read any more is offered."""
    a_need_held(store)
    care_keys.path_of(store.folder, OURS).unlink()
    page = a_panel("data_keys")
    assert subheader(page) == "La clé de « Cabinet de Fégréac » manque : ses besoins sont illisibles."
    assert "Restaurez la sauvegarde des clés" in said(page)
    page = press(page, "Détruire la clé")
    page = press(page, "Détruire")
    assert not page.exception
    assert "est détruite" in said(page)


def test_both_panels_stand_on_the_screen() -> None:
    """Their files are where Données looks for them."""
    for name in ("data_rights", "data_keys"):
        assert (UI / "panels" / f"{name}.py").is_file()
