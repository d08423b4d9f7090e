"""An insight is shared only as far as everybody quoted in it said yes to, and to these words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notifications.models import Notification
from practices.actions import quoting
from practices.actions.contributions import set_audience, withdraw
from practices.actions.insights import begin_insight, share_insight, write_insight
from practices.kinds import Kind
from practices.models import Audience, Insight, InsightStage, Quoted
from search.models import IndexEntry
from tests.makers import make_contribution, make_member, make_practice, make_user, say_yes

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "Eerst de koelkast vol",
    "learned": "Wie honger heeft, praat niet over geld.",
    "context": "Bij mensen met schulden.",
    "mechanism": "",
    "result": "",
}
SENTENCE = "Er stond een volle tas voor de deur."
OTHER = "Toen deed ik open."


class Saying(Kind):
    """What an insight may rest on, as an upper floor would bring it."""

    name = "saying"
    words = f"{SENTENCE} {OTHER}"

    def url(self, contribution):
        return f"/sayings/{contribution.pk}/"

    def said(self, contribution):
        return self.words


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def writer(practice):
    return make_member(practice, "Samira")


@pytest.fixture
def leader(practice):
    return make_member(practice, "Marit", is_facilitator=True)


@pytest.fixture
def teller():
    return make_user("Roos")


@pytest.fixture
def tale(practice, teller):
    return make_contribution(teller, Audience.PRACTICE, kind="saying", title="Een volle tas", practice=practice)


@pytest.fixture
def draft(practice, writer, leader, tale):
    insight = begin_insight(practice, writer, FACTS, [tale])
    quoting.choose(insight, writer, {tale.pk: SENTENCE})
    return insight


def address(insight, rest=""):
    return f"/praktijken/{insight.practice.slug}/inzichten/{insight.pk}/{rest}"


def row_of(insight):
    return Quoted.objects.get(insight=insight)


def fresh(insight):
    return Insight.objects.get(pk=insight.pk)


def stages(insight):
    return list(InsightStage.objects.filter(insight=insight).values_list("stage", flat=True))


def test_a_draft_is_read_by_its_writer_those_who_lead_and_nobody_else(client, draft, practice, writer, leader, teller):
    member = make_member(practice, "Bea")
    seen = {}
    for name, user in {"writer": writer, "leader": leader, "member": member, "teller": teller}.items():
        client.force_login(user)
        seen[name] = client.get(address(draft)).status_code
    assert seen == {"writer": 200, "leader": 200, "member": 404, "teller": 404}
    client.force_login(member)
    assert FACTS["title"] not in client.get(f"/praktijken/{practice.slug}/inzichten/").content.decode()
    assert not IndexEntry.objects.filter(kind="inzicht").exists()


def test_a_writer_who_left_reads_the_draft_no_more(client, draft, writer):
    writer.memberships.update(left_at="2026-01-01T00:00Z")
    client.force_login(writer)
    assert client.get(address(draft)).status_code == 404


def test_from_writing_to_everyone_step_by_step(client, practice, writer, leader, teller, tale):
    facts = {**FACTS, "sources": [tale.pk], "within_rules": "deels", "new": "Dat de tas telt."}
    facts["rules_note"] = "De regel over postadressen."
    client.force_login(writer)
    client.post(f"/praktijken/{practice.slug}/inzichten/nieuw/", facts)
    insight = Insight.objects.get()
    client.post(address(insight, "zinnen/"), {f"zin-{tale.pk}": SENTENCE})
    client.post(address(insight, "praktijk/"))
    assert not fresh(insight).is_shown  # nobody was asked yet
    client.post(address(insight, "navraag/"))
    client.force_login(teller)
    told = Notification.objects.get(user=teller)
    assert told.kind == "insight-quoted"
    page = client.get(told.url).content.decode()
    for words in (SENTENCE, *filter(None, FACTS.values()), "De regel over postadressen.", "Dat de tas telt."):
        assert words in page
    assert "Samira" not in page
    client.post(told.url, {"answer": "ja", "widest": "signed-in", "version": fresh(insight).version})
    client.force_login(writer)
    page = client.get(address(insight)).content.decode()
    assert "Klopt. Mag gelezen worden door" in page
    assert "Roos" not in page
    client.post(address(insight, "praktijk/"))
    assert fresh(insight).is_shown
    client.force_login(leader)
    client.post(address(insight, "delen/"), {"audience": "signed-in", "looked": "on"})
    assert fresh(insight).audience == Audience.SIGNED_IN
    page = client.post(address(insight, "delen/"), {"audience": "everyone", "looked": "on"}).content.decode()
    assert "zei hier ja op" in page
    assert fresh(insight).audience == Audience.SIGNED_IN
    client.force_login(teller)
    client.post(told.url, {"answer": "ja", "widest": "everyone", "version": fresh(insight).version})
    client.force_login(leader)
    client.post(address(insight, "delen/"), {"audience": "everyone", "looked": "on"})
    client.logout()
    page = client.get(address(insight)).content.decode()
    assert SENTENCE in page
    assert "De regel over postadressen." in page
    assert "Nog niet gedeeld" not in page
    assert stages(insight) == ["draft", "asked", "practice", "signed-in", "everyone"]


def test_only_who_told_it_answers(client, draft, writer, leader):
    quoting.ask(draft, writer)
    for user in (writer, leader, make_user("Vreemd")):
        client.force_login(user)
        where = f"/mijn/aangehaald/{row_of(draft).pk}/"
        assert client.get(where).status_code == 404
        assert client.post(where, {"answer": "ja", "widest": "everyone", "version": 1}).status_code == 404


def test_before_being_asked_there_is_nothing_to_see(client, draft, teller):
    client.force_login(teller)
    assert client.get(f"/mijn/aangehaald/{row_of(draft).pk}/").status_code == 404


def test_a_no_needs_words_keeps_them_and_makes_it_a_draft_again(client, draft, writer, leader, teller):
    quoting.ask(draft, writer)
    say_yes(draft)
    quoting.share_inside(draft, writer)
    share_insight(fresh(draft), leader, Audience.EVERYONE)
    client.force_login(teller)
    where = f"/mijn/aangehaald/{row_of(draft).pk}/"
    page = client.post(where, {"answer": "nee", "version": 1}).content.decode()
    assert "Schrijf kort wat er niet klopt" in page
    client.post(where, {"answer": "nee", "words": "Het was geen tas maar een doos.", "version": 1})
    assert not fresh(draft).is_shown
    assert fresh(draft).audience == Audience.PRACTICE
    client.logout()
    assert client.get(address(draft)).status_code == 404
    client.force_login(writer)
    assert "geen tas maar een doos" in client.get(address(draft)).content.decode()
    assert Notification.objects.filter(user=writer, kind="insight-checked").exists()
    with pytest.raises(quoting.NotYet):
        quoting.share_inside(fresh(draft), writer)


def test_after_a_no_other_words_are_asked_anew(client, draft, writer, teller, tale):
    quoting.ask(draft, writer)
    quoting.answer(row_of(draft), "nee", 1, "Het was een doos.")
    client.force_login(writer)
    client.post(address(draft, "aanpassen/"), {**FACTS, "learned": "Een doos helpt ook.", "sources": [tale.pk]})
    assert "Vraag of het klopt" in client.get(address(draft)).content.decode()
    assert quoting.ask(fresh(draft), writer) == 1
    assert quoting.ask(fresh(draft), writer) == 0
    assert quoting.answer(row_of(draft), "ja", fresh(draft).version, widest="practice")
    quoting.share_inside(fresh(draft), writer)
    assert fresh(draft).is_shown


def test_a_yes_to_words_that_changed_meanwhile_is_no_yes(client, draft, writer, teller):
    quoting.ask(draft, writer)
    client.force_login(writer)
    sources = [row_of(draft).contribution_id]
    client.post(address(draft, "aanpassen/"), {**FACTS, "learned": "Iets heel anders.", "sources": sources})
    client.force_login(teller)
    where = f"/mijn/aangehaald/{row_of(draft).pk}/"
    page = client.post(where, {"answer": "ja", "widest": "everyone", "version": 1}).content.decode()
    assert "De woorden zijn net veranderd" in page
    assert "Iets heel anders." in page
    assert row_of(draft).answer == ""


def test_other_words_in_a_shared_insight_make_it_a_draft_until_they_said_yes(client, draft, writer, leader, tale):
    quoting.ask(draft, writer)
    say_yes(draft)
    quoting.share_inside(draft, writer)
    share_insight(fresh(draft), leader, Audience.EVERYONE)
    client.force_login(writer)
    client.post(address(draft, "aanpassen/"), {**FACTS, "learned": "Andere woorden.", "sources": [tale.pk]})
    client.logout()
    assert client.get(address(draft)).status_code == 404
    assert stages(draft)[-1] == "reworded"


def test_another_sentence_is_asked_anew(draft, writer, leader, tale):
    quoting.ask(draft, writer)
    say_yes(draft)
    quoting.share_inside(draft, writer)
    quoting.choose(fresh(draft), writer, {tale.pk: OTHER})
    assert not fresh(draft).is_shown
    assert quoting.ask(fresh(draft), writer) == 1


def test_a_sentence_that_was_never_said_is_not_taken(client, draft, writer, tale):
    client.force_login(writer)
    page = client.post(address(draft, "zinnen/"), {f"zin-{tale.pk}": "Dit zei niemand."}).content.decode()
    assert "Deze zin staat er niet meer" in page
    assert row_of(draft).quote == SENTENCE


def test_taking_out_works_at_once_and_for_good(client, draft, writer, leader, teller, tale):
    quoting.ask(draft, writer)
    say_yes(draft)
    quoting.share_inside(draft, writer)
    share_insight(fresh(draft), leader, Audience.EVERYONE)
    assert SENTENCE in client.get(address(draft)).content.decode()
    client.force_login(teller)
    client.post(f"/mijn/aangehaald/{row_of(draft).pk}/", {"answer": "uit", "version": 99})
    client.logout()
    assert SENTENCE not in client.get(address(draft)).content.decode()
    assert not fresh(draft).sources.exists()
    assert row_of(draft).quote == ""
    client.force_login(writer)
    client.post(address(draft, "aanpassen/"), {**FACTS, "sources": [tale.pk]})
    client.post(address(draft, "zinnen/"), {f"zin-{tale.pk}": SENTENCE})
    assert row_of(draft).quote == ""
    assert row_of(draft).answer == "uit"


def test_a_yes_for_fewer_readers_calls_it_back_to_those(client, draft, writer, leader, teller):
    quoting.ask(draft, writer)
    say_yes(draft)
    quoting.share_inside(draft, writer)
    share_insight(fresh(draft), leader, Audience.EVERYONE)
    quoting.answer(row_of(draft), "ja", 1, widest="practice")
    assert client.get(address(draft)).status_code == 404
    assert fresh(draft).is_shown


def test_what_was_taken_back_leaves_no_sentence_and_holds_nobody_up(client, draft, writer, teller, tale):
    quoting.ask(draft, writer)
    withdraw(tale)
    assert row_of(draft).quote == ""
    assert not Notification.objects.filter(user=teller, withdrawn_at=None).exists()
    client.force_login(teller)
    assert client.get(f"/mijn/aangehaald/{row_of(draft).pk}/").status_code == 404
    quoting.share_inside(fresh(draft), writer)
    assert fresh(draft).is_shown


def test_what_a_teller_keeps_to_themselves_is_read_in_no_insight(client, draft, writer, leader, tale):
    say_yes(draft, Audience.EVERYONE)
    quoting.share_inside(fresh(draft), writer)
    for audience in (Audience.SIGNED_IN, Audience.EVERYONE):
        share_insight(fresh(draft), leader, audience)
    assert SENTENCE in client.get(address(draft)).content.decode()
    set_audience(tale, Audience.ME)
    assert SENTENCE not in client.get(address(draft)).content.decode()
    set_audience(tale, Audience.PRACTICE)
    assert SENTENCE in client.get(address(draft)).content.decode(), "their yes to this sentence still stands"


def test_an_insight_that_was_taken_back_keeps_no_sentence(draft, writer, teller):
    quoting.ask(draft, writer)
    quoting.answer(row_of(draft), "nee", 1, "Zo was het niet.")
    withdraw(draft)
    assert (row_of(draft).quote, row_of(draft).words) == ("", "")


def test_who_has_no_account_cannot_be_asked_so_no_sentence_of_theirs_stands_in_it(client, practice, writer):
    tale = make_contribution(None, Audience.PRACTICE, kind="saying", title="Zonder account", practice=practice)
    insight = begin_insight(practice, writer, FACTS, [tale])
    assert not Quoted.objects.exists()
    client.force_login(writer)
    client.post(address(insight, "zinnen/"), {f"zin-{tale.pk}": SENTENCE})
    assert not Quoted.objects.exists()
    assert insight.sources.get() == tale


def test_ones_own_story_goes_no_further_unasked_than_one_chose_for_it(practice, writer, leader):
    own = make_contribution(writer, Audience.PRACTICE, kind="saying", title="Van mij", practice=practice)
    insight = begin_insight(practice, writer, FACTS, [own])
    quoting.share_inside(insight, writer)
    with pytest.raises(quoting.NotYet):
        share_insight(fresh(insight), leader, Audience.SIGNED_IN)


def test_what_a_table_wrote_goes_round_only_after_who_told_it_said_yes(practice, writer, leader, tale):
    insight = write_insight(practice, writer, FACTS, [tale])
    with pytest.raises(quoting.NotYet):
        share_insight(insight, leader, Audience.EVERYONE)
    quoting.ask(insight, leader)
    say_yes(insight)
    share_insight(fresh(insight), leader, Audience.EVERYONE)
    assert fresh(insight).audience == Audience.EVERYONE


def test_a_member_who_did_not_write_it_asks_and_shares_nothing(client, draft, practice, writer):
    client.force_login(make_member(practice, "Bea"))
    for rest in ("zinnen/", "navraag/", "praktijk/"):
        assert client.post(address(draft, rest)).status_code == 404
    say_yes(draft)
    quoting.share_inside(draft, writer)
    for rest in ("zinnen/", "navraag/", "praktijk/"):
        assert client.post(address(draft, rest)).status_code == 403


def test_it_says_what_it_builds_on_and_what_builds_on_it_to_whom_may_read_those(client, practice, writer, leader):
    first = write_insight(practice, writer, {**FACTS, "title": "Het eerste"}, [])
    share_insight(first, leader, Audience.EVERYONE)
    elsewhere = make_practice("Elders")
    ilse = make_member(elsewhere, "Ilse")
    client.force_login(ilse)
    facts = {**FACTS, "title": "Het tweede", "builds_on": [first.pk]}
    client.post(f"/praktijken/{elsewhere.slug}/inzichten/nieuw/", facts)
    second = Insight.objects.get(title="Het tweede")
    assert second.builds_on.get() == first
    quoting.share_inside(second, ilse)
    assert "Het eerste" in client.get(address(second)).content.decode()
    assert "Het tweede" in client.get(address(first)).content.decode()
    client.force_login(writer)
    assert "Het tweede" not in client.get(address(first)).content.decode()
    page = client.get(address(first, "aanpassen/")).content.decode()
    assert "Het tweede" not in page


def test_nothing_builds_on_itself_by_way_of_another(client, practice, writer):
    first = write_insight(practice, writer, {**FACTS, "title": "Het eerste"}, [])
    second = write_insight(practice, writer, {**FACTS, "title": "Het tweede", "builds_on": [first]}, [])
    client.force_login(writer)
    client.post(address(first, "aanpassen/"), {**FACTS, "title": "Het eerste", "builds_on": [second.pk]})
    assert not first.builds_on.exists()


def test_who_stays_silent_is_asked_once_more_after_a_week_and_then_left_alone(client, draft, writer, teller):
    quoting.ask(draft, writer)
    told = Notification.objects.filter(user=teller, kind="insight-quoted")
    client.force_login(writer)
    assert "Nog geen antwoord." in client.get(address(draft)).content.decode()
    assert "vragen we het nog één keer" in client.get(address(draft)).content.decode()
    quoting.remind(later(6))
    assert told.count() == 1
    for days in (8, 9, 30):
        quoting.remind(later(days))
    assert told.count() == 2
    assert told.first().url == f"/mijn/aangehaald/{row_of(draft).pk}/"
    Quoted.objects.update(asked_at=later(-8))
    page = client.get(address(draft)).content.decode()
    assert "vroegen we het nog één keer" in page
    assert "Zwijgt iemand? Dan blijft het waar het nu staat." in page
    assert "Roos" not in page
    client.force_login(teller)
    assert "Na een week vragen we het nog één keer" in client.get(told.first().url).content.decode()
    assert not fresh(draft).is_shown, "silence is no yes"


def test_after_two_weeks_of_silence_who_works_on_it_hears_once_that_nobody_answered_and_not_who(
    draft, practice, writer, leader, teller
):
    quoting.ask(draft, writer)
    told = Notification.objects.filter(kind="insight-checked")
    quoting.remind(later(8))
    assert not told.exists()
    for days in (15, 16):
        quoting.remind(later(days))
    assert {one.user for one in told} == {writer, leader}
    assert told.count() == 2
    assert all("Roos" not in one.text and "zegt niets" in one.text for one in told)


@pytest.mark.parametrize("said", ["ja", "nee", "uit"])
def test_who_answered_is_not_reminded(draft, writer, teller, said):
    quoting.ask(draft, writer)
    quoting.answer(row_of(draft), said, 1, "Zo was het niet.", "practice")
    quoting.remind(later(8))
    assert Notification.objects.filter(user=teller, kind="insight-quoted").count() == 1


def test_nobody_is_reminded_of_what_was_taken_back(draft, writer, teller, tale):
    quoting.ask(draft, writer)
    withdraw(tale)
    quoting.remind(later(15))
    assert not Notification.objects.filter(kind="insight-quoted", withdrawn_at=None).exists()
    assert not Notification.objects.filter(kind="insight-checked").exists()


def quoting_many(practice, writer, leader, number):
    """Share an insight with everyone that quotes so many stories, a few of which are asked about anew."""
    tellers = [make_user(f"V{number}-{one}") for one in range(number)]
    tales = [
        make_contribution(user, Audience.EVERYONE, kind="saying", title=f"Tas {user}", practice=practice)
        for user in tellers
    ]
    insight = begin_insight(practice, writer, FACTS, tales)
    quoting.choose(insight, writer, {tale.pk: SENTENCE for tale in tales})
    quoting.ask(insight, writer)
    say_yes(insight)
    quoting.share_inside(fresh(insight), writer)
    share_insight(fresh(insight), leader, Audience.SIGNED_IN)
    share_insight(fresh(insight), leader, Audience.EVERYONE)
    return fresh(insight), tellers[0]


def test_its_pages_cost_the_same_for_one_quote_and_for_twenty(client, practice, writer, leader):
    spent = {}
    for number in (1, 20):
        insight, teller = quoting_many(practice, writer, leader, number)
        mine = f"/mijn/aangehaald/{insight.quoted.get(contribution__author=teller).pk}/"
        pages = {
            "maker": (writer, address(insight)),
            "leader": (leader, address(insight)),
            "quoted": (teller, address(insight)),
            "quoted, asked": (teller, mine),
            "maker, choosing": (writer, address(insight, "zinnen/")),
            "visitor": (None, address(insight)),
        }
        for name, (user, where) in pages.items():
            client.force_login(user) if user else client.logout()
            client.get(where)
            with CaptureQueriesContext(connection) as asked:
                page = client.get(where).content.decode()
            assert page.count(SENTENCE) >= (1 if where == mine else number), name
            spent.setdefault(name, []).append(len(asked))
    assert {name: few for name, (few, many) in spent.items() if few != many} == {}, spent
    assert max(max(both) for both in spent.values()) <= 24, spent


def later(days):
    return timezone.now() + timedelta(days=days)
