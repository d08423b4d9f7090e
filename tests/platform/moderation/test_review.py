"""Waiting for review: who may read along, who decides, and what the second one sees."""

import logging
import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from moderation.actions import AlreadyDecided, ask_review, decide, take_back
from moderation.models import Decision, Outcome, Review
from tests.makers import make_user

pytestmark = pytest.mark.django_db
TEXT = "Bel mij op 06-12345678. <script>alert(1)</script>"
CALM = "Hij bleef komen."


@pytest.fixture
def thing(toy):
    return Group.objects.create(name=TEXT)


@pytest.fixture
def waiting(thing) -> Review:
    return ask_review(thing, space=7)


@pytest.fixture
def mo():
    return make_user("Mo", is_moderator=True)


@pytest.fixture
def fay(toy):
    fay = make_user("Fay")
    toy.deciders[fay.pk] = {7}
    return fay


def post(client, review, **typed):
    return client.post(f"/moderatie/{review.pk}/besluit/", typed)


def test_asking_twice_is_one_review(thing, waiting):
    assert ask_review(thing, space=7) == waiting
    assert Review.objects.count() == 1


def test_a_thing_without_a_plug_cannot_be_reviewed():
    with pytest.raises(LookupError):
        ask_review(make_user())


def test_a_moderator_sees_the_queue_with_age_and_marks(client, mo, waiting):
    client.force_login(mo)
    page = client.get("/moderatie/").content.decode()
    assert f"Titel {waiting.subject_id}" in page
    assert "vandaag binnen" in page
    assert "de privacycheck ziet 1 plek" in page


def test_who_decides_in_the_space_sees_it_and_only_that(client, fay, toy, waiting):
    other = ask_review(Group.objects.create(name="Ander"), space=8)
    client.force_login(fay)
    page = client.get("/moderatie/").content.decode()
    assert f"/moderatie/{waiting.pk}/" in page
    assert f"/moderatie/{other.pk}/" not in page
    assert client.get(f"/moderatie/{other.pk}/").status_code == 404
    assert post(client, other, outcome="approve").status_code == 404


def test_anybody_else_is_refused(client, waiting):
    for address in ("/moderatie/", f"/moderatie/{waiting.pk}/"):
        assert client.get(address).status_code == 302
    assert post(client, waiting, outcome="approve").status_code == 302
    client.force_login(make_user("Ans", is_editor=True))
    answer = client.get("/moderatie/")
    assert answer.status_code == 403
    assert "Meelezen is voor moderatoren en begeleiders" in answer.content.decode()
    assert client.get(f"/moderatie/{waiting.pk}/").status_code == 404
    assert post(client, waiting, outcome="approve").status_code == 404
    assert not Decision.objects.exists()


def test_the_page_shows_the_words_escaped_with_their_marks(client, mo, waiting):
    client.force_login(mo)
    page = client.get(f"/moderatie/{waiting.pk}/").content.decode()
    assert "<script>alert" not in page
    assert '<mark class="m-private"' in page


def test_a_decision_closes_the_review_tells_the_app_and_is_logged(client, mo, toy, waiting, caplog):
    client.force_login(mo)
    with caplog.at_level(logging.INFO, "moderation.actions"):
        answer = post(client, waiting, outcome="change", reason="Er staat een nummer in.")
    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert (decision.by, decision.outcome, decision.reason) == (mo, "change", "Er staat een nummer in.")
    assert toy.told == [(TEXT, "change")]
    assert not Review.objects.open().exists()
    assert f"user {mo.pk}" in caplog.text
    assert "06-12345678" not in caplog.text
    assert "Er staat een nummer in." in client.get(f"/moderatie/{waiting.pk}/").content.decode()


@pytest.mark.parametrize("outcome", ["change", "refuse"])
def test_saying_no_needs_a_reason(client, mo, waiting, outcome):
    client.force_login(mo)
    answer = post(client, waiting, outcome=outcome, reason="  ")
    assert "Leg uit waarom" in answer.content.decode()
    with pytest.raises(ValueError, match="why"):
        decide(waiting, Group.objects.get(), mo, Outcome(outcome))
    assert Review.objects.open().exists()


def test_a_reason_of_a_megabyte_gets_a_sentence(client, mo, waiting):
    client.force_login(mo)
    answer = post(client, waiting, outcome="refuse", reason="a" * 1_000_000)
    assert "Dit is te lang" in answer.content.decode()
    assert Review.objects.open().exists()


def test_who_comes_second_sees_what_the_first_decided(client, mo, fay, toy, thing, waiting):
    Group.objects.filter(pk=thing.pk).update(name=CALM)
    decide(waiting, Group.objects.get(), fay, Outcome.APPROVE)
    client.force_login(mo)
    answer = post(client, waiting, outcome="refuse", reason="Mijn reden.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Iemand was je net voor" in page
    assert "Goed zo" in page
    assert Decision.objects.get().by == fay
    assert toy.told == [(CALM, "approve")]


def test_words_that_changed_after_reading_are_read_again(client, mo, thing, toy, waiting):
    client.force_login(mo)
    form = client.get(f"/moderatie/{waiting.pk}/").context["form"]
    Group.objects.filter(pk=thing.pk).update(name="Heel iets anders")
    answer = post(client, waiting, outcome="approve", seen=form.initial["seen"])
    assert answer.status_code == 409
    assert "Heel iets anders" in answer.content.decode()
    assert toy.told == []
    assert post(client, waiting, outcome="approve", seen=answer.context["form"].data["seen"]).status_code == 302


def test_who_wrote_it_does_not_decide(client, mo, toy, waiting):
    toy.refused.add(mo.pk)
    client.force_login(mo)
    assert "Jouw besluit" not in client.get(f"/moderatie/{waiting.pk}/").content.decode()
    assert post(client, waiting, outcome="approve").status_code == 403
    assert Review.objects.open().exists()


def test_taken_back_it_waits_no_longer(client, mo, thing, waiting):
    take_back(thing)
    client.force_login(mo)
    assert f"Titel {thing.pk}" not in client.get("/moderatie/").content.decode()
    assert post(client, waiting, outcome="approve").status_code == 409
    assert ask_review(thing) != waiting


def test_a_moderator_from_outside_leaves_a_trace_the_space_can_see(client, mo, fay, waiting):
    client.force_login(mo)
    client.get(f"/moderatie/{waiting.pk}/")
    client.get(f"/moderatie/{waiting.pk}/")
    client.force_login(fay)
    page = client.get(f"/moderatie/{waiting.pk}/").content.decode()
    assert "Wie van buiten keek mee?" in page
    assert [look.by for look in waiting.looks.all()] == [mo]


def test_the_queue_costs_the_same_for_few_and_many(client, mo, toy, waiting, django_assert_max_num_queries):
    client.force_login(mo)
    with django_assert_max_num_queries(12):
        client.get("/moderatie/")
    for number in range(15):
        ask_review(Group.objects.create(name=f"Ding {number}"), space=7)
    with django_assert_max_num_queries(12):
        client.get("/moderatie/")


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_decision(toy):
    thing = Group.objects.create(name="Ding")
    review, people = ask_review(thing), [make_user("Mo", is_moderator=True), make_user("Ria", is_moderator=True)]
    start, late = threading.Barrier(2), []

    def act(by):
        start.wait()
        try:
            decide(review, thing, by, Outcome.APPROVE)
        except AlreadyDecided as error:
            late.append(error.review)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Decision.objects.count() == 1
    assert late == [review]
