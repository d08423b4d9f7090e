"""The main pages ask the database a bounded number of questions, however much there is to show."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forums.models import Case
from practices.actions.contributions import publish
from practices.actions.cycle import found
from practices.models import Audience, Polarity, Practice, Weighing
from stories.models import Story
from tests.makers import make_case, make_contribution, make_member, make_reply

pytestmark = pytest.mark.django_db

MANY = 30
# Questions at most: for a visitor, and for a member of the practice (session and person, bell and membership more).
PAGES = {
    "/": (11, 13),
    "/verhalen/": (5, 7),  # the regions to choose from
    "story": (4, 11),
    "/casussen/": (9, 11),  # five ways to narrow it, each with its counts
    "case": (9, 16),
    "/praktijken/": (4, 6),
    "practice": (11, 17),
    "/kennis/themas/schulden/": (12, 15),
    "/kennis/elementen/vaste-hulpverlener/": (11, 15),
    "/kennis/interventies/housing-first/": (10, 13),
    "/praktijken/eerder-aan-tafel/agenda/": (5, 10),
    "/kennis/themas/schulden/verschilkaart/": (6, 8),
    "/zoeken/?q=schulden": (3, 6),
}


@pytest.fixture
def cast() -> dict[str, User]:
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    return {user.email.split("@")[0]: user for user in User.objects.filter(is_fictional=True)}


def addresses() -> dict[str, str]:
    """Give the address of each page; the story and the case are those with most talk."""
    named = {
        "story": Story.objects.get(slug="post-in-een-plastic-tas").get_absolute_url(),
        "case": Case.objects.get(slug="gemiste-afspraken").get_absolute_url(),
        "practice": Practice.objects.get(slug="eerder-aan-tafel").get_absolute_url(),
    }
    return {page: named.get(page, page) for page in PAGES}


def questions(client: Client) -> dict[str, int]:
    """Count what each page asks once it was opened: the least of two looks, for what is kept may just have run out."""
    counts = {}
    for page, address in addresses().items():
        assert client.get(address).status_code == 200, address
        looks = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            looks.append(len(asked))
        counts[page] = min(looks)
    return counts


def add_many(cast: dict[str, User]) -> None:
    """Add stories, cases, replies, weighings, practices and members, so that every page has more to show."""
    practice = Practice.objects.get(slug="eerder-aan-tafel")
    theme = practice.themes.get(slug="schulden")
    story, case = Story.objects.get(slug="post-in-een-plastic-tas"), Case.objects.get(slug="gemiste-afspraken")
    elements = [weighing.element for weighing in story.weighings.all()]
    for number in range(MANY):
        facts: dict[str, Any] = {"audience": Audience.EVERYONE, "practice": practice, "sent_at": timezone.now()}
        more = Story.objects.create(title=f"Schulden {number}", happened="Schuld.", pseudonym="Mo", **facts)
        more.themes.add(theme)
        Weighing.objects.create(contribution=more, element=elements[number % 3], polarity=Polarity.HELPED)
        publish(more)
        weighing = make_contribution(perspective="pro")
        weighing.themes.add(theme)
        Weighing.objects.create(contribution=weighing, element=elements[number % 3], polarity=Polarity.MISSING)
        member = make_member(practice, f"Lid {number}")
        make_case(practice, member, title=f"Schulden {number}", audience=Audience.EVERYONE).themes.add(theme)
        for root in (story, case):
            make_reply(root, member, f"Reactie {number} over schulden.")
        found(member, "pro", {"name": f"Praktijk {number}", "question": "Schulden?"}).themes.add(theme)


def test_each_page_asks_a_bounded_number_and_no_more_when_there_is_more(cast):
    visitor, member = Client(), Client()
    member.force_login(cast["professional"])
    few = questions(visitor), questions(member)
    for page, (most_visitor, most_member) in PAGES.items():
        assert few[0][page] <= most_visitor, f"{page} asks a visitor {few[0][page]}"
        assert few[1][page] <= most_member, f"{page} asks a member {few[1][page]}"
    add_many(cast)
    many = questions(visitor), questions(member)
    for who in (0, 1):
        grown = {page: (few[who][page], many[who][page]) for page in PAGES if many[who][page] > few[who][page]}
        assert not grown, f"these grew with the rows: {grown}"
