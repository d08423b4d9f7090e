"""The bell counts by itself, for one person alone."""

import pytest
from django.contrib.auth.models import AnonymousUser

from live import asking
from notifications.actions import mark_all_read, mark_read, notify, withdraw
from notifications.live import BellTopic, LineTopic, stamp
from tests.makers import make_user

pytestmark = pytest.mark.django_db
TOPICS = [BellTopic, LineTopic]


@pytest.fixture
def ans():
    return make_user("Ans")


@pytest.fixture
def heard(monkeypatch, django_capture_on_commit_callbacks):
    """Give what is said to browsers while something is done: (group, id, Dutch html)."""
    said = []

    def keep(group, message):
        said.append((group, message["id"], message["frames"]["nl"]))

    monkeypatch.setattr("live.sending.publish", keep)

    def during(act):
        said.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return list(said)

    return during


@pytest.mark.parametrize("topic", TOPICS)
def test_only_the_person_may_listen(ans, topic):
    closed = make_user("Dicht", is_active=False)
    assert topic.may_listen(ans, ans.pk)
    assert not topic.may_listen(make_user("Bo", is_moderator=True, is_superuser=True), ans.pk)
    assert not topic.may_listen(AnonymousUser(), ans.pk)
    assert not topic.may_listen(closed, closed.pk)


def test_a_new_line_raises_the_count_and_reading_lowers_it(ans, heard):
    said = heard(lambda: notify(ans, "reply", "Er is een reactie.", "/mijn/"))
    assert {group for group, _id, _html in said} == {
        f"live.notifications.bell.{ans.pk}",
        f"live.notifications.line.{ans.pk}",
    }
    assert any("(1" in html for _group, _id, html in said)
    told = ans.notifications.get()
    [(_group, _id, html)] = heard(lambda: mark_read(told))
    assert "nieuwe melding" not in html
    assert heard(lambda: mark_read(told)) == [], "reading twice is no news"
    assert len(heard(lambda: mark_all_read(ans))) == 1


def test_what_is_withdrawn_leaves_the_open_list_at_once(ans, heard):
    notify(ans, "reply", "Drie gemiste afspraken", "/mijn/", about=("story", 3))
    said = heard(lambda: withdraw(("story", 3)))
    assert any("ingetrokken" in html for _group, _id, html in said)
    assert not any("Drie gemiste" in html for _group, _id, html in said)


def test_who_was_away_gets_the_newest_count_and_the_lines_they_missed(client, ans):
    notify(ans, "reply", "Eerste", "/mijn/", about=("story", 3))
    first = ans.notifications.get()
    since = stamp(first.created_at)
    mark_read(first)
    notify(ans, "reply", "Tweede", "/mijn/")
    withdraw(("story", 3))
    client.force_login(ans)
    answer = asking.ask(client.session.session_key, f"notifications.line:{ans.pk}", since, "nl")
    assert ["Tweede" in frame for _id, frame in answer.missed] == [True, False]
    assert "ingetrokken" in answer.missed[1][1]
    bell = asking.ask(client.session.session_key, f"notifications.bell:{ans.pk}", since, "nl")
    assert "(1" in bell.missed[0][1]
    client.force_login(make_user("Bo"))
    assert asking.ask(client.session.session_key, f"notifications.bell:{ans.pk}", since, "nl") is None
    assert client.get(f"/live/gemist/notifications.bell:{ans.pk}/?sinds=1").status_code == 404


def test_the_list_keeps_its_buttons_and_says_where_to_listen(client, ans):
    notify(ans, "reply", "Eerste", "/mijn/")
    client.force_login(ans)
    page = client.get("/mijn/meldingen/").content.decode()
    assert f'data-live="notifications.line:{ans.pk}"' in page
    assert page.count('name="csrfmiddlewaretoken"') >= 2
    assert f'data-live="notifications.bell:{ans.pk}"' in client.get("/").content.decode()
    client.logout()
    assert "data-live" not in client.get("/").content.decode()
