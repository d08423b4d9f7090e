"""A case is drawn once for all its readers; what was changed or taken back is never given again."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from forums.models import AtStake, Case, Hindrance
from practices.actions.contributions import withdraw
from practices.models import Polarity
from prepared.drawings import key_of
from tests.makers import make_case, make_element, make_member, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> Client:
    """Somebody who reads the case below, and is signed in: a visitor's page is kept whole."""
    return client


@pytest.fixture
def case(client: Client) -> Case:
    practice = make_practice()
    client.force_login(make_member(practice, "Cas"))
    case = make_case(practice, situation="De gele post lag ongeopend.")
    assert "gele post" in read(client, case)
    return case


def read(client: Client, case: Case) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_what_changed_in_a_case_or_beside_it_is_read_at_once(client: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(situation="De blauwe post lag open.")
    html = read(client, case)
    assert "blauwe post" in html
    assert "gele post" not in html
    Hindrance.objects.create(case=case, barrier="regel")
    AtStake.objects.create(case=case, value="eerlijk")
    case.weighings.create(element=make_element("Een vast gezicht"), polarity=Polarity.HELPED)
    html = read(client, case)
    for new in ("Wat stond er in de weg?", "Wat stond er op het spel?", "Een vast gezicht"):
        assert new in html


def test_of_a_case_that_was_taken_back_nothing_is_kept(case: Case, django_capture_on_commit_callbacks) -> None:
    assert cache.get(key_of(Case.KIND, case.pk, "nl"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(case)
    assert cache.get(key_of(Case.KIND, case.pk, "nl")) is None


def test_each_language_is_drawn_apart(client: Client, case: Case) -> None:
    client.cookies["django_language"] = "en"
    assert "Wat speelt er?" not in read(client, case)
    client.cookies["django_language"] = "nl"
    assert "Wat speelt er?" in read(client, case)
