"""How often mail goes: a default and exceptions, quiet hours by the Dutch clock; what waits follows a new choice."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail

from forums.actions.room import ABOUT
from notifications import actions, kinds, matters
from notifications.actions import notify
from notifications.choosing import choices_of, due_since, is_quiet, may_say
from notifications.kinds import Often
from notifications.models import MailChoice, MailHabits
from notifications.outbox import deliver
from practices.kinds import BEYOND
from tests.makers import make_case, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ans():
    return make_user("Ans")


def at(day, hour, minute=0):
    """Give a moment in UTC."""
    return datetime(2026, *day, hour, minute, tzinfo=UTC)


def test_who_chose_nothing_hears_an_answer_at_once_and_other_news_on_monday(ans):
    assert choices_of(ans).often("reply", None) == Often.ONCE
    assert choices_of(ans).often("followed", None) == Often.WEEK
    assert choices_of(ans).often("never-registered", None) == Often.WEEK


def test_an_exception_goes_before_the_rest_and_a_never_always_holds(ans):
    actions.choose_usual(ans, "day", "", (21, 8))
    actions.choose_exception(ans, "kind", "reply", "once")
    actions.choose_exception(ans, "place", "7", "never")
    chosen = choices_of(ans)
    assert chosen.often("followed", None) == Often.DAY
    assert chosen.often("reply", 8) == Often.ONCE
    assert chosen.often("reply", 7) == Often.NEVER, "a practice that is stopped is silent, whatever the kind"


def test_a_yes_that_ends_is_mailed_to_who_wants_no_mail(ans):
    actions.choose_usual(ans, "never", "", (21, 8))
    actions.choose_exception(ans, "kind", "story-consent", "never")
    assert choices_of(ans).often("story-consent", None) == Often.ONCE
    assert choices_of(ans).often("reply", None) == Often.NEVER


def test_what_waits_follows_a_new_choice(ans):
    told = notify(ans, "followed", "Er is nieuws.", "/mijn/")
    assert (told.often, told.mail_due) == ("week", True)
    actions.choose_usual(ans, "never", "", (0, 0))
    told.refresh_from_db()
    assert not told.mail_due


def test_a_practice_knows_its_own_exception():
    practice = make_practice()
    bea = make_member(practice, "Bea")
    case = make_case(practice, bea)
    actions.choose_exception(bea, "place", str(practice.pk), "day")
    assert notify(bea, "reply", "Nieuws", "/mijn/", about=("contribution", case.pk)).often == "day"
    assert notify(bea, "reply", "Nieuws", "/mijn/").often == "once"


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at((1, 5), 19, 59), False),  # 20.59 in winter
        (at((1, 5), 20, 0), True),  # 21.00 in winter
        (at((7, 5), 19, 0), True),  # 21.00 in summer
        (at((7, 5), 5, 59), True),
        (at((7, 5), 6, 0), False),  # 8.00 in summer
        (at((1, 5), 6, 30), True),  # 7.30 in winter
        (at((10, 25), 0, 30), True),  # the night the clock goes back, both times it is half past two
        (at((10, 25), 1, 30), True),
    ],
)
def test_it_is_quiet_from_nine_till_eight_by_the_dutch_clock(settings, ans, moment, quiet):
    settings.QUIET_HOURS = (21, 8)
    assert is_quiet(MailHabits(user=ans), moment) == quiet


def test_somebody_with_night_shifts_is_quiet_by_day_and_the_same_hour_twice_is_never(ans):
    by_day = MailHabits(user=ans, quiet_from=9, quiet_until=17)
    assert [is_quiet(by_day, at((1, 5), hour)) for hour in (7, 8, 15, 16)] == [False, True, True, False]
    assert not any(is_quiet(MailHabits(user=ans, quiet_from=5, quiet_until=5), at((1, 5), hour)) for hour in range(24))


def test_mail_at_once_waits_for_the_end_of_the_quiet(ans):
    actions.choose_usual(ans, "", "", (21, 8))
    told = notify(ans, "reply", "Er is een reactie.", "/mijn/")
    assert deliver([told.pk], at((1, 5), 22)) == (0, 0)
    assert not mail.outbox
    assert deliver([told.pk], at((1, 6), 7, 1)) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_digest_is_due_when_the_quiet_ends_each_day_or_on_monday(ans):
    habits = MailHabits(user=ans, quiet_from=21, quiet_until=8)
    monday = at((11, 23), 7)
    assert due_since("week", habits, at((11, 29), 12)) == monday
    assert due_since("week", habits, at((11, 23), 6, 59)) == at((11, 16), 7)
    assert due_since("day", habits, at((11, 29), 7)) == at((11, 29), 7)
    assert due_since("day", habits, at((11, 29), 6)) == at((11, 28), 7)
    assert due_since("week", habits, at((3, 31), 12)) == at((3, 30), 6), "after the clock went forward"


def test_a_mail_at_once_says_nothing_and_no_mail_does_to_who_speaks_from_experience(ans):
    roos = make_user("Roos", "lived")
    habits = MailHabits()
    assert not may_say(ans, habits, "once")
    assert may_say(ans, habits, "week")
    assert not may_say(roos, habits, "week")
    assert may_say(roos, MailHabits(says="content"), "once")
    assert not may_say(ans, MailHabits(says="nothing"), "week")


def test_the_page_keeps_choices_without_scripts(client):
    practice = make_practice("Eerder aan tafel")
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    facts = {"often": "day", "says": "nothing", "quiet_from": 22, "quiet_until": 7}
    assert client.post("/mijn/mail/", facts).status_code == 302
    assert MailHabits.objects.get(user=bea).quiet == (22, 7)
    client.post("/mijn/mail/anders/", {"what": f"place:{practice.pk}", "how": "never"})
    page = client.get("/mijn/mail/").content.decode()
    assert page.count("Eerder aan tafel") >= 2
    assert "Iemand reageert op wat jij schreef" in page
    assert "Jouw ja loopt bijna af" not in page, "that is not for choosing"
    kept = MailChoice.objects.get(user=bea, sort="place")
    client.force_login(make_user("Bo"))
    client.post(f"/mijn/mail/anders/{kept.pk}/weg/")
    assert MailChoice.objects.filter(pk=kept.pk).exists(), "of somebody else"
    client.force_login(bea)
    client.post(f"/mijn/mail/anders/{kept.pk}/weg/")
    assert not MailChoice.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize(
    "facts",
    [{"what": "place:999", "how": "never"}, {"what": "kind:story-consent", "how": "never"}, {"what": "", "how": "x"}],
)
def test_what_nobody_may_choose_is_refused(client, ans, facts):
    client.force_login(ans)
    assert client.post("/mijn/mail/anders/", facts).status_code == 200
    assert not MailChoice.objects.exists()


def test_strange_hours_are_refused_and_a_visitor_is_asked_to_sign_in(client, ans):
    assert client.get("/mijn/mail/").status_code == 302
    client.force_login(ans)
    assert client.post("/mijn/mail/", {"quiet_from": 99, "quiet_until": "\x00"}).status_code == 200
    assert not MailHabits.objects.exists()


def test_every_kind_that_is_told_is_registered():
    """Ask the code: a kind nobody registered has no Dutch name on the page of settings."""
    named = set()
    for path in [one for app in ("practices", "stories", "forums", "platform") for one in Path(app).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            called = getattr(node, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) not in {"notify", "notify_all", "tell_followers"}:
                continue
            if len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                named.add(node.args[1].value)
    assert len(named) > 8
    named |= {ABOUT}
    assert named <= kinds.known()


def test_everything_that_people_are_told_about_has_a_matter():
    """Without one a mail could not ask who may see it, and says nothing of it."""
    named = "story contribution remark insight weighing review concern reply session agenda assessment duo"
    for name in (*named.split(), BEYOND):
        assert matters.of(name), name
