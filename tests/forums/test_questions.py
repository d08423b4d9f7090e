"""Questions at a meeting: without a name, most wanted first, chosen and answered; counted only from five people on."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from clock.jobs import registry
from forums.actions import questions as act
from forums.live import QuestionLeadTopic, QuestionTopic, QuestionWallTopic
from forums.models import Question, Session, Support
from forums.models.question import voices
from forums.models.session import KEPT_DAYS
from live import sending
from practices.actions.membership import leave
from practices.traces import find
from tests.makers import make_member, make_session, make_user

pytestmark = pytest.mark.django_db
TOPICS = [QuestionTopic, QuestionWallTopic, QuestionLeadTopic]


@pytest.fixture
def session(practice, fay):
    return make_session(practice, fay)


@pytest.fixture
def path(practice, session):
    return f"/praktijken/{practice.slug}/bijeenkomsten/{session.pk}/vragen/"


def wanting(practice, question, number, perspective="pro"):
    """Let so many members want to know it too."""
    for one in range(number):
        act.want(question, make_member(practice, f"Lid{one}", perspective), wants=True)


def test_a_member_asks_and_nobody_sees_who(client, practice, session, path):
    bea = make_member(practice, "Beatrix", "lived")
    client.force_login(bea)
    assert client.post(path, {"text": "Wie belt er als de post blijft liggen?"}).status_code == 302
    asked = Question.objects.get()
    assert asked.perspective == "lived"
    client.force_login(make_member(practice, "Cor"))
    for page in (path, f"{path}scherm/"):
        text = client.get(page).content.decode()
        assert "Wie belt er als de post blijft liggen?" in text
        assert "Beatrix" not in text
        assert "Wat jij vroeg" not in text


def test_what_points_at_a_person_is_shown_first(client, practice, path):
    client.force_login(make_member(practice))
    facts = {"text": "Mag ik bellen met 06-12345678?"}
    page = client.post(path, facts)
    assert not Question.objects.exists()
    look = page.content.decode().partition('name="gezien" value="')[2].partition('"')[0]
    client.post(path, facts | {"gezien": look})
    assert Question.objects.exists()


def test_a_stranger_finds_nothing_and_a_visitor_is_asked_to_sign_in(client, session, path):
    assert client.get(path).status_code == 302
    client.force_login(make_user("Sam", is_moderator=True))
    for page in (path, f"{path}scherm/"):
        assert client.get(page).status_code == 404
    for action in ("", "steun/", "leiding/", "terughalen/"):
        assert client.post(path + action, {"text": "Hallo?", "vraag": "1"}).status_code == 404


def test_support_counts_once_and_only_from_five_people_it_is_a_figure(client, practice, session, path):
    asked = act.ask(session, make_member(practice, "Bea"), "Wie belt er?")
    wanting(practice, asked, 4)
    cor = make_member(practice, "Cor")
    client.force_login(cor)
    page = client.get(path).content.decode()
    assert "4 mensen" not in page
    assert "Ook anderen willen dit weten" in page
    for _ in range(2):
        client.post(f"{path}steun/", {"vraag": asked.pk})
    assert "5 mensen willen dit ook weten" in client.get(path).content.decode()
    client.post(f"{path}steun/", {"vraag": asked.pk, "niet": "1"})
    assert Support.objects.count() == 4
    client.force_login(asked.author)
    client.post(f"{path}steun/", {"vraag": asked.pk})
    assert Support.objects.count() == 4, "nobody counts for their own"


def test_a_perspective_is_a_figure_only_from_five_people_on(practice, session):
    asked = act.ask(session, make_member(practice, "Bea", "lived"), "Wie belt er?")
    wanting(practice, asked, 6, "pro")
    wanting(practice, asked, 3, "lived")
    assert voices(session.pk) == [("lived", None), ("pro", 5)]


def test_no_change_of_the_figures_tells_from_where_one_person_asked(client, practice, session, path):
    """Whoever looks before and after a question learns of five people or of none."""
    before, reader = voices(session.pk), make_member(practice, "Cor")
    for number in range(24):
        perspective = ("lived", "pro", "citizen")[number % 3]
        act.ask(session, make_member(practice, f"Lid{number}", perspective), f"Vraag {number}?")
        now = voices(session.pk)
        if (number + 1) % 5:
            assert now == before, "one more person changes nothing"
        assert all(figure is None or figure % 5 == 0 for _perspective, figure in now)
        before = now
    assert before == [("lived", 5), ("pro", 5), ("citizen", 5)]
    client.force_login(reader)
    page = client.get(path).content.decode()
    assert re.findall(r"(\d+) mensen", page) == ["5", "5", "5"]  # of eight each
    assert "minder dan 5" not in page, "it may be more than is told"


def test_thirty_days_after_a_meeting_all_questions_are_gone_for_good(client, practice, session, path):
    bea, cor = make_member(practice, "Bea"), make_member(practice, "Cor")
    asked = act.ask(session, bea, "Wie belt er als de post blijft liggen?")
    act.want(asked, cor, wants=True)
    client.force_login(cor)
    assert "wissen we alle vragen" in client.get(path).content.decode()
    term = timezone.now() - timedelta(days=KEPT_DAYS)
    for still in (
        {"starts_at": term + timedelta(hours=1)},
        {"starts_at": term, "opened_at": term, "closed_at": term + timedelta(hours=1)},
        {"starts_at": term, "opened_at": term, "closed_at": None, "pace": "days"},
    ):
        Session.objects.update(**still)
        registry["forums.questions"].do()
        assert "Wie belt er" in client.get(path).content.decode()
    Session.objects.update(pace="live")
    registry["forums.questions"].do()
    assert not Question.objects.exists()
    assert not Support.objects.exists()
    assert not find(["Wie belt er als de post blijft liggen"])
    page = client.get(path)
    assert "De vragen zijn gewist." in page.content.decode()
    assert client.post(path, {"text": "Nog een?"}).status_code == 403, "nothing new comes where all is wiped"


@pytest.mark.parametrize("over", ["closed_at", "cancelled_at", "starts_at"])
def test_the_term_runs_from_when_a_meeting_ended_was_called_off_or_was_planned(practice, session, over):
    act.ask(session, make_member(practice, "Bea"), "Wie belt er?")
    Session.objects.update(**{over: timezone.now() - timedelta(days=KEPT_DAYS)})
    assert Session.objects.get().has_old_questions
    registry["forums.questions"].do()
    assert not Question.objects.exists()


def test_open_screens_hear_that_questions_went(practice, session, monkeypatch, django_capture_on_commit_callbacks):
    act.ask(session, make_member(practice, "Bea"), "Wie belt er?")
    told = []
    monkeypatch.setattr(sending, "publish", lambda group, message: told.append((message["type"], message["topic"])))
    with django_capture_on_commit_callbacks(execute=True):
        act.wipe(session)
    assert told == [("many", f"{topic.name}:{session.pk}") for topic in TOPICS]


def test_the_order_tells_nothing_about_fewer_than_five(client, practice, session, path):
    bea = make_member(practice, "Bea")
    first, second, third = (act.ask(session, bea, text) for text in ("Eerst?", "Tweede?", "Derde?"))
    wanting(practice, second, 4)
    wanting(practice, third, 6)
    client.force_login(bea)
    page = client.get(path).content.decode()
    places = [page.index(f'id="vraag-{one.pk}"') for one in (third, first, second)]
    assert places == sorted(places)


def test_only_who_leads_chooses_and_answers(client, practice, session, fay, path):
    asked = act.ask(session, make_member(practice, "Bea"), "Wie belt er?")
    client.force_login(make_member(practice, "Cor"))
    assert client.post(f"{path}leiding/", {"vraag": asked.pk, "wat": "kies"}).status_code == 403
    assert "leid-kies" not in client.get(path).content.decode()
    client.force_login(fay)
    for what, field in (("kies", "chosen_at"), ("klaar", "answered_at")):
        client.post(f"{path}leiding/", {"vraag": asked.pk, "wat": what})
        assert getattr(Question.objects.get(), field)
    assert "Beantwoord" in client.get(f"{path}scherm/").content.decode()
    client.post(f"{path}leiding/", {"vraag": asked.pk, "wat": "open"})
    client.post(f"{path}leiding/", {"vraag": asked.pk, "wat": "laat"})
    one = Question.objects.get()
    assert (one.chosen_at, one.answered_at) == (None, None)


def test_who_asked_takes_it_back_and_its_words_are_gone(client, practice, session, path):
    bea, cor = make_member(practice, "Bea"), make_member(practice, "Cor")
    asked = act.ask(session, bea, "Wie belt er?")
    act.want(asked, cor, wants=True)
    client.force_login(cor)
    assert client.post(f"{path}terughalen/", {"vraag": asked.pk}).status_code == 404
    client.force_login(bea)
    client.post(f"{path}terughalen/", {"vraag": asked.pk})
    one = Question.objects.get()
    assert (one.text, one.supports.count()) == ("", 0)
    assert "Wie belt er?" not in client.get(path).content.decode()


def test_after_the_meeting_nothing_is_asked_any_more_and_ten_are_enough(client, practice, session, path):
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    for number in range(10):
        act.ask(session, bea, f"Vraag {number}?")
    page = client.post(path, {"text": "De elfde?"})
    assert "al tien vragen" in page.content.decode()
    assert "De elfde?" in page.content.decode(), "what was typed stays"
    session.closed_at = session.opened_at = timezone.now()
    session.save()
    assert client.post(path, {"text": "Nog een?"}).status_code == 403
    assert Question.objects.count() == 10


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 40, "-1", "0"])
def test_a_question_that_is_not_there_is_not_found(client, practice, fay, path, number):
    client.force_login(fay)
    for action in ("steun/", "leiding/", "terughalen/"):
        assert client.post(path + action, {"vraag": number}).status_code == 404


@pytest.mark.parametrize("topic", TOPICS)
def test_only_members_listen_and_only_who_leads_hears_the_buttons(practice, session, fay, topic):
    bea = make_member(practice, "Bea")
    asked = act.ask(session, bea, "Wie belt er?")
    assert topic.may_listen(fay, session.pk)
    assert topic.may_listen(bea, session.pk) == (topic is not QuestionLeadTopic)
    for nobody in (make_user("Sam"), AnonymousUser()):
        assert not topic.may_listen(nobody, session.pk)
    [missed] = topic.missed(fay, session.pk, 0)
    assert "Wie belt er?" in missed.html
    assert ("leid-kies" in missed.html) == (topic is QuestionLeadTopic)
    act.take_back(asked)
    [again] = topic.missed(fay, session.pk, missed.id)
    assert "Wie belt er?" not in again.html
    leave(practice, bea)
    assert not topic.may_listen(bea, session.pk)


@pytest.mark.parametrize("many", [1, 40])
def test_the_page_costs_the_same_for_few_and_many(client, practice, session, path, django_assert_max_num_queries, many):
    bea = make_member(practice, "Bea")
    facts = {"session": session, "author": bea, "perspective": "pro"}
    Question.objects.bulk_create([Question(text=f"V{number}?", **facts) for number in range(many)])
    client.force_login(bea)
    with django_assert_max_num_queries(13):
        client.get(path)
