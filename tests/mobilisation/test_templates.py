"""Texts of messages: whole in both languages, checked when edited, filled once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, NotFound
from app.mobilisation.message import LINK, MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.sms import is_gsm, segments
from app.mobilisation.templates import (
    ALLOWED,
    PLACEHOLDERS,
    REQUIRED,
    Rendered,
    Template,
    Templates,
    checked,
    render,
    template_of,
)
from app.words.errors import sentence
from tests.mobilisation.builders import rows, templates

TABLE = rows("data/message_templates.csv")
CALL = Template(
    MessageKind.CALL_OUT, Channel.EMAIL, "fr", "Il manque {quoi}",
    "Bonjour {prenom}, {quoi} {quand} ? {lien} {communaute}, {coordination}, {mot_de_passe_annonce}",
)  # fmt: skip
LONG = {
    "prenom": "Marie-Clarisse", "communaute": "CPTS du Pays d’Auray", "coordination": "Maïwenn Palude", "contact": "06 39 98 00 01",
    "mot_de_passe_annonce": "menhir", "quoi": "préparation des doses, ligne 2", "quand": "lundi 30 novembre, matin (9 h–13 h)",
    "ou": "Centre du Pratel, Auray", "changements": "+ lundi 30 novembre, matin (9 h–13 h), ligne 2, injection", "cadre": "convention",
    "cloture": "samedi 28 novembre à 12 h", "jusque": "vendredi 27 novembre à 12 h", "payeur": "CPAM", "assureur": "à préciser", "regle": "le premier oui", "qui": "Corentin L.",
    "contre": "mardi 1er décembre, matin", "origine": "annuaire santé", "conservation": "3 ans",
    "texte": "Accident de car à Auray : l’ARS demande des médecins et des infirmiers pour ce soir. Restez à votre poste.",
}  # fmt: skip
A_LINK = "https://releve.cpts-auray.example.org/p/" + "x" * 43


def test_every_kind_has_its_texts_by_mail_and_sms_in_both_languages() -> None:
    """Each row checked; none twice."""
    known = [template_of(row) for row in TABLE]
    keys = {(one.kind, one.channel, one.language) for one in known}
    assert len(known) == len(keys)
    assert keys == {
        (kind, channel, language)
        for kind in MessageKind
        for channel in (Channel.EMAIL, Channel.SMS)
        for language in ("fr", "en")
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['kind']}-{row['channel']}-{row['language']}")
def test_every_text_says_who_writes_and_an_sms_stays_short(row: dict[str, str]) -> None:
    """Community and code word in each; an SMS with long names and a long link is in the alphabet and two segments at most."""
    text = render(template_of(row), LONG)
    plain = text.body.replace("’", "'")
    assert "CPTS du Pays d'Auray" in plain
    assert "menhir" in plain
    if row["channel"] == "sms":
        whole = text.body.replace(LINK, A_LINK)
        assert (text.subject, is_gsm(whole)) == ("", True)
        assert segments(whole) <= 2, len(whole)
    else:
        assert "Maïwenn Palude" in plain


def test_what_a_text_may_hold_is_known_and_what_it_must_hold_is_allowed() -> None:
    """The three lists agree."""
    assert set(ALLOWED) == set(REQUIRED) == set(MessageKind)
    assert set().union(*ALLOWED.values()) == set(PLACEHOLDERS)
    assert [kind for kind in MessageKind if not REQUIRED[kind] <= ALLOWED[kind]] == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"body": CALL.body + " {nom}"}, "{nom} n’est pas un emplacement du modèle « appel à renfort, e-mail, français » ; choisissez parmi : {assureur}, {cadre}, {communaute}, {contact}, {coordination}, {lien}, {mot_de_passe_annonce}, {ou}, {payeur}, {prenom}, {quand}, {quoi}, {regle}."),
        ({"body": CALL.body + " {changements}"}, "{changements} n’est pas un emplacement"),
        ({"body": CALL.body + " {"}, "Une accolade seule se trouve dans le modèle « appel à renfort, e-mail, français » : écrivez par exemple {prenom}, ou retirez-la."),
        ({"body": CALL.body + " {Prenom}"}, "Une accolade seule"),
        ({"body": CALL.body.replace("{lien}", "")}, "Le modèle « appel à renfort, e-mail, français » doit contenir {lien} : sans cela, le message ne peut pas servir."),
        ({"body": CALL.body.replace("{mot_de_passe_annonce}", "")}, "doit contenir {mot_de_passe_annonce}"),
        ({"body": CALL.body.replace("{coordination}", "")}, "doit contenir {coordination}"),
        ({"body": ""}, "est vide"),
        ({"subject": ""}, "est vide"),
        ({"subject": "Venez {lien}"}, "tient sur une ligne"),
        ({"subject": "Venez\nvite"}, "tient sur une ligne"),
        ({"subject": "Venez {vite}"}, "{vite} n’est pas un emplacement"),
    ],
)  # fmt: skip
def test_a_text_that_can_not_serve_is_refused_with_a_sentence(changes: dict[str, str], why: str) -> None:
    """Each mistake says what, where, and what to write."""
    assert checked(CALL) == CALL
    with pytest.raises(InvalidInput) as refused:
        checked(replace(CALL, **changes))  # type: ignore[arg-type]
    assert why in sentence(refused.value)


def test_an_sms_needs_no_subject_nor_the_coordination() -> None:
    """The code word is enough to recognise who writes."""
    sms = replace(CALL, channel=Channel.SMS, subject="", body=CALL.body.replace("{coordination}", ""))
    assert checked(sms) == sms


def test_a_text_is_filled_once_and_keeps_its_link() -> None:
    """Braces in a value are no placeholder; line breaks in a value can't add a header to the subject."""
    values = {**LONG, "prenom": "{lien}", "quoi": "un\r\nBcc: tous"}
    assert render(CALL, values) == Rendered(
        "Il manque un Bcc: tous",
        "Bonjour (lien), un\r\nBcc: tous lundi 30 novembre, matin (9 h–13 h) ? {lien} CPTS du Pays d’Auray, Maïwenn Palude, menhir",
    )


