"""A visitor's page is given again only while every question on it has the same answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from accounts.models import Perspective
from practices import traces
from practices.actions import contributions
from practices.models import Audience, Practice
from prepared.pages import drop, each_time, for_visitors
from stories.actions import media, opening, sending
from stories.models import Story
from tests.makers import make_case, make_member, make_photo, make_practice, make_reply, make_story, make_user

pytestmark = pytest.mark.django_db
IN_A_BROWSER = {"sec-fetch-dest": "document"}


class Drawing:
    """A view that says how often it was drawn, with the names of all practices."""

    def __init__(self, act: Any = None) -> None:
        self.times, self.act = 0, act
        self.view = for_visitors(self.draw)

    def draw(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        answer = HttpResponse(", ".join(Practice.objects.order_by("name").values_list("name", flat=True)))
        if self.act:
            self.act(request, answer)
        return answer

    def opened(self, path: str = "/", cookies: dict[str, str] | None = None, **headers: str) -> str:
        request = RequestFactory().get(path, headers=headers)
        request.COOKIES, request.session = dict(cookies or {}), SessionStore()  # type: ignore[assignment]
        return self.view(request).content.decode()


@pytest.fixture
def practice() -> Practice:
    return make_practice(name="Aan tafel")


def test_a_page_is_drawn_twice_and_then_given_for_as_long_as_every_answer_is_the_same(practice):
    page = Drawing()
    assert [page.opened() for _ in range(4)] == ["Aan tafel"] * 4
    assert page.times == 2
    Practice.objects.update(name="Aan een andere tafel")
    assert [page.opened() for _ in range(4)] == ["Aan een andere tafel"] * 4
    assert page.times == 4


def test_an_answer_that_has_one_row_more_is_another_answer(practice):
    page = Drawing()
    for _ in range(3):
        page.opened()
    make_practice(name="Bij de buren")
    assert page.opened() == "Aan tafel, Bij de buren"


@pytest.mark.parametrize(
    ("cookies", "headers"),
    [({"sessionid": "a"}, {}), ({"herken": "a"}, {}), ({"messages": "a"}, {}), ({}, {"hx-request": "true"})],
    ids=["signed in", "recognised something", "a message waits", "a part of a page"],
)
def test_who_has_something_of_their_own_gets_a_page_of_their_own(practice, cookies, headers):
    page = Drawing()
    for _ in range(4):
        page.opened(cookies=cookies, **headers)
    assert page.times == 4


def test_every_language_colour_and_address_has_its_own_page(practice):
    page = Drawing()
    for _ in range(3):
        page.opened()
        page.opened(cookies={"scheme": "dark"})
        page.opened("/?page=2")
        with translation.override("en"):
            page.opened()
    assert page.times == 8


def test_a_page_that_writes_or_gives_a_cookie_is_never_kept(practice):
    writing = Drawing(lambda request, answer: Practice.objects.filter(pk=practice.pk).update(contact="Hier"))
    giving = Drawing(lambda request, answer: answer.set_cookie("eigen", "1"))
    telling = Drawing(lambda request, answer: request.session.update({"told": True}))
    for page in (writing, giving, telling):
        for _ in range(3):
            page.opened(f"/{id(page)}")
        assert page.times == 3


NOTED: list[str] = []


def note(request: HttpRequest) -> None:
    NOTED.append(request.path)


def test_what_belongs_to_each_visit_is_done_each_time(practice):
    NOTED.clear()
    page = Drawing(lambda request, answer: each_time(request, note))
    for _ in range(4):
        page.opened("/hier")
    assert page.times == 2
    assert NOTED == ["/hier"] * 4


@pytest.fixture
def story(practice) -> Story:
    told = make_story(
        make_member(practice, "Ada", Perspective.LIVED), practice=practice, happened="Een gele bromfiets."
    )
    make_reply(told, make_member(practice, "Bea"), "Een groene tandem.")
    return told


def seen(client: Client, story: Story) -> str:
    """Open the story until its page is kept; give what was read the last time."""
    for _ in range(3):
        answer = client.get(story.get_absolute_url(), headers=IN_A_BROWSER)
    return answer.content.decode()


def test_a_story_that_is_narrowed_or_taken_back_is_gone_at_the_next_visit_and_no_page_of_it_stays(
    story, django_capture_on_commit_callbacks
):
    visitor, address = Client(), story.get_absolute_url()
    assert "gele bromfiets" in seen(visitor, story)
    with django_capture_on_commit_callbacks(execute=True):
        contributions.set_audience(story, Audience.PRACTICE)
    assert visitor.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        contributions.set_audience(story, Audience.EVERYONE)
    assert "gele bromfiets" in seen(visitor, story)
    assert any(trace.where.startswith("cache") for trace in traces.find(["gele bromfiets"]))
    with django_capture_on_commit_callbacks(execute=True):
        sending.withdraw(story, erase=True)
    gone = visitor.get(address)
    assert gone.status_code == 410
    assert "bromfiets" not in gone.content.decode()
    assert traces.find(["gele bromfiets"]) == []


def test_a_reply_that_comes_or_goes_is_on_the_page_of_the_next_visitor(story):
    visitor = Client()
    assert "groene tandem" in seen(visitor, story)
    reply = make_reply(story, make_user("Cas"), "Een rode step.")
    assert "rode step" in visitor.get(story.get_absolute_url()).content.decode()
    assert "rode step" in seen(Client(), story)
    contributions.withdraw(reply)
    assert "rode step" not in visitor.get(story.get_absolute_url()).content.decode()


def test_what_is_told_to_members_is_not_on_the_page_that_a_visitor_made_us_keep(story):
    member = Client()
    member.force_login(make_user("Cas"))
    for _ in range(2):
        mine, theirs = member.get(story.get_absolute_url()), Client().get(story.get_absolute_url())
        assert "Bewaar" in mine.content.decode()
        assert "Bewaar" not in theirs.content.decode()


def test_each_visitor_gets_a_token_of_their_own_that_works(story):
    seen(Client(), story)
    tokens = set()
    for _ in range(2):
        visitor = Client(enforce_csrf_checks=True)
        read = visitor.get(story.get_absolute_url())
        token = read.content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        tokens.add(token)
        said = visitor.post(f"{story.get_absolute_url()}herkenning/", {"csrfmiddlewaretoken": token})
        assert said.status_code == 302
    assert len(tokens) == 2
    assert story.recognitions.count() == 2


def test_every_opening_in_a_browser_is_counted_also_of_a_page_that_was_kept(story):
    opening.write()
    before = Story.objects.get(pk=story.pk).opened
    seen(Client(), story)
    Client().get(story.get_absolute_url())  # no browser
    opening.write()
    assert Story.objects.get(pk=story.pk).opened == before + 3


def test_a_page_that_is_given_asks_no_more_than_one_that_is_drawn(story, django_assert_max_num_queries):
    visitor = Client()
    for _ in range(2):
        visitor.get("/")
    with django_assert_max_num_queries(11):
        visitor.get("/")


def test_the_home_and_a_case_are_kept_on_every_database(practice):
    case = make_case(practice, make_member(practice, "Ada"), Audience.EVERYONE)
    for address in ("/", case.get_absolute_url()):
        answers = [Client().get(address) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 5
        assert not answers[-1].templates, address


def test_what_is_taken_back_while_a_page_is_drawn_is_not_kept(practice):
    page = Drawing(lambda request, answer: drop())
    for _ in range(3):
        page.opened()
    assert page.times == 3


def test_a_photo_that_is_taken_away_is_not_on_the_page_that_was_kept(story, django_capture_on_commit_callbacks):
    photo = make_photo(story)
    assert photo.words in seen(Client(), story)
    with django_capture_on_commit_callbacks(execute=True):
        media.remove(story, photo)
    assert photo.words not in Client().get(story.get_absolute_url()).content.decode()


def test_of_a_reply_that_is_taken_back_no_word_stays_in_a_cache(story, django_capture_on_commit_callbacks):
    reply = story.root.parts.get(kind="reply")
    seen(Client(), story)
    assert traces.find(["groene tandem"])
    with django_capture_on_commit_callbacks(execute=True):
        contributions.withdraw(reply)
    assert [trace for trace in traces.find(["groene tandem"]) if trace.where.startswith("cache")] == []


def test_what_somebody_looks_for_is_kept_nowhere(practice):
    for _ in range(3):
        Client().get("/casussen/?q=zeldzaamwoord")
    assert traces.find(["zeldzaamwoord"]) == []
