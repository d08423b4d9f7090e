"""What came out of a talk stands on top of it: the words, and who does what by when. And whose voice misses is said."""

from __future__ import annotations

import pytest

from accounts.models import Perspective
from forums.live import TalkTopic
from forums.models import Agreement, Reply, TalkOutcome
from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.traces import find
from tests.forums.conftest import Cast
from tests.makers import make_member, make_reply, make_topic

ON_TOP = "Wat kwam eruit?"
DEED = {"who_1": "Het wijkteam", "what_1": "Belt eerst, en schrijft daarna", "due_1": "2027-02-22"}
UNHEARD = "Nog niet gehoord:"


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return make_reply(cast.case, cast.samira, "Bel eerst, dan pas een brief.")


def address(reply: Reply) -> str:
    return f"/gesprek/reacties/{reply.pk}/uitkomst/"


def test_who_brought_the_case_marks_a_reply_and_everybody_reads_it_on_top(cast: Cast, as_user, reply: Reply) -> None:
    client = as_user(cast.joost)
    assert address(reply) in client.get(cast.case.get_absolute_url()).content.decode()
    client.post(address(reply), DEED)
    page = as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert page.index(ON_TOP) < page.index(f'id="reactie-{reply.pk}"')
    assert DEED["what_1"] in page
    assert "22 februari 2027" in page
    assert address(reply) not in page  # she may not choose
    assert Notification.objects.filter(user=cast.samira, kind="outcome").count() == 1
    client = as_user(cast.joost)
    client.post(address(reply), DEED | {"what_1": "Belt altijd eerst"})
    assert Agreement.objects.get().what == "Belt altijd eerst"
    assert Notification.objects.filter(user=cast.samira, kind="outcome").count() == 1


def test_a_facilitator_marks_and_others_do_not(cast: Cast, as_user, reply: Reply) -> None:
    marit = make_member(cast.practice, "Marit", is_facilitator=True)
    assert as_user(cast.samira).post(address(reply), DEED).status_code == 403
    assert as_user(cast.vera).post(address(reply), DEED).status_code == 404
    assert not TalkOutcome.objects.exists()
    as_user(marit).post(address(reply), {})
    assert TalkOutcome.objects.get().name == "Marit"
    assert as_user(cast.samira).post(f"{address(reply)}weg/").status_code == 403
    as_user(marit).post(f"{address(reply)}weg/")
    assert ON_TOP not in as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", [{"who_1": ""}, {"what_1": ""}, {"due_1": "morgen"}])
def test_half_an_agreement_is_asked_for_and_nothing_typed_is_lost(cast: Cast, as_user, reply: Reply, wrong) -> None:
    page = as_user(cast.joost).post(address(reply), DEED | wrong).content.decode()
    assert not TalkOutcome.objects.exists()
    assert any(value in page for key, value in DEED.items() if key not in wrong)


def test_an_outcome_that_is_taken_back_leaves_the_top_with_what_was_agreed(cast: Cast, as_user, reply: Reply) -> None:
    as_user(cast.joost).post(address(reply), DEED)
    withdraw(reply)
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert ON_TOP not in page
    assert not Agreement.objects.exists()
    assert not find([DEED["what_1"], "Bel eerst, dan pas een brief"])


def test_who_was_away_catches_up_on_the_outcome_in_the_right_order(cast: Cast, as_user, reply: Reply) -> None:
    before = cast.case.talk.version
    as_user(cast.joost).post(address(reply), DEED)
    make_reply(cast.case, cast.joost, "Dat doen we.")
    pieces = TalkTopic.missed(cast.samira, cast.case.pk, before)
    assert [piece.id for piece in pieces] == [before + 1, before + 2]
    assert f'id="uitkomst-{cast.case.pk}"' in pieces[0].html
    assert DEED["what_1"] in pieces[0].html


def test_voices_that_did_not_speak_are_named_to_members_without_a_number(cast: Cast, as_user) -> None:
    make_member(cast.practice, "Bo", Perspective.POLICY)
    topic = make_topic(cast.practice, cast.samira, "everyone")  # from experience
    make_reply(topic, cast.samira)
    page = as_user(cast.joost).get(topic.get_absolute_url()).content.decode()
    said = page.split(UNHEARD)[1].split("</p>")[0]
    assert "Professional" in said
    assert "Beleid" in said
    assert "Ervaring" not in said
    assert UNHEARD not in as_user(cast.vera).get(topic.get_absolute_url()).content.decode()
