"""A form that is sent twice acts once."""

import threading
from datetime import timedelta

import pytest
from django import forms
from django.db import connection
from django.utils import timezone

from accounts.models import User
from tests.makers import make_user
from ui.forms import Once
from ui.models import Submission


class NameForm(Once):
    name = forms.CharField()


class RenameForm(Once, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("pseudonym",)


def sent(name: str, once: str | None = None) -> NameForm:
    form = NameForm({"name": name, "once": once or str(NameForm().fields["once"].initial), "csrfmiddlewaretoken": "x"})
    assert form.is_valid()
    return form


def enrol(form: NameForm) -> str:
    """Make a person and give an address."""
    return form.once(lambda: f"/mensen/{make_user(form.cleaned_data['name']).pk}/")


@pytest.mark.django_db
def test_the_same_form_twice_gives_one_result_at_one_address() -> None:
    form = sent("Ans")
    again = sent("Ans", form.data["once"])
    assert again.already_done() == ""
    first = enrol(form)
    assert enrol(again) == first
    assert again.already_done() == first
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_mended_sentence_is_a_new_submit() -> None:
    form = sent("Ans")
    assert enrol(form) != enrol(sent("Anna", form.data["once"]))
    assert User.objects.count() == 2


@pytest.mark.django_db
def test_the_same_words_in_a_fresh_form_are_a_new_submit() -> None:
    assert enrol(sent("Ans")) != enrol(sent("Ans"))


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "'; drop table", "a" * 65])
def test_a_form_without_a_token_of_ours_is_acted_on_each_time(token: str) -> None:
    form = NameForm({"name": "Ans", "once": token})
    enrol_twice = [form.once(lambda: f"/{make_user().pk}/") for _ in range(2)]
    assert len(set(enrol_twice)) == 2
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_what_failed_can_be_sent_again() -> None:
    form = sent("Ans")
    with pytest.raises(ZeroDivisionError):
        form.once(lambda: str(make_user() and 1 / 0))
    assert not User.objects.exists()
    assert enrol(form)


@pytest.mark.django_db
def test_what_was_sent_long_ago_is_forgotten() -> None:
    enrol(sent("Ans"))
    Submission.objects.update(at=timezone.now() - timedelta(days=8))
    enrol(sent("Bo"))
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_a_form_about_a_record_can_be_sent_once_too() -> None:
    ans = make_user()
    form = RenameForm({"pseudonym": "Anna"}, instance=ans)
    assert form.is_valid()
    assert form.once(lambda: form.save().pseudonym) == "Anna"


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_the_same_moment_make_one_person() -> None:
    token = str(NameForm().fields["once"].initial)
    addresses: list[str] = []

    def click() -> None:
        try:
            addresses.append(enrol(sent("Ans", token)))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(8)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert len(addresses) == 8
    assert len(set(addresses)) == 1
    assert User.objects.count() == 1
