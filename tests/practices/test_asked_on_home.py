"""What a practice asks one person stands on its home, for that person alone, until they answered."""

import pytest

from accounts.models import Perspective
from practices.actions import joint, quoting
from practices.actions.contributions import withdraw
from practices.actions.insights import begin_insight
from practices.kinds import Kind
from practices.models import Audience, Quoted
from tests.makers import make_contribution, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
READ, CHECK = "Lees een tekst na", "Kijk of het klopt"
INSIGHT = {"title": "Eerst eten", "learned": "l", "context": "c", "mechanism": "", "result": ""}


class Told(Kind):
    """What an insight may rest on, as an upper floor would bring it."""

    name = "told"

    def url(self, contribution):
        return f"/told/{contribution.pk}/"


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def bea(practice):
    return make_member(practice, "Bea")


@pytest.fixture
def kim(practice):
    return make_member(practice, "Kim", Perspective.LIVED)


def home(client, user, practice):
    client.force_login(user)
    return client.get(practice.get_absolute_url()).content.decode()


def first_three(page):
    """Give the list that stands open, without what is folded under it."""
    return page.split("Meer dat je hier kunt doen")[0]


def test_who_was_asked_to_read_a_text_along_finds_it_on_top_until_they_said_something(client, practice, bea, kim):
    text = joint.begin(practice, bea, {"title": "Zo bellen wij aan", "words": "Eerst bellen."})
    assert READ not in home(client, kim, practice)
    round_ = joint.ask_to_proofread(text, bea, [kim])
    page = first_three(home(client, kim, practice))
    assert f'href="{text.get_absolute_url()}#proeflezen"' in page
    assert "Zo bellen wij aan" in page.split(READ)[1][:300]
    assert READ not in home(client, bea, practice), "she asked it herself"
    joint.remark(round_, kim, "right", "")
    assert READ not in home(client, kim, practice)
    joint.ask_to_proofread(text, bea, [kim])
    assert READ in home(client, kim, practice), "a new round asks anew"
    withdraw(text)
    assert READ not in home(client, kim, practice)


def test_who_is_quoted_finds_the_question_on_top_until_they_answered(client, practice, bea):
    roos = make_user("Roos")
    tale = make_contribution(roos, Audience.EVERYONE, kind="told", title="Een volle tas", practice=practice)
    insight = begin_insight(practice, bea, INSIGHT, [tale])
    assert CHECK not in home(client, roos, practice), "not asked yet"
    quoting.ask(insight, bea)
    row = Quoted.objects.get()
    assert f"/mijn/aangehaald/{row.pk}/" in first_three(home(client, roos, practice))
    assert CHECK not in home(client, bea, practice)
    assert CHECK not in home(client, roos, make_practice("Elders"))
    client.logout()
    assert CHECK not in client.get(practice.get_absolute_url()).content.decode()
    quoting.answer(row, "ja", insight.version, widest="practice")
    assert CHECK not in home(client, roos, practice)


def test_being_asked_costs_the_home_no_question_more(client, practice, bea, kim, django_assert_max_num_queries):
    home(client, kim, practice)
    with django_assert_max_num_queries(60) as before:
        home(client, kim, practice)
    tales = [make_contribution(kim, Audience.PRACTICE, kind="told", title=f"V{n}", practice=practice) for n in range(9)]
    quoting.ask(begin_insight(practice, bea, INSIGHT, tales), bea)
    for number in range(5):
        text = joint.begin(practice, bea, {"title": f"Tekst {number}", "words": "Eerst bellen."})
        joint.ask_to_proofread(text, bea, [kim])
    home(client, kim, practice)  # what is new is kept now
    with django_assert_max_num_queries(60) as after:
        page = home(client, kim, practice)
    assert READ in page
    assert CHECK in page
    assert len(after) <= len(before) + 1, "one for the texts that stand there"
