"""How reading along goes, for everyone: whole months, no small group, none to find by subtracting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from moderation.figures import months, parted, waiting
from moderation.models import Decision, Review

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def decided(number: int, outcome: str = "approve", day: int = 10, after: float = 1, month: int = 10) -> None:
    for _one in range(number):
        at = datetime(2026, month, day, 12, tzinfo=UTC)
        key = Review.objects.count() + 1
        review = Review.objects.create(
            subject_kind="toy", subject_id=key, asked_at=at - timedelta(days=after), closed_at=at
        )
        Decision.objects.create(review=review, outcome=outcome, reason="Daarom.", at=at)


def test_a_month_says_how_much_how_fast_and_what():
    decided(10)
    decided(6, "change", after=4)
    decided(5, "refuse")
    (found,) = months(TODAY)
    assert (found.first, found.decided, found.days) == (date(2026, 10, 1), 21, 1.0)
    assert (found.in_time, found.approved, found.changed, found.refused) == (15, 10, 6, 5)


def test_under_five_in_a_month_nothing_is_said():
    decided(4)
    (found,) = months(TODAY)
    assert (found.decided, found.days, found.approved) == (None, None, None)


def test_this_month_is_not_told_yet():
    decided(20, month=11)
    assert months(TODAY) == []


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([10, 6, 5], [10, 6, 5]),
        ([10, 6, 3], [10, None, None]),
        ([10, 0, 3], [None, 0, None]),
        ([10, 4, 4], [None, None, None]),
        ([10, 0], [10, 0]),
        ([10, 1], [None, None]),
    ],
)
def test_a_small_part_is_not_told_and_not_found_by_subtracting(numbers, told):
    assert parted(numbers) == told


def test_what_waits_is_told_from_five_on():
    for key in range(4):
        Review.objects.create(subject_kind="toy", subject_id=key, asked_at=timezone.now() - timedelta(days=3))
    assert waiting() == (None, 3)
    Review.objects.create(subject_kind="toy", subject_id=9)
    assert waiting() == (5, 3)


def test_everybody_may_read_the_figures(client):
    decided(10)
    page = client.get("/moderatie/cijfers/")
    assert page.status_code == 200
    assert "Meelezen in cijfers" in page.content.decode()
