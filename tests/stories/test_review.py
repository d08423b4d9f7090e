"""What was sent waits where somebody reads along; the teller hears what was decided and why."""

import re

import pytest
from django.test import Client

from moderation.models import Decision, Review
from notifications.models import Notification
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return make_user("Mo", is_moderator=True)


@pytest.fixture
def wil(client):
    wil = make_user("Wil")
    client.force_login(wil)
    return wil


def decide(another, who, outcome, reason=""):
    another.client.force_login(who)
    review = Review.objects.open().get()
    return another.client.post(f"/moderatie/{review.pk}/besluit/", {"outcome": outcome, "reason": reason})


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user, withdrawn_at=None).values_list("text", flat=True))


def test_for_everyone_a_moderator_reads_along_first(teller, another, mo):
    story = teller.tell("everyone")
    assert story.published_at is None
    assert "Iemand leest mee" in teller.client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    assert Review.objects.open().get().space is None
    assert told(mo) == ["Er wachten verhalen. Lees je mee?"]
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 404
    assert decide(another, mo, "approve").status_code == 302
    another.client.logout()
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 200


def test_a_site_may_choose_to_show_at_once(teller, another, settings):
    settings.READ_STORIES_FIRST = False
    story = teller.tell("everyone")
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 200
    assert not Review.objects.exists()


def test_in_a_practice_its_facilitator_reads_along(teller, another, mo):
    practice = make_practice()
    fay, bea = make_member(practice, "Fay", is_facilitator=True), make_member(practice, "Bea")
    elsewhere = make_member(make_practice("Ergens anders"), "Cor", is_facilitator=True)
    story = teller.tell("practice", practice=practice.pk)
    assert Review.objects.open().get().space == practice.pk
    assert told(fay) == ["Er wacht een verhaal. Lees je mee?"]
    assert told(elsewhere) == told(bea) == told(mo) == []
    assert decide(another, bea, "approve").status_code == 404
    assert decide(another, elsewhere, "approve").status_code == 404
    another.client.force_login(fay)
    assert "1 verhaal wacht op jou" in another.client.get(practice.get_absolute_url()).content.decode()
    assert decide(another, fay, "approve").status_code == 302
    another.client.force_login(bea)
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 200


def test_where_a_practice_does_not_want_that_it_is_shown_at_once(teller, another):
    practice = make_practice(reviews_stories=False)
    bea = make_member(practice, "Bea")
    story = teller.tell("practice", practice=practice.pk)
    another.client.force_login(bea)
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 200
    assert not Review.objects.exists()


def test_only_for_me_nobody_reads_along(teller, another, mo):
    story = teller.tell("me")
    assert not Review.objects.exists()
    assert "Alleen jij kunt het lezen" in teller.client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    another.client.force_login(mo)
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 404


def test_the_teller_hears_that_it_is_shown(teller, another, wil, mo):
    story = teller.tell("everyone")
    decide(another, mo, "approve")
    assert told(wil) == ["Je verhaal staat nu op de site."]
    assert Notification.objects.get(user=wil).url == f"/verhalen/{story.pk}/jouw/"


@pytest.mark.parametrize("outcome", ["change", "refuse"])
def test_asked_for_a_change_it_is_mended_and_sent_again(teller, another, wil, mo, outcome):
    story = teller.tell("everyone")
    decide(another, mo, outcome, "Er staat een naam in. Dat is afspraak 2.")
    assert len(told(wil)) == 1
    own = teller.client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    assert "Er staat een naam in. Dat is afspraak 2." in own
    assert not re.search(r"\bMo\b", own)  # as a word: a form's random token may hold the letters
    another.client.logout()
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 404
    teller.step("gebeurd", happened="Nu zonder naam.")
    teller.step("nalezen")
    assert Review.objects.count() == 2
    decide(another, mo, "approve")
    another.client.logout()
    page = another.client.get(f"/verhalen/{story.pk}/").content.decode()
    assert "Nu zonder naam." in page
    assert "afspraak 2" not in page
    assert "Aangepast op" not in page  # nobody saw the earlier words


def test_without_an_account_the_private_link_tells(teller, another, mo):
    teller.begin()
    link = teller.link()
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("nalezen")
    decide(another, mo, "change", "Noem het dorp niet.")
    assert not Notification.objects.filter(about_kind="story").exists()
    assert "Noem het dorp niet." in Client().get(link, follow=True).content.decode()


def test_who_reads_along_sees_the_chosen_name_and_not_the_account(teller, another, wil, mo):
    teller.tell("everyone")
    another.client.force_login(mo)
    page = another.client.get(f"/moderatie/{Review.objects.get().pk}/").content.decode()
    assert "Samira" in page
    assert wil.email not in page


def test_nobody_decides_about_their_own_story(client, teller, another):
    practice = make_practice()
    fay = make_member(practice, "Fay", is_facilitator=True)
    client.force_login(fay)
    teller.tell("practice", practice=practice.pk)
    assert told(fay) == []
    assert decide(another, fay, "approve").status_code == 403
    assert not Decision.objects.exists()


def test_writing_on_takes_it_from_the_queue_and_from_every_page(teller, another, wil, mo):
    story = teller.tell("everyone")
    teller.client.post(f"/verhalen/{story.pk}/aanpassing/")
    assert not Review.objects.open().exists()
    teller.step("nalezen")
    decide(another, mo, "approve")
    teller.client.post(f"/verhalen/{story.pk}/aanpassing/")
    another.client.logout()
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 404
    teller.step("gebeurd", happened="Beter verteld.")
    teller.step("nalezen")
    decide(another, mo, "approve")
    another.client.logout()
    page = another.client.get(f"/verhalen/{story.pk}/").content.decode()
    assert "Beter verteld." in page
    assert "Aangepast op" in page


def test_a_decision_after_the_teller_wrote_on_decides_nothing(teller, another, mo):
    story = teller.tell("everyone")
    review = Review.objects.get()
    teller.client.post(f"/verhalen/{story.pk}/aanpassing/")
    another.client.force_login(mo)
    answer = another.client.post(f"/moderatie/{review.pk}/besluit/", {"outcome": "approve"})
    assert answer.status_code == 409
    assert teller.story.published_at is None


def test_moderators_are_told_once_a_day(teller, another, mo):
    teller.tell("everyone")
    another.tell("everyone")
    assert len(told(mo)) == 1


@pytest.mark.parametrize("change", ["aanpassing", "lezers"])
def test_who_read_along_reads_no_further_once_it_is_a_draft_again_or_for_the_teller_alone(teller, another, mo, change):
    story = teller.tell("everyone")
    review = Review.objects.open().get()
    another.client.force_login(mo)
    assert "vrijwilliger" in another.client.get(f"/moderatie/{review.pk}/").content.decode()
    teller.client.post(f"/verhalen/{story.pk}/{change}/", {"audience": "me"})
    page = another.client.get(f"/moderatie/{review.pk}/").content.decode()
    assert "haalde dit terug" in page
    for word in ("vrijwilliger", "Een plastic tas", "Samira"):
        assert word not in page


def test_after_a_no_the_words_are_the_tellers_own_again(teller, another, mo):
    teller.tell("everyone")
    review = Review.objects.open().get()
    decide(another, mo, "refuse", "Er staat een naam in.")
    page = another.client.get(f"/moderatie/{review.pk}/").content.decode()
    assert "Er staat een naam in." in page
    page += another.client.get("/moderatie/").content.decode()
    for word in ("vrijwilliger", "Een plastic tas", "Samira"):
        assert word not in page
