"""De uitwisseling: what goes round is for everyone; all practices side by side are for Movisie."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.actions.cycle import found
from practices.actions.insights import share_insight, write_insight
from practices.models import Audience, Practice
from tests.makers import make_member, make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db


def shared(practice, title="Eerst de koelkast vol", audience=Audience.EVERYONE):
    leader = make_member(practice, "Marit", is_facilitator=True)
    facts = {"title": title, "learned": "Dan pas praten.", "context": "Bij schulden.", "mechanism": "", "result": ""}
    insight = write_insight(practice, leader, facts, [])
    share_insight(insight, leader, audience)
    return insight


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


def test_a_visitor_reads_what_is_for_everyone_and_no_cockpit(client):
    shared(make_practice("Eerder aan tafel"))
    shared(make_practice("Meer dan koffie"), "Alleen met account", Audience.SIGNED_IN)
    page = client.get("/uitwisseling/").content.decode()
    assert "Eerst de koelkast vol" in page
    assert "Alleen met account" not in page
    assert "Eerder aan tafel" in page
    assert "Vragen die terugkomen" not in page
    client.force_login(make_user("Ans", is_moderator=True))
    page = client.get("/uitwisseling/").content.decode()
    assert "Alleen met account" in page
    assert "Vragen die terugkomen" not in page


def test_movisie_sees_all_practices_by_phase_and_last_activity(client, editor):
    founder = make_user("Marit")
    facts = {"name": "Eerder aan tafel", "question": "Hoe komen we binnen?", "outcome": "", "joining": "open"}
    found(founder, "pro", facts)
    quiet = found(founder, "pro", {**facts, "name": "Stille praktijk"})
    Practice.objects.filter(pk=quiet.pk).update(active_at=timezone.now() - timedelta(days=40))
    client.force_login(editor)
    page = client.get("/uitwisseling/")
    assert [(phase, len(lines)) for phase, lines in page.context["phases"]] == [("Vraag", 2)]
    assert "Stil sinds" in page.content.decode()


def test_fewer_than_five_people_are_never_a_figure(client, editor):
    small, large = make_practice("Klein"), make_practice("Groot")
    for number in range(5):
        make_member(large, f"Lid{number}")
        if number:
            make_member(small, f"Lid{number}")
    client.force_login(editor)
    page = client.get("/uitwisseling/").content.decode()
    assert "5 mensen doen mee" in page
    assert "4 mensen" not in page
    assert "Minder dan 5 mensen" in page


def test_a_question_recurs_when_more_than_one_practice_asks_it(client, editor):
    debt, alone = make_theme("Schulden"), make_theme("Eenzaamheid")
    for name in ("Een", "Twee"):
        make_practice(name).themes.add(debt)
    make_practice("Drie").themes.add(alone)
    client.force_login(editor)
    assert [one.theme for one in client.get("/uitwisseling/").context["recurring"]] == [debt]


def test_it_can_be_narrowed_to_a_theme_and_nonsense_is_ignored(client):
    debt = make_theme("Schulden")
    practice = make_practice()
    practice.themes.add(debt)
    shared(practice)
    shared(make_practice("Elders"), "Iets heel anders")
    page = client.get("/uitwisseling/", {"thema": debt.slug}).content.decode()
    assert "Eerst de koelkast vol" in page
    assert "Iets heel anders" not in page
    assert client.get("/uitwisseling/", {"thema": "'; --", "page": "x"}).status_code == 200


def test_with_nothing_shared_it_says_what_to_do(client):
    assert "Er gaat nog geen inzicht rond" in client.get("/uitwisseling/").content.decode()


@pytest.mark.parametrize("many", [1, 9])
@pytest.mark.parametrize(("sees_all", "most"), [(False, 16), (True, 18)])
def test_it_costs_the_same_with_few_and_many_practices(
    client, django_assert_max_num_queries, editor, many, sees_all, most
):
    theme = make_theme()
    for number in range(many):
        practice = make_practice(f"Praktijk {number}")
        practice.themes.add(theme)
        shared(practice, f"Inzicht {number}")
    if sees_all:
        client.force_login(editor)
    with django_assert_max_num_queries(most):
        client.get("/uitwisseling/")