def test_a_missing_value_is_named() -> None:
    """Rather than sending a hole."""
    with pytest.raises(InvalidInput) as refused:
        render(CALL, {name: value for name, value in LONG.items() if name != "quand"})
    assert sentence(refused.value) == (
        "Le modèle « appel à renfort, e-mail, français » demande {quand} (le jour et les heures) : ce renseignement manque."
    )


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text(max_size=20)))
def test_no_value_can_add_a_link_or_a_header(values: dict[str, str]) -> None:
    """Whatever is typed as a name or a place."""
    text = render(CALL, {**LONG, **values})
    assert text.body.count(LINK) == 1
    assert len(text.subject.splitlines()) == 1


def test_a_language_without_a_text_falls_back_on_french_and_a_hand_on_the_mail() -> None:
    """Nobody is left without a message for want of a translation; a kind without any is an error."""
    known = templates()
    assert known.find(MessageKind.POLL, Channel.SMS, "br").language == "fr"
    assert known.find(MessageKind.POLL, Channel.HAND, "en") == known.find(MessageKind.POLL, Channel.EMAIL, "en")
    with pytest.raises(NotFound, match="Aucun modèle"):
        Templates([CALL]).find(MessageKind.POLL, Channel.EMAIL, "fr")


def test_a_row_of_another_kind_or_language_is_refused() -> None:
    """The table names what it knows."""
    for changes in ({"kind": "advert"}, {"channel": "fax"}, {"language": "br"}):
        with pytest.raises(InvalidInput, match="n’est pas attendu"):
            template_of({**TABLE[0], **changes})
