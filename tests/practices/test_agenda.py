"""The agenda of a practice: who proposes, weighs and answers, what is kept to, and what is taken back."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import search
from accounts.models import Perspective, User
from moderation.actions import decide
from moderation.models import Outcome, Review
from notifications.models import Notification
from practices.actions import agenda as act
from practices.actions.contributions import withdraw
from practices.actions.cycle import cycle, move_to
from practices.jobs import remind_of_late_themes
from practices.models import AgendaAnswer, AgendaTheme, Audience, Contribution, Dot, Phase, Practice, Saved, Start
from practices.traces import find, left_behind
from search.models import IndexEntry
from tests.makers import make_case, make_intervention, make_member, make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db

SAID = "Iets doen aan het wachten op het eerste gesprek"


@pytest.fixture
def practice() -> Practice:
    practice = make_practice("Eerder aan tafel")
    for order, (name, _more) in enumerate(cycle(), 1):
        Phase.objects.create(practice=practice, order=order, name=name)
    return practice


@pytest.fixture
def henk() -> User:
    return make_user("Henk", Perspective.CITIZEN)


@pytest.fixture
def fay(practice: Practice) -> User:
    return make_member(practice, "Fay", is_facilitator=True)


def put(practice: Practice, author: User, title: str = SAID) -> AgendaTheme:
    return act.propose(practice, author, {"title": title, "perspective": "citizen", "pseudonym": "Merel"})


def typed(**facts: Any) -> dict[str, Any]:
    return {"title": SAID, "perspective": "citizen", "pseudonym": "Merel"} | facts


def at(practice: Practice, more: str = "") -> str:
    return f"/praktijken/{practice.slug}/agenda/{more}"


def as_(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def page(address: str, user: User | None = None) -> str:
    return as_(user).get(address).content.decode()


def late(theme: AgendaTheme) -> None:
    AgendaTheme.objects.filter(pk=theme.pk).update(answer_by=timezone.localdate() - timedelta(days=1))


def taken(practice: Practice, **facts: Any) -> act.Words:
    known: dict[str, Any] = {"outcome": "taken", "text": "Goed idee.", "phase": practice.phases.all()[4]}
    return act.Words(**(known | facts))


# Proposing


def test_anybody_signed_in_puts_a_theme_on_the_agenda_and_everybody_reads_it(practice: Practice, henk: User) -> None:
    answer = as_(henk).post(at(practice, "nieuw/"), typed())
    theme = AgendaTheme.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == theme.get_absolute_url()
    for address in (at(practice), theme.get_absolute_url()):
        shown = page(address)
        assert SAID in shown
        assert "Merel" in shown
        assert "Henk" not in shown
        assert henk.email not in shown


def test_a_visitor_is_asked_to_sign_in(practice: Practice) -> None:
    assert as_(None).get(at(practice)).status_code == 200
    assert as_(None).post(at(practice, "nieuw/"), typed())["Location"].startswith("/inloggen/")
    assert not AgendaTheme.objects.exists()


def test_the_gate_comes_first_and_shows_what_is_there_already_before_what_is_known(
    practice: Practice, henk: User
) -> None:
    elsewhere = put(make_practice("Meer dan koffie"), henk, "Wachten op een woning")
    here = put(practice, henk)
    known = make_intervention("Wachtverzachter", summary="Over wachten op het eerste gesprek.")
    search.index(known)
    for address in (at(practice, "nieuw/?q=wachten"), at(practice, "bekend/?q=wachten")):
        shown = page(address, henk)
        places = [shown.index(one) for one in (here.title, elsewhere.title, known.name)]
        assert places == sorted(places)
    assert 'name="title"' not in page(at(practice, "nieuw/?q=wachten"), henk)
    passed = page(at(practice, "nieuw/?q=wachten&verder=1"), henk)
    assert 'name="title"' in passed
    assert 'value="wachten"' in passed


def test_what_was_linked_at_the_gate_stands_with_the_theme(practice: Practice, henk: User) -> None:
    known = make_intervention("Wachtverzachter")
    search.index(known)
    weet = f"interventie:{known.pk}"
    assert f'value="{weet}"' in page(at(practice, "bekend/?q=wachtverzachter"), henk), "one tap links it"
    assert "Wat is hier anders?" in page(at(practice, f"nieuw/?weet={weet}&verder=1"), henk)
    as_(henk).post(at(practice, f"nieuw/?weet={weet}"), typed(weet=[weet], different="Hier wachten ze een jaar."))
    shown = page(AgendaTheme.objects.get().get_absolute_url())
    assert "Wachtverzachter" in shown
    assert "Hier wachten ze een jaar." in shown


def test_one_sentence_is_asked_and_nothing_typed_is_lost(practice: Practice, henk: User) -> None:
    for title in ("", "Te lang. " * 20):
        answer = as_(henk).post(at(practice, "nieuw/"), typed(title=title, pseudonym="Mijn naam hier"))
        assert answer.status_code == 200
        assert title.strip() in answer.content.decode()
        assert "Mijn naam hier" in answer.content.decode()
    assert not AgendaTheme.objects.exists()


def test_what_may_point_at_a_person_is_shown_before_it_is_placed(practice: Practice, henk: User) -> None:
    named = typed(title="Bel mevrouw Jansen op 06-12345678")
    answer = as_(henk).post(at(practice, "nieuw/"), named)
    assert "06-12345678" in answer.content.decode()
    assert not AgendaTheme.objects.exists()
    as_(henk).post(at(practice, "nieuw/"), named | {"gezien": answer.context["look"]})
    assert AgendaTheme.objects.count() == 1


def test_sending_twice_is_one_theme(practice: Practice, henk: User) -> None:
    token = "een-formulier-dat-twee-keer-komt"
    for _time in range(2):
        assert as_(henk).post(at(practice, "nieuw/"), typed(once=token)).status_code == 302
    assert AgendaTheme.objects.count() == 1


def test_nobody_fills_an_agenda_alone(practice: Practice, henk: User) -> None:
    for number in range(5):
        put(practice, henk, f"Thema nummer {number}")
    answer = as_(henk).post(at(practice, "nieuw/"), typed())
    assert "5 thema’s die op antwoord wachten" in answer.content.decode()
    assert SAID in answer.content.decode()
    assert AgendaTheme.objects.count() == 5


# Dots


def give(practice: Practice, user: User, *themes: AgendaTheme, perspective: str = "citizen") -> Any:
    offered = [theme.pk for theme in AgendaTheme.objects.filter(practice=practice)]
    sent = {"stip": [theme.pk for theme in themes], "getoond": offered, "perspective": perspective}
    return as_(user).post(at(practice, "stippen/"), sent)


def test_somebody_gives_three_dots_takes_one_back_and_sees_them_alone(practice: Practice, henk: User) -> None:
    one, two, three, four = (put(practice, henk, f"Thema {number}") for number in "abcd")
    sam = make_user("Sam")
    assert give(practice, sam, one, two, three).status_code == 302
    assert set(Dot.objects.values_list("theme", flat=True)) == {one.pk, two.pk, three.pk}
    refused = give(practice, sam, one, two, three, four)
    assert "Je hebt 3 stippen, en koos er meer" in refused.content.decode()
    assert refused.content.decode().count(" checked") >= 4, "what was ticked stays ticked"
    assert Dot.objects.count() == 3
    give(practice, sam, two, four)
    assert set(Dot.objects.values_list("theme", flat=True)) == {two.pk, four.pk}
    assert f'value="{two.pk}" checked' in page(at(practice), sam)
    assert " checked" not in page(at(practice), henk).split('name="perspective"')[0]
    assert as_(None).post(at(practice, "stippen/"), {}).status_code == 302


def test_dots_on_another_page_stay(practice: Practice, henk: User) -> None:
    here, there = put(practice, henk, "Hier"), put(practice, henk, "Daar")
    act.weigh(practice, henk, "citizen", [there.pk], [there.pk])
    act.weigh(practice, henk, "citizen", [here.pk], [here.pk])
    assert Dot.objects.filter(user=henk).count() == 2


def test_one_person_speaks_from_one_perspective_on_one_agenda(practice: Practice, henk: User) -> None:
    one, two = put(practice, henk, "Een"), put(practice, henk, "Twee")
    act.weigh(practice, henk, "citizen", [one.pk], [])
    act.weigh(practice, henk, "lived", [two.pk], [])
    assert set(Dot.objects.values_list("perspective", flat=True)) == {"lived"}


def test_a_dot_lands_on_no_other_agenda_and_on_nothing_that_was_answered(
    practice: Practice, henk: User, fay: User
) -> None:
    elsewhere = put(make_practice("Meer dan koffie"), henk, "Elders")
    answered = put(practice, henk, "Klaar")
    act.answer(answered, fay, taken(practice), None)
    give(practice, henk, elsewhere, answered)
    assert not Dot.objects.exists()


def test_dots_come_back_when_there_is_an_answer(practice: Practice, henk: User, fay: User) -> None:
    themes = [put(practice, henk, f"Thema {number}") for number in range(4)]
    give(practice, henk, *themes[:3])
    act.answer(themes[0], fay, taken(practice), None)
    assert give(practice, henk, *themes[1:]).status_code == 302
    assert Dot.objects.filter(user=henk).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_browsers_of_one_person_cannot_give_four_dots(practice: Practice, henk: User) -> None:
    themes = [put(practice, henk, f"Thema {number}") for number in range(4)]
    gate, refused = threading.Barrier(2), []

    def weigh(pks: list[int]) -> None:
        gate.wait()
        try:
            act.weigh(practice, henk, "citizen", pks, pks)
        except act.TooManyDots:
            refused.append(pks)
        finally:
            connection.close()

    pairs = [[themes[0].pk, themes[1].pk], [themes[2].pk, themes[3].pk]]
    threads = [threading.Thread(target=weigh, args=(pks,)) for pks in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Dot.objects.count() == 2


# Answering


def test_who_leads_the_practice_and_movisie_answer_and_nobody_else(practice: Practice, henk: User, fay: User) -> None:
    theme = put(practice, henk)
    sent = {"outcome": "not", "text": "Dat doet de gemeente al."}
    stranger = make_member(make_practice("Elders"), "Cor", is_facilitator=True)
    for refused in (henk, make_member(practice, "Bea"), stranger):
        assert as_(refused).post(f"{theme.get_absolute_url()}antwoord/", sent).status_code == 403
        assert 'name="outcome"' not in page(theme.get_absolute_url(), refused)
    assert not AgendaAnswer.objects.exists()
    assert as_(fay).post(f"{theme.get_absolute_url()}antwoord/", sent).status_code == 302
    assert "Dat doet de gemeente al." in page(theme.get_absolute_url())
    newest = AgendaAnswer.objects.get()
    again = {"outcome": "later", "text": "Toch.", "again_on": timezone.localdate() + timedelta(30), "seen": newest.pk}
    editor = make_user("Ed", is_editor=True)
    assert as_(editor).post(f"{theme.get_absolute_url()}antwoord/", again).status_code == 302
    assert AgendaAnswer.objects.count() == 2, "an answer is a record; another one stands beside it"


def test_an_answer_says_why_and_what_becomes_of_it(practice: Practice, henk: User, fay: User) -> None:
    theme = put(practice, henk)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"outcome": "not", "text": ""}, "Schrijf waarom"),
        ({"outcome": "taken", "text": "Ja."}, "in welke stap, welke casus of welk gesprek"),
        ({"outcome": "later", "text": "Nu niet."}, "wanneer jullie erop terugkomen"),
        ({"outcome": "later", "text": "Nu niet.", "again_on": timezone.localdate()}, "Kies een dag na vandaag"),
        ({"outcome": "later", "text": "Nu niet.", "again_on": "2999-01-01"}, "hooguit een jaar verder"),
        ({"text": "Zomaar."}, "Kies wat jullie ermee doen"),
    ]
    for sent, complaint in refused:
        answer = as_(fay).post(f"{theme.get_absolute_url()}antwoord/", sent)
        assert complaint in answer.content.decode()
        assert sent.get("text", "") in answer.content.decode()
    assert not AgendaAnswer.objects.exists()


def test_who_answers_second_sees_what_the_first_one_wrote(practice: Practice, henk: User, fay: User) -> None:
    theme = put(practice, henk)
    act.answer(theme, fay, taken(practice, text="Wij doen dit."), None)
    answer = as_(fay).post(f"{theme.get_absolute_url()}antwoord/", {"outcome": "not", "text": "Wij doen dit niet."})
    shown = answer.content.decode()
    assert "Iemand anders gaf net antwoord" in shown
    assert "Wij doen dit." in shown
    assert "Wij doen dit niet." in shown
    assert AgendaAnswer.objects.count() == 1


def test_who_proposed_it_and_who_follows_it_hear_of_the_answer(practice: Practice, henk: User, fay: User) -> None:
    theme, sam = put(practice, henk), make_user("Sam")
    assert Saved.objects.get(contribution=theme).user == henk, "who proposes it follows it"
    as_(sam).post(f"/mijn/bewaren/{theme.pk}/", {"doe": "volg"})
    act.answer(theme, fay, taken(practice), None)
    told = Notification.objects.filter(kind="agenda-answered")
    assert {one.user for one in told} == {henk, sam}
    assert {one.url for one in told} == {theme.get_absolute_url()}


def test_what_is_taken_up_leads_to_a_step_and_its_proposer_hears_when_the_practice_is_there(
    practice: Practice, henk: User, fay: User
) -> None:
    theme, phase = put(practice, henk), practice.phases.all()[4]
    act.answer(theme, fay, taken(practice, phase=phase), None)
    assert str(phase) in page(theme.get_absolute_url())
    assert SAID not in page(at(practice))
    assert SAID in page(at(practice, "?wat=opgepakt"))
    move_to(practice.phases.all()[2], seen=None)
    assert not Notification.objects.filter(kind="agenda-phase").exists()
    move_to(phase, seen=practice.phases.all()[2].pk)
    assert Notification.objects.get(kind="agenda-phase").user == henk
    move_to(practice.phases.all()[2], seen=phase.pk)
    move_to(phase, seen=practice.phases.all()[2].pk)
    assert Notification.objects.filter(kind="agenda-phase").count() == 1, "said once"


def test_a_case_that_came_of_it_is_linked_for_whom_may_read_it_only(practice: Practice, henk: User, fay: User) -> None:
    theme, case = put(practice, henk), make_case(practice, fay, title="Een geheime casus")
    sent = {"outcome": "taken", "text": "Ja.", "led_to": case.pk}
    assert as_(fay).post(f"{theme.get_absolute_url()}antwoord/", sent).status_code == 302
    assert "Een geheime casus" in page(theme.get_absolute_url(), fay)
    for reader in (None, henk):
        assert "Een geheime casus" not in page(theme.get_absolute_url(), reader)
        assert "Hier kwam dit van" not in page(theme.get_absolute_url(), reader)
    assert not Saved.objects.filter(contribution=case).exists(), "nobody follows what they may not read"


def test_a_case_everybody_reads_is_followed_by_who_proposed_the_theme(
    practice: Practice, henk: User, fay: User
) -> None:
    theme, case = put(practice, henk), make_case(practice, fay, Audience.EVERYONE)
    act.answer(theme, fay, taken(practice, led_to=Contribution.objects.get(pk=case.pk)), None)
    assert Saved.objects.get(contribution=case).user == henk


def test_a_case_of_another_practice_cannot_be_linked(practice: Practice, henk: User, fay: User) -> None:
    theme, other = put(practice, henk), make_case(make_practice("Elders"), None, Audience.EVERYONE)
    sent = {"outcome": "taken", "text": "Ja.", "led_to": other.pk}
    assert (
        "Dit is er niet meer. Kies opnieuw."
        in as_(fay).post(f"{theme.get_absolute_url()}antwoord/", sent).content.decode()
    )


# The duty to answer


def test_a_theme_must_be_answered_within_the_days_the_practice_set(practice: Practice, henk: User, fay: User) -> None:
    first = put(practice, henk, "Eerst")
    assert as_(henk).post(at(practice, "termijn/"), {"days": 7}).status_code == 403
    for days in (6, 91, "veel"):
        as_(fay).post(at(practice, "termijn/"), {"days": days})
        practice.refresh_from_db()
        assert practice.agenda_days == 28
    as_(fay).post(at(practice, "termijn/"), {"days": 7})
    practice.refresh_from_db()
    second = put(practice, henk, "Daarna")
    today = timezone.localdate()
    first.refresh_from_db()
    assert first.answer_by == today + timedelta(days=28), "what was promised stays promised"
    assert second.answer_by == today + timedelta(days=7)


def test_what_waits_too_long_is_said_to_everybody_and_mailed_to_who_leads_once(
    practice: Practice, henk: User, fay: User, django_capture_on_commit_callbacks: Any
) -> None:
    theme = put(practice, henk)
    remind_of_late_themes()
    assert "Te laat" not in page(at(practice))
    assert not Notification.objects.filter(kind="agenda-late").exists()
    late(theme)
    for address in (at(practice), theme.get_absolute_url()):
        assert "Te laat: antwoord was beloofd voor" in page(address)
    assert "1 thema wacht te lang op antwoord" in page(practice.get_absolute_url())
    mail.outbox.clear()
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            remind_of_late_themes()
    assert [one.to for one in mail.outbox] == [[fay.email]]
    act.answer(theme, fay, taken(practice), None)
    assert "Te laat" not in page(theme.get_absolute_url())


def test_the_editors_hear_of_it_where_nobody_leads(practice: Practice, henk: User) -> None:
    editor = make_user("Ed", is_editor=True)
    late(put(practice, henk))
    remind_of_late_themes()
    assert Notification.objects.get(kind="agenda-late").user == editor


def test_later_is_a_promise_with_a_day(practice: Practice, henk: User, fay: User) -> None:
    theme, day = put(practice, henk), timezone.localdate() + timedelta(days=30)
    act.answer(theme, fay, act.Words("later", "Na de zomer.", again_on=day), None)
    theme.refresh_from_db()
    assert theme.answer_by == day
    assert SAID in page(at(practice)), "it still waits"
    late(theme)
    remind_of_late_themes()
    assert Notification.objects.filter(kind="agenda-late", user=fay).count() == 1


# Taking back, and being hidden


def test_what_is_taken_back_leaves_no_word_anywhere(practice: Practice, henk: User, fay: User) -> None:
    as_(henk).post(at(practice, "nieuw/"), typed(different="Hier duurt het een heel jaar"))
    theme = AgendaTheme.objects.get()
    act.weigh(practice, make_user("Sam"), "citizen", [theme.pk], [])
    assert IndexEntry.objects.filter(kind="agenda").count() == 1
    assert as_(fay).post(f"{theme.get_absolute_url()}intrekking/").status_code == 403
    as_(henk).post(f"{theme.get_absolute_url()}intrekking/")
    gone = Contribution.objects.get(pk=theme.pk)
    assert not find([SAID, "Merel zei", "Hier duurt het een heel jaar"])
    assert not left_behind(gone)
    assert not IndexEntry.objects.filter(kind="agenda").exists()
    assert not Dot.objects.exists()
    assert not Start.objects.exists()
    assert as_(None).get(theme.get_absolute_url()).status_code == 404
    assert SAID not in page(at(practice))


def test_the_place_of_what_was_taken_back_stays_where_it_was_answered(
    practice: Practice, henk: User, fay: User
) -> None:
    theme = put(practice, henk)
    act.answer(theme, fay, taken(practice, text="Wij beginnen in mei."), None)
    withdraw(theme)
    answer = as_(None).get(theme.get_absolute_url())
    assert answer.status_code == 410
    assert SAID not in answer.content.decode()
    assert "Merel" not in answer.content.decode()
    assert "Wij beginnen in mei." in answer.content.decode()
    assert not Notification.objects.filter(about_kind="agenda").exclude(text="").exists()


def test_what_a_moderator_must_look_at_is_seen_by_nobody_else(practice: Practice, henk: User, fay: User) -> None:
    theme = put(practice, henk)
    assert as_(henk).post(f"{theme.get_absolute_url()}meelezen/").status_code == 403
    as_(fay).post(f"{theme.get_absolute_url()}meelezen/")
    for reader in (None, fay, make_user("Sam")):
        assert as_(reader).get(theme.get_absolute_url()).status_code == 404
        assert SAID not in page(at(practice), reader)
        assert SAID not in page(f"/zoeken/?q={SAID}", reader).replace(f'value="{SAID}"', "").split("<main")[1].replace(
            f"‘{SAID}’", ""
        )
    assert "Niemand anders ziet dit nu" in page(theme.get_absolute_url(), henk)
    moderator = make_user("Mo", is_moderator=True)
    decide(Review.objects.get(), AgendaTheme.objects.get(), moderator, Outcome.APPROVE, "")
    assert SAID in page(at(practice))
    assert Notification.objects.filter(kind="agenda-decision", user=henk).exists()


def test_it_is_found_at_once_and_as_a_kind_of_its_own(practice: Practice, henk: User) -> None:
    practice.themes.add(make_theme("Schulden"))
    theme = put(practice, henk)
    shown = page("/zoeken/?q=wachten&soort=agenda")
    assert theme.get_absolute_url() in shown
    assert "Agendathema" in shown


def test_the_agenda_is_led_to_from_the_practice_and_from_your_own_place(
    practice: Practice, henk: User, fay: User
) -> None:
    theme = put(practice, henk)
    assert at(practice) in page(practice.get_absolute_url())
    assert "1 thema wacht op antwoord" in page(practice.get_absolute_url(), fay)
    assert theme.get_absolute_url() in page("/mijn/", henk)


def test_the_agenda_asks_no_more_when_there_is_more(practice: Practice, henk: User, fay: User) -> None:
    def asked(user: User | None) -> list[int]:
        counts = []
        for address in (at(practice), at(practice, "?wat=opgepakt"), first.get_absolute_url()):
            client = as_(user)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    first = put(practice, henk)
    done = put(practice, henk, "Opgepakt")
    act.answer(done, fay, taken(practice), None)
    few = [asked(user) for user in (None, henk, fay)]
    for number in range(15):
        user = make_user(f"Inwoner {number}", Perspective.CITIZEN)
        more, up = put(practice, user, f"Thema {number}"), put(practice, user, f"Klaar {number}")
        act.weigh(practice, user, "citizen", [more.pk, first.pk, up.pk], [])
        act.answer(up, fay, taken(practice), None)
    many = [asked(user) for user in (None, henk, fay)]
    assert many == few
    assert max(max(counts) for counts in many[:2]) <= 12
