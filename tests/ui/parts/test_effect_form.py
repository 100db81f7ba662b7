"""The form of an effect: its fields follow its kind, it gives the effect once, and says what does not hold."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

SAID = "Fait :"


def page() -> None:
    import streamlit as st

    from app.drills.shock import CallVolunteers
    from app.library import Library
    from app.services.laboratory.effect_choices import choices_of
    from app.ui.parts.effect_form import effect_form

    choices = choices_of(Library(), "redon")
    held = CallVolunteers(profession="infirmier", count=4, note="vague 1")
    for key, value in (("new", None), ("held", held)):
        made = effect_form(key, choices, value, after="Depuis l’envoi.")
        if made is not None:
            st.write(f"Fait : {made.model_dump_json()}")


def opened() -> AppTest:
    run = AppTest.from_function(page, default_timeout=30).run()
    assert not run.exception
    return run


def said(run: AppTest) -> list[str]:
    return [one.value for one in run.markdown if one.value.startswith(SAID)]


def test_a_discharge_is_told_care_by_care() -> None:
    """What is to be filled in is told by its name; the effect comes once."""
    run = opened()
    run.selectbox(key="new_kind").set_value("discharge").run()
    run.selectbox(key="new_discharge_patients_0_skill").set_value("nursing")
    run.number_input(key="new_discharge_patients_0_count").set_value(9)
    run.button[0].click().run()
    assert "Communes" in run.error[0].value
    run.multiselect(key="new_discharge_communes").set_value(["35236"])
    run.button[0].click().run()
    assert len(said(run)) == 1
    assert '"patients":{"nursing":9},"communes":["35236"]' in said(run)[0]
    assert said(run.run()) == []


def test_an_effect_is_changed_from_what_it_was() -> None:
    """Its kind and fields stand as they were; the button says that it replaces."""
    run = opened()
    assert run.number_input(key="held_call_volunteers_count").value == 4
    assert run.text_input(key="held_call_volunteers_note").value == "vague 1"
    run.number_input(key="held_call_volunteers_count").set_value(6)
    next(one for one in run.button if one.label == "Remplacer cet effet").click().run()
    assert '"count":6' in said(run)[0]


def test_hours_say_what_they_count_from() -> None:
    """T0 unless another moment is given."""
    assert {one.value for one in opened().caption} == {"Depuis l’envoi."}
