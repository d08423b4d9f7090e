"""A reply can be mended; readers may look up what it said before, until its writer takes that away."""

from __future__ import annotations

import pytest
from django.test import Client

from forums.models import Edition, Reply
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience
from practices.traces import find
from tests.forums.conftest import Cast
from tests.makers import make_reply

FIRST = "De eerste versie van een gedachte."
SECOND = "De tweede versie, met meer erin."


@pytest.fixture
def mended(cast: Cast, as_user) -> Reply:
    reply = make_reply(cast.case, cast.samira, FIRST)
    as_user(cast.samira).post(f"/gesprek/reacties/{reply.pk}/aanpassen/", {"text": SECOND, "intent": "tip"})
    return Reply.objects.get()


def earlier(reply: Reply) -> str:
    return f"/gesprek/reacties/{reply.pk}/eerder/"


def test_readers_see_that_it_was_mended_and_what_stood_there(cast: Cast, as_user, mended: Reply) -> None:
    client = as_user(cast.joost)
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert SECOND in page
    assert FIRST not in page
    assert earlier(mended) in page
    page = client.get(earlier(mended)).content.decode()
    assert FIRST in page
    assert SECOND in page


def test_who_may_not_read_the_reply_reads_no_earlier_text(cast: Cast, as_user, mended: Reply) -> None:
    assert as_user(cast.vera).get(earlier(mended)).status_code == 404
    assert Client().get(earlier(mended)).status_code == 404
    set_audience(cast.case, Audience.EVERYONE)
    assert FIRST in Client().get(earlier(mended)).content.decode()


def test_the_same_words_make_no_earlier_text(cast: Cast, as_user, mended: Reply) -> None:
    as_user(cast.samira).post(f"/gesprek/reacties/{mended.pk}/aanpassen/", {"text": SECOND, "intent": "question"})
    assert Edition.objects.count() == 1


def test_taking_a_reply_back_takes_every_text_of_it(cast: Cast, mended: Reply) -> None:
    withdraw(mended)
    assert not Edition.objects.exists()
    assert not find([FIRST.rstrip("."), SECOND.rstrip(".")])


def test_its_writer_takes_the_earlier_text_away_and_nobody_else(cast: Cast, as_user, mended: Reply) -> None:
    assert as_user(cast.joost).post(earlier(mended)).status_code == 403
    assert Client().post(earlier(mended)).status_code == 404
    assert Edition.objects.exists()
    as_user(cast.samira).post(earlier(mended))
    assert not Edition.objects.exists()
    assert "Er is geen eerdere tekst te lezen." in as_user(cast.joost).get(earlier(mended)).content.decode()


def test_the_lasting_address_of_a_reply_leads_to_where_it_stands(cast: Cast, as_user, mended: Reply) -> None:
    address = f"/gesprek/reacties/{mended.pk}/"
    assert as_user(cast.joost).get(address)["Location"] == mended.get_absolute_url()
    assert as_user(cast.vera).get(address).status_code == 404
