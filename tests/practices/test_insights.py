"""An insight is written in a practice, shared by who leads it, and shows its sources only to whom they are for."""

import pytest

from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.actions.insights import pass_on, share_insight, write_insight
from practices.kinds import Kind
from practices.models import Audience, Insight, Sharing
from practices.related import near
from search.models import IndexEntry
from tests.makers import make_contribution, make_member, make_practice, make_theme, make_user, say_yes

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "Eerst de koelkast vol",
    "learned": "Wie honger heeft, praat niet over geld.",
    "context": "Bij mensen met schulden.",
    "mechanism": "Rust in huis.",
    "result": "Meer mensen deden open.",
}
SECRET = "Geheime titel"


class Tale(Kind):
    """What an insight may rest on, as an upper floor would bring it."""

    name = "tale"

    def url(self, contribution):
        return f"/tales/{contribution.pk}/"


@pytest.fixture
def practice():
    practice = make_practice()
    practice.themes.add(make_theme("Schulden"))
    return practice


@pytest.fixture
def member(practice):
    return make_member(practice, "Samira")


@pytest.fixture
def leader(practice):
    return make_member(practice, "Marit", is_facilitator=True)


@pytest.fixture
def insight(practice, member):
    return write_insight(practice, member, FACTS, [])


def story(practice, audience, title=SECRET):
    return make_contribution(make_user("Roos"), audience, kind="tale", title=title, practice=practice)


def address(insight, rest=""):
    return f"/praktijken/{insight.practice.slug}/inzichten/{insight.pk}/{rest}"


def test_a_member_writes_what_was_learned(client, practice, member):
    source = story(practice, Audience.PRACTICE)
    client.force_login(member)
    page = client.get(f"/praktijken/{practice.slug}/inzichten/nieuw/").content.decode()
    assert SECRET in page
    answer = client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", {**FACTS, "sources": [source.pk]})
    insight = Insight.objects.get()
    assert answer.url == address(insight)
    assert insight.audience == Audience.PRACTICE
    assert not insight.is_shown  # a draft first
    assert insight.sources.get() == source
    assert set(insight.themes.all()) == set(practice.themes.all())
    page = client.get(answer.url).content.decode()
    for words in FACTS.values():
        assert words in page


def test_sending_twice_gives_one_insight(client, practice, member):
    client.force_login(member)
    for _ in range(2):
        client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", {**FACTS, "once": "x" * 24})
    assert Insight.objects.count() == 1


def test_an_incomplete_insight_is_explained_and_keeps_what_was_typed(client, practice, member):
    client.force_login(member)
    facts = {"title": "x" * 121, "learned": "", "context": "Bij <b>iedereen</b>", "sources": ["999"]}
    page = client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", facts).content.decode()
    assert "Deze zin is te lang" in page
    assert "Vertel kort wat jullie leerden" in page
    assert "Bij &lt;b&gt;iedereen&lt;/b&gt;" in page
    assert not Insight.objects.exists()


def test_a_source_the_writer_may_not_read_is_not_offered_and_not_taken(client, practice, member):
    hidden = story(practice, Audience.ME)
    elsewhere = story(make_practice("Elders"), Audience.EVERYONE, "Van elders")
    client.force_login(member)
    assert SECRET not in client.get(f"/praktijken/{practice.slug}/inzichten/nieuw/").content.decode()
    shown = story(practice, Audience.PRACTICE, "Zichtbaar")
    for wrong in (hidden, elsewhere):
        client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", {**FACTS, "sources": [shown.pk, wrong.pk]})
    assert not Insight.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "former"])
def test_who_is_no_member_does_not_write(client, practice, who):
    user = make_user("Vreemd")
    if who == "former":
        user = make_member(practice, "Weg")
        user.memberships.update(left_at="2026-01-01T00:00Z")
    client.force_login(user)
    assert client.get(f"/praktijken/{practice.slug}/inzichten/nieuw/").status_code == 403
    assert client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", FACTS).status_code == 403


def test_before_it_is_shared_only_members_read_it(client, insight, member):
    visitor = client.get(address(insight))
    assert visitor.status_code == 404
    client.force_login(make_user("Vreemd", is_editor=True, is_moderator=True))
    assert client.get(address(insight)).status_code == 404
    assert FACTS["title"] not in client.get("/uitwisseling/").content.decode()
    client.force_login(member)
    assert client.get(address(insight)).status_code == 200


def test_a_facilitator_shares_it_after_looking(client, insight, leader):
    client.force_login(leader)
    unlooked = client.post(address(insight, "delen/"), {"audience": "signed-in"})
    assert "Kijk eerst" in unlooked.content.decode()
    client.post(address(insight, "delen/"), {"audience": "everyone", "looked": "on"})
    insight.refresh_from_db()
    assert insight.audience == Audience.PRACTICE  # one step wider at a time
    for audience in ("signed-in", "everyone"):
        client.post(address(insight, "delen/"), {"audience": audience, "looked": "on"})
    client.logout()
    assert client.get(address(insight)).status_code == 200
    assert FACTS["title"] in client.get("/uitwisseling/").content.decode()
    sharing = Sharing.objects.get()
    assert sharing.by == leader


def test_before_sharing_it_shows_what_may_point_at_a_person(client, practice, member, leader):
    named = write_insight(practice, member, {**FACTS, "learned": "Bel 06-12345678 en vraag naar dokter Jansen."}, [])
    client.force_login(leader)
    page = client.get(address(named, "delen/")).content.decode()
    assert "06-12345678" in page
    assert "Let op" in page


