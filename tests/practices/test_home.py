"""The home of a practice: what it is for, where it stands, what is new, what one can do, how to begin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Perspective
from practices.actions import agreements, definitions, joint, library, pilots
from practices.actions.cycle import found
from practices.models import Audience, Contribution, Membership, Phase, Practice, TextVersion
from practices.next_steps import NEXT, next_for
from tests.makers import make_case, make_member, make_reply, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def marit():
    return make_user("Marit", Perspective.PROFESSIONAL)


@pytest.fixture
def practice(marit):
    return found(marit, "pro", {"name": "Eerder aan tafel", "question": "Hoe komen we binnen?"})


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice: Practice, name: str, *more: int) -> str:
    return reverse(f"practices:{name}", args=[practice.slug, *more])


def test_everybody_reads_what_it_is_for_how_one_notices_and_how_to_reach_who_leads(client, practice):
    Practice.objects.update(
        outcome="Niemand gaat zijn huis uit.", signs="Mensen doen open.\n\n Minder post.", contact="Bel op dinsdag."
    )
    page = client.get(practice.get_absolute_url()).content.decode()
    for words in ("Hoe komen we binnen?", "Niemand gaat zijn huis uit.", '<li lang="nl">Mensen doen open.</li>'):
        assert words in page
    assert '<li lang="nl">Minder post.</li>' in page
    assert "Marit" in page
    assert "Bel op dinsdag." in page


def test_who_leads_changes_what_the_practice_says_of_itself(practice, marit):
    client = signed_in(marit)
    client.post(
        at(practice, "practice_edit"),
        {"name": "Samen aan tafel", "question": "Hoe dan?", "signs": "a\nb", "contact": "Bel.", "joining": "open"},
    )
    practice.refresh_from_db()
    assert (practice.name, practice.sign_list(), practice.contact) == ("Samen aan tafel", ["a", "b"], "Bel.")
    assert practice.joining == "open"


@pytest.mark.parametrize("name", ["practice_edit", "phase_create", "phase_harvest"])
def test_a_plain_member_and_a_stranger_change_nothing(client, practice, name):
    for person in (make_member(practice), make_user("Piet")):
        assert signed_in(person).post(at(practice, name), {"name": "Weg"}).status_code == 403
    assert client.post(at(practice, name), {"name": "Weg"}).status_code == 302
    assert Practice.objects.get().name == "Eerder aan tafel"


def test_two_who_change_the_same_words_both_see_what_happened_and_lose_nothing(practice, marit):
    client, ilse = signed_in(marit), signed_in(make_member(practice, "Ilse", is_facilitator=True))
    phase = practice.phases.get(order=2)
    drawn = client.get(at(practice, "phase_edit", phase.pk)).context["form"]["stond"].value()
    typed = {"name": "Weten", "step": "weten", "stond": drawn}
    assert ilse.post(at(practice, "phase_edit", phase.pk), typed | {"expected": "Zo deden we het."}).status_code == 302
    answer = client.post(at(practice, "phase_edit", phase.pk), typed | {"expected": "Zo doen we het nu."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Zo deden we het." in page, "what stands there now"
    assert "Zo doen we het nu." in page, "what was typed"
    again = typed | {"stond": answer.context["form"]["stond"].value(), "expected": "Zo gaan we het doen."}
    assert client.post(at(practice, "phase_edit", phase.pk), again).status_code == 302
    assert Phase.objects.get(pk=phase.pk).expected == "Zo gaan we het doen."


def test_a_phase_gets_a_name_an_expectation_and_days(practice, marit):
    client, phase = signed_in(marit), practice.phases.get(order=1)
    days = {"starts_on": "2026-11-01", "ends_on": "2026-12-24"}
    client.post(at(practice, "phase_edit", phase.pk), {"name": "Start", "step": "vraag", "expected": "Kies."} | days)
    page = client.get(practice.get_absolute_url()).content.decode()
    for words in ("Start", "Kies.", "Van 1 november 2026 tot en met 24 december 2026"):
        assert words in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Geef de stap een naam."),
        ({"name": "Verhalenronde"}, "korter woord"),
        ({"starts_on": "2026-12-24", "ends_on": "2026-11-01"}, "ligt voor het begin"),
        ({"ends_on": "morgen"}, "Deze datum snappen we niet"),
    ],
)
def test_what_is_wrong_with_a_phase_is_said_and_the_rest_stays(practice, marit, typed, sentence):
    phase = practice.phases.get(order=1)
    given = {"name": "Vraag", "step": "vraag", "expected": "Wat ik typte."} | typed
    page = signed_in(marit).post(at(practice, "phase_edit", phase.pk), given).content.decode()
    assert sentence in page
    assert "Wat ik typte." in page


def test_a_phase_ends_with_a_harvest_that_only_members_read(client, practice, marit):
    first, second = practice.phases.filter(order__lte=2)
    typed = {"harvest": "Eén vraag is genoeg.", "to": second.pk, "now": first.pk}
    assert signed_in(marit).post(at(practice, "phase_harvest"), typed).status_code == 302
    assert [one.state for one in practice.phases.filter(order__lte=2)] == ["done", "now"]
    assert "Eén vraag is genoeg." in signed_in(make_member(practice)).get(at(practice, "phases")).content.decode()
    assert "Eén vraag is genoeg." not in client.get(at(practice, "phases")).content.decode()


def test_a_phase_does_not_end_without_a_harvest(practice, marit):
    first, second = practice.phases.filter(order__lte=2)
    page = signed_in(marit).post(at(practice, "phase_harvest"), {"harvest": " ", "to": second.pk, "now": first.pk})
    assert "Eén zin is genoeg." in page.content.decode()
    assert practice.phases.get(order=1).state == "now"


def test_two_who_end_the_same_phase_move_it_once_and_no_word_is_lost(practice, marit):
    first, second, third = practice.phases.filter(order__lte=3)
    typed = {"to": second.pk, "now": first.pk}
    client = signed_in(marit)
    client.post(at(practice, "phase_harvest"), typed | {"harvest": "Van de eerste."})
    answer = client.post(at(practice, "phase_harvest"), typed | {"harvest": "Van de tweede.", "to": third.pk})
    assert answer.status_code == 200
    assert "Iemand anders veranderde de stap net" in answer.content.decode()
    assert "Van de tweede." in answer.content.decode()
    assert practice.phases.get(order=2).state == "now"
    assert practice.phases.get(order=1).harvest == "Van de eerste."


def test_a_phase_more_stands_where_it_was_put_and_goes_again_while_it_did_not_begin(practice, marit):
    client, third = signed_in(marit), practice.phases.get(order=3)
    client.post(at(practice, "phase_create"), {"name": "Vieren", "step": "delen", "after": third.pk})
    assert [one.name for one in practice.phases.all()][2:5] == ["Verhaal", "Vieren", "Duiden"]
    assert [one.order for one in practice.phases.all()] == list(range(1, 9))
    client.post(at(practice, "phase_removal", practice.phases.get(name="Vieren").pk))
    client.post(at(practice, "phase_removal", practice.phases.get(order=1).pk))
    assert [one.name for one in practice.phases.all()][:4] == ["Vraag", "Weten", "Verhaal", "Duiden"]


def test_no_more_phases_than_the_line_can_show(practice, marit):
    last = practice.phases.last()
    for number in range(5):
        signed_in(marit).post(
            at(practice, "phase_create"), {"name": f"Stap {number}", "step": "delen", "after": last.pk}
        )
    assert practice.phases.count() == 10


def test_each_perspective_has_one_next_step_in_each_phase():
    assert set(NEXT) == set(Phase.Step)
    assert all(set(row) == set(Perspective) for row in NEXT.values())


def test_every_next_step_leads_to_a_page_a_member_may_open(practice):
    client = signed_in(make_member(practice))
    for row in NEXT.values():
        for found_ in row.values():
            assert client.get(found_.url(practice)).status_code == 200, found_


def test_a_member_sees_the_step_of_their_own_perspective_on_top(practice):
    for perspective in (Perspective.LIVED, Perspective.POLICY):
        member = make_member(practice, perspective.label, perspective)
        page = signed_in(member).get(practice.get_absolute_url()).content.decode()
        mine = next_for(practice.phases.get(order=1), perspective)
        assert mine is not None
        assert str(mine.sentence) in page


def first_three(page: str) -> tuple[str, str]:
    """Give the three things that stand open, and what is folded behind them."""
    lists = page.split('<ul class="todo-list">')
    return lists[1].split("</ul>")[0], lists[2].split("</ul>")[0] if len(lists) > 2 else ""


def test_three_things_to_do_stand_open_and_the_rest_is_folded(practice, marit):
    samira, joost = make_member(practice, "Samira", Perspective.LIVED), make_member(practice, "Joost")
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=60))
    for user, theirs, later in (
        (samira, "Vertel wat jou hielp", "Breng een casus in"),
        (joost, "Breng een casus in", "Vertel wat jou hielp"),
    ):
        page = signed_in(user).get(practice.get_absolute_url()).content.decode()
        first, folded = first_three(page)
        assert first.count("<li>") == 3
        assert "Jouw volgende stap" in first
        assert theirs in first
        assert page.index(theirs) < page.index(later)
        assert folded, "nothing is lost: it stands behind one summary"
        assert page.count("Meer dat je hier kunt doen") == 1


def test_what_waits_for_who_leads_comes_before_what_may_wait(practice, marit):
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=60))
    practice.join_requests.create(user=make_user("Vera"), perspective="lived", why="Graag.")
    first, folded = first_three(signed_in(marit).get(practice.get_absolute_url()).content.decode())
    assert "1 mens wil meedoen." in first
    assert "Nodig iemand uit" in folded
    practice.phases.update(step=Phase.Step.READING)
    first, _folded = first_three(signed_in(marit).get(practice.get_absolute_url()).content.decode())
    assert "Duid samen wat jullie hebben" in first


def test_a_visitor_reads_first_how_to_take_part(client, practice):
    first, _folded = first_three(client.get(practice.get_absolute_url()).content.decode())
    assert "Wil je meedoen?" in first


def test_what_others_brought_since_the_last_visit_stands_there_once(practice):
    bea, cor = make_member(practice, "Bea"), make_member(practice, "Cor")
    before = timezone.now() - timedelta(days=3)
    Membership.objects.filter(user=bea).update(joined_at=before, visited_at=before)
    make_story(cor, practice=practice, audience=Audience.PRACTICE, title="Een plastic tas")
    topic = make_topic(practice, bea, title="Wie komt er?")
    for words in ("Ik.", "Ik ook."):
        make_reply(topic, cor, words)
    client = signed_in(bea)
    for _again in range(2):  # a second look is the same visit
        page = client.get(practice.get_absolute_url())
        told = {one.thing.title: (one.is_new, one.replies) for one in page.context["news"]}
        assert told == {"Een plastic tas": (True, 0), "Wie komt er?": (False, 2)}
    long_ago = timezone.now() - timedelta(hours=1)
    Membership.objects.filter(user=bea).update(visited_at=long_ago + timedelta(minutes=25))
    Membership.objects.filter(user=bea).update(visited_at=timezone.now() - timedelta(minutes=31))
    make_case(practice, cor, title="Drie afspraken")
    client.get(practice.get_absolute_url())
    assert Membership.objects.get(user=bea).visited_before > before


def test_what_members_keep_together_is_news_when_it_comes_and_when_it_changes(practice, marit):
    bea, cor, today = make_member(practice, "Bea"), make_member(practice, "Cor"), timezone.localdate()
    days = {"starts_on": today, "ends_on": today}
    old = pilots.begin(practice, cor, {"name": "De brievenbus", "hypothesis": "x"} | days)
    agreed = agreements.agree(practice, marit, {"who": "Wij", "brings": "Een tuin", "question": "x", "look_on": today})
    word = definitions.define(practice, cor, {"word": "Regie", "text": "Zelf kiezen."})
    before = timezone.now()
    Membership.objects.filter(user=bea).update(joined_at=before, visited_before=before, visited_at=before)
    client = signed_in(bea)
    assert client.get(practice.get_absolute_url()).context["news"] == []
    library.add(practice, cor, {"title": "Een stuk", "why": "x", "link": "https://example.org/"})
    definitions.define(practice, bea, {"word": "Mijn eigen woord", "text": "Geen nieuws voor mij."})
    definitions.write(word, cor, {"text": "Zij kiest.", "why": "Korter."}, 1)
    seen = {"state": "kept", "learned": "Ja.", "look_on": today}
    agreements.look(agreed, marit, seen, 0)
    pilots.end(old, cor, {"result": "Leeg.", "stops": "Niets.", "next_step": "stop"})
    pilots.begin(practice, cor, {"name": "De bel", "hypothesis": "x"} | days)
    text = joint.begin(practice, cor, {"title": "Een brief", "words": "Beste buur."})
    page = client.get(practice.get_absolute_url())
    told = {one.title: (one.is_new, one.is_changed) for one in page.context["news"]}
    new, changed = (True, False), (False, True)
    assert told == {
        "Een brief": new,
        "De bel": new,
        "De brievenbus": changed,
        "Een tuin": changed,
        "Regie": changed,
        "Een stuk": new,
    }
    body = page.content.decode()
    assert all(one.thing.get_absolute_url() in body for one in page.context["news"])
    assert [one.name for one in page.context["running"]] == ["De bel"]
    TextVersion.objects.create(text=text, number=2, title="Een brief", words="Dag.", by=cor)
    Contribution.objects.filter(pk=text.pk).update(published_at=before - timedelta(days=1))
    assert {one.title: one.is_changed for one in client.get(practice.get_absolute_url()).context["news"]}["Een brief"]
    for stranger in (signed_in(make_user("Piet", is_editor=True)), Client()):
        shown = stranger.get(practice.get_absolute_url())
        assert (shown.context["news"], shown.context["running"]) == ([], [])
        assert "De bel" not in shown.content.decode()


def test_what_a_reader_may_not_see_is_no_news(practice):
    bea, cor = make_member(practice, "Bea"), make_member(practice, "Cor")
    Membership.objects.filter(user=bea).update(joined_at=timezone.now() - timedelta(days=3))
    make_story(cor, practice=practice, audience=Audience.ME, title="Alleen voor mij")
    make_story(cor, practice=practice, audience=Audience.PRACTICE, shown=False, title="Nog niet af")
    assert signed_in(bea).get(practice.get_absolute_url()).context["news"] == []


def test_a_stranger_hears_no_news_and_leaves_no_trace(client, practice):
    signed_in(make_user("Piet")).get(practice.get_absolute_url())
    client.get(practice.get_absolute_url())
    assert not Membership.objects.exclude(visited_at=None).exists()


def test_who_is_new_is_shown_where_to_begin(client, practice, marit):
    page = signed_in(marit).get(practice.get_absolute_url()).content.decode()
    assert "Je bent nieuw" in page
    begin = signed_in(marit).get(at(practice, "start")).content.decode()
    for words in ("Hoe komen we binnen?", "Marit", "Lees de spelregels", at(practice, "people")):
        assert words in begin
    assert at(practice, "people") not in client.get(at(practice, "start")).content.decode()


def test_news_is_one_question_however_much_there_is(practice, django_assert_max_num_queries):
    bea, cor = make_member(practice, "Bea"), make_member(practice, "Cor")
    Membership.objects.filter(user=bea).update(joined_at=timezone.now() - timedelta(days=3))
    client = signed_in(bea)
    make_story(cor, practice=practice, audience=Audience.PRACTICE)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(16) as few:
        client.get(practice.get_absolute_url())
    for number in range(20):
        make_story(cor, practice=practice, audience=Audience.PRACTICE, title=f"Tas {number}")
        make_case(practice, cor, title=f"Casus {number}")
    with django_assert_max_num_queries(16) as many:
        client.get(practice.get_absolute_url())
    assert len(few) == len(many)
