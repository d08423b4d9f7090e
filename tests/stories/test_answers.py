"""An organisation answers a story, says what it changes, and hears whether that helped; a coach reads along."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import confirm_by_domain
from accounts.models import Organisation, OrganisationDomain
from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.models import Audience
from stories.actions import answering, sending
from stories.answered import figures_of
from stories.coach import elsewhere
from stories.models import Answer, Change, Story
from tests.makers import make_member, make_practice, make_story, make_user

pytestmark = pytest.mark.django_db
GOOD = {
    "thanks": "Dank je dat je dit zo open hebt opgeschreven.",
    "heard": "Je deed maandenlang de post niet open, tot iemand naast je aan tafel kwam zitten.",
    "doing": "We bellen voortaan eerst, voor we een brief sturen.",
    "who": "de teamleider",
    "until": "",
}


@pytest.fixture
def organisation():
    return Organisation.objects.create(name="Gemeente Dorpstad", slug="gemeente-dorpstad")


@pytest.fixture
def sanne(organisation):
    sanne = make_user("Sanne")
    sanne.organisation = organisation
    sanne.save()
    return sanne


@pytest.fixture
def wil():
    return make_user("Wil")


@pytest.fixture
def story(wil):
    return make_story(wil)


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client, story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def place(user, story, **more):
    return as_(user).post(f"/verhalen/{story.pk}/antwoord/", {**GOOD, **more})


def answered(story, sanne, organisation) -> Answer:
    return answering.answer(
        story, sanne, organisation, {name: GOOD[name] for name in ("thanks", "heard", "doing", "who")}
    )


def told(user) -> list[str]:
    return [one.line for one in Notification.objects.filter(user=user, kind="answer").order_by("pk")]


def test_a_story_without_an_answer_says_for_how_many_days(story, client):
    Story.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(days=9))
    assert "Nog geen organisatie antwoordde, na 9 dagen." in page(client, story)


def test_every_card_in_the_stream_says_whether_an_answer_came_and_after_how_long(client, sanne, organisation):
    told = timezone.now() - timedelta(days=9, hours=1)
    for days in (9, 1, 0):
        story = make_story(make_user(), title=f"Antwoord na {days}")
        Story.objects.filter(pk=story.pk).update(published_at=told)
        given = answered(story, sanne, organisation)
        Answer.objects.filter(pk=given.pk).update(published_at=told + timedelta(days=days))
    waits = make_story(make_user(), title="Wacht")
    Story.objects.filter(pk=waits.pk).update(published_at=told)
    make_story(make_user(), title="Van vandaag")
    cards = dict(re.findall(r'<h3 lang="nl"><a [^>]+>([^<]+)</a></h3>.*?<span>([^<]*antwoord[^<]*)</span>',
                            client.get("/verhalen/").content.decode(), re.DOTALL | re.IGNORECASE))  # fmt: skip
    assert cards == {
        "Antwoord na 9": "Beantwoord na 9 dagen",
        "Antwoord na 1": "Beantwoord na 1 dag",
        "Antwoord na 0": "Beantwoord op dezelfde dag",
        "Wacht": "Nog geen antwoord, na 9 dagen",
        "Van vandaag": "Nog geen antwoord",
    }
    withdraw(Answer.objects.get(root__title="Antwoord na 9"))
    assert "Beantwoord na 9 dagen" not in client.get("/verhalen/").content.decode()


def test_what_a_teller_thinks_of_an_answer_is_seen_by_nobody_else(story, sanne, wil, organisation, client):
    written = answered(story, sanne, organisation)
    readers = [client, as_(sanne), as_(make_user("Mo", is_moderator=True))]
    addresses = [story.get_absolute_url(), "/verhalen/", "/organisaties/", "/organisaties/gemeente-dorpstad/"]

    def seen() -> list[str]:
        pages = [reader.get(address).content.decode() for reader in readers for address in addresses]
        return [re.sub(r"[\w-]{20,}|\d{10,}", "", page) for page in pages]  # random tokens of forms

    seen()  # the first look has marks of its own, of what is new
    before = seen()
    as_(wil).post(f"/verhalen/{story.pk}/antwoord/beoordeling/", {"antwoord": written.pk, "hielp": "nee"})
    assert Answer.objects.get().is_helpful is False
    for was, now in zip(before, seen(), strict=True):
        assert [line for line in now.splitlines() if line not in was] == []


def test_an_organisation_answers_and_everybody_who_reads_the_story_reads_it_and_the_teller_hears(
    story, sanne, wil, client
):
    assert place(sanne, story).status_code == 302
    assert Answer.objects.count() == 1
    for text in ("Gemeente Dorpstad", "We bellen voortaan eerst", "de teamleider"):
        assert text in page(client, story)
    assert told(wil) == ["Gemeente Dorpstad antwoordde op je verhaal."]
    assert "Hielp dit antwoord jou?" in as_(wil).get(f"/verhalen/{story.pk}/jouw/").content.decode()


def test_an_answer_is_read_by_nobody_who_may_not_read_the_story(sanne, organisation, wil):
    practice = make_practice()
    inside = make_member(practice, "Bea")
    story = make_story(wil, Audience.PRACTICE, practice=practice)
    make_member(practice, "Sam")
    written = answered(story, sanne, organisation)
    assert list(Answer.objects.visible_to(inside)) == [written]
    assert not Answer.objects.visible_to(make_user("Cor")).exists()
    assert "bellen voortaan" not in Client().get("/organisaties/gemeente-dorpstad/").content.decode()
    assert figures_of(organisation).answered == 0, "what not everybody may read is not counted in public"
    sending.withdraw(story, erase=True)
    assert not Answer.objects.visible_to(inside).exists()
    assert Answer.objects.get().heard == "", "it says back what the teller wiped"


def test_who_speaks_for_no_organisation_does_not_answer_for_one_and_no_teller_answers_their_own(
    story, sanne, wil, organisation
):
    assert place(make_user("Cor"), story).status_code == 403
    assert place(sanne, make_story(sanne)).status_code == 403
    assert Client().post(f"/verhalen/{story.pk}/antwoord/", GOOD).status_code == 302
    assert not Answer.objects.exists()
    assert "Antwoord namens" not in page(as_(wil), story)
    assert "Antwoord namens" in page(as_(sanne), story)


def test_a_proven_address_at_its_domain_lets_somebody_speak_for_it(organisation):
    from allauth.account.models import EmailAddress

    OrganisationDomain.objects.create(domain="dorpstad.example", perspective="pro", organisation=organisation)
    cor, eva = make_user("Cor"), make_user("Eva")
    EmailAddress.objects.create(user=cor, email="cor@dorpstad.example", verified=True)
    EmailAddress.objects.create(user=eva, email="eva@dorpstad.example", verified=False)
    for user in (cor, eva):
        confirm_by_domain(user)
        user.refresh_from_db()
    assert (cor.organisation, eva.organisation) == (organisation, None)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"heard": "Dat is naar."}, "Vertel wat preciezer"),
        ({"doing": "Wilt u contact opnemen met ons team via het formulier?"}, "ergens anders heen"),
        ({"doing": "Bel ons op 020-1234567 en vraag naar het loket."}, "ergens anders heen"),
        ({"heard": "Wij hoorden dat mevrouw Jansen je niet goed heeft geholpen in die week."}, "over een persoon"),
    ],
)
def test_the_coach_says_once_what_could_be_better_and_keeps_every_word(story, sanne, change, seen):
    answer = place(sanne, story, **change)
    text = answer.content.decode()
    assert seen in text
    assert not Answer.objects.exists()
    assert next(iter(change.values())) in text
    look = text.split('name="gezien" value="')[1].split('"')[0]
    assert place(sanne, story, **change, gezien=look).status_code == 302, "its writer decides"


@pytest.mark.parametrize(
    ("doing", "sends"),
    [
        ("We nemen contact op met de woningcorporatie.", False),
        ("Onze teamleider neemt deze week contact op met de gemeente.", False),
        ("We bellen voortaan eerst.", False),
        ("We nemen contact met je op.", True),
        ("Neem contact op met ons loket.", True),
        ("Je kunt contact met ons zoeken.", True),
    ],
)
def test_only_what_sends_the_teller_elsewhere_is_pointed_at(doing, sends):
    assert bool(elsewhere(doing)) is sends


def test_the_coach_knows_a_stock_reply_from_one_of_its_own(sanne, wil, organisation):
    answered(make_story(wil), sanne, organisation)
    other = make_story(make_user("Roos"))
    assert "lijkt veel op je antwoord van" in place(sanne, other).content.decode()
    fresh = {
        "thanks": "Wat moedig dat je dit deelt.",
        "heard": "Je wachtte elf weken op een rolstoel, en niemand belde je terug.",
        "doing": "De wachtlijst staat vanaf juni op onze site, met namen van afdelingen.",
    }
    assert place(sanne, other, **fresh).status_code == 302


def test_an_incomplete_answer_is_explained_and_keeps_what_was_typed(story, sanne):
    text = place(sanne, story, heard="").content.decode()
    assert "Vertel wat je hoorde" in text
    assert GOOD["doing"] in text


def test_a_change_is_planned_then_done_with_proof_and_the_teller_says_whether_it_is_what_they_meant(
    story, sanne, wil, organisation, client
):
    written = answered(story, sanne, organisation)
    due = timezone.localdate() + timedelta(days=30)
    it = as_(sanne)
    it.post(
        f"/verhalen/antwoorden/{written.pk}/verandering/",
        {"what": "Eerst bellen", "owner": "de teamleider", "due_on": due},
    )
    change = Change.objects.get()
    assert "Gepland:" in page(client, story)
    refused = it.post(f"/verhalen/veranderingen/{change.pk}/", {"state": "done", "words": ""})
    assert "Schrijf waaraan je het ziet" in refused.content.decode()
    it.post(f"/verhalen/veranderingen/{change.pk}/", {"state": "done", "words": "Het staat in de werkwijze."})
    assert "Het staat in de werkwijze." in page(client, story)
    assert len(told(wil)) == 3
    teller = as_(wil)
    assert "Is dit wat je bedoelde?" in teller.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    teller.post(
        f"/verhalen/{story.pk}/antwoord/bedoeld/",
        {"verandering": change.pk, "meant": "partly", "words": "Ook bij anderen?"},
    )
    assert "Voor een deel" in page(client, story)
    assert "Ook bij anderen?" in page(client, story)
    assert "veranderde iets: Eerst bellen" in teller.get(f"/verhalen/{story.pk}/jouw/").content.decode()


def test_a_change_that_does_not_happen_says_why_and_a_day_that_passed_is_called_late(
    story, sanne, organisation, client
):
    written = answered(story, sanne, organisation)
    change = answering.plan(written, "Eerst bellen", "de teamleider", timezone.localdate() - timedelta(days=1))
    assert "Die dag is voorbij." in page(client, story)
    answering.settle(change, Change.State.NOT, because="Er is geen geld voor.")
    assert "Er is geen geld voor." in page(client, story)
    assert figures_of(organisation).dropped == 1


def test_nobody_else_touches_an_answer_a_change_or_what_the_teller_thinks(story, sanne, organisation, wil):
    written = answered(story, sanne, organisation)
    change = answering.plan(written, "Eerst bellen", "de teamleider", timezone.localdate())
    other = make_user("Tom")
    other.organisation = Organisation.objects.create(name="Ander", slug="ander")
    other.save()
    for user in (other, wil, make_user("Cor")):
        for address in (f"antwoorden/{written.pk}/aanpassen/", f"antwoorden/{written.pk}/terughalen/",
                        f"antwoorden/{written.pk}/verandering/", f"veranderingen/{change.pk}/"):  # fmt: skip
            assert as_(user).post(f"/verhalen/{address}", {}).status_code == 403, address
    for user in (sanne, other):
        assert (
            as_(user)
            .post(f"/verhalen/{story.pk}/antwoord/beoordeling/", {"antwoord": written.pk, "hielp": "ja"})
            .status_code
            == 404
        )
    assert Answer.objects.get().is_helpful is None


def test_what_tellers_think_of_answers_is_only_told_as_a_total_of_five_or_more(sanne, organisation, client):
    def rated(number, said):
        for _each in range(number):
            teller = make_user()
            written = answered(make_story(teller), sanne, organisation)
            as_(teller).post(
                f"/verhalen/{written.root_id}/antwoord/beoordeling/", {"antwoord": written.pk, "hielp": said}
            )

    rated(4, "ja")
    assert figures_of(organisation).rated is None
    rated(2, "ja")
    found = figures_of(organisation)
    assert (found.helpful, found.rated) == (6, 6)
    assert "6 van 6 vertellers" in client.get("/organisaties/gemeente-dorpstad/").content.decode()
    rated(1, "nee")
    assert figures_of(organisation).rated is None, "one who says no would stand alone"


def test_the_pages_ask_the_same_for_one_answer_and_for_many(
    sanne, organisation, wil, client, django_assert_max_num_queries
):
    def write(story, number):
        for _each in range(number):
            written = answered(story, sanne, organisation)
            answering.plan(written, "Eerst bellen", "de teamleider", timezone.localdate())

    story = make_story(wil)
    for address in (story.get_absolute_url(), "/organisaties/gemeente-dorpstad/", "/organisaties/"):
        Answer.objects.all().delete()
        write(story, 1)
        client.get(address)
        with django_assert_max_num_queries(14) as few:
            client.get(address)
        write(story, 5)
        with django_assert_max_num_queries(len(few.captured_queries)):
            client.get(address)
