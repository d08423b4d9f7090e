"""Own words that no card covered: who sees them, what an editor decides, and what the teller hears."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Perspective
from knowledge.models import Version, WorkingElement
from notifications.models import Notification
from practices.actions import candidates as act
from practices.actions.contributions import set_audience, withdraw
from practices.candidates import open_candidates, queue
from practices.difference.rows import Map
from practices.difference.scopes import ThemeScope
from practices.models import Audience, CandidateDecision, Polarity, Weighing
from search.models import IndexEntry
from stories.actions.sending import withdraw as take_story_back
from tests.makers import make_element, make_practice, make_story, make_theme, make_user

pytestmark = pytest.mark.django_db

FACTS = {
    "plain_wording": "Een kop koffie",
    "name": "Laagdrempelig contact",
    "professional_wording": "Laagdrempelig contact",
    "explanation": "Iemand neemt de tijd.",
    "reason": "Dit hoorden we vaker.",
}


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


@pytest.fixture
def roos():
    return make_user("Roos", Perspective.LIVED)


def say(story, words="een kop koffie", polarity=Polarity.HELPED, **facts):
    return Weighing.objects.create(contribution=story, own_words=words, polarity=polarity, **facts)


def typed(outcome, **facts):
    return {"outcome": outcome} | {name: value for name, value in FACTS.items() if outcome == "new"} | facts


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("audience", [Audience.ME, Audience.PRACTICE])
def test_what_is_not_for_the_editor_does_not_appear_and_does_not_count(client, editor, roos, audience):
    hidden = make_story(roos, audience, practice=make_practice())
    row = say(hidden, "geheim recept")
    client.force_login(editor)
    assert "geheim recept" not in page(client, "/kennis/kandidaten/")
    assert client.get(f"/kennis/kandidaten/{row.pk}/").status_code == 404
    assert client.post(f"/kennis/kandidaten/{row.pk}/", typed("declined", reason="x")).status_code == 404
    assert "0 keer eigen woorden" in page(client, "/kennis/redactie/")
    assert not open_candidates(editor).exists()


def test_what_is_for_the_editor_stands_with_its_sentence_and_its_story(client, editor, roos):
    for audience in (Audience.SIGNED_IN, Audience.EVERYONE):
        story = make_story(roos, audience)
        say(story, quote="Ze zette eerst koffie.")
        client.force_login(editor)
        shown = page(client, "/kennis/kandidaten/")
        assert "een kop koffie" in shown
        assert "Ze zette eerst koffie." in shown
        assert story.get_absolute_url() in shown
        assert roos.email not in shown
        assert "Roos" not in shown  # the story was told as Samira
        Weighing.objects.all().delete()


@pytest.mark.parametrize("who", ["visitor", "teller", "moderator", "member"])
def test_the_queue_is_for_editors_only(client, roos, who):
    row = say(make_story(roos))
    people = {"teller": roos, "moderator": make_user("Mo", is_moderator=True), "member": make_user("Sam")}
    if who in people:
        client.force_login(people[who])
    refused = 302 if who == "visitor" else 403
    assert client.get("/kennis/kandidaten/").status_code == refused
    assert client.get(f"/kennis/kandidaten/{row.pk}/").status_code == refused
    assert client.post(f"/kennis/kandidaten/{row.pk}/", typed("declined", reason="x")).status_code == refused
    assert not CandidateDecision.objects.exists()


def test_alike_words_stand_together(editor, roos):
    for words in ("een kop koffie", "samen koffie drinken", "De sleutel van mijn huis", "koffie met de buren"):
        say(make_story(roos), words)
    groups, more = queue(editor)
    assert [[one.weighing.own_words for one in group] for group in groups] == [
        ["een kop koffie", "samen koffie drinken", "koffie met de buren"],
        ["De sleutel van mijn huis"],
    ]
    assert not more


def test_a_new_element_is_made_in_the_tellers_words(client, editor, roos):
    theme = make_theme("Eenzaamheid")
    story = make_story(roos, title="Op dinsdag")
    story.themes.add(theme)
    row, other = say(story), say(make_story(make_user("Henk"), pseudonym="Wim"), "kop koffie erbij")
    client.force_login(editor)
    form = page(client, f"/kennis/kandidaten/{row.pk}/")
    assert 'value="een kop koffie"' in form
    assert "kop koffie erbij" in form
    client.post(f"/kennis/kandidaten/{row.pk}/", typed("new", themes=[theme.pk], alike=[other.pk]))
    element = WorkingElement.objects.get()
    assert (element.plain_wording, element.name, element.kind) == ("Een kop koffie", "Laagdrempelig contact", "themed")
    assert (element.standing, element.verified, element.credited_to) == ("unknown", False, "")
    assert list(element.themes.all()) == [theme]
    assert Version.objects.of("element", element.pk).get().is_published
    assert IndexEntry.objects.filter(kind="element", object_id=element.pk).exists()
    assert set(element.weighings.values_list("own_words", flat=True)) == {"een kop koffie", "kop koffie erbij"}
    assert {(one.words, one.outcome) for one in CandidateDecision.objects.all()} == {
        ("een kop koffie", "new"),
        ("kop koffie erbij", "merged"),
    }
    assert not open_candidates(editor).exists()
    client.logout()
    assert "een kop koffie" in page(client, story.get_absolute_url())
    assert element.get_absolute_url() in page(client, story.get_absolute_url())


@pytest.mark.parametrize(("outcome", "missing"), [
    ("new", "Leg in één of twee zinnen uit"),
    ("merged", "Kies bij welk element"),
    ("declined", "Schrijf waarom je het niet overneemt"),
    ("", "Kies wat je met deze woorden doet"),
])  # fmt: skip
def test_an_incomplete_decision_is_explained(client, editor, roos, outcome, missing):
    row = say(make_story(roos))
    client.force_login(editor)
    answer = client.post(f"/kennis/kandidaten/{row.pk}/", {"outcome": outcome, "name": "x", "plain_wording": "y"})
    assert missing in answer.content.decode()
    assert not CandidateDecision.objects.exists()


def test_an_editor_lets_words_count_for_an_element_and_each_teller_reads_for_which(client, editor, roos):
    element, henk = make_element("Iemand die koffie zet"), make_user("Henk")
    row, other = say(make_story(roos)), say(make_story(henk), "kop koffie erbij")
    sent = typed("merged", element=element.slug, alike=[other.pk], reason="Dit is hetzelfde.")
    client.force_login(editor)
    assert client.post(f"/kennis/kandidaten/{row.pk}/", sent).status_code == 302
    assert set(element.weighings.all()) == {row, other}
    assert WorkingElement.objects.get() == element
    for teller in (roos, henk):
        client.force_login(teller)
        shown = page(client, Notification.objects.get(user=teller).url)
        assert "Dit is hetzelfde." in shown
        assert element.get_absolute_url() in shown
        assert "Mag de naam" not in shown


def test_merged_words_count_on_the_map_and_stay_readable_as_quote(editor, roos):
    theme, element = make_theme(), make_element("Iemand die koffie zet")
    for n in range(6):
        story = make_story(make_user(f"Mens {n}"))
        story.themes.add(theme)
        say(story)
    act.merge_words(editor, list(Weighing.objects.all()), element, "Hetzelfde.")
    assert {(w.element, w.own_words, w.quote) for w in Weighing.objects.all()} == {
        (element, "een kop koffie", "een kop koffie")
    }
    lines = Map(ThemeScope(theme, roos)).all_rows
    side = next(row for row in lines if row.line.element == element).sides["lived"]
    assert side.people in {5, 6}
    assert side.answer("helped").people in {5, 6}


def test_words_beside_the_elements_own_card_are_neither_lost_nor_counted_twice(editor, roos):
    element, story = make_element(), make_story(roos)
    Weighing.objects.create(contribution=story, element=element, polarity="helped", quote="Zij bleef.")
    row = say(story, "ze bleef gewoon")
    other = say(story, "ze bleef gewoon", Polarity.MISSING)
    act.merge_words(editor, [row], element)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.element, row.own_words) == (None, "ze bleef gewoon")
    assert other.element == element
    assert element.weighings.filter(polarity="helped").count() == 1
    assert not open_candidates(editor).exists()


def test_declining_keeps_the_words_and_tells_why(client, editor, roos):
    story = make_story(roos)
    row = say(story)
    client.force_login(editor)
    client.post(f"/kennis/kandidaten/{row.pk}/", typed("declined", reason="Dit is een plek, geen manier van helpen."))
    assert not open_candidates(editor).exists()
    client.force_login(roos)
    told = Notification.objects.get(user=roos)
    shown = page(client, told.url)
    assert "Dit is een plek, geen manier van helpen." in shown
    assert "Mag de naam" not in shown
    assert "Dit is een plek" in page(client, reverse("stories:own", args=[story.pk]))
    assert "een kop koffie" in page(client, story.get_absolute_url())


def test_the_teller_says_whether_their_name_may_stand_with_it(client, editor, roos):
    decision = act.make_element(editor, say(make_story(roos)), [], FACTS, [])
    told = Notification.objects.get()
    assert told.user == roos
    client.force_login(roos)
    assert "Mag de naam ‘Samira’ erbij staan?" in page(client, told.url)
    client.post(told.url, {"naam": "ja"})
    element = WorkingElement.objects.get()
    assert element.credited_to == "Samira"
    shown = page(Client(), element.get_absolute_url())
    assert '<dt>Bedacht door</dt><dd lang="nl">Samira</dd>' in shown
    assert "Roos" not in shown
    client.post(told.url, {"naam": "nee"})
    assert "Bedacht door" not in page(Client(), element.get_absolute_url())
    element.refresh_from_db()
    decision.refresh_from_db()
    assert (element.credited_to, decision.credit) == ("", False)


def test_nobody_else_answers_for_the_teller(client, editor, roos):
    decision = act.make_element(editor, say(make_story(roos)), [], FACTS, [])
    address = reverse("practices:own_words", args=[decision.pk])
    assert client.get(address).status_code == 302
    for other in (editor, make_user("Sam"), make_user("Mo", is_moderator=True)):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.post(address, {"naam": "ja"}).status_code == 404
    assert WorkingElement.objects.get().credited_to == ""


def test_without_an_account_there_is_no_question_and_no_credit(editor):
    decision = act.make_element(editor, say(make_story(None)), [], FACTS, [])
    assert not Notification.objects.exists()
    assert decision.credit is None
    assert WorkingElement.objects.get().credited_to == ""


def test_a_story_that_is_taken_back_takes_its_words_its_name_and_its_weighing_along(client, editor, roos):
    story = make_story(roos)
    decision = act.make_element(editor, say(story), [], FACTS, [])
    act.answer_credit(decision, yes=True)
    element = WorkingElement.objects.get()
    assert Version.objects.filter(facts__credited_to="Samira").exists()
    take_story_back(story, erase=True)
    element.refresh_from_db()
    decision.refresh_from_db()
    assert element.credited_to == ""
    assert not Version.objects.filter(facts__credited_to="Samira").exists()
    assert decision.words == ""
    assert not Notification.objects.exists()
    assert not element.weighings.exists()


def test_what_was_taken_back_or_narrowed_waits_no_longer(editor, roos):
    gone, narrowed = make_story(roos), make_story(roos)
    say(gone)
    say(narrowed)
    withdraw(gone)
    set_audience(narrowed, Audience.ME)
    assert not open_candidates(editor).exists()


def test_telling_the_same_words_again_is_not_asked_again(editor, roos):
    story = make_story(roos)
    act.decline(editor, [say(story)], "Nee.")
    Weighing.objects.all().delete()  # the teller opened the story and chose the cards anew
    say(story)
    assert not open_candidates(editor).exists()


def test_who_comes_second_hears_it_and_changes_nothing(client, editor, roos):
    row = say(make_story(roos))
    client.force_login(editor)
    assert client.get(f"/kennis/kandidaten/{row.pk}/").status_code == 200
    act.decline(make_user("Els", is_editor=True), [row], "Nee.")
    answer = client.post(f"/kennis/kandidaten/{row.pk}/", typed("new"), follow=True)
    assert "Iemand besloot hier net over" in answer.content.decode()
    assert not WorkingElement.objects.exists()
    assert CandidateDecision.objects.get().outcome == "declined"


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_the_same_moment_make_one_element():
    row = say(make_story(make_user("Roos")))
    editors = [make_user("Bram", is_editor=True), make_user("Els", is_editor=True)]
    start, late = threading.Barrier(2), []

    def make(by):
        start.wait()
        try:
            act.make_element(by, Weighing.objects.get(pk=row.pk), [], FACTS, [])
        except act.AlreadyDecided:
            late.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(by,)) for by in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(late) == 1
    assert WorkingElement.objects.count() == CandidateDecision.objects.count() == Notification.objects.count() == 1


def test_sending_twice_makes_one_element(client, editor, roos):
    row = say(make_story(roos))
    client.force_login(editor)
    for _ in range(2):
        answer = client.post(f"/kennis/kandidaten/{row.pk}/", typed("new", once="x" * 24))
        assert answer.status_code == 302
    assert WorkingElement.objects.count() == 1


def test_two_elements_of_one_name_have_two_addresses(editor, roos):
    gone = make_element(slug="een-kop-koffie")
    WorkingElement.everything.filter(pk=gone.pk).update(merged_into=make_element("Anders"))
    act.make_element(editor, say(make_story(roos)), [], FACTS, [])
    assert WorkingElement.objects.get(plain_wording="Een kop koffie").slug == "een-kop-koffie-2"


def test_the_queue_costs_the_same_for_few_and_many(client, editor, roos, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    client.force_login(editor)
    say(make_story(roos))
    client.get("/kennis/kandidaten/")
    with CaptureQueriesContext(connection) as few:
        client.get("/kennis/kandidaten/")
    for n in range(15):
        say(make_story(make_user(f"Mens {n}")), f"woord{n} iets")
    with django_assert_num_queries(len(few)):
        client.get("/kennis/kandidaten/")


def test_hostile_words_do_no_harm(client, editor, roos):
    story = make_story(roos, pseudonym="<i>x</i>")
    row = say(story, "<script>alert(1)</script>", quote="<img src=x onerror=alert(1)>")
    client.force_login(editor)
    for address in ("/kennis/kandidaten/", f"/kennis/kandidaten/{row.pk}/"):
        shown = page(client, address)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "<i>x</i>" not in shown
