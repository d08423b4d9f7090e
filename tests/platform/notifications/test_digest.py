"""The digest: grouped, with what was said, only what its reader may see at the moment it leaves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

import search
from notifications import actions
from notifications.actions import notify
from notifications.digest import gather
from notifications.models import Letter, Notification
from notifications.outbox import deliver, deliver_digests
from practices.actions.contributions import set_audience, withdraw
from practices.actions.membership import leave
from practices.models import Audience
from tests.makers import make_case, make_element, make_member, make_practice, make_reply, make_story, make_theme

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=8)


@pytest.fixture
def practice():
    return make_practice("Eerder aan tafel")


@pytest.fixture
def bea(practice):
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "week", "", (0, 0))
    return bea


@pytest.fixture
def case(practice, bea):
    return make_case(practice, bea)


def long_ago():
    """Let all that was told be a week old, so that it is due."""
    then = timezone.now() - LONG_AGO
    Notification.objects.update(created_at=then)


def sent():
    """Send what is due and give the last mail."""
    mail.outbox.clear()
    deliver_digests()
    assert len(mail.outbox) <= 1
    return mail.outbox[0] if mail.outbox else None


def test_what_was_said_is_in_it_newest_first_with_how_long_reading_takes(practice, bea, case):
    for number in range(3):
        make_reply(case, make_member(practice, f"Cor{number}"), f"Reactie nummer {number}")
    other = make_case(practice, bea, title="De lege koelkast")
    make_reply(other, make_member(practice, "Dik"), "Begin bij eten. " + "woord " * 400)
    notify(bea, "join-decision", "Je doet nu mee.", "/praktijken/")
    long_ago()
    letter = sent()
    text = letter.body
    assert letter.subject == "Er staan berichten voor je klaar", "it stands on a locked phone"
    assert text.index("Reactie nummer 2") < text.index("Reactie nummer 0")
    assert "Lezen duurt 1 minuut" in text, "what is long is cut"
    assert text.count("== Eerder aan tafel ==") == 1
    assert "De lege koelkast" in text
    assert "Je doet nu mee." in text
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "<h2>Eerder aan tafel</h2>" in html
    assert "<img" not in html
    assert bea.email not in text + html
    assert sent() is None, "and never again"


def test_nothing_new_means_no_mail(bea, case):
    assert sent() is None
    make_reply(case, make_member(case.practice, "Cor"))
    assert sent() is None, "this week is not over yet"
    long_ago()
    actions.mark_all_read(bea)
    assert sent() is None, "read on the site already"


def test_what_was_taken_back_before_it_left_is_not_in_it(practice, bea, case):
    gone = make_reply(case, make_member(practice, "Cor"), "Dit haal ik weg.")
    make_reply(case, make_member(practice, "Dik"), "Dit blijft staan.")
    long_ago()
    withdraw(gone)
    letter = sent()
    assert "Dit blijft staan." in letter.body
    assert "Dit haal ik weg." not in letter.body + letter.alternatives[0][0]


def test_nothing_of_a_thing_that_was_taken_back_leaves_at_all(practice, bea, case):
    make_reply(case, make_member(practice, "Cor"), "Zo deden wij het.")
    long_ago()
    withdraw(case)
    assert sent() is None


def test_who_left_a_practice_gets_nothing_of_it(practice, bea, case):
    make_reply(case, make_member(practice, "Cor"), "Zo deden wij het.")
    notify(bea, "join-decision", "Je doet nu mee.", "/praktijken/")
    long_ago()
    leave(practice, bea)
    letter = sent()
    assert "Je doet nu mee." in letter.body
    for word in ("Zo deden wij het.", "Drie gemiste", "Eerder aan tafel"):
        assert word not in letter.body + letter.alternatives[0][0]


def test_an_audience_that_was_narrowed_holds_for_mail_too(practice, bea):
    cor = make_member(make_practice("Elders"), "Cor")
    actions.choose_usual(cor, "week", "", (0, 0))
    case = make_case(practice, bea, Audience.EVERYONE, title="Drie gemiste afspraken")
    notify(cor, "outcome", "Er is een uitkomst bij ‘%(title)s’.", "/", facts={"title": case.title},
           about=("contribution", case.pk))  # fmt: skip
    long_ago()
    set_audience(case, Audience.PRACTICE)
    assert sent() is None


def test_of_what_is_heavy_a_mail_says_only_that_there_is_news(bea):
    story = make_story(bea, content_notes=" geweld ", title="Achter de voordeur")
    make_reply(story, make_member(make_practice("Elders"), "Cor"), "Hij sloeg mij ook.")
    long_ago()
    letter = sent()
    assert "Er is nieuws bij iets dat je volgt." in letter.body
    for word in ("Achter de voordeur", "sloeg"):
        assert word not in letter.body + letter.alternatives[0][0]


def test_who_speaks_from_experience_gets_it_without_what_it_is_about(practice):
    roos = make_member(practice, "Roos", "lived")
    actions.choose_usual(roos, "week", "", (0, 0))
    make_reply(make_case(practice, roos), make_member(practice, "Cor"), "Zo deden wij het.")
    long_ago()
    letter = sent()
    assert not letter.alternatives
    for word in ("Zo deden", "Eerder aan tafel", "Drie gemiste", "Roos"):
        assert word not in letter.body
    actions.choose_usual(roos, "week", "content", (0, 0))
    make_reply(roos.contributions.get(kind="case"), make_member(practice, "Dik"), "Wij ook zo.")
    long_ago()
    Letter.objects.all().delete()
    assert "Wij ook zo." in sent().body


def test_a_mail_at_once_can_say_what_it_is_about_for_who_wants_that(practice, bea, case):
    actions.choose_usual(bea, "", "content", (0, 0))
    make_reply(case, make_member(practice, "Cor"), "Zo deden wij het.")
    deliver(Notification.objects.values_list("pk", flat=True))
    assert "Zo deden wij het." in mail.outbox[0].body


def test_a_second_answer_makes_no_second_mail_at_once_but_is_in_the_digest(practice, bea, case):
    actions.choose_usual(bea, "once", "", (0, 0))
    for name in ("Cor", "Dik"):
        make_reply(case, make_member(practice, name))
    assert Notification.objects.unsent().filter(user=bea).count() == 1
    assert Notification.objects.filter(user=bea).count() == 2


def test_the_same_line_about_several_things_stands_there_once(practice, bea):
    cases = [make_case(practice, bea, title=f"De lege koelkast {n}") for n in range(3)]
    for case in cases:
        notify(bea, "agenda-late", "Dit wacht langer dan beloofd.", f"/x/{case.pk}/", about=("case", case.pk))
    long_ago()
    letter = sent()
    html = letter.alternatives[0][0]
    for text in (letter.body, html):
        assert text.count("Dit wacht langer dan beloofd.") == 1
        for case in cases:
            assert f"/x/{case.pk}/" in text
            assert case.title in text


def test_a_hostile_text_does_no_harm_in_html(practice, bea, case):
    make_reply(case, make_member(practice, "Cor"), "<script>alert(1)</script><img src=x onerror=y>")
    long_ago()
    html = sent().alternatives[0][0]
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_three_things_for_your_case_and_none_of_them_twice(practice, bea):
    theme = make_theme("Schulden")
    practice.themes.add(theme)
    case = make_case(practice, bea)
    case.themes.add(theme)
    for number in range(4):
        search.index(make_element(f"Iets dat hielp {number}", theme))
    make_story(None, title="Nooit voor jou", audience=Audience.ME).themes.add(theme)
    make_reply(case, make_member(practice, "Cor"), "Zo deden wij het.")
    long_ago()
    first = sent().body.partition("== Voor jouw casus ==")[2]
    assert 1 <= first.partition("\n--\n")[0].count("http") <= 3
    assert "Nooit voor jou" not in first
    offered = Letter.objects.get().offered
    make_reply(case, make_member(practice, "Dik"), "Wij ook.")
    long_ago()
    Letter.objects.update(key="an-earlier-week")
    sent()
    assert not set(offered) & set(Letter.objects.latest("pk").offered)


@pytest.mark.parametrize("many", [1, 12])
def test_making_a_digest_costs_the_same_for_few_and_many_things(practice, bea, django_assert_max_num_queries, many):
    cor = make_member(practice, "Cor")
    for number in range(many):
        case = make_case(practice, bea, title=f"Casus {number}")
        for _ in range(3):
            make_reply(case, cor)
    long_ago()
    with django_assert_max_num_queries(29):
        gather(bea, Notification.objects.filter(user=bea))
