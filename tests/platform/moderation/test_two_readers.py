"""What tells of danger, or leads straight to somebody, is shown when two people said yes to the same words."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from moderation.actions import ask_review, decide
from moderation.models import Decision, Outcome, Review
from tests.makers import make_user

pytestmark = pytest.mark.django_db
HEAVY = "Ik wilde dood. Toen kwam er iemand."


@pytest.fixture
def mo():
    return make_user("Mo", is_moderator=True)


@pytest.fixture
def ria():
    return make_user("Ria", is_moderator=True)


def waits(text: str) -> tuple[Group, Review]:
    thing = Group.objects.create(name=text)
    return thing, ask_review(thing)


def post(client, review, address="besluit", **typed):
    return client.post(f"/moderatie/{review.pk}/{address}/", typed)


@pytest.mark.parametrize("text", [HEAVY, "Bel mij op 06-12345678.", "Ik woonde op Dorpsstraat 12, 1234 AB."])
def test_the_first_yes_shows_nothing_and_the_second_does(toy, mo, ria, text):
    thing, review = waits(text)
    assert decide(review, thing, mo, Outcome.APPROVE) is None
    assert toy.told == []
    assert toy.asked == ["second"]
    assert decide(review, thing, ria, Outcome.APPROVE) is not None
    assert toy.told == [(text, "approve")]


def test_saying_yes_twice_is_one_yes(toy, mo):
    thing, review = waits(HEAVY)
    for _time in range(2):
        assert decide(review, thing, mo, Outcome.APPROVE) is None
    assert Review.objects.open().get().approvals.count() == 1


def test_calm_words_need_one(toy, mo):
    thing, review = waits("Hij bleef komen.")
    assert decide(review, thing, mo, Outcome.APPROVE) is not None


@pytest.mark.parametrize("outcome", [Outcome.CHANGE, Outcome.REFUSE])
def test_to_ask_for_a_change_or_refuse_one_is_enough(toy, mo, outcome):
    thing, review = waits(HEAVY)
    assert decide(review, thing, mo, outcome, "Hier staat te veel.") is not None


def test_a_yes_to_other_words_counts_no_more(toy, mo, ria):
    thing, review = waits(HEAVY)
    decide(review, thing, mo, Outcome.APPROVE)
    thing.name = "Ik wilde niet meer leven."
    thing.save()
    assert decide(review, thing, ria, Outcome.APPROVE) is None
    assert decide(review, thing, mo, Outcome.APPROVE) is not None


def test_words_that_became_heavy_while_waiting_are_weighed_anew(toy, mo):
    thing, review = waits("Hij bleef komen.")
    thing.name = HEAVY
    thing.save()
    assert decide(review, thing, mo, Outcome.APPROVE) is None
    assert Review.objects.get().crisis == "death"


def test_whoever_is_not_sure_lets_somebody_else_read_too(client, toy, mo, ria):
    _thing, review = waits("Hij bleef komen.")
    client.force_login(mo)
    assert post(client, review, "tweede").status_code == 302
    assert toy.asked == ["second"]
    post(client, review, outcome="approve")
    page = client.get("/moderatie/").content.decode()
    assert "1 van 2 zeiden ja" in page
    assert "Jouw ja telt al" in client.get(f"/moderatie/{review.pk}/").content.decode()
    client.force_login(ria)
    post(client, review, outcome="approve")
    assert toy.told == [("Hij bleef komen.", "approve")]


def test_nobody_asks_for_a_second_about_their_own(client, toy, mo):
    _thing, review = waits("Hij bleef komen.")
    toy.refused.add(mo.pk)
    client.force_login(mo)
    assert post(client, review, "tweede").status_code == 403


def test_words_of_danger_stand_on_top_and_say_what_was_seen(client, toy, mo):
    waits("Hij bleef komen.")
    _thing, heavy = waits(HEAVY)
    client.force_login(mo)
    page = client.get("/moderatie/")
    assert page.context["lines"][0].review.pk == heavy.pk
    assert "iemand denkt of dacht aan de dood" in page.content.decode()
    one = client.get(f"/moderatie/{heavy.pk}/").content.decode()
    assert "wilde dood</mark>" in one
    assert "Twee mensen moeten hier ja zeggen" in one


def test_a_reader_puts_content_notes_beside_it(client, toy, mo):
    thing, review = waits("Hij bleef komen.")
    toy.notes[thing.pk] = ["geweld"]
    client.force_login(mo)
    form = client.get(f"/moderatie/{review.pk}/").context["form"]
    assert form.initial["notes"] == ["geweld"]
    post(client, review, outcome="approve", noted="1", notes=["dood", "geweld"], seen=form.initial["seen"])
    assert toy.notes[thing.pk] == ["dood", "geweld"]
    assert Decision.objects.get().outcome == "approve"


def test_a_note_that_is_not_on_the_list_is_refused(client, toy, mo):
    _thing, review = waits("Hij bleef komen.")
    client.force_login(mo)
    assert post(client, review, outcome="approve", noted="1", notes=["leuk"]).status_code == 200
    assert Review.objects.open().exists()


def test_notes_the_first_reader_added_do_not_undo_that_first_yes(client, toy, mo, ria):
    _thing, review = waits(HEAVY)
    for who in (mo, ria):
        client.force_login(who)
        seen = client.get(f"/moderatie/{review.pk}/").context["form"].initial["seen"]
        post(client, review, outcome="approve", noted="1", notes=["dood"], seen=seen)
    assert toy.told == [(HEAVY, "approve")]


@pytest.mark.django_db(transaction=True)
def test_two_who_say_yes_at_the_same_moment_are_two(toy, mo, ria):
    thing, review = waits(HEAVY)
    start, made = threading.Barrier(2), []

    def act(by):
        start.wait()
        try:
            made.append(decide(review, thing, by, Outcome.APPROVE))
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in (mo, ria)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one is None for one in made) == [False, True]
    assert Decision.objects.count() == 1
