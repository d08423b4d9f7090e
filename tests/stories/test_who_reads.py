"""Every audience against every kind of reader, wherever stories are shown."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import search
from practices.models import Audience, Membership
from search.engines.seam import Scope
from search.finding import find
from search.plugs import keys_of
from search.queries import parse
from stories.models import Story
from tests.makers import (
    make_element,
    make_intervention,
    make_member,
    make_municipality,
    make_practice,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db

READERS = ("visitor", "ans", "member", "left", "elsewhere", "leader", "moderator", "editor", "teller")
MAY_READ = {
    Audience.ME: {"teller"},
    Audience.PRACTICE: {"member", "leader", "teller"},
    Audience.SIGNED_IN: set(READERS) - {"visitor"},
    Audience.EVERYONE: set(READERS),
}


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def people(practice):
    left = make_member(practice, "Lou")
    Membership.objects.filter(user=left).update(left_at="2026-01-01T12:00Z")
    return {
        "visitor": None,
        "ans": make_user("Ans"),
        "member": make_member(practice, "Bea"),
        "left": left,
        "elsewhere": make_member(make_practice("Ergens anders"), "Cor"),
        "leader": make_member(practice, "Fay", is_facilitator=True),
        "moderator": make_user("Mo", is_moderator=True),
        "editor": make_user("Ed", is_editor=True),
        "teller": make_member(practice, "Wil"),
    }


def browser(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def told(people, practice, audience, **facts):
    theme, help_ = make_theme(), make_intervention()
    element = make_element("Iemand die bleef", theme)
    story = make_story(people["teller"], audience, practice=practice, intervention=help_, **facts)
    story.themes.add(theme)
    story.weighings.create(element=element, polarity="helped")
    search.index(story)
    return story, theme, element, help_


@pytest.mark.parametrize("audience", MAY_READ)
@pytest.mark.parametrize("name", READERS)
def test_a_story_is_read_by_whom_its_teller_chose(people, practice, audience, name):
    story, theme, element, help_ = told(people, practice, audience)
    client, may = browser(people[name]), name in MAY_READ[audience]
    link = f"/verhalen/{story.pk}/"
    assert client.get(link).status_code == (200 if may else 404)
    lists = may and audience != Audience.ME
    places = ["/", "/verhalen/", f"/verhalen/?thema={theme.slug}", f"/verhalen/?element={element.slug}"]
    places += [page.get_absolute_url() for page in (theme, element, help_, practice)]
    for place in places:
        page = client.get(place).content.decode()
        assert (f'"{link}"' in page) == (lists or (may and place.startswith("/verhalen"))), place
        assert ("plastic tas" in page) <= may, place
    found = find(parse("plastic"), Scope(tuple(keys_of(people[name] or browser(None).get("/").wsgi_request.user))))
    assert bool(found.total) == may


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("audience", MAY_READ)
def test_what_is_not_sent_is_nobody_elses(people, practice, audience, name):
    story = make_story(people["teller"], audience, shown=False, practice=practice)
    client = browser(people[name])
    assert client.get(f"/verhalen/{story.pk}/").status_code == 404
    assert client.get(f"/verhalen/{story.pk}/jouw/").status_code == (200 if name == "teller" else 404)
    assert client.get(f"/verhalen/{story.pk}/lezers/").status_code == (302 if name == "teller" else 404)
    for change in ("aanpassing", "terughalen", "link", "lezers"):
        if name != "teller":
            assert client.post(f"/verhalen/{story.pk}/{change}/", {"tekst": "wissen"}).status_code == 404
    assert Story.objects.filter(pk=story.pk, withdrawn_at=None).exists()


def test_past_its_end_nobody_reads_it(people, practice):
    story, *_rest = told(people, practice, Audience.EVERYONE, shown_until="2020-01-01")
    assert browser(None).get(f"/verhalen/{story.pk}/").status_code == 404
    assert "plastic tas" not in browser(None).get("/verhalen/").content.decode()
    assert (
        "De tijd die je koos is voorbij"
        in browser(people["teller"]).get(f"/verhalen/{story.pk}/jouw/").content.decode()
    )


def test_a_pseudonym_never_stands_beside_the_account(people, practice):
    story, *_rest = told(people, practice, Audience.EVERYONE)
    for place in ("/verhalen/", f"/verhalen/{story.pk}/", "/"):
        answer = browser(None).get(place)
        page = answer.content.decode()
        assert "Samira" in page
        assert people["teller"].email not in page
        assert "Wil" not in page.replace("Wil je", "").replace("Wil ", "")
    assert browser(None).get(f"/verhalen/{story.pk}/")["X-Robots-Tag"] == "noindex, noarchive"


def test_a_fictional_story_says_so_wherever_it_stands(people, practice):
    story, theme, *_rest = told(people, practice, Audience.EVERYONE, is_fictional=True)
    for place in ("/", "/verhalen/", f"/verhalen/{story.pk}/", theme.get_absolute_url(), practice.get_absolute_url()):
        assert '<span class="fictional">' in browser(None).get(place).content.decode(), place


def test_only_the_region_is_shown(people, practice):
    town = make_municipality("Urk")
    story, *_rest = told(people, practice, Audience.EVERYONE, municipality=town)
    page = browser(None).get(f"/verhalen/{story.pk}/").content.decode()
    assert town.labour_region.name in page
    assert "Urk" not in page


@pytest.mark.parametrize("place", ["/", "/verhalen/", "story"])
def test_pages_cost_the_same_for_few_and_many(place, people, practice):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser(None).get(place).status_code == 200
        return len(asked)

    stories = [told(people, practice, Audience.EVERYONE)[0] for _ in range(5)]
    place = stories[0].get_absolute_url() if place == "story" else place
    cost()
    few = cost()
    for _ in range(45):
        told(people, practice, Audience.EVERYONE)
    cost()  # the first look after a change counts it for everybody
    assert cost() == few
    assert few <= 12


@pytest.mark.parametrize(
    "nonsense", ["thema=' OR 1=1", "element=bestaat-niet", "page=-3", "page=999999999999", "page=x", "thema=%00"]
)
def test_nonsense_in_the_address_is_no_error(nonsense):
    assert browser(None).get(f"/verhalen/?{nonsense}").status_code == 200
