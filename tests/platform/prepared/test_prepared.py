"""A question that is put together once is answered anew each time, for who asks now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from practices.models import Audience, Contribution, Membership
from prepared import Prepared
from tests.makers import make_case, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


def asked(user: int, pk: int) -> Any:
    return Contribution.objects.visible_to(User(pk=user)).filter(pk=pk).select_related("practice", "author")


def test_it_answers_as_the_question_itself_does_and_at_once_when_a_right_ends(django_assert_num_queries: Any) -> None:
    question, practice = Prepared(asked), make_practice("Aan tafel")
    inside, open_ = make_case(practice), make_case(practice, make_user("Ans"), Audience.EVERYONE)
    member, stranger = make_member(practice, "Bea"), make_user("Vera")
    for _twice in (1, 2):
        for user, case, seen in (
            (member, inside, True),
            (stranger, inside, False),
            (member, open_, True),
            (stranger, open_, True),
        ):
            assert (question.first(user.pk, case.pk) is not None) is seen
    with django_assert_num_queries(1):
        found = question.first(member.pk, open_.pk)
        assert found is not None
        assert found.practice is not None
        assert (found.practice.name, found.author.pseudonym) == ("Aan tafel", "Ans")
    Membership.objects.filter(user=member).update(left_at=timezone.now())
    assert question.first(member.pk, inside.pk) is None


def test_the_day_of_today_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    question, day = Prepared(asked), timezone.localdate()
    case, reader = make_case(make_practice(), audience=Audience.EVERYONE, shown_until=day), make_user("Vera")
    assert question.first(reader.pk, case.pk) is not None
    monkeypatch.setattr(timezone, "localdate", lambda: date(day.year + 1, 1, 1))
    assert question.first(reader.pk, case.pk) is None


def test_the_form_is_put_together_once() -> None:
    made: list[tuple[int, ...]] = []

    def ask(*numbers: int) -> Any:
        made.append(numbers)
        return Contribution.objects.filter(pk__in=numbers).order_by("pk")

    question, cases = Prepared(ask), [make_case(make_practice()) for _ in range(3)]
    assert [one.pk for one in question.rows(cases[0].pk, cases[1].pk)] == [cases[0].pk, cases[1].pk]
    assert [one.pk for one in question.rows(cases[2].pk, cases[1].pk)] == [cases[1].pk, cases[2].pk]
    assert len(made) == 1


def test_it_takes_texts_beside_numbers_and_keeps_none_of_them() -> None:
    def ask(pk: int, *names: str) -> Any:
        return Contribution.objects.filter(pk=pk, practice__name__in=names)

    question, case = Prepared(ask), make_case(make_practice("Aan tafel"))
    assert question.first(case.pk, "Aan tafel", "Elders").pk == case.pk
    assert question.first(case.pk, "'; --", "%s") is None
    assert question.first(case.pk, "Elders", "Aan tafel").pk == case.pk
