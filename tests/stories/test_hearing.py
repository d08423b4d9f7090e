"""A teller hears when, reads proposals in the own text and decides about each, disagrees, and is never left alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moderation.models import Appeal, Change, Concern, Decision, Proposal, Review
from moderation.plan import KEYS
from notifications.models import Notification
from stories.actions.hearing import remind_of_late_ones
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
HAPPENED = "Ik deed mijn post niet meer open. Toen kwam Truus van de kerk aan tafel zitten. Ze bleef, elke dinsdag."


@pytest.fixture
def mo():
    return make_user("Mo", is_moderator=True)


@pytest.fixture
def ria():
    return make_user("Ria", is_moderator=True)


@pytest.fixture
def wil(client):
    wil = make_user("Wil")
    client.force_login(wil)
    return wil


def send(teller, happened: str = HAPPENED) -> Review:
    teller.ready()
    teller.step("gebeurd", happened=happened)
    teller.step("nalezen")
    return Review.objects.open().get()


def as_(who) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def decide(who, review, outcome: str, reason: str = "") -> int:
    typed = {"outcome": outcome, "reason": reason}
    return as_(who).post(f"/moderatie/{review.pk}/besluit/", typed).status_code


def propose(who, review, happened: str, reason: str = "Een naam. Dat is afspraak 2."):
    return as_(who).post(f"/moderatie/{review.pk}/voorstel/", {"part-happened": happened, "reason": reason})


def own(teller, more: str = "jouw/") -> str:
    return teller.client.get(f"/verhalen/{teller.pk}/{more}").content.decode()


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user, withdrawn_at=None).values_list("text", flat=True))


def test_a_proposal_stands_in_the_tellers_own_text_and_each_change_is_a_choice(teller, wil, mo):
    review = send(teller)
    wanted = HAPPENED.replace("Truus van de kerk", "een vrijwilliger").replace("elke dinsdag", "elke week")
    assert propose(mo, review, wanted).status_code == 302
    assert "Er zijn 2 voorstellen" in own(teller)
    page = own(teller, "voorstel/")
    assert "<del>Truus van de kerk</del><ins>een vrijwilliger</ins>" in page
    assert not re.search(r"\bMo\b", page)
    first, second = Change.objects.all()
    assert teller.story.happened == HAPPENED  # nothing changes by itself
    address = f"/verhalen/{teller.pk}/voorstel/"
    teller.client.post(address, {f"change-{first.pk}": "take", f"change-{second.pk}": "leave"})
    assert teller.story.happened == HAPPENED.replace("Truus van de kerk", "een vrijwilliger")
    assert "voorstel" not in own(teller)
    teller.step("nalezen")
    assert (
        "Een naam. Dat is afspraak 2." in as_(mo).get(f"/moderatie/{Review.objects.open().get().pk}/").content.decode()
    )


def test_what_is_not_chosen_waits(teller, wil, mo):
    propose(mo, send(teller), HAPPENED.replace("Truus", "iemand").replace("dinsdag", "week"))
    first, second = Change.objects.all()
    address = f"/verhalen/{teller.pk}/voorstel/"
    teller.client.post(address, {f"change-{second.pk}": "take"})
    assert "elke week" in teller.story.happened
    assert "Truus" in teller.story.happened
    assert "Er is 1 voorstel" in own(teller)
    teller.client.post(address, {f"change-{first.pk}": "take"})
    assert "Truus" not in teller.story.happened


def test_a_choice_sent_twice_changes_nothing_twice(teller, wil, mo):
    propose(mo, send(teller), HAPPENED.replace("Truus van de kerk", "iemand"))
    typed = {f"change-{Change.objects.get().pk}": "take"}
    for _time in range(2):
        teller.client.post(f"/verhalen/{teller.pk}/voorstel/", typed)
    assert teller.story.happened == HAPPENED.replace("Truus van de kerk", "iemand")


def test_what_the_teller_rewrote_meanwhile_is_not_touched(teller, wil, mo):
    propose(mo, send(teller), HAPPENED.replace("Truus van de kerk", "iemand"))
    change = Change.objects.get()
    teller.step("gebeurd", happened=HAPPENED.replace("Truus van de kerk", "mijn buurvrouw"))
    assert teller.client.get(f"/verhalen/{teller.pk}/voorstel/").status_code == 302
    teller.client.post(f"/verhalen/{teller.pk}/voorstel/", {f"change-{change.pk}": "take"})
    assert "mijn buurvrouw" in teller.story.happened


def test_a_marked_sentence_follows_the_words_that_were_taken_over(teller, wil, mo):
    teller.ready()
    teller.step("gebeurd", happened=HAPPENED)
    row = teller.story.weighings.get()
    sentence = "Toen kwam Truus van de kerk aan tafel zitten."
    teller.story.weighings.filter(pk=row.pk).update(quote=sentence)
    teller.step("nalezen")
    propose(mo, Review.objects.open().get(), HAPPENED.replace("Truus van de kerk", "iemand"))
    teller.client.post(f"/verhalen/{teller.pk}/voorstel/", {f"change-{Change.objects.get().pk}": "take"})
    assert teller.story.weighings.get().quote == "Toen kwam iemand aan tafel zitten."


def test_a_proposal_changes_something_and_says_why(teller, mo):
    review = send(teller)
    assert "Je veranderde nog niets" in propose(mo, review, HAPPENED).content.decode()
    assert "Leg uit waarom" in propose(mo, review, "Anders.", "").content.decode()
    assert not Proposal.objects.exists()


def test_only_who_decides_proposes_and_only_the_teller_chooses(teller, wil, mo):
    review = send(teller)
    assert propose(make_user("Sam"), review, "Anders.").status_code == 404
    propose(mo, review, "Anders.")
    for browser in (as_(mo), as_(make_user("Eva")), Client()):
        assert browser.get(f"/verhalen/{teller.pk}/voorstel/").status_code == 404


def test_with_the_private_link_too(teller, mo):
    teller.begin(happened=HAPPENED)
    link = teller.link()
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("nalezen")
    propose(mo, Review.objects.open().get(), HAPPENED.replace("Truus", "iemand"))
    browser = Client()
    assert "Er is 1 voorstel" in browser.get(link, follow=True).content.decode()
    browser.post(f"/verhalen/{teller.pk}/voorstel/", {f"change-{Change.objects.get().pk}": "take"})
    assert "Truus" not in teller.story.happened


def test_hostile_words_in_a_proposal_are_only_words(teller, wil, mo):
    propose(mo, send(teller), "<script>alert(1)</script> <b onclick=x>")
    assert "<script>alert" not in own(teller, "voorstel/")
    assert "<b onclick" not in own(teller, "voorstel/")


@pytest.mark.parametrize("text", ["wissen", "bewaren"])
def test_shown_and_taken_back_no_proposal_stays(teller, wil, mo, text):
    propose(mo, send(teller), HAPPENED.replace("Truus", "iemand"), "Truus is te herkennen.")
    teller.step("nalezen")
    decide(mo, Review.objects.open().get(), "approve")
    assert teller.story.published_at
    teller.client.post(f"/verhalen/{teller.pk}/terughalen/", {"tekst": text})
    assert not Proposal.objects.exists()
    assert not Decision.objects.filter(reason__contains="Truus").exists()


def test_withdrawn_no_word_of_it_stays_with_whoever_read_along(teller, wil, mo):
    propose(mo, send(teller), HAPPENED.replace("Truus", "iemand"), "Truus is te herkennen.")
    teller.client.post(f"/verhalen/{teller.pk}/terughalen/", {"tekst": "wissen"})
    assert not Proposal.objects.exists()
    assert "Truus" not in Decision.objects.get().reason


def test_a_refusal_is_read_anew_by_somebody_else(teller, wil, mo, ria):
    review = send(teller)
    decide(mo, review, "refuse", "Dit gaat over een ander.")
    assert "Ik ben het er niet mee eens" in own(teller)
    teller.client.post(f"/verhalen/{teller.pk}/bezwaar/", {"text": "Het gaat over mijzelf."})
    assert "Iemand anders dan de vorige keer leest het" in own(teller)
    again = Review.objects.open().get()
    page = as_(ria).get(f"/moderatie/{again.pk}/").content.decode()
    assert "Het gaat over mijzelf." in page
    assert "Dit gaat over een ander." in page
    assert decide(mo, again, "approve") == 403
    assert "Jouw besluit" not in as_(mo).get(f"/moderatie/{again.pk}/").content.decode()
    assert decide(ria, again, "approve") == 302
    assert teller.story.published_at


def test_an_appeal_is_made_once_and_not_against_the_second_reader(teller, wil, mo, ria):
    decide(mo, send(teller), "refuse", "Nee.")
    for _time in range(2):
        teller.client.post(f"/verhalen/{teller.pk}/bezwaar/", {"text": "Toch wel."})
    assert Appeal.objects.count() == 1
    decide(ria, Review.objects.open().get(), "refuse", "Ook nee.")
    assert "Ik ben het er niet mee eens" not in own(teller)
    assert teller.client.post(f"/verhalen/{teller.pk}/bezwaar/", {"text": "Toch."}).status_code == 302
    assert Appeal.objects.count() == 1


def test_there_is_nothing_to_appeal_against_when_a_change_was_asked(teller, wil, mo):
    decide(mo, send(teller), "change", "Haal de naam weg.")
    assert "Ik ben het er niet mee eens" not in own(teller)
    teller.client.post(f"/verhalen/{teller.pk}/bezwaar/", {"text": "Nee."})
    assert not Appeal.objects.exists()


def test_where_nobody_else_decides_in_the_practice_the_moderators_do(teller, wil, mo):
    practice = make_practice()
    fay = make_member(practice, "Fay", is_facilitator=True)
    teller.tell("practice", practice=practice.pk)
    decide(fay, Review.objects.open().get(), "refuse", "Nee.")
    assert told(mo) == []
    teller.client.post(f"/verhalen/{teller.pk}/bezwaar/", {})
    assert told(mo) == ["Een verteller is het niet eens met een besluit. Lees je mee?"]


def test_the_teller_always_sees_by_when_and_an_honest_word_when_that_passed(teller, wil, mo):
    review = send(teller)
    assert "Je hoort van ons op zijn laatst" in own(teller)
    Review.objects.filter(pk=review.pk).update(asked_at=timezone.now() - timedelta(days=3))
    assert "Het duurt langer dan we zeiden" in own(teller)
    assert "te laat" in as_(mo).get("/moderatie/").content.decode()
    for _time in range(2):
        remind_of_late_ones()
    assert told(mo).count("Een verteller wacht langer dan we zeiden. Lees je mee?") == 1


def test_heavy_words_are_answered_with_who_can_help_and_read_by_two(teller, wil, mo, ria):
    review = send(teller, "Ik wilde dood. Toen belde Ans.")
    page = own(teller)
    assert "Hoe is het nu met je?" in page
    assert 'href="tel:113"' in page
    decide(mo, review, "approve")
    assert teller.story.published_at is None
    assert "Een verhaal wacht op een tweede lezer. Lees je mee?" in told(ria)
    assert "Een verhaal wacht op een tweede lezer. Lees je mee?" not in told(mo)
    decide(ria, review, "approve")
    assert teller.story.published_at


def test_in_danger_there_is_a_plan_before_anything_is_shown(teller, wil, mo, ria):
    review = send(teller)
    answer = as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Zij schrijft: vanavond."})
    concern = Concern.objects.get()
    assert answer["Location"] == f"/moderatie/zorg/{concern.pk}/"
    assert "Iemand kan in gevaar zijn. Help mee met het plan." in told(ria)
    assert decide(ria, review, "approve") == 409
    assert teller.story.published_at is None
    assert "We maken ons zorgen" not in own(teller)
    for key in KEYS:
        as_(ria).post(f"/moderatie/zorg/{concern.pk}/", {"step": key, "note": f"Gedaan: {key}"})
        if key == "reach":
            assert "We maken ons zorgen om je" in own(teller)
    concern.refresh_from_db()
    assert concern.closed_at
    assert decide(ria, review, "approve") == 302


def test_the_steps_of_the_plan_are_taken_in_order_and_once(teller, mo):
    review = send(teller)
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Het is nu."})
    concern = Concern.objects.get()
    where = f"/moderatie/zorg/{concern.pk}/"
    assert as_(mo).post(where, {"step": "act", "note": "Klaar."}).status_code == 409
    assert as_(mo).post(where, {"step": "now", "note": ""}).status_code == 200
    as_(mo).post(where, {"step": "now", "note": "112 gebeld."})
    assert as_(mo).post(where, {"step": "now", "note": "Nog eens."}).status_code == 409
    assert [done.note for done in concern.done.all()] == ["112 gebeld."]


def test_the_plan_goes_on_when_the_teller_takes_the_story_back(teller, wil, mo):
    review = send(teller)
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Het is nu."})
    teller.client.post(f"/verhalen/{teller.pk}/terughalen/", {"tekst": "wissen"})
    concern = Concern.objects.get()
    where = f"/moderatie/zorg/{concern.pk}/"
    assert "Het is nu." in as_(mo).get(where).content.decode()
    for key in KEYS:
        assert as_(mo).post(where, {"step": key, "note": "Gedaan met Truus."}).status_code == 302
    concern.refresh_from_db()
    assert (concern.seen, {done.note for done in concern.done.all()}) == ("", {""})


def test_another_takes_the_plan_over(teller, mo, ria):
    review = send(teller)
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Het is nu."})
    concern = Concern.objects.get()
    assert concern.owner == mo
    as_(ria).post(f"/moderatie/zorg/{concern.pk}/vasthouden/")
    concern.refresh_from_db()
    assert concern.owner == ria


def test_the_plan_is_for_who_may_read_along(teller, wil, mo):
    review = send(teller)
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Het is nu."})
    where = f"/moderatie/zorg/{Concern.objects.get().pk}/"
    for browser, code in ((as_(make_user("Sam")), 404), (teller.client, 404), (Client(), 302)):
        assert browser.get(where).status_code == code
        assert browser.post(where, {"step": "now", "note": "x"}).status_code == code
        assert browser.post(f"{where}vasthouden/").status_code == code


def test_a_note_the_reader_chose_is_seen_before_the_story(teller, wil, mo):
    review = send(teller)
    as_(mo).post(f"/moderatie/{review.pk}/besluit/", {"outcome": "approve", "noted": "1", "notes": ["verlies"]})
    page = Client().get(f"/verhalen/{teller.pk}/").content.decode()
    assert "Truus" not in page
    assert "Dood en verlies" in page


def test_whoever_wrote_it_learns_from_no_page_who_read_along_nor_who_worries(another, mo):
    practice = make_practice()
    fay = make_member(practice, "Fay", is_facilitator=True)
    another.client = as_(fay)
    teller = another
    teller.tell("practice", practice=practice.pk)
    review = Review.objects.open().get()
    as_(mo).post(f"/moderatie/{review.pk}/tweede/")
    decide(mo, review, "approve")
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Ik denk dat Fay in gevaar is."})
    assert as_(fay).get(f"/moderatie/zorg/{Concern.objects.get().pk}/").status_code == 404
    assert as_(fay).get(f"/moderatie/{review.pk}/zorg/").status_code == 403
    decide(mo, review, "refuse", "Er staat een naam in.")
    for address in ("/moderatie/", f"/moderatie/{review.pk}/", f"/verhalen/{teller.pk}/jouw/"):
        page = as_(fay).get(address).content.decode()
        assert not re.search(r"\bMo\b", page), address
        assert "gevaar is" not in page
        assert "in gevaar kan" not in page


def test_on_the_page_of_my_own_the_day_stands_too(teller, wil):
    send(teller)
    assert "je hoort van ons voor" in teller.client.get("/mijn/").content.decode()


def test_a_worry_may_come_after_the_decision(teller, wil, mo):
    review = send(teller)
    decide(mo, review, "change", "Haal de naam weg.")
    as_(mo).post(f"/moderatie/{review.pk}/zorg/", {"saw": "Ik lag er wakker van."})
    concern = Concern.objects.get()
    for key in KEYS[:3]:
        as_(mo).post(f"/moderatie/zorg/{concern.pk}/", {"step": key, "note": "Gedaan."})
    assert "We maken ons zorgen om je" in own(teller)
