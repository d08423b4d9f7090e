"""A free topic: started past the gate, in a practice or under a theme, found in a list, mended and taken back."""

from __future__ import annotations

import pytest
from django.test import Client

import search
from forums.models import Reply, Topic
from practices.actions.contributions import withdraw
from practices.models import Audience
from practices.traces import find, words_of
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_intervention, make_reply, make_theme, make_topic

NEW = "Nieuw</b>"
NEWS = "Nieuwe reacties</b>"


@pytest.fixture
def begin(cast: Cast) -> str:
    return f"/praktijken/{cast.practice.slug}/gesprekken/nieuw/"


@pytest.fixture
def all_(cast: Cast) -> str:
    return f"/praktijken/{cast.practice.slug}/gesprekken/"


@pytest.fixture
def said() -> dict[str, str]:
    return {
        "title": "Wie komt er langs?",
        "text": "Wij zoeken iemand die blijft.",
        "audience": "practice",
        "perspective": "lived",
        "pseudonym": "Samira",
    }


def test_a_member_passes_the_gate_and_starts_a_topic(cast: Cast, as_user, begin, said) -> None:
    client = as_user(cast.samira)
    assert "Wat weten we al?" in client.get(begin).content.decode()
    assert 'name="title"' in client.get(f"{begin}?verder=1").content.decode()
    answer = client.post(begin, said)
    topic = Topic.objects.get()
    assert answer["Location"] == f"/praktijken/{cast.practice.slug}/gesprekken/{topic.pk}/"
    page = as_user(cast.joost).get(answer["Location"]).content.decode()
    assert said["text"] in page
    assert cast.samira.email not in page


@pytest.mark.parametrize("under", ["practice", "theme"])
def test_what_was_linked_and_what_is_different_stand_with_the_topic(cast: Cast, as_user, begin, said, under) -> None:
    known = make_intervention("Buren aan zet", summary="Over iemand die langskomt.")
    search.index(known)
    address = begin if under == "practice" else f"{make_theme('Wonen').get_absolute_url()}gesprekken/nieuw/"
    client, key = as_user(cast.samira), f"interventie:{known.pk}"
    assert "Buren aan zet" in client.get(address, {"q": "een flat met buren"}).content.decode()
    form = client.get(address, {"weet": key, "verder": "1"}).content.decode()
    assert "Wat is hier anders?" in form
    typed = said | {"weet": [key], "different": "Wij wonen in een flat."}
    answer = client.post(address, typed | {"audience": "practice" if under == "practice" else "signed-in"})
    page = as_user(cast.joost).get(answer["Location"]).content.decode()
    for words in ("Dit wisten we al", "Buren aan zet", "Wij wonen in een flat."):
        assert words in page


def test_who_is_no_member_starts_nothing_and_reads_nothing(cast: Cast, as_user, begin, said) -> None:
    topic = make_topic(cast.practice, cast.samira)
    client = as_user(cast.vera)
    assert client.get(begin).status_code == client.post(begin, said).status_code == 403
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.post(f"/gesprek/{topic.pk}/aanpassen/", said).status_code == 404
    assert Client().post(begin, said)["Location"].startswith("/inloggen/")
    assert Topic.objects.count() == 1


def test_a_repeated_submit_is_one_topic_and_nothing_typed_is_lost(cast: Cast, as_user, begin, said) -> None:
    client, once = as_user(cast.samira), said | {"once": "c" * 22}
    assert client.post(begin, once)["Location"] == client.post(begin, once)["Location"]
    assert Topic.objects.count() == 1
    page = client.post(begin, said | {"title": ""}).content.decode()
    assert said["text"] in page
    risky = client.post(begin, said | {"text": "Bel mij op 06-12345678."}).content.decode()
    assert "een telefoonnummer" in risky
    assert Topic.objects.count() == 1


