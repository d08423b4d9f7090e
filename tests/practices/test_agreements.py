"""A practice agrees on who brings what, with the question behind it, looks at it again, and says what was learned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from practices.actions.agreements import remind
from practices.models import Agreement, AgreementLook, Membership, Partner
from tests.makers import make_practice, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SAID = {"who": "De wijkcoaches", "brings": "Elke week een huisbezoek.", "question": "Doet iemand dan open?"}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice: Any, name: str, *more: int) -> str:
    return reverse(f"practices:agreement{name}", args=[practice.slug, *more])


@pytest.fixture
def agreed(practice, fay) -> Agreement:
    """An agreement of which the day to look at it again has come."""
    signed_in(fay).post(at(practice, "_create"), SAID | {"look_on": TODAY.isoformat()})
    return Agreement.objects.get()


def look(practice, user, one: Agreement, **said: Any) -> Any:
    typed = {"learned": "Twee was te veel.", "state": "kept", "brings": one.brings, "seen": "0"}
    typed["look_on"] = (TODAY + timedelta(days=30)).isoformat()
    return signed_in(user).post(at(practice, "_look", one.pk), typed | said)


def test_members_read_who_brings_what_and_the_question_behind_it(practice, bea, agreed):
    page = signed_in(bea).get(at(practice, "s")).content.decode()
    assert all(words in page for words in SAID.values())
    assert "Tijd om weer te kijken" in page
    assert "Kijk weer" not in page
    assert "Afspraken" in signed_in(bea).get(practice.get_absolute_url()).content.decode()


def test_others_read_nothing_and_members_change_nothing(practice, bea, agreed):
    sam = signed_in(make_user("Sam", is_moderator=True))
    assert sam.get(at(practice, "s")).status_code == 403
    assert sam.get(at(practice, "_look", agreed.pk)).status_code == 404
    client = signed_in(bea)
    assert client.post(at(practice, "_create"), SAID).status_code == 403
    assert look(practice, bea, agreed).status_code == 403
    assert client.post(at(practice, "_removal", agreed.pk)).status_code == 403
    assert not AgreementLook.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"question": ""}, "Een afspraak is hier nooit alleen een norm."),
        ({"who": ""}, "Kies een organisatie, of schrijf welke functie."),
        ({"brings": ""}, "Schrijf wat die bijdraagt."),
        ({"look_on": "gisteren"}, "Deze datum snappen we niet."),
        ({"look_on": "2020-01-01"}, "Kies een dag van vandaag of later"),
        ({"who": "Jan de Vries, 06-12345678"}, "telefoonnummer"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(practice, fay, wrong, sentence):
    page = signed_in(fay).post(at(practice, "_create"), SAID | {"look_on": TODAY.isoformat()} | wrong).content.decode()
    assert sentence in page
    assert all(words in page for name, words in SAID.items() if name not in wrong)
    assert not Agreement.objects.exists()


def test_an_organisation_of_another_practice_cannot_be_chosen_and_one_that_goes_takes_no_agreement_along(practice, fay):
    own = Partner.objects.create(practice=practice, name="Buurtraad", sort="citizens")
    other = Partner.objects.create(practice=make_practice("Elders"), name="Ver weg", sort="citizens")
    typed = SAID | {"who": "", "look_on": TODAY.isoformat()}
    signed_in(fay).post(at(practice, "_create"), typed | {"partner": other.pk})
    assert not Agreement.objects.exists()
    signed_in(fay).post(at(practice, "_create"), typed | {"partner": own.pk})
    assert "Buurtraad" in signed_in(fay).get(at(practice, "s")).content.decode()
    signed_in(fay).post(reverse("practices:partner_removal", args=[practice.slug, own.pk]))
    assert "Een organisatie die niet meer meedoet" in signed_in(fay).get(at(practice, "s")).content.decode()


def test_changing_it_keeps_what_it_was_and_what_was_learned(practice, fay, bea, agreed):
    look(practice, fay, agreed, state="changed", brings="Elke maand een huisbezoek.")
    page = signed_in(bea).get(at(practice, "s")).content.decode()
    for words in ("Elke maand een huisbezoek.", SAID["brings"], "Twee was te veel.", "We kijken weer op"):
        assert words in page
    again = look(practice, fay, agreed, state="changed", brings="Elke maand een huisbezoek.", seen="1")
    assert "Schrijf wat er anders wordt." in again.content.decode()


def test_ending_it_needs_no_next_day_and_keeps_the_lesson(practice, fay, bea, agreed):
    assert "Kies een dag." in look(practice, fay, agreed, look_on="").content.decode()
    look(practice, fay, agreed, state="ended", look_on="", brings="")
    page = signed_in(bea).get(at(practice, "s")).content.decode()
    assert "Gestopt, en wat we leerden" in page
    assert "Twee was te veel." in page
    assert look(practice, fay, agreed, seen="1").status_code == 302
    assert AgreementLook.objects.count() == 1


def test_of_two_who_look_at_once_the_second_sees_what_the_first_wrote_and_keeps_every_word(practice, fay, agreed):
    look(practice, fay, agreed)
    answer = look(practice, fay, agreed, learned="Iets heel anders.")
    page = answer.content.decode()
    assert "Iemand anders keek net naar deze afspraak." in page
    assert "Dit houden we zo: Twee was te veel." in page
    assert "Iets heel anders." in page
    assert AgreementLook.objects.count() == 1
    look(practice, fay, agreed, learned="Iets heel anders.", seen="1")
    assert AgreementLook.objects.count() == 2


def test_who_leads_is_reminded_once_on_the_day(practice, fay, bea, agreed):
    for _twice in (1, 2):
        remind()
    told = Notification.objects.filter(kind="agreement")
    assert [one.user for one in told] == [fay]
    look(practice, fay, agreed)
    assert not Notification.objects.filter(kind="agreement").exists()
    remind()
    assert not Notification.objects.filter(kind="agreement").exists(), "the next day has not come"
    Membership.objects.filter(user=fay).update(is_facilitator=False)
    remind(TODAY + timedelta(days=31))
    assert not Notification.objects.filter(kind="agreement").exists()


def test_taking_it_away_takes_all_of_it(practice, fay, agreed):
    look(practice, fay, agreed)
    signed_in(fay).post(at(practice, "_removal", agreed.pk))
    assert not Agreement.objects.exists()
    assert not AgreementLook.objects.exists()


def test_the_page_takes_few_questions_however_many_there_are(practice, fay, bea, agreed, django_assert_max_num_queries):
    for number in range(12):
        typed = SAID | {"brings": f"Iets {number}", "look_on": TODAY.isoformat()}
        signed_in(fay).post(at(practice, "_create"), typed)
    for one in Agreement.objects.all():
        look(practice, fay, one)
    client = signed_in(bea)
    with django_assert_max_num_queries(10):
        assert client.get(at(practice, "s")).status_code == 200
