"""A talk costs the same work whether it is short or long."""

from __future__ import annotations

import pytest

from knowledge import glossary
from practices.models import Weighing
from practices.related import near
from tests.forums.conftest import Cast
from tests.makers import make_element, make_reply, make_topic, make_user

FIRST = 17  # at a first visit, when the talk and the room to reply are drawn for everybody and a reading is noted
AGAIN = 11
CASE = 13  # a case also asks what stands around it: hindrances, sides, weighings, interventions
QUERIES = 17  # one for the session, where it is not in the cache; one remembers what was read; two ask who is unheard


@pytest.mark.parametrize("number", [5, 60])
def test_few_and_many_replies_cost_the_same_work(
    cast: Cast, as_user, django_assert_max_num_queries, number: int
) -> None:
    topic, element = make_topic(cast.practice, cast.joost), make_element()
    people = [make_user(f"Mens{i}") for i in range(3)]
    replies = [make_reply(topic, people[i % 3]) for i in range(number)]
    for reply in replies[-5:]:
        make_reply(topic, people[0], parent=reply)
        Weighing.objects.create(contribution=reply, element=element, polarity="helped")
    client = as_user(cast.samira)
    glossary.current()  # asked once in a while, not once a page
    near("gesprek", topic.pk)  # what belongs together is compared once for everybody
    with django_assert_max_num_queries(FIRST):
        client.get(topic.get_absolute_url())
    with django_assert_max_num_queries(AGAIN):
        client.get(topic.get_absolute_url())


def test_a_long_talk_opens_at_its_end_and_pages_back(cast: Cast, as_user) -> None:
    pks = [make_reply(cast.case, cast.samira).pk for _ in range(120)]
    client, path = as_user(cast.joost), cast.case.get_absolute_url()

    def shown(query: str = "") -> list[int]:
        page = client.get(path + query).content.decode()
        return [pk for pk in pks if f'id="reactie-{pk}"' in page]

    assert shown() == pks[70:]
    assert shown(f"?voor={pks[70]}") == pks[20:70]
    assert shown(f"?na={pks[69]}") == pks[70:]
    assert shown(f"?reactie={pks[30]}") == pks[30:80]
    for nonsense in ("?reactie=x", "?voor=-1", "?na=" + "9" * 40, "?reactie=1"):
        assert shown(nonsense) == pks[70:]


@pytest.mark.parametrize("number", [5, 60])
def test_a_case_asks_a_member_as_much_with_few_and_with_many_replies(
    cast: Cast, as_user, django_assert_max_num_queries, number: int
) -> None:
    for _number in range(number):
        make_reply(cast.case, cast.joost)
    client = as_user(cast.samira)
    glossary.current()
    near("casus", cast.case.pk)
    client.get(cast.case.get_absolute_url())
    with django_assert_max_num_queries(CASE):
        client.get(cast.case.get_absolute_url())