def test_under_a_theme_everybody_who_is_signed_in_talks(cast: Cast, as_user, said) -> None:
    theme = make_theme("Schulden")
    begin = f"/kennis/themas/{theme.slug}/gesprekken/nieuw/"
    client = as_user(cast.vera)
    refused = client.post(begin, said)  # there is no practice to keep it in
    assert refused.status_code == 200
    assert not Topic.objects.exists()
    client.post(begin, said | {"audience": "everyone"})
    topic = Topic.objects.get()
    assert topic.get_absolute_url() == f"/kennis/themas/{theme.slug}/gesprekken/{topic.pk}/"
    assert said["title"] in Client().get(theme.get_absolute_url()).content.decode()
    assert said["text"] in Client().get(topic.get_absolute_url()).content.decode()
    make_reply(topic, cast.joost, "Ik kom wel.")
    assert "Ik kom wel." in Client().get(topic.get_absolute_url()).content.decode()


def test_the_newest_activity_stands_first_and_what_is_unread_is_marked(cast: Cast, as_user, all_) -> None:
    old = make_topic(cast.practice, cast.samira, title="Het oude gesprek")
    make_topic(cast.practice, cast.samira, title="Het jonge gesprek")
    client = as_user(cast.joost)
    page = client.get(all_).content.decode()
    assert page.index("Het jonge gesprek") < page.index("Het oude gesprek")
    assert page.count(NEW) == 2
    client.get(old.get_absolute_url())
    make_reply(old, cast.samira)
    page = client.get(all_).content.decode()
    assert page.index("Het oude gesprek") < page.index("Het jonge gesprek")
    assert (page.count(NEW), page.count(NEWS)) == (1, 1)
    client.get(old.get_absolute_url())
    assert NEWS not in client.get(all_).content.decode()
    assert NEW not in as_user(cast.samira).get(all_).content.decode()  # she wrote all of it herself


@pytest.mark.parametrize("number", [2, 20])
def test_few_and_many_topics_cost_the_same_work(
    cast: Cast, as_user, django_assert_max_num_queries, all_, number: int
) -> None:
    for one in range(number):
        make_reply(make_topic(cast.practice, cast.samira, title=f"Gesprek {one}"), cast.joost)
    client = as_user(cast.joost)
    client.get(all_)
    with django_assert_max_num_queries(9):
        client.get(all_)


def test_who_started_it_mends_it_and_nobody_else(cast: Cast, as_user, said) -> None:
    topic = make_topic(cast.practice, cast.samira)
    address = f"/gesprek/{topic.pk}/aanpassen/"
    assert as_user(cast.joost).post(address, said).status_code == 403
    assert as_user(cast.joost).post(f"/gesprek/{topic.pk}/terughalen/").status_code == 403
    as_user(cast.samira).post(address, said | {"text": "Wij vonden iemand.", "audience": "everyone"})
    topic.refresh_from_db()
    assert (topic.text, topic.audience) == ("Wij vonden iemand.", Audience.EVERYONE)
    assert "Wij vonden iemand." in Client().get(topic.get_absolute_url()).content.decode()


def test_of_a_topic_that_was_taken_back_nothing_stays(cast: Cast, as_user) -> None:
    topic = make_topic(cast.practice, cast.samira, text="Over een blauwe regenjas praten wij.")
    make_reply(topic, cast.joost)
    pieces = words_of(topic)
    assert IndexEntry.objects.filter(kind="gesprek", object_id=topic.pk).exists()
    as_user(cast.samira).post(f"/gesprek/{topic.pk}/terughalen/")
    assert as_user(cast.joost).get(topic.get_absolute_url()).status_code == 404
    assert not IndexEntry.objects.filter(object_id__in=[topic.pk, Reply.objects.get().pk]).exists()
    assert pieces
    assert not find(pieces)


def test_a_topic_without_its_practice_breaks_no_list(cast: Cast, as_user, all_) -> None:
    topic = make_topic(cast.practice, cast.samira)
    withdraw(topic)
    assert topic.title not in as_user(cast.joost).get(all_).content.decode()
