"""Forms say in plain Dutch what is missing, and keep what was typed."""

import pytest
from django import forms

from ui.forms import PlainText


class TellForm(forms.Form):
    title = PlainText(label="Titel", max_length=20, widget=forms.TextInput)
    text = PlainText(label="Verhaal", help_text="Een paar zinnen is genoeg.", max_length=50)
    place = PlainText(label="Plaats", required=False)
    reader = forms.ChoiceField(
        label="Lezers", choices=[("me", "Alleen ik"), ("all", "Iedereen")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Ik ga akkoord")


GOOD = {"title": "De man", "text": "Hij bleef.", "reader": "me", "agreed": "on"}


def test_each_fault_is_summed_up_with_a_link_and_told_at_its_field() -> None:
    drawn = str(TellForm({}))
    for target, label in [
        ("id_title", "Titel"),
        ("id_text", "Verhaal"),
        ("id_reader_0", "Lezers"),
        ("id_agreed", "akkoord"),
    ]:
        assert f'<a href="#{target}">' in drawn
        assert label in drawn
    assert drawn.count("Vul dit nog in.") == 4  # two fields, each in the summary and beside it
    assert 'aria-describedby="id_text_helptext id_text_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_every_link_of_the_summary_leads_somewhere() -> None:
    drawn = str(TellForm({}))
    for target in ["id_title", "id_text", "id_reader_0", "id_agreed"]:
        assert f'id="{target}"' in drawn


def test_a_form_without_faults_has_no_summary() -> None:
    assert "errors" not in str(TellForm(GOOD))
    assert "errors" not in str(TellForm())


def test_too_long_is_refused_with_both_numbers_and_nothing_is_cut() -> None:
    form = TellForm({**GOOD, "text": "a" * 60})
    assert form.errors["text"] == ["Dit is te lang: 60 tekens. Maak het korter, tot 50 tekens."]
    assert "a" * 60 in str(form)
    assert "maxlength" not in str(form)


def test_a_megabyte_is_refused_without_work() -> None:
    form = TellForm({**GOOD, "text": "\x00<b>" * 250_000})
    assert list(form.errors) == ["text"]


def test_invisible_characters_do_not_count_as_an_answer() -> None:
    assert TellForm({**GOOD, "title": "\u200b\x00 "}).errors["title"] == ["Vul dit nog in."]


def test_what_was_typed_comes_back_escaped() -> None:
    drawn = str(TellForm({**GOOD, "title": '"><script>alert(1)</script>', "text": "</textarea><script>"}))
    assert "<script" not in drawn


def test_fields_that_may_stay_empty_say_so() -> None:
    assert str(TellForm()).count("(hoeft niet)") == 1


@pytest.mark.parametrize("name", ["title", "text"])
def test_the_browser_does_not_answer_in_our_place(name: str) -> None:
    drawn = str(TellForm()[name])
    assert " required" not in drawn.replace('aria-required="true"', "")
    assert 'aria-required="true"' in drawn
    assert 'class="input"' in drawn
