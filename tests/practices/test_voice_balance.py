"""Voice in balance: shares that tell of no group under five, who waits, and a quarter that is frozen once."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from accounts.models import Perspective
from notifications.models import Notification
from practices import balance
from practices.actions import balance as act
from practices.actions.contributions import withdraw
from practices.balance import Spoke, shares
from practices.kinds import Kind
from practices.models import Audience, Contribution, Practice, VoiceQuarter
from tests.makers import make_contribution, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
PRO, LIVED, CITIZEN = Perspective.PROFESSIONAL.value, Perspective.LIVED.value, Perspective.CITIZEN.value


class Piece(Kind):
    """What people bring, as an upper floor would."""

    name = "piece"

    def url(self, contribution):
        return f"/pieces/{contribution.pk}/"


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def leader(practice):
    return make_member(practice, "Marit", is_facilitator=True)


def bring(practice, voice, who=None, days=0, root=None, audience=Audience.PRACTICE):
    """Let somebody bring a piece, or answer one."""
    author = who or make_user(f"Iemand {Contribution.objects.count()}")
    facts = {"kind": "reply" if root else "piece", "title": "" if root else "Een stuk", "perspective": voice}
    at = timezone.now() - timedelta(days=days)
    row = make_contribution(author, audience, practice=practice, **facts)
    Contribution.objects.filter(pk=row.pk).update(root=root or row, published_at=at)
    return Contribution.objects.get(pk=row.pk)


def spoken(**groups):
    """Give groups by perspective out of (times, people)."""
    return {voice: Spoke(times, {f"{voice}{n}" for n in range(people)}) for voice, (times, people) in groups.items()}


def test_shares_are_in_fives_of_the_whole():
    found = shares(spoken(lived=(33, 6), pro=(67, 9)))
    assert (found[LIVED], found[PRO]) == (35, 65)
    assert found[CITIZEN] is None


def test_what_is_left_after_subtracting_is_nobody_or_at_least_five_people():
    for lived, pro, citizen, policy in product(range(8), range(8), range(8), range(3)):
        groups = spoken(
            lived=(lived * 2, lived), pro=(pro * 3, pro), citizen=(citizen, citizen), policy=(policy, policy)
        )
        found = shares(groups)
        hidden = {who for voice, one in groups.items() if found[voice] is None for who in one.people}
        shown = [groups[voice] for voice, value in found.items() if value is not None]
        assert all(len(one.people) >= 5 for one in shown)
        assert not shown or len(hidden) == 0 or len(hidden) >= 5


def test_the_same_few_people_under_two_voices_are_few_people():
    three = {"a", "b", "c"}
    groups = {LIVED: Spoke(3, three), CITIZEN: Spoke(3, three), PRO: Spoke(20, {f"p{n}" for n in range(8)})}
    assert set(shares(groups).values()) == {None}


def test_many_pieces_of_one_person_are_one_person(practice):
    one = make_user("Ada")
    for _ in range(9):
        bring(practice, LIVED, one)
    for _ in range(6):
        bring(practice, PRO)
    found = balance.count(practice, balance.quarter_of(timezone.localdate()))
    assert found[LIVED]["share"] is None
    assert found[PRO]["share"] is None  # or it would tell of Ada


def test_what_is_counted_is_shown_and_in_this_practice_and_quarter(practice):
    for _ in range(5):
        bring(practice, LIVED)
    five = [bring(practice, PRO) for _ in range(5)]
    today = balance.quarter_of(timezone.localdate())
    assert balance.count(practice, today)[PRO]["share"] == 50
    withdraw(five[0])
    assert balance.count(practice, today)[PRO]["share"] is None
    bring(make_practice("Elders"), PRO)
    bring(practice, PRO, audience=Audience.ME)
    bring(practice, PRO, days=200)
    assert balance.count(practice, today)[PRO]["share"] is None


def test_half_waits_so_many_days_and_an_own_answer_is_none(practice):
    begin = balance.bounds(balance.quarter_of(timezone.localdate()))[0]
    for number in range(5):
        who = make_user(f"Roos {number}")
        piece = bring(practice, LIVED, who)
        own = bring(practice, LIVED, who, root=piece)
        answer = bring(practice, PRO, root=piece)
        Contribution.objects.filter(pk=piece.pk).update(published_at=begin)
        Contribution.objects.filter(pk=own.pk).update(published_at=begin + timedelta(hours=1))
        Contribution.objects.filter(pk=answer.pk).update(published_at=begin + timedelta(days=number))
    found = balance.count(practice, balance.quarter_of(timezone.localdate()))
    assert found[LIVED]["days"] == 2
    assert found[PRO]["days"] is None
    Contribution.objects.filter(kind="reply", perspective=PRO).update(withdrawn_at=timezone.now())
    assert balance.count(practice, balance.quarter_of(timezone.localdate()))[LIVED]["days"] == -1


@pytest.mark.parametrize("many", [1, 8])
def test_counting_costs_the_same_for_few_and_many(practice, django_assert_max_num_queries, many):
    for _ in range(many):
        bring(practice, PRO, root=bring(practice, LIVED))
    with django_assert_max_num_queries(5):
        balance.count(practice, balance.quarter_of(timezone.localdate()))


def test_a_past_quarter_is_counted_once_and_frozen(practice):
    last = balance.quarter_of(balance.quarter_of(timezone.localdate()) - timedelta(days=1))
    rows = [bring(practice, voice) for voice in (LIVED, PRO) for _ in range(5)]
    Contribution.objects.update(published_at=balance.bounds(last)[0])
    act.count_all()
    frozen = VoiceQuarter.objects.get(starts_on=last)
    assert frozen.frozen_at
    assert frozen.figures[PRO]["share"] == 50
    Contribution.objects.filter(pk__in=[row.pk for row in rows[:4]]).update(withdrawn_at=timezone.now())
    act.count_all()
    assert VoiceQuarter.objects.get(starts_on=last).figures == frozen.figures


def test_the_running_quarter_is_counted_once_a_week(practice):
    act.count_all()
    running = VoiceQuarter.objects.get(frozen_at=None)
    for voice in (LIVED, PRO):
        for _ in range(5):
            bring(practice, voice)
    act.count_all()
    running.refresh_from_db()
    assert running.figures[PRO]["share"] is None
    VoiceQuarter.objects.filter(pk=running.pk).update(counted_at=timezone.now() - timedelta(days=8))
    act.count_all()
    running.refresh_from_db()
    assert running.figures[PRO]["share"] == 50


def test_members_read_every_quarter_and_nobody_else_does(client, practice, leader, django_assert_max_num_queries):
    figures = {PRO: {"share": 60, "cited": None, "days": 3}, LIVED: {"share": 40, "cited": None, "days": None}}
    VoiceQuarter.objects.create(
        practice=practice, starts_on=date(2026, 7, 1), figures=figures, frozen_at=timezone.now()
    )
    VoiceQuarter.objects.create(practice=practice, starts_on=date(2026, 10, 1), figures={})
    where = f"/praktijken/{practice.slug}/stem-in-balans/"
    client.force_login(leader)
    assert "Er zijn nog te weinig mensen" in client.get(where).content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(where, {"kwartaal": "2026-3"}).content.decode()
    assert "Van de 100 bijdragen kwamen er van professionals ongeveer 60, ervaringsdeskundigen ongeveer 40." in page
    assert "3 dagen" in page
    assert 'role="img"' in page
    client.force_login(make_user("Vreemd", is_editor=True, is_moderator=True))
    assert client.get(where).status_code == 403
    client.logout()
    assert client.get(where).status_code == 302


def test_who_leads_hears_once_that_somebody_with_experience_waits(practice, leader):
    bring(practice, LIVED, days=6)
    bring(practice, PRO, days=8)
    bring(practice, LIVED, days=8, audience=Audience.ME)
    answered = bring(practice, LIVED, days=9)
    bring(practice, PRO, root=answered)
    waits = bring(practice, LIVED, days=8)
    bring(practice, LIVED, waits.author, root=waits)
    for _ in range(2):
        act.tell_facilitators()
    told = Notification.objects.get(kind="voice-waits")
    assert told.user == leader
    assert told.url == waits.get_absolute_url()
    assert (told.about_kind, told.about_id) == ("piece", waits.pk)


def test_who_leads_hears_that_professionals_only_answer_each_other(practice, leader):
    bring(practice, LIVED, days=2)
    for _ in range(5):
        bring(practice, PRO, root=bring(practice, PRO))
    for _ in range(2):
        act.tell_facilitators()
    told = Notification.objects.get(kind="voice-balance")
    assert told.user == leader
    assert "stem-in-balans" in told.url


@pytest.mark.parametrize("why", ["one answer to experience", "nobody else spoke", "too few answers", "one talks alone"])
def test_it_is_not_said_where_it_is_not_so(practice, leader, why):
    if why != "nobody else spoke":
        other = bring(practice, LIVED, days=2)
    if why == "one answer to experience":
        bring(practice, PRO, root=other)
    alone = make_user("Alleen")
    for _ in range(4 if why == "too few answers" else 5):
        who = alone if why == "one talks alone" else None
        bring(practice, PRO, who, root=bring(practice, PRO, who))
    act.tell_facilitators()
    assert not Notification.objects.filter(kind="voice-balance").exists()


def test_a_silent_practice_is_not_counted(practice):
    Practice.objects.update(active_at=timezone.now() - timedelta(days=400))
    act.count_all()
    assert not VoiceQuarter.objects.exists()
