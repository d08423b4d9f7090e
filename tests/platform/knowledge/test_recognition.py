"""Recognition counts for three years or five, from the day a source gives."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from knowledge.models import Intervention
from knowledge.models.recognition import Level, Recognition, check_partial_date


@pytest.mark.parametrize(
    ("level", "since", "until"),
    [
        (Level.DESCRIBED, "2015-05-15", date(2018, 5, 15)),
        (Level.SUBSTANTIATED, "2018-11-29", date(2023, 11, 29)),
        (Level.GOOD, "2015", date(2020, 12, 31)),
        (Level.STRONG, "2020-02-29", date(2025, 2, 28)),
        (Level.FIRST, "", None),
    ],
)
def test_it_counts_until(level, since, until):
    assert Recognition(level, since, "").until == until


def test_it_has_expired_the_day_after_its_last(monkeypatch):
    recognition = Recognition(Level.DESCRIBED, "2021-06-01", "")
    for today, expired in ((date(2024, 6, 1), False), (date(2024, 6, 2), True)):
        monkeypatch.setattr("knowledge.models.recognition.timezone.localdate", lambda today=today: today)
        assert recognition.has_expired is expired


def test_without_a_date_nothing_is_said_about_its_end():
    assert not Recognition(Level.GOOD, "", "").has_expired


def test_no_level_is_not_known_and_not_refused():
    assert Intervention(recognition_note="Erkenning niet gezien.").recognition is None


@pytest.mark.parametrize("text", ["2013", "2019-04-08"])
def test_a_day_or_a_year_is_a_date(text):
    check_partial_date(text)


@pytest.mark.parametrize("text", ["13", "2019-4-8", "2019-02-30", "9999", "2019-04", "２０１９", "2019\n"])
def test_anything_else_is_not(text):
    with pytest.raises(ValidationError):
        check_partial_date(text)
