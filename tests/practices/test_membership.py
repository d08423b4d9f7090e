"""Coming in, being invited, leaving: who may, and who finds the door closed."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Perspective
from practices.actions.membership import decide_request
from practices.models import Invitation, Joining, JoinRequest, Membership
from practices.permissions import is_member
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(joining=Joining.ON_REQUEST)


@pytest.fixture
def marit(practice):
    return make_member(practice, "Marit", is_facilitator=True)


@pytest.fixture
def ans():
    return make_user("Ans", Perspective.LIVED)


def url(practice, name, *args):
    return reverse(f"practices:{name}", args=[practice.slug, *args])


def test_anyone_signed_in_walks_into_an_open_practice(client, ans):
    practice = make_practice(joining=Joining.OPEN)
    client.force_login(ans)
    client.post(url(practice, "join"), {"perspective": "lived"})
    assert is_member(ans, practice)


def test_a_visitor_is_asked_to_sign_in_first(client, practice):
    response = client.post(url(practice, "join"), {"perspective": "lived"})
    assert response.status_code == 302
    assert "next=" in response.url
    assert not Membership.objects.exists()


def test_a_closed_practice_refuses_with_a_sentence(client, ans):
    practice = make_practice(joining=Joining.CLOSED)
    client.force_login(ans)
    response = client.post(url(practice, "join"), {"perspective": "lived"})
    assert response.status_code == 403
    assert "uitgenodigd" in response.content.decode()


def test_a_perspective_that_does_not_exist_is_refused_and_what_was_typed_stays(client, ans, practice):
    client.force_login(ans)
    response = client.post(url(practice, "join"), {"perspective": "koning", "why": "Omdat ik het ken"})
    assert response.status_code == 200
    assert "Omdat ik het ken" in response.content.decode()
    assert not JoinRequest.objects.exists()


def test_asking_twice_is_one_request(client, ans, practice, marit):
    client.force_login(ans)
    for _ in range(2):
        client.post(url(practice, "join"), {"perspective": "lived", "why": "Ik ken het"})
    assert JoinRequest.objects.count() == 1
    assert not is_member(ans, practice)


def test_a_facilitator_lets_somebody_in(client, ans, practice, marit):
    asked = JoinRequest.objects.create(practice=practice, user=ans, perspective="lived")
    client.force_login(marit)
    client.post(url(practice, "request_decision", asked.pk), {"antwoord": "ja"})
    assert is_member(ans, practice)


def test_a_refused_request_lets_nobody_in_and_can_be_asked_again(client, ans, practice, marit):
    asked = JoinRequest.objects.create(practice=practice, user=ans, perspective="lived")
    client.force_login(marit)
    client.post(url(practice, "request_decision", asked.pk), {"antwoord": "nee"})
    assert not is_member(ans, practice)
    client.force_login(ans)
    client.post(url(practice, "join"), {"perspective": "lived"})
    assert JoinRequest.objects.open().count() == 1


def test_the_first_of_two_facilitators_decides(ans, practice, marit):
    asked = JoinRequest.objects.create(practice=practice, user=ans, perspective="lived")
    assert decide_request(asked, marit, accepted=False)
    assert not decide_request(asked, make_member(practice, "Ilse", is_facilitator=True), accepted=True)
    assert not is_member(ans, practice)


@pytest.mark.parametrize("who", ["member", "stranger", "facilitator elsewhere"])
def test_only_the_facilitators_of_this_practice_decide(client, ans, practice, marit, who):
    other = {
        "member": lambda: make_member(practice),
        "stranger": lambda: make_user("Piet"),
        "facilitator elsewhere": lambda: make_member(make_practice("Elders"), is_facilitator=True),
    }[who]()
    asked = JoinRequest.objects.create(practice=practice, user=ans, perspective="lived")
    client.force_login(other)
    response = client.post(url(practice, "request_decision", asked.pk), {"antwoord": "ja"})
    assert response.status_code == 403
    assert not is_member(ans, practice)


def test_a_request_of_another_practice_is_not_found(client, ans, practice, marit):
    asked = JoinRequest.objects.create(practice=make_practice("Elders"), user=ans, perspective="lived")
    client.force_login(marit)
    assert client.post(url(practice, "request_decision", asked.pk), {"antwoord": "ja"}).status_code == 404


def invited(client, practice, marit, django_capture_on_commit_callbacks):
    client.force_login(marit)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(practice, "people"), {"emails": "nieuw@example.org"})
    client.logout()
    return re.search(r"/praktijken/uitnodiging/\S+", mail.outbox[-1].body).group()


def test_who_is_invited_by_mail_takes_part(client, ans, practice, marit, django_capture_on_commit_callbacks):
    link = invited(client, practice, marit, django_capture_on_commit_callbacks)
    assert practice.name in client.get(link).content.decode()
    client.force_login(ans)
    client.post(link, {"perspective": "lived"})
    assert is_member(ans, practice)


def test_an_invitation_works_once(client, ans, practice, marit, django_capture_on_commit_callbacks):
    link = invited(client, practice, marit, django_capture_on_commit_callbacks)
    client.force_login(ans)
    client.post(link, {"perspective": "lived"})
    second = make_user("Piet")
    client.force_login(second)
    assert client.post(link, {"perspective": "lived"}).status_code == 200
    assert not is_member(second, practice)


def test_a_refused_invitation_works_no_more(client, ans, practice, marit, django_capture_on_commit_callbacks):
    link = invited(client, practice, marit, django_capture_on_commit_callbacks)
    client.post(link, {"nee": "1"})
    client.force_login(ans)
    client.post(link, {"perspective": "lived"})
    assert not is_member(ans, practice)


def test_a_made_up_invitation_is_not_found(client):
    assert client.get("/praktijken/uitnodiging/zomaar-iets/").status_code == 404


def test_the_token_itself_is_not_kept(client, practice, marit, django_capture_on_commit_callbacks):
    link = invited(client, practice, marit, django_capture_on_commit_callbacks)
    assert Invitation.objects.get().token_hash not in link
    assert client.get(link)["Referrer-Policy"] == "same-origin"


def test_a_plain_member_invites_nobody(client, practice, marit):
    client.force_login(make_member(practice))
    response = client.post(url(practice, "people"), {"emails": "nieuw@example.org"})
    assert response.status_code == 403
    assert not Invitation.objects.exists()


def test_who_leaves_reads_no_more(client, practice, marit):
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    client.post(url(practice, "departure"))
    assert not is_member(bea, practice)
    assert client.get(url(practice, "people")).status_code == 403


def test_the_last_facilitator_cannot_leave(client, practice, marit):
    client.force_login(marit)
    assert client.post(url(practice, "departure")).status_code == 403
    assert is_member(marit, practice)


def test_an_address_is_never_shown_to_other_members(client, practice, marit):
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    page = client.get(url(practice, "people")).content.decode()
    assert "Marit" in page
    assert marit.email not in page


def test_a_facilitator_confirms_what_a_member_works_as(client, practice, marit):
    bea = make_member(practice, "Bea")
    claim = bea.perspectives.get()
    client.force_login(marit)
    client.post(url(practice, "confirmation", claim.pk))
    claim.refresh_from_db()
    assert claim.confirmed_by == marit
    assert "bevestigd" in client.get(url(practice, "people")).content.decode()


def test_nobody_confirms_themselves_or_somebody_of_another_practice(client, practice, marit):
    elsewhere = make_member(make_practice("Elders"), "Cor")
    client.force_login(marit)
    assert client.post(url(practice, "confirmation", marit.perspectives.get().pk)).status_code == 403
    assert client.post(url(practice, "confirmation", elsewhere.perspectives.get().pk)).status_code == 404
