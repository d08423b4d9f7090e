"""What people say of the knowledge base: who may say what, who reads it, how it is answered and taken back."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Perspective, PerspectiveClaim
from knowledge.editing.actions import offer, start_draft, take_back
from knowledge.models import Claim, Dossier, Source
from moderation.actions import decide
from moderation.models import Outcome, Review
from notifications.models import Notification
from practices.actions import remarks as act
from practices.actions.contributions import withdraw
from practices.models import Answer, Audience, Contribution, Remark
from practices.models.remark import remarks_url
from practices.permissions import may_reply
from search.models import IndexEntry
from tests.makers import make_element, make_intervention, make_theme, make_user

pytestmark = pytest.mark.django_db

SAID = "Ik moest eerst nuchter zijn, dat staat hier niet."


@pytest.fixture
def roos():
    return make_user("Roos", Perspective.LIVED)


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


@pytest.fixture
def housing():
    return make_intervention("Housing First")


@pytest.fixture
def researcher():
    user = make_user("Joris", Perspective.RESEARCH)
    PerspectiveClaim.objects.filter(user=user).update(confirmed_at=timezone.now())
    return user


@pytest.fixture
def claim(housing):
    return Claim.objects.create(intervention=housing, kind=Claim.Kind.EFFECT, text="Mensen houden hun huis.")


def words(**facts):
    known = {"verdict": "misses", "text": SAID, "audience": Audience.EVERYONE, "perspective": "lived"}
    return act.Words(**({"pseudonym": "Vlinder"} | known | facts))


def typed(**facts):
    known = {"verdict": "misses", "text": SAID, "audience": "everyone", "perspective": "lived", "pseudonym": "Vlinder"}
    return known | facts


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("what", ["intervention", "element", "dossier"])
def test_somebody_says_what_is_missing_and_everybody_reads_it_there(client, roos, what):
    theme = make_theme()
    subject = {
        "intervention": lambda: make_intervention("Housing First"),
        "element": lambda: make_element("Iemand die bleef"),
        "dossier": lambda: Dossier.objects.create(theme=theme, title="Wat helpt bij schulden", summary="Kort."),
    }[what]()
    client.force_login(roos)
    answer = client.post(remarks_url(subject, new=True), typed())
    said = Remark.objects.get()
    assert answer.url == said.get_absolute_url()
    assert (said.subject, said.verdict, said.pseudonym) == (subject, "misses", "Vlinder")
    client.logout()
    for address in (subject.get_absolute_url(), remarks_url(subject), said.get_absolute_url()):
        shown = page(client, address)
        assert SAID in shown
        assert "Vlinder" in shown
        assert "Roos" not in shown
        assert roos.email not in shown


def test_a_visitor_is_asked_to_sign_in_and_reads_what_others_say(client, housing, roos):
    act.remark(housing, roos, words())
    assert client.get(remarks_url(housing)).status_code == 200
    assert client.get(remarks_url(housing, new=True)).status_code == 302
    assert client.post(remarks_url(housing, new=True), typed()).url.startswith("/inloggen/")
    assert Remark.objects.count() == 1


def test_right_needs_no_words_and_the_others_do(client, roos, housing):
    client.force_login(roos)
    for verdict in ("misses", "hurts"):
        shown = client.post(remarks_url(housing, new=True), typed(verdict=verdict, text="")).content.decode()
        assert "Zeg in eigen woorden wat je bedoelt" in shown
    assert not Remark.objects.exists()
    assert client.post(remarks_url(housing, new=True), typed(verdict="right", text="")).status_code == 302


def test_what_may_point_at_a_person_is_shown_before_it_is_placed(client, roos, housing):
    client.force_login(roos)
    named = typed(text="Bel 06-12345678 en vraag naar dokter Jansen.")
    shown = client.post(remarks_url(housing, new=True), named)
    assert "06-12345678" in shown.content.decode()
    assert not Remark.objects.exists()
    client.post(remarks_url(housing, new=True), named | {"gezien": shown.context["look"]})
    assert Remark.objects.count() == 1


def test_sending_twice_is_one_remark(client, roos, housing):
    client.force_login(roos)
    for _ in range(2):
        client.post(remarks_url(housing, new=True), typed(once="x" * 24))
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(("audience", "readers"), [
    (Audience.SIGNED_IN, {"stranger", "editor", "roos"}),
    (Audience.EVERYONE, {"visitor", "stranger", "editor", "roos"}),
])  # fmt: skip
def test_it_is_read_and_found_by_whom_the_writer_chose(client, roos, editor, housing, audience, readers):
    said = act.remark(housing, roos, words(audience=audience))
    people = {"visitor": None, "stranger": make_user("Sam"), "editor": editor, "roos": roos}
    read, found = set(), set()
    for name, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        pages = [page(client, where) for where in (housing.get_absolute_url(), remarks_url(housing))]
        assert len({SAID in one for one in pages}) == 1
        assert (client.get(said.get_absolute_url()).status_code == 200) == (SAID in pages[0])
        if SAID in pages[0]:
            read.add(name)
        if f"opmerkingen/{said.pk}/" in page(client, "/zoeken/?q=nuchter"):
            found.add(name)
    assert read == found == readers


def test_nobody_is_offered_a_narrower_audience_than_its_readers_understand(client, roos, housing):
    client.force_login(roos)
    for audience in ("me", "practice", ""):
        client.post(remarks_url(housing, new=True), typed(audience=audience))
    assert not Remark.objects.exists()


def test_only_the_writer_mends_it_and_stays_who_they_were(client, roos, editor, housing):
    said = act.remark(housing, roos, words())
    address = reverse("practices:remark_edit", args=[said.pk])
    assert client.get(address).status_code == 302
    for other in (make_user("Sam"), editor, make_user("Mo", is_moderator=True)):
        client.force_login(other)
        assert client.get(address).status_code == 403
        assert client.post(address, typed(text="Anders")).status_code == 403
    client.force_login(roos)
    client.post(address, typed(text="Nu beter gezegd.", audience="signed-in", pseudonym="Iemand anders"))
    said.refresh_from_db()
    assert (said.text, said.audience, said.pseudonym) == ("Nu beter gezegd.", "signed-in", "Vlinder")
    assert said.edited_at
    client.logout()
    assert "Nu beter gezegd" not in page(client, housing.get_absolute_url())
    assert client.get(address).status_code == 302


def test_a_hidden_remark_cannot_be_mended_by_guessing_its_address(client, roos, housing):
    said = act.remark(housing, roos, words(audience=Audience.SIGNED_IN))
    withdraw(said)
    client.force_login(make_user("Sam"))
    for rest in ("aanpassen/", ""):
        assert client.get(f"/kennis/opmerkingen/{said.pk}/{rest}").status_code == 404
    for rest in ("intrekking/", "antwoord/"):
        assert client.post(f"/kennis/opmerkingen/{said.pk}/{rest}").status_code == 404


def test_taken_back_before_an_answer_nothing_of_it_stays(client, roos, housing):
    said = act.remark(housing, roos, words())
    assert IndexEntry.objects.filter(kind="opmerking").exists()
    client.force_login(roos)
    client.post(reverse("practices:remark_withdrawal", args=[said.pk]))
    client.logout()
    assert not IndexEntry.objects.filter(kind="opmerking").exists()
    said.refresh_from_db()
    assert (said.text, said.pseudonym) == ("", "")
    for address in (housing.get_absolute_url(), remarks_url(housing)):
        shown = page(client, address)
        assert "Vlinder" not in shown
        assert "teruggehaald" not in shown
    assert client.get(said.get_absolute_url()).status_code == 404


def test_taken_back_after_an_answer_a_tombstone_stays_with_the_answer(client, roos, editor, housing):
    said = act.remark(housing, roos, words(audience=Audience.SIGNED_IN))
    act.answer(said, editor, "Dank, we zoeken het uit.", changed=False)
    withdraw(said)
    assert not Notification.objects.exists()
    client.force_login(make_user("Sam"))
    shown = page(client, remarks_url(housing))
    assert "teruggehaald" in shown
    assert "Dank, we zoeken het uit." in shown
    assert SAID not in shown
    assert "Vlinder" not in shown
    assert client.get(said.get_absolute_url()).status_code == 410
    client.logout()
    assert "teruggehaald" not in page(client, remarks_url(housing))
    assert client.get(said.get_absolute_url()).status_code == 404


def test_an_editor_answers_in_public_and_the_writer_hears(client, roos, editor, housing):
    said = act.remark(housing, roos, words())
    client.force_login(editor)
    assert SAID in page(client, "/kennis/opmerkingen/")
    address = reverse("practices:remark_answer", args=[said.pk])
    assert "Schrijf eerst je antwoord" in client.post(address, {"text": ""}).content.decode()
    client.post(address, {"text": "Klopt, dat hoort erbij.", "changed": "on"})
    assert SAID not in page(client, "/kennis/opmerkingen/")
    client.logout()
    shown = page(client, housing.get_absolute_url())
    assert "Klopt, dat hoort erbij." in shown
    assert "Aangepast" in shown
    assert "Bram" in shown
    told = Notification.objects.get()
    assert told.user == roos
    assert "Housing First" in told.line
    client.force_login(roos)
    assert client.get(told.url).status_code == 200


@pytest.mark.parametrize("who", ["visitor", "stranger", "moderator", "writer", "inactive"])
def test_nobody_else_answers(client, roos, housing, who):
    said = act.remark(housing, roos, words())
    people = {
        "stranger": make_user("Sam"),
        "moderator": make_user("Mo", is_moderator=True),
        "writer": roos,
        "inactive": make_user("Weg", is_editor=True, is_active=False),
    }
    if who in people:
        client.force_login(people[who])
    refused = {302} if who in {"visitor", "inactive"} else {403}
    assert client.post(reverse("practices:remark_answer", args=[said.pk]), {"text": "Ja"}).status_code in refused
    assert client.post(reverse("practices:remark_look", args=[said.pk])).status_code in refused
    assert client.get("/kennis/opmerkingen/").status_code in refused
    assert not Answer.objects.exists()
    assert Remark.objects.get().is_shown


def test_an_editor_does_not_answer_themselves(client, editor, housing):
    said = act.remark(housing, editor, words(pseudonym="Vlinder"))
    client.force_login(editor)
    assert client.post(reverse("practices:remark_answer", args=[said.pk]), {"text": "Ja"}).status_code == 403
    assert SAID not in page(client, "/kennis/opmerkingen/")


def test_what_was_changed_after_the_answer_waits_again(roos, editor, housing):
    said = act.remark(housing, roos, words())
    act.answer(said, editor, "Dank.", changed=False)
    assert not Remark.objects.to_answer().exists()
    act.edit(said, words(text="Er mist nog iets."))
    assert Remark.objects.to_answer().get() == said


def test_of_two_editors_at_once_the_second_reads_the_first(client, roos, editor, housing):
    said = act.remark(housing, roos, words())
    act.answer(said, make_user("Els", is_editor=True), "Eerste antwoord.", changed=False)
    client.force_login(editor)
    shown = client.post(reverse("practices:remark_answer", args=[said.pk]), {"text": "Tweede.", "seen": ""})
    assert "Iemand anders antwoordde net" in shown.content.decode()
    assert "Eerste antwoord." in shown.content.decode()
    assert Answer.objects.get().text == "Eerste antwoord."
    again = {"text": "Samen.", "seen": Answer.objects.get().at.isoformat()}
    client.post(reverse("practices:remark_answer", args=[said.pk]), again)
    assert Answer.objects.get().text == "Samen."


@pytest.mark.django_db(transaction=True)
def test_two_answers_in_the_same_moment_are_one():
    said = act.remark(make_intervention("Housing First"), make_user("Roos"), words())
    editors = [make_user("Bram", is_editor=True), make_user("Els", is_editor=True)]
    start, late = threading.Barrier(2), []

    def give(by):
        start.wait()
        try:
            act.answer(Remark.objects.get(pk=said.pk), by, f"Van {by}", changed=False)
        except act.AnsweredMeanwhile:
            late.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(by,)) for by in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(late) == 1
    assert Answer.objects.count() == 1
    assert Notification.objects.count() == 1


def test_a_moderator_looks_first_and_the_writer_reads_why(client, roos, editor, housing):
    said = act.remark(housing, roos, words())
    client.force_login(editor)
    client.post(reverse("practices:remark_look", args=[said.pk]))
    assert SAID not in page(client, housing.get_absolute_url())
    assert client.get(said.get_absolute_url()).status_code == 404
    assert not IndexEntry.objects.filter(kind="opmerking").exists()
    moderator = make_user("Mo", is_moderator=True)
    client.force_login(moderator)
    review = Review.objects.get()
    assert SAID in page(client, reverse("moderation:review", args=[review.pk]))
    decide(review, Remark.objects.get(pk=said.pk), moderator, Outcome.REFUSE, "Hier staat een naam in.")
    client.force_login(roos)
    assert "Hier staat een naam in." in page(client, said.get_absolute_url())
    assert Notification.objects.get(user=roos).url == said.get_absolute_url()
    assert client.post(reverse("practices:remark_withdrawal", args=[said.pk])).status_code == 302


def test_a_moderator_puts_it_back(roos, housing):
    said = act.remark(housing, roos, words())
    act.ask_to_look(said)
    decide(Review.objects.get(), Remark.objects.get(), make_user("Mo", is_moderator=True), Outcome.APPROVE)
    assert Remark.objects.get().is_shown


def test_research_marks_a_claim_with_a_reason_and_a_source(client, researcher, claim, housing):
    source = Source.objects.create(slug="studie", title="Een studie", address="https://example.org/studie")
    client.force_login(researcher)
    new = remarks_url(claim, new=True)
    assert client.post(new, typed(verdict="contradicts", text="")).status_code == 200
    assert client.post(new, typed(verdict="misses")).status_code == 200
    assert not Remark.objects.exists()
    answer = client.post(new, typed(verdict="contradicts", text="In Gent ging het anders.", source="studie"))
    mark = Remark.objects.get()
    assert (mark.claim, mark.source, mark.perspective) == (claim, source, "research")
    assert client.get(new).url == reverse("practices:remark_edit", args=[mark.pk])
    client.logout()
    for address in (remarks_url(claim), answer.url):
        shown = page(client, address)
        assert "Weerspreekt" in shown
        assert "In Gent ging het anders." in shown
        assert "Een studie" in shown


@pytest.mark.parametrize("who", ["visitor", "lived", "unconfirmed", "editor", "no longer"])
def test_only_confirmed_research_marks_claims(client, claim, roos, editor, researcher, who):
    people = {"lived": roos, "unconfirmed": make_user("Jo", Perspective.RESEARCH), "editor": editor}
    if who == "no longer":
        PerspectiveClaim.objects.filter(user=researcher).update(confirmed_at=None)
        people[who] = researcher
    if who in people:
        client.force_login(people[who])
    assert client.get(remarks_url(claim, new=True)).status_code == (302 if who == "visitor" else 403)
    client.post(remarks_url(claim, new=True), typed(verdict="confirms"))
    assert not Remark.objects.exists()


def test_a_contradiction_stands_beside_the_claim_as_plainly_as_a_confirmation(client, claim, researcher):
    from django.template import Context, Template

    other = make_user("Ine", Perspective.RESEARCH)
    act.remark(claim, other, words(verdict="confirms", text="Ook in Utrecht.", perspective="research"))
    act.remark(claim, researcher, words(verdict="contradicts", text="Niet in Gent.", perspective="research"))
    shown = Template('{% slot "knowledge.claim" claim=claim %}').render(Context({"claim": claim}))
    assert shown.index("Weerspreekt") < shown.index("Bevestigt")
    assert "Niet in Gent." in shown
    assert "Ook in Utrecht." in shown


def test_marks_beside_many_claims_cost_one_question(housing, researcher, rf, django_assert_num_queries):
    from django.template import Context, Template

    claims = [Claim.objects.create(intervention=housing, kind="effect", text=f"Bewering {n}") for n in range(8)]
    for claim in claims:
        act.remark(claim, researcher, words(verdict="confirms", perspective="research"))
    page = Template('{% for claim in claims %}{% slot "knowledge.claim" claim=claim %}{% endfor %}')
    with django_assert_num_queries(1):
        page.render(Context({"claims": claims, "request": rf.get("/")}))


def test_a_draft_is_spoken_of_while_it_is_in_proof_and_by_who_may_read_it(client, roos, editor, housing):
    version = start_draft(editor, housing, {"summary": "Eerst een huis, dan de rest."}, "Duidelijker")
    client.force_login(roos)
    assert client.get(f"/kennis/proeflezen/{version.pk}/opmerkingen/nieuw/").status_code == 404
    offer(editor, version)
    version.refresh_from_db()
    client.post(remarks_url(version, new=True), typed(audience="everyone"))
    said = Remark.objects.get()
    assert (said.version, said.audience) == (version, Audience.SIGNED_IN)
    client.logout()
    assert client.get(remarks_url(version)).status_code == 404
    assert client.get(said.get_absolute_url()).status_code == 404
    take_back(editor, version)
    client.force_login(editor)
    assert SAID in page(client, remarks_url(version))
    assert client.post(remarks_url(version, new=True), typed()).status_code == 403


def many(subject, **numbers):
    """Let so many different people say each thing."""
    for verdict, number in numbers.items():
        for n in range(number):
            act.remark(subject, make_user(f"Mens {verdict} {n}"), words(verdict=verdict, text="Woorden."))


@pytest.mark.parametrize(("said", "figures"), [
    ({"right": 4}, None),
    ({"right": 5}, {"5"}),
    ({"right": 6, "misses": 5}, {"11", "6", "5"}),
    ({"right": 9, "misses": 2}, None),
])  # fmt: skip
def test_fewer_than_five_people_are_no_figure_and_cannot_be_subtracted(client, housing, said, figures):
    many(housing, **said)
    shown = page(client, remarks_url(housing))
    numbers = set()
    if "Zo veel mensen zeiden" in shown:
        facts = shown.partition('<dl class="facts">')[2].partition("</dl>")[0]
        numbers = {word for word in facts.replace("<", " ").replace(">", " ").split() if word.isdecimal()}
    if figures is None:
        assert not numbers & {str(n) for n in said.values()}
    else:
        assert numbers == figures


def test_one_person_who_speaks_five_times_is_one_person(client, housing, roos):
    for _ in range(6):
        act.remark(housing, roos, words())
    assert "Zo veel mensen zeiden" not in page(client, remarks_url(housing))


def test_who_lived_through_it_stands_first(client, housing, roos):
    act.remark(housing, roos, words(text="Van wie het meemaakte."))
    for name in ("Een", "Twee"):
        act.remark(housing, make_user(name), words(text=f"Van {name}.", perspective="pro"))
    shown = page(client, housing.get_absolute_url())
    assert shown.index("Van wie het meemaakte.") < shown.index("Van Twee.")


def test_nobody_replies_to_a_remark_and_no_insight_rests_on_it(client, housing, roos):
    said = act.remark(housing, roos, words())
    assert not may_reply(make_user("Sam"), Contribution.objects.get(pk=said.pk))


def test_hostile_words_do_no_harm(client, housing, roos, editor):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    said = act.remark(housing, roos, words(text=evil, pseudonym="<b>x</b>"))
    act.answer(said, editor, evil, changed=True)
    client.force_login(editor)
    for path in (housing.get_absolute_url(), remarks_url(housing), said.get_absolute_url(), "/kennis/opmerkingen/"):
        shown = page(client, path)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "<b>x</b>" not in shown


def test_the_pages_cost_the_same_for_few_and_many(client, housing, roos, editor, django_assert_max_num_queries):
    def cost(path):
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    client.force_login(editor)
    act.remark(housing, roos, words())
    claim = Claim.objects.create(intervention=housing, kind="effect", text="Bewering")
    act.remark(claim, roos, words(verdict="confirms"))
    paths = [housing.get_absolute_url(), remarks_url(housing), "/kennis/opmerkingen/"]
    for path in paths:
        client.get(path)
    few = {path: cost(path) for path in paths}
    for n in range(12):
        author = make_user(f"Mens {n}")
        act.answer(act.remark(housing, author, words()), editor, "Dank.", changed=True)
        act.remark(housing, author, words())
        act.remark(Claim.objects.create(intervention=housing, kind="effect", text=f"B{n}"), author,
                   words(verdict="confirms"))  # fmt: skip
    assert {path: cost(path) for path in paths} == few
