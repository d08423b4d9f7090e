"""A case that waits too long is told of once more; who disagrees with a refusal is read once by somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from clock.jobs import registry
from forums.models import Case
from moderation.models import Appeal, Review
from notifications.models import Notification
from tests.forums.conftest import Cast
from tests.forums.test_case_second_reader import DANGER, bring, decide, told
from tests.makers import make_member, make_user

pytestmark = pytest.mark.django_db
LATE = "Een casus wacht langer dan we zeiden. Lees je mee?"
DISAGREES = "Iemand is het niet eens met een besluit over een casus. Lees je mee?"
WHY = "Hij weet dat ik dit vertel."


@pytest.fixture
def fay(cast: Cast) -> User:
    return make_member(cast.practice, "Fay", is_facilitator=True)


@pytest.fixture
def refused(cast: Cast, fay: User) -> Case:
    case = bring(cast, DANGER)
    assert decide(fay, "refuse", "Bel eerst met iemand.") == 302
    return case


def test_whoever_decides_is_reminded_once_and_the_bringer_reads_when_to_hear(cast: Cast, as_user, fay) -> None:
    mo = make_user("Mo", is_moderator=True)
    case = bring(cast, DANGER)
    assert "Je hoort het op zijn laatst" in as_user(cast.joost).get(case.get_absolute_url()).content.decode()
    registry["forums.late"].do()
    assert LATE not in told(fay)
    Review.objects.update(asked_at=timezone.now() - timedelta(days=settings.REVIEW_WITHIN_DAYS, hours=1))
    registry["forums.late"].do()
    registry["forums.late"].do()
    for person in (fay, mo):
        assert told(person).count(LATE) == 1
    assert LATE not in told(cast.joost)
    assert "Het duurt langer dan we zeiden." in as_user(cast.joost).get(case.get_absolute_url()).content.decode()
    assert decide(fay, "change", "Laat de laatste zin weg.") == 302
    assert not [text for text in (*told(fay), *told(mo)) if text == LATE]  # what was decided waits no more


def test_who_disagrees_is_read_by_somebody_else_and_only_once(cast: Cast, as_user, fay, refused) -> None:
    gerda = make_member(cast.practice, "Gerda", is_facilitator=True)
    path = refused.get_absolute_url() + "bezwaar/"
    joost = as_user(cast.joost)
    assert path in joost.get(refused.get_absolute_url()).content.decode()
    assert "Bel eerst met iemand." in joost.get(path).content.decode()
    assert joost.post(path, {"text": WHY}).status_code == 302
    joost.post(path, {"text": "Nog eens."})
    assert Appeal.objects.get().text == WHY
    assert told(gerda).count(DISAGREES) == 1
    assert DISAGREES not in told(fay)
    page = joost.get(refused.get_absolute_url()).content.decode()
    assert "Iemand anders dan de vorige keer leest het." in page
    assert path not in page
    assert decide(fay, "approve") == 403
    review = Review.objects.open().get()
    assert WHY in as_user(gerda).get(f"/moderatie/{review.pk}/").content.decode()
    assert decide(gerda, "refuse", "Dit blijft te zwaar.") == 302
    page = as_user(cast.joost).get(refused.get_absolute_url()).content.decode()
    assert "Dit blijft te zwaar." in page
    assert path not in page
    as_user(cast.joost).post(path, {"text": "Toch niet eens."})
    assert Appeal.objects.count() == 1


def test_where_nobody_else_leads_a_moderator_reads_it(cast: Cast, as_user, refused) -> None:
    mo = make_user("Mo", is_moderator=True)
    as_user(cast.joost).post(refused.get_absolute_url() + "bezwaar/", {"text": ""})
    assert told(mo) == [DISAGREES]


def test_nobody_but_the_bringer_disagrees_and_only_with_a_refusal(cast: Cast, as_user, fay, refused, client) -> None:
    path = refused.get_absolute_url() + "bezwaar/"
    for person in (cast.samira, cast.vera, fay):
        assert as_user(person).post(path, {"text": WHY}).status_code == 404
    client.logout()
    assert client.post(path)["Location"].startswith("/inloggen/")
    shown = cast.case.get_absolute_url()
    assert as_user(cast.joost).post(shown + "bezwaar/", {"text": WHY})["Location"] == shown
    assert not Appeal.objects.exists()
    assert not Notification.objects.filter(text=DISAGREES).exists()


def test_words_of_who_disagreed_go_with_the_case(cast: Cast, as_user, refused) -> None:
    as_user(cast.joost).post(refused.get_absolute_url() + "bezwaar/", {"text": WHY})
    as_user(cast.joost).post(refused.get_absolute_url() + "terughalen/")
    assert not Appeal.objects.filter(text=WHY).exists()
    assert not Review.objects.open().exists()