def test_it_can_be_called_back_inside(client, insight, leader):
    share_insight(insight, leader, Audience.EVERYONE)
    client.force_login(leader)
    client.post(address(insight, "delen/"), {"audience": "practice"})
    client.logout()
    assert client.get(address(insight)).status_code == 404
    assert not Sharing.objects.exists()


def test_a_member_does_not_share_and_a_stranger_sees_nothing(client, insight, member):
    client.force_login(member)
    assert client.get(address(insight, "delen/")).status_code == 403
    assert client.post(address(insight, "delen/"), {"audience": "everyone", "looked": "on"}).status_code == 403
    client.force_login(make_member(make_practice("Elders"), "Ilse", is_facilitator=True))
    for rest in ("delen/", "aanpassen/", "overnemen/"):
        assert client.get(address(insight, rest)).status_code == 404
    for rest in ("intrekking/", "doorsturen/"):
        assert client.post(address(insight, rest)).status_code == 404
    insight.refresh_from_db()
    assert insight.audience == Audience.PRACTICE
    assert not insight.is_withdrawn


def test_another_leader_who_may_read_it_still_may_not_change_it(client, insight, leader):
    share_insight(insight, leader, Audience.EVERYONE)
    client.force_login(make_member(make_practice("Elders"), "Ilse", is_facilitator=True))
    for rest in ("delen/", "aanpassen/"):
        assert client.get(address(insight, rest)).status_code == 403
    assert client.post(address(insight, "intrekking/")).status_code == 403


def test_a_source_shows_only_to_whom_it_is_for(client, practice, member, leader):
    told, kept, gone = (story(practice, Audience.EVERYONE, "Open verhaal"), story(practice, Audience.PRACTICE),
                        story(practice, Audience.EVERYONE, "Weg verhaal"))  # fmt: skip
    insight = write_insight(practice, member, FACTS, [told, kept, gone])
    say_yes(insight)
    share_insight(insight, leader, Audience.EVERYONE)
    withdraw(gone)
    page = client.get(address(insight)).content.decode()
    assert "Open verhaal" in page
    assert SECRET not in page
    assert "Er zijn bronnen die niet voor jou bedoeld zijn" in page
    assert "Weg verhaal" not in page
    assert "ingetrokken door de verteller" in page
    client.force_login(member)
    page = client.get(address(insight)).content.decode()
    assert SECRET in page
    assert "niet voor jou bedoeld" not in page


def test_changing_it_keeps_a_source_the_editor_does_not_see(client, practice, member, leader):
    seen, unseen = story(practice, Audience.PRACTICE, "Gezien"), story(practice, Audience.ME)
    insight = write_insight(practice, member, FACTS, [seen, unseen])
    client.force_login(leader)
    client.post(address(insight, "aanpassen/"), {**FACTS, "title": "Nieuwe zin"})
    insight.refresh_from_db()
    assert insight.title == "Nieuwe zin"
    assert insight.edited_at
    assert insight.sources.get() == unseen


def test_withdrawn_it_is_gone_everywhere(client, insight, leader, member):
    share_insight(insight, leader, Audience.EVERYONE)
    other = make_practice("Elders")
    make_member(other, "Ilse", is_facilitator=True)
    pass_on(insight, other)
    assert Notification.objects.exists()
    assert IndexEntry.objects.filter(kind="inzicht").exists()
    client.force_login(member)
    client.post(address(insight, "intrekking/"))
    assert client.get(address(insight)).status_code == 404
    assert FACTS["title"] not in client.get("/uitwisseling/").content.decode()
    assert FACTS["title"] not in client.get(f"/praktijken/{insight.practice.slug}/").content.decode()
    assert not Notification.objects.exists()
    assert not IndexEntry.objects.filter(kind="inzicht").exists()


@pytest.mark.parametrize(("audience", "finders"), [
    (Audience.PRACTICE, {"member"}),
    (Audience.SIGNED_IN, {"member", "stranger"}),
    (Audience.EVERYONE, {"member", "stranger", "visitor"}),
])  # fmt: skip
def test_it_is_found_by_whom_it_is_for(client, insight, leader, member, audience, finders):
    share_insight(insight, leader, audience)
    found = set()
    for name, user in {"member": member, "stranger": make_user("Vreemd"), "visitor": None}.items():
        client.logout()
        if user:
            client.force_login(user)
        if FACTS["title"] in client.get("/zoeken/", {"q": "koelkast"}).content.decode().replace("<mark>", "").replace(
            "</mark>", ""
        ):
            found.add(name)
    assert found == finders


def test_hostile_words_do_no_harm(client, practice, member):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    insight = write_insight(practice, member, dict.fromkeys(FACTS, evil), [])
    client.force_login(member)
    for path in (address(insight), f"/praktijken/{practice.slug}/", f"/praktijken/{practice.slug}/inzichten/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same_with_few_and_many_sources(
    client, practice, member, django_assert_max_num_queries, many
):
    insight = write_insight(practice, member, FACTS, [story(practice, Audience.PRACTICE) for _ in range(many)])
    client.force_login(member)
    near("inzicht", 0)  # what belongs together is compared once for everybody
    with django_assert_max_num_queries(21):  # two for what belongs with it, two for what it is about, four for its talk
        client.get(address(insight))
