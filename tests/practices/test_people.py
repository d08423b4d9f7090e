"""The people of a practice: many invitations, leading together, who knows what, house rules, partners, own hours."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from notifications.models import Notification
from practices.models import Hours, Invitation, Joining, Membership, Partner, Practice
from practices.permissions import is_member, may_facilitate
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(joining=Joining.ON_REQUEST)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice, name: str, *more: int) -> str:
    return reverse(f"practices:{name}", args=[practice.slug, *more])


def seat(practice, user) -> Membership:
    return practice.memberships.get(user=user)


def test_many_are_asked_at_once_each_with_a_link_of_their_own(practice, fay, django_capture_on_commit_callbacks):
    typed = {"emails": "a@example.org, B@Example.org;\nJan <c@example.org>\na@example.org"}
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(fay).post(at(practice, "people"), typed)
    assert sorted(one.to[0] for one in mail.outbox) == ["a@example.org", "b@example.org", "c@example.org"]
    assert len({one.body for one in mail.outbox}) == 3
    assert Invitation.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("niemand", "Kijk of er een @ in staat"),
        ("a@example.org fout@", "Deze adressen kloppen niet: fout@."),
        (" ".join(f"m{number}@example.org" for number in range(51)), "te veel tegelijk"),
        ("", "Schrijf een mailadres."),
    ],
)
def test_a_wrong_address_is_named_nobody_is_asked_and_what_was_typed_stays(practice, fay, typed, sentence):
    page = signed_in(fay).post(at(practice, "people"), {"emails": typed}).content.decode()
    assert sentence in page
    assert typed in page.replace("&lt;", "<")
    assert not Invitation.objects.exists()


def test_a_code_on_paper_lets_one_person_in(practice, fay):
    codes = signed_in(fay).post(at(practice, "invitation_codes")).context["codes"]
    assert len(codes) == len(set(codes)) == 12
    assert not set(codes) & set(Invitation.objects.values_list("token_hash", flat=True))
    ans, piet = signed_in(make_user("Ans")), signed_in(make_user("Piet"))
    typed = f"{codes[0][:5].lower()} {codes[0][5:]}"
    found = ans.post(reverse("practices:invitation_code"), {"code": typed})
    ans.post(found.url, {"perspective": "lived"})
    assert practice.memberships.count() == 2
    again = piet.post(reverse("practices:invitation_code"), {"code": codes[0]})
    assert "Deze code klopt niet, of is al gebruikt." in again.content.decode()


def test_who_guesses_codes_is_slowed_down(client, practice, fay):
    for number in range(31):
        answer = client.post(reverse("practices:invitation_code"), {"code": f"ABCDEFGH{number:02}"})
    assert "Dat waren veel pogingen" in answer.content.decode()


def test_a_mailed_link_is_no_code(client, practice, fay):
    signed_in(fay).post(at(practice, "people"), {"emails": "a@example.org"})
    assert client.post(reverse("practices:invitation_code"), {"code": "A"}).status_code == 200


def test_who_leads_lets_somebody_lead_too_and_hands_over(practice, fay, bea):
    signed_in(fay).post(at(practice, "leading", seat(practice, bea).pk), {"begeleidt": "ja"})
    assert may_facilitate(bea, practice)
    assert Notification.objects.get(kind="facilitation").user == bea
    signed_in(fay).post(at(practice, "leading", seat(practice, fay).pk), {"begeleidt": "nee"})
    assert not may_facilitate(fay, practice)
    assert is_member(fay, practice)


def test_the_last_who_leads_goes_on_leading(practice, fay, bea):
    answer = signed_in(fay).post(at(practice, "leading", seat(practice, fay).pk), {"begeleidt": "nee"}, follow=True)
    assert "Je bent de enige begeleider." in answer.content.decode()
    assert may_facilitate(fay, practice)


@pytest.mark.parametrize("name", ["leading", "invitation_codes", "practice_welcome", "partner_create"])
def test_members_and_strangers_steer_nothing(practice, fay, bea, name):
    more = [seat(practice, bea).pk] if name == "leading" else []
    elsewhere = make_member(make_practice("Elders"), "Cor", is_facilitator=True)
    for person in (bea, make_user("Sam"), elsewhere):
        typed = {"begeleidt": "ja", "name": "X", "sort": "town", "rules": "Weg."}
        assert signed_in(person).post(at(practice, name, *more), typed).status_code == 403
    assert not may_facilitate(bea, practice)
    assert not Invitation.objects.exists()
    assert not Partner.objects.exists()
    assert Practice.objects.get(pk=practice.pk).rules == ""


def test_somebody_of_another_practice_is_not_found(practice, fay):
    other = make_practice("Elders")
    cor = make_member(other, "Cor")
    answer = signed_in(fay).post(at(practice, "leading", seat(other, cor).pk), {"begeleidt": "ja"})
    assert answer.status_code == 404


def test_a_member_says_what_they_do_and_know_and_only_members_read_it(practice, fay, bea):
    signed_in(bea).post(at(practice, "myself"), {"function": "wijkcoach", "knows": "Brieven van de bank"})
    page = signed_in(fay).get(at(practice, "people")).content.decode()
    assert "wijkcoach" in page
    assert "Brieven van de bank" in page
    assert signed_in(make_user("Sam")).get(at(practice, "people")).status_code == 403
    assert "Brieven van de bank" not in Client().get(practice.get_absolute_url()).content.decode()


def test_house_rules_are_agreed_to_and_asked_again_when_they_change(practice, fay, bea):
    client, leader = signed_in(bea), signed_in(fay)
    assert "Lees de huisregels" not in client.get(practice.get_absolute_url()).content.decode()
    leader.post(at(practice, "practice_welcome"), {"rules": "Laat elkaar uitpraten."})
    assert "Lees de huisregels" in client.get(practice.get_absolute_url()).content.decode()
    assert Notification.objects.get(kind="house-rules").user == bea
    page = client.get(at(practice, "house_rules")).content.decode()
    assert "Laat elkaar uitpraten." in page
    client.post(at(practice, "house_rules"), {"versie": "1"})
    assert "Lees de huisregels" not in client.get(practice.get_absolute_url()).content.decode()
    leader.post(at(practice, "practice_welcome"), {"rules": "Laat elkaar uitpraten.", "welcome": "Dag."})
    assert "Lees de huisregels" not in client.get(practice.get_absolute_url()).content.decode(), "the same rules"
    leader.post(at(practice, "practice_welcome"), {"rules": "Geen telefoons."})
    assert "Lees de huisregels" in client.get(practice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("seen", ["1", "", "²", "9" * 40])
def test_a_yes_to_other_words_is_no_yes(practice, fay, bea, seen):
    for words in ("Eerst.", "Toen."):
        signed_in(fay).post(at(practice, "practice_welcome"), {"rules": words})
    answer = signed_in(bea).post(at(practice, "house_rules"), {"versie": seen}, follow=True)
    assert "net veranderd" in answer.content.decode()
    assert seat(practice, bea).rules_seen == 0


def test_who_wants_to_join_reads_the_welcome_and_is_asked_our_question(practice, fay):
    typed = {"welcome": "Fijn dat je er bent.", "join_question": "Wat breng je mee?", "rules": "Geen telefoons."}
    signed_in(fay).post(at(practice, "practice_welcome"), typed)
    page = signed_in(make_user("Ans")).get(at(practice, "join")).content.decode()
    assert all(words in page for words in typed.values())
    assert "Fijn dat je er bent." in Client().get(at(practice, "start")).content.decode()


def test_organisations_that_take_part_stand_there_once_and_go_again(practice, fay, bea):
    for brings in ("Een zaal", "Twee zalen"):
        signed_in(fay).post(at(practice, "partner_create"), {"name": "Buurtraad", "sort": "citizens", "brings": brings})
    partner = Partner.objects.get()
    page = signed_in(bea).get(at(practice, "people")).content.decode()
    assert "Buurtraad" in page
    assert "Twee zalen" in page
    assert signed_in(bea).post(at(practice, "partner_removal", partner.pk)).status_code == 403
    signed_in(fay).post(at(practice, "partner_removal", partner.pk))
    assert not Partner.objects.exists()


HOURS = {"on": "2026-11-03", "what": "Meegelezen", "hours": "2,5", "amount": "37,50"}


def test_hours_and_thanks_are_a_log_for_oneself_alone(practice, fay, bea):
    address = reverse("practices:hours")
    signed_in(bea).post(address, HOURS | {"practice": practice.pk, "paid": "on"})
    page = signed_in(bea).get(address).content.decode()
    assert "Meegelezen" in page
    assert "Samen 2,50 uur en 37,50 euro." in page
    for person in (fay, make_user("Ed", is_editor=True), make_user("Mo", is_moderator=True)):
        assert "Meegelezen" not in signed_in(person).get(address).content.decode()
        assert "Meegelezen" not in signed_in(person).get(f"{address}?vorm=csv").content.decode()
    signed_in(fay).post(address, {"weg": Hours.objects.get().pk})
    assert Hours.objects.count() == 1
    assert Client().get(address).status_code == 302


def test_no_cell_of_the_file_is_a_formula(bea):
    address = reverse("practices:hours")
    for what in ("=1+1", "@SUM(A1)", "+31", "-2;kwaad"):
        signed_in(bea).post(address, HOURS | {"what": what})
    lines = signed_in(bea).get(f"{address}?vorm=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert all("2,50" in line and "37,50" in line for line in lines[1:])
    for line in lines[1:]:
        assert line.split(";")[2].lstrip('"')[0] == "'", line


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"hours": "25"}, "van 0 tot 24"),
        ({"hours": "veel"}, "Dit is geen getal"),
        ({"amount": "-1"}, "nul of meer"),
        ({"what": ""}, "Schrijf wat je deed."),
    ],
)
def test_what_is_wrong_with_hours_is_said_and_the_rest_stays(bea, typed, sentence):
    page = signed_in(bea).post(reverse("practices:hours"), HOURS | typed).content.decode()
    assert sentence in page
    assert "what" in typed or "Meegelezen" in page
    assert not Hours.objects.exists()


def test_hours_are_taken_off_by_whose_they_are(bea):
    client = signed_in(bea)
    client.post(reverse("practices:hours"), HOURS)
    client.post(reverse("practices:hours"), {"weg": "²"})
    assert Hours.objects.count() == 1
    client.post(reverse("practices:hours"), {"weg": Hours.objects.get().pk})
    assert not Hours.objects.exists()


def test_the_page_costs_the_same_for_few_and_many(practice, fay, django_assert_max_num_queries):
    client = signed_in(fay)
    client.get(at(practice, "people"))
    with django_assert_max_num_queries(16) as few:
        client.get(at(practice, "people"))
    for number in range(12):
        make_member(practice, f"Lid {number}")
        Partner.objects.create(practice=practice, name=f"P{number}", sort="other")
        Invitation.objects.create(practice=practice, by=fay, email=f"m{number}@example.org", token_hash=str(number))
    with django_assert_max_num_queries(16) as many:
        client.get(at(practice, "people"))
    assert len(few) == len(many)
