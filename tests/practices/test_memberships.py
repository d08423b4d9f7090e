"""A page asks for somebody's memberships once; who acts, and the next page, asks anew."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from practices.actions.insights import share_insight, write_insight
from practices.actions.membership import leave
from practices.memberships import while_reading
from practices.models import Audience, Membership
from practices.permissions import is_member, membership_of
from tests.makers import make_member, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice()


def own(asked, user):
    """Give the questions that only ask for this person's memberships."""
    end = f'"practices_membership"."user_id" = {user.pk})'
    return [one["sql"] for one in asked if 'FROM "practices_membership"' in one["sql"] and one["sql"].endswith(end)]


def test_a_page_asks_for_somebodys_memberships_once(practice):
    leader = make_member(practice, "Fay", is_facilitator=True)
    words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol.")
    insight = write_insight(practice, leader, {**words, "elements": []}, [])
    share_insight(insight, leader, Audience.EVERYONE)
    client = Client()
    client.force_login(leader)
    client.get(insight.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        page = client.get(insight.get_absolute_url()).content.decode()
    assert len(own(asked.captured_queries, leader)) == 1
    assert "Eerst de koelkast vol." in page


def test_the_next_page_knows_who_left_meanwhile(practice):
    bea = make_member(practice, "Bea")
    client = Client()
    client.force_login(bea)
    address = f"/praktijken/{practice.slug}/casussen/nieuw/"
    assert client.get(address).status_code == 200
    leave(practice, bea)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(("method", "remembers"), [("get", True), ("head", True), ("post", False)])
def test_only_a_request_that_changes_nothing_remembers(practice, method, remembers):
    bea = make_member(practice, "Bea")
    seen = []

    def page(request):
        seen.append(is_member(bea, practice))
        Membership.objects.filter(user=bea).delete()
        seen.append(is_member(bea, practice))

    while_reading(page)(getattr(RequestFactory(), method)("/"))
    assert seen == [True, remembers]
    assert membership_of(bea, practice) is None, "nothing is remembered after it"
