"""What may point at somebody, or tells of danger, is read by a second person before others read it."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from forums.models import Case
from moderation.models import Decision, Review
from notifications.models import Notification
from practices.models import Audience
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.forums.test_fuller_case import QUICK
from tests.makers import make_case, make_member, make_practice, make_user

RISKY = QUICK | {"situation": "Mevrouw Jansen belde naar 0612345678.", "audience": "everyone"}
DANGER = QUICK | {"situation": "Hij zei dat hij er een eind aan wil maken."}


@pytest.fixture
def fay(cast: Cast) -> User:
    return make_member(cast.practice, "Fay", is_facilitator=True)


def bring(cast: Cast, typed: dict[str, str]) -> Case:
    """Bring a case, and say yes to what the check marks."""
    client, path = Client(), f"/praktijken/{cast.practice.slug}/casussen/nieuw/"
    client.force_login(cast.joost)
    page = client.post(path, typed)
    if page.status_code == 200:
        seen = page.content.decode().split('name="gezien" value="')[1].split('"')[0]
        assert client.post(path, typed | {"gezien": seen}).status_code == 302
    return Case.objects.latest("pk")


def decide(who: User, outcome: str, reason: str = "") -> int:
    client, review = Client(), Review.objects.open().get()
    client.force_login(who)
    return client.post(f"/moderatie/{review.pk}/besluit/", {"outcome": outcome, "reason": reason}).status_code


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user, withdrawn_at=None).values_list("text", flat=True))


@pytest.mark.parametrize("typed", [RISKY, DANGER], ids=["a person", "danger"])
def test_what_was_marked_waits_and_only_its_bringer_sees_it(cast: Cast, as_user, client, fay, typed) -> None:
    case = bring(cast, typed)
    for reader in (cast.samira, cast.vera, fay):
        assert as_user(reader).get(case.get_absolute_url()).status_code == 404
        assert case.title not in client.get(f"/praktijken/{cast.practice.slug}/casussen/").content.decode()
    assert not IndexEntry.objects.filter(object_id=case.pk).exists()
    page = as_user(cast.joost).get(case.get_absolute_url()).content.decode()
    assert "Iemand leest je casus eerst." in page
    assert case.title in client.get("/mijn/").content.decode()
    assert told(fay) == ["Er wacht een casus. Lees je mee?"]
    assert Review.objects.open().get().space == cast.practice.pk


def test_what_holds_nothing_waits_for_nobody(cast: Cast, fay) -> None:
    assert bring(cast, QUICK).is_shown
    assert not Review.objects.exists()


def test_two_say_yes_to_what_can_reach_somebody(cast: Cast, as_user, fay) -> None:
    case, mo = bring(cast, RISKY), make_user("Mo", is_moderator=True)
    assert decide(cast.samira, "approve") == 404
    assert decide(cast.joost, "approve") == 404
    elsewhere = make_member(make_practice("Ergens anders"), "Cor", is_facilitator=True)
    assert decide(elsewhere, "approve") == 404
    assert decide(fay, "approve") == 302
    assert as_user(cast.samira).get(case.get_absolute_url()).status_code == 404
    assert decide(mo, "approve") == 302
    assert as_user(cast.samira).get(case.get_absolute_url()).status_code == 200
    assert told(cast.joost) == ["Je casus is gelezen en staat er nu in."]
    assert told(fay) == []


def test_what_was_let_pass_is_not_read_again_but_new_words_are(cast: Cast, as_user, fay) -> None:
    case = bring(cast, DANGER)
    for reader in (fay, make_user("Mo", is_moderator=True)):
        decide(reader, "approve")
    path = case.get_absolute_url() + "aanpassen/"
    client = as_user(cast.joost)
    client.post(path, DANGER | {"title": "Een andere titel"})
    case.refresh_from_db()
    assert case.is_shown
    client.post(path, DANGER | {"tried": "Hij wil niet meer leven."})
    case.refresh_from_db()
    assert not case.is_shown
    assert Review.objects.open().count() == 1


def test_a_wish_or_refusal_is_read_by_who_brought_it_and_new_words_wait_again(cast: Cast, as_user, fay) -> None:
    case = bring(cast, DANGER)
    assert decide(fay, "change") == 200, "without a reason nothing is decided"
    assert decide(fay, "refuse", "Bel eerst met iemand.") == 302
    client = as_user(cast.joost)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Je casus is niet geplaatst." in page
    assert "Bel eerst met iemand." in page
    assert "Fay" not in page
    client.post(case.get_absolute_url() + "aanpassen/", QUICK)
    case.refresh_from_db()
    assert not case.is_shown
    assert decide(fay, "approve") == 302
    assert as_user(cast.samira).get(case.get_absolute_url()).status_code == 200


def test_where_only_its_bringer_leads_a_moderator_is_asked(cast: Cast) -> None:
    mo = make_user("Mo", is_moderator=True)
    bring(cast, DANGER)
    assert told(mo) == ["Er wacht een casus. Lees je mee?"]


def test_an_outcome_that_names_somebody_takes_the_case_off_the_pages_first(cast: Cast, as_user, fay) -> None:
    path = cast.case.get_absolute_url()
    client = as_user(cast.joost)
    risky = {"outcome": "Mevrouw Jansen belde naar 0612345678."}
    seen = client.post(path + "uitkomst/", risky).content.decode().split('name="gezien" value="')[1].split('"')[0]
    assert client.post(path + "uitkomst/", risky | {"gezien": seen}).status_code == 302
    assert as_user(cast.samira).get(path).status_code == 404


def test_taking_it_back_leaves_nothing_to_read_for_reviewers(cast: Cast, as_user, fay) -> None:
    case = bring(cast, DANGER)
    decide(fay, "refuse", "Er staat iets zwaars in.")
    bring(cast, RISKY)
    waiting = Case.objects.latest("pk")
    for one in (case, waiting):
        as_user(cast.joost).post(one.get_absolute_url() + "terughalen/")
    assert not Review.objects.open().exists()
    assert Decision.objects.get().reason == "—"
    assert told(fay) == []


def test_a_case_for_everyone_is_named_after_the_decision_and_one_inside_is_not(cast: Cast, as_user, fay) -> None:
    make_case(cast.practice, cast.joost, Audience.EVERYONE)
    case = bring(cast, DANGER)
    decide(fay, "refuse", "Nog niet.")
    assert case.title not in as_user(fay).get("/moderatie/").content.decode()
