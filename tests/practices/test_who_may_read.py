"""A contribution is read by whom its writer chose, and by nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from practices.actions.contributions import consent, publish, set_audience, withdraw
from practices.models import Audience, Contribution, Membership
from tests.makers import make_contribution, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    practice = make_practice()
    gone = make_member(practice, "Weg")
    Membership.objects.filter(user=gone).update(left_at=timezone.now())
    return {
        "practice": practice,
        "visitor": AnonymousUser(),
        "writer": make_user("Samira"),
        "member": make_member(practice),
        "former member": gone,
        "other": make_member(make_practice("Elders"), "Cor"),
    }


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.ME, {"writer"}),
        (Audience.PRACTICE, {"member"}),
        (Audience.SIGNED_IN, {"writer", "member", "former member", "other"}),
        (Audience.EVERYONE, {"visitor", "writer", "member", "former member", "other"}),
    ],
)
def test_it_is_read_by_exactly_whom_it_was_meant_for(cast, audience, readers):
    practice = cast.pop("practice")
    story = make_contribution(cast["writer"], audience, practice=practice)
    seen_by = {
        name for name, user in cast.items() if Contribution.objects.visible_to(user).filter(pk=story.pk).exists()
    }
    assert seen_by == readers


def test_a_draft_is_seen_by_nobody(cast):
    draft = make_contribution(cast["writer"], shown=False)
    assert not Contribution.objects.visible_to(cast["writer"]).filter(pk=draft.pk).exists()
    assert Contribution.objects.written_by(cast["writer"]).get() == draft


def test_what_is_withdrawn_is_gone_with_all_that_hangs_under_it(cast):
    story = make_contribution(cast["writer"])
    reply = make_contribution(cast["member"], root=story)
    assert Contribution.objects.visible_to(cast["visitor"]).count() == 2
    withdraw(story)
    assert not Contribution.objects.visible_to(cast["visitor"]).exists()
    assert not Contribution.objects.visible_to(cast["member"]).filter(pk=reply.pk).exists()


def test_what_is_withdrawn_cannot_be_published_again(cast):
    story = make_contribution(cast["writer"])
    withdraw(story)
    publish(story)
    assert not Contribution.objects.shown().exists()


def test_a_reply_follows_when_its_story_is_narrowed(cast):
    story = make_contribution(cast["writer"], practice=cast["practice"])
    make_contribution(cast["other"], root=story)
    set_audience(story, Audience.PRACTICE)
    assert not Contribution.objects.visible_to(cast["other"]).exists()
    assert Contribution.objects.visible_to(cast["member"]).count() == 2


def test_a_reply_has_no_audience_of_its_own(cast):
    reply = make_contribution(cast["other"], root=make_contribution(cast["writer"]))
    with pytest.raises(ValueError, match="reply"):
        set_audience(reply, Audience.EVERYONE)


def test_a_practice_audience_needs_a_practice(cast):
    with pytest.raises(ValueError, match="practice"):
        set_audience(make_contribution(cast["writer"]), Audience.PRACTICE)


def test_it_is_not_shown_after_the_end_date_of_the_consent(cast):
    story = make_contribution(cast["writer"])
    consent(story, {"everyone"}, ends_on=timezone.localdate())
    assert Contribution.objects.visible_to(cast["visitor"]).exists()
    consent(story, {"everyone"}, ends_on=timezone.localdate() - timedelta(days=1))
    assert not Contribution.objects.visible_to(cast["visitor"]).exists()


def test_each_consent_keeps_its_own_date_until_it_is_taken_back(cast):
    story = make_contribution(cast["writer"])
    consent(story, {"everyone", "education"})
    first = story.consents.get(purpose="everyone")
    consent(story, {"everyone", "research"})
    open_ = story.consents.valid()
    assert {c.purpose for c in open_} == {"everyone", "research"}
    assert open_.get(purpose="everyone") == first
    assert story.consents.get(purpose="education").withdrawn_at
    withdraw(story)
    assert not story.consents.valid().exists()


def test_two_pieces_of_one_person_count_as_one_person():
    ans = make_user()
    assert make_contribution(ans).person == make_contribution(ans).person


def test_tellers_without_account_count_as_different_people():
    assert make_contribution().person != make_contribution().person
