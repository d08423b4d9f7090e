"""In which state a case is follows from what happened; who brought it or leads the practice says the rest."""

from __future__ import annotations

import pytest

from forums.actions.cases import add_outcome
from forums.actions.follow_ups import look_back, take_back
from forums.actions.states import move
from forums.models import Case, CaseMove, State
from forums.models.state import Step
from tests.forums.conftest import Cast
from tests.makers import make_case, make_member, make_reply


def state(case: Case) -> str:
    found: str = Case.objects.with_state().get(pk=case.pk).state
    return found


def test_facts_tell_the_state(cast: Cast) -> None:
    assert state(cast.case) == State.OPEN
    make_reply(cast.case, cast.samira)
    assert state(cast.case) == State.TALK
    move(cast.case, cast.joost, Step.ANSWERED, "")
    assert state(cast.case) == State.ANSWERED
    move(cast.case, cast.joost, Step.UNANSWERED, "Toch niet.")
    assert state(cast.case) == State.TALK
    add_outcome(cast.case, {"outcome": "Hij kwam."})
    assert state(cast.case) == State.TRIED
    told = look_back(cast.case, cast.joost, "Gebeld.", "ja", [])
    assert state(cast.case) == State.FOLLOWED
    take_back(told)
    assert state(cast.case) == State.TRIED
    move(cast.case, cast.joost, Step.ARCHIVED, "Klaar.")
    assert state(cast.case) == State.ARCHIVED
    move(cast.case, cast.joost, Step.REOPENED, "Toch niet klaar.")
    assert state(cast.case) == State.TRIED
    assert CaseMove.objects.count() == 4, "undoing is another record"


def test_who_brought_it_and_who_leads_put_it_away_and_open_it_again(cast: Cast, as_user) -> None:
    fay, path = make_member(cast.practice, "Fay", is_facilitator=True), cast.case.get_absolute_url() + "stand/"
    away = {"step": "archief", "why": "We zijn klaar."}
    assert as_user(cast.samira).post(path, away).status_code == 403
    assert as_user(cast.vera).post(path, away).status_code == 404
    assert as_user(fay).post(path, away).status_code == 302
    assert as_user(cast.joost).post(path, away).status_code == 200, "it is in the archive already"
    assert as_user(cast.joost).post(path, {"step": "heropend"}).status_code == 302
    assert state(cast.case) == State.OPEN


def test_readers_see_who_by_their_part_and_why(cast: Cast, as_user) -> None:
    fay = make_member(cast.practice, "Fay", is_facilitator=True)
    move(cast.case, fay, Step.ARCHIVED, "We zijn klaar.")
    page = as_user(cast.samira).get(cast.case.get_absolute_url() + "stand/").content.decode()
    assert "de begeleider" in page
    assert "We zijn klaar." in page
    assert "Fay" not in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "In het archief" in as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert "In het archief" in as_user(cast.samira).get("/casussen/?stand=archief").content.decode()


def test_a_name_in_a_reason_is_shown_before_it_is_kept(cast: Cast, as_user) -> None:
    path = cast.case.get_absolute_url() + "stand/"
    typed = {"step": "archief", "why": "Mevrouw Jansen belde naar 0612345678."}
    assert "Let op" in as_user(cast.joost).post(path, typed).content.decode()
    assert not CaseMove.objects.exists()


def test_taking_the_case_back_takes_the_reasons_along(cast: Cast, as_user) -> None:
    move(cast.case, cast.joost, Step.ARCHIVED, "We zijn klaar.")
    as_user(cast.joost).post(cast.case.get_absolute_url() + "terughalen/")
    assert CaseMove.objects.get().why == ""


@pytest.mark.parametrize("number", [1, 30])
def test_states_cost_no_question_a_case(cast: Cast, as_user, django_assert_max_num_queries, number: int) -> None:
    for _ in range(number):
        make_case(cast.practice, cast.joost)
    client = as_user(cast.samira)
    with django_assert_max_num_queries(12):
        client.get(f"/praktijken/{cast.practice.slug}/casussen/")
