"""A text is written together: nobody overwrites anybody unseen, every version stays, readers read the published one."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Perspective
from notifications.models import Notification
from practices.actions import joint as act
from practices.models import Audience, JointText, Membership, ProofRemark, TextDraft, TextHold, TextVersion
from practices.traces import find, left_behind
from search.models import IndexEntry
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
FIRST = "Wij bellen eerst aan. Dan pas praten we over geld.\n\n- koffie\n- tijd"


@pytest.fixture
def cast():
    practice = make_practice()
    return {
        "practice": practice,
        "bea": make_member(practice, "Bea"),
        "kim": make_member(practice, "Kim", Perspective.LIVED),
        "fay": make_member(practice, "Fay", is_facilitator=True),
        "cor": make_member(make_practice("Elders"), "Cor"),
    }


@pytest.fixture
def text(cast):
    return act.begin(cast["practice"], cast["bea"], {"title": "Zo bellen wij aan", "words": FIRST})


def typed(text, words, base, title="Zo bellen wij aan", why=""):
    return {"title": title, "words": words, "why": why, "base": base}


def at(text, more=""):
    return f"{text.get_absolute_url()}{more}"


def publish(cast, text, audience=Audience.EVERYONE):
    round_ = act.ask_to_proofread(text, cast["bea"], [cast["kim"]])
    act.remark(round_, cast["kim"], "right", "")
    return act.publish(text, cast["fay"], audience, text.versions.all()[0].number)


def test_members_start_and_read_a_draft_and_others_find_nothing(client, cast):
    client.force_login(cast["bea"])
    where = f"/praktijken/{cast['practice'].slug}/teksten/"
    answer = client.post(f"{where}nieuw/", {"title": "Onze tekst", "words": "**Eerst** bellen."})
    text = JointText.objects.get()
    assert answer.url == text.get_absolute_url()
    client.force_login(cast["kim"])
    assert "<strong>Eerst</strong> bellen." in client.get(text.get_absolute_url()).content.decode()
    assert "Onze tekst" in client.get(where).content.decode()
    for more in ("", "schrijven/", "versies/", "versies/1/", "proeflezen/", "publicatie/"):
        client.force_login(cast["cor"])
        assert client.get(at(text, more)).status_code == 404
    client.logout()
    assert client.get(text.get_absolute_url()).status_code == 404
    assert "Onze tekst" not in client.get(where).content.decode()
    client.force_login(cast["cor"])
    assert client.post(f"{where}nieuw/", {"title": "Van buiten", "words": "Nee."}).status_code == 403


def test_who_writes_holds_the_text_until_it_is_quiet_for_a_quarter(client, cast, text):
    client.force_login(cast["bea"])
    assert client.get(at(text, "schrijven/")).context["form"] is not None
    client.force_login(cast["kim"])
    page = client.get(at(text, "schrijven/")).content.decode()
    assert "Bea schrijft sinds" in page
    assert 'name="words"' not in page
    TextHold.objects.update(seen_at=timezone.now() - timedelta(minutes=14))
    assert 'name="words"' not in client.get(at(text, "schrijven/")).content.decode()
    TextHold.objects.update(seen_at=timezone.now() - timedelta(minutes=15))
    assert 'name="words"' in client.get(at(text, "schrijven/")).content.decode()
    assert TextHold.objects.get().by == cast["kim"]
    client.force_login(cast["bea"])
    assert "Kim schrijft sinds" in client.get(at(text, "schrijven/")).content.decode()


def test_typing_and_looking_first_are_signs_of_life_and_keep_the_words(client, cast, text):
    long_ago = timezone.now() - timedelta(minutes=14)
    client.force_login(cast["bea"])
    client.get(at(text, "schrijven/"))
    for more, button in (("schrijven/klad/", {}), ("schrijven/", {"bekijk": "ja"})):
        TextHold.objects.update(seen_at=long_ago)
        answer = client.post(at(text, more), typed(text, f"Getypt bij {more}", 1) | button)
        assert answer.status_code == 200
        assert TextHold.objects.get().seen_at > long_ago
        assert TextDraft.objects.get().words == f"Getypt bij {more}"
    assert text.versions.count() == 1
    page = client.get(at(text, "schrijven/"))
    assert page.context["form"]["words"].value() == "Getypt bij schrijven/"
    client.force_login(cast["kim"])
    assert "Getypt bij" not in client.get(text.get_absolute_url()).content.decode()


def test_far_too_much_never_pushes_aside_what_was_kept(client, cast, text):
    client.force_login(cast["bea"])
    client.post(at(text, "schrijven/klad/"), typed(text, "Dit blijft.", 1))
    assert client.post(at(text, "schrijven/klad/"), typed(text, "a" * 90_000, 1)).status_code == 400
    assert TextDraft.objects.get().words == "Dit blijft."


def test_saving_makes_a_version_and_frees_the_text(client, cast, text):
    client.force_login(cast["kim"])
    client.get(at(text, "schrijven/"))
    client.post(at(text, "schrijven/klad/"), typed(text, "Half", 1))
    assert client.post(at(text, "schrijven/"), typed(text, "Beter.", 1, why="Korter")).url == text.get_absolute_url()
    newest = text.versions.all()[0]
    assert (newest.number, newest.words, newest.pseudonym, newest.why) == (2, "Beter.", "Kim", "Korter")
    assert not TextHold.objects.exists()
    assert not TextDraft.objects.exists()
    client.post(at(text, "schrijven/"), typed(text, "Beter.", 2))
    assert text.versions.count() == 2, "the same words make no version"
    client.post(at(text, "schrijven/"), typed(text, "Nog beter.", 2))
    assert not Notification.objects.filter(kind="text-after").exists(), "nobody was overtaken"


def test_who_is_overtaken_sees_both_texts_and_loses_nothing(client, cast, text):
    act.save(text, cast["kim"], typed(text, "Wij bellen NOOIT aan.", 1, title="Andere titel"), 1)
    client.force_login(cast["bea"])
    answer = client.post(at(text, "schrijven/"), typed(text, "Wij bellen altijd aan.", 1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert text.versions.count() == 2, "nothing was overwritten"
    assert "Kim bewaarde om" in page
    assert "<del>" in page
    assert "NOOIT" in page
    form = answer.context["form"]
    assert form["words"].value() == "Wij bellen altijd aan."
    assert form["title"].value() == "Andere titel", "what only the other changed is taken over"
    assert TextDraft.objects.get(user=cast["bea"]).words == "Wij bellen altijd aan."
    again = {name: form[name].value() for name in ("title", "words", "why", "base", "after")}
    assert client.post(at(text, "schrijven/"), again).status_code == 302
    told = Notification.objects.get(kind="text-after")
    assert (told.user, told.url) == (cast["kim"], f"{at(text)}versies/?van=2&tot=3"), "who was first sees it too"
    client.force_login(cast["kim"])
    assert "altijd</ins>" in client.get(told.url).content.decode().replace('<span class="hide">]</span>', "")
    assert [one.words for one in text.versions.all()[:2]] == ["Wij bellen altijd aan.", "Wij bellen NOOIT aan."]


def test_who_changed_another_paragraph_is_not_undone_by_who_saves_later(client, cast):
    began = "Eerst bellen.\n\nDan praten.\n\nDan koffie."
    text = act.begin(cast["practice"], cast["bea"], {"title": "Zo bellen wij aan", "words": began})
    theirs = "Eerst bellen.\n\nDan luisteren.\n\nDan koffie.\n\nDan een afspraak."
    act.save(text, cast["kim"], typed(text, theirs, 1), 1)
    client.force_login(cast["bea"])
    mine = began.replace("Eerst bellen.", "Eerst een kaartje.").replace("\n", "\r\n")
    answer = client.post(at(text, "schrijven/"), typed(text, mine, 1))
    assert answer.status_code == 409
    assert "Wat alleen de ander veranderde, staat er nu bij jou ook in." in answer.content.decode()
    form = answer.context["form"]
    client.post(at(text, "schrijven/"), {name: form[name].value() for name in ("title", "words", "why", "base")})
    both = "Eerst een kaartje.\n\nDan luisteren.\n\nDan koffie.\n\nDan een afspraak."
    assert text.versions.all()[0].words.replace("\r\n", "\n") == both


def test_who_was_overtaken_and_comes_back_later_is_warned_again(client, cast, text):
    act.save(text, cast["kim"], typed(text, "Wij bellen NOOIT aan.", 1), 1)
    client.force_login(cast["bea"])
    assert client.post(at(text, "schrijven/"), typed(text, "Wij bellen altijd aan.", 1)).status_code == 409
    form = client.get(at(text, "schrijven/")).context["form"]
    assert form["words"].value() == "Wij bellen altijd aan."
    again = {name: form[name].value() for name in ("title", "words", "why", "base")}
    assert client.post(at(text, "schrijven/"), again).status_code == 409
    assert text.versions.count() == 2


def test_any_two_versions_stand_beside_each_other_and_an_earlier_one_comes_back(client, cast, text):
    for number, words in enumerate(("Twee stoelen.", "Drie stoelen."), 1):
        act.save(text, cast["kim"], typed(text, words, number), number)
    client.force_login(cast["bea"])
    page = client.get(at(text, "versies/?van=2&tot=3")).content.decode()
    assert "Twee</del>" in page.replace('<span class="hide">]</span>', "")
    assert client.get(at(text, "versies/?van=9&tot=x")).status_code == 200
    assert "Wij bellen eerst aan" in client.get(at(text, "versies/1/")).content.decode()
    client.post(at(text, "versies/1/terug/"), {"base": "2"})
    assert text.versions.count() == 3, "somebody saved meanwhile: look first"
    client.post(at(text, "versies/1/terug/"), {"base": "3"})
    newest = text.versions.all()[0]
    assert (newest.number, newest.words, newest.puts_back) == (4, FIRST, 1)


def test_proof_reading_asks_somebody_who_lived_through_it(client, cast, text):
    client.force_login(cast["bea"])
    bea, kim, fay = (Membership.objects.get(user=cast[name]) for name in ("bea", "kim", "fay"))
    answer = client.post(at(text, "proeflezen/"), {"readers": [fay.pk]})
    assert "Vraag ook een ervaringsdeskundige" in answer.content.decode()
    assert client.post(at(text, "proeflezen/"), {"readers": [bea.pk, kim.pk]}).status_code == 200
    assert client.post(at(text, "proeflezen/"), {"readers": [fay.pk, kim.pk]}).status_code == 302
    assert set(text.proofreadings.get().asked.all()) == {cast["fay"], cast["kim"]}
    client.force_login(cast["kim"])
    assert "Zo bellen wij aan" in client.get("/mijn/meldingen/").content.decode()


def test_a_text_is_published_only_when_it_was_read_and_what_hurts_was_answered(client, cast, text):
    client.force_login(cast["fay"])
    yes = {"audience": "everyone", "looked": "on", "base": "1"}
    client.post(at(text, "publicatie/"), yes)
    assert not JointText.objects.get().is_published
    act.ask_to_proofread(text, cast["bea"], [cast["kim"], cast["fay"]])
    client.force_login(cast["kim"])
    hurts = {"verdict": "hurts", "text": "Dit klinkt als een inval."}
    assert client.post(at(text, "proeflezen/opmerking/"), {"verdict": "hurts"}).status_code == 200
    client.post(at(text, "proeflezen/opmerking/"), hurts)
    said = ProofRemark.objects.get()
    assert client.post(at(text, f"proeflezen/{said.pk}/antwoord/"), {"text": "Nee."}).status_code == 403
    client.force_login(cast["fay"])
    client.post(at(text, "publicatie/"), yes)
    assert not JointText.objects.get().is_published
    client.post(at(text, f"proeflezen/{said.pk}/antwoord/"), {"text": "Dank je.", "changed": "on"})
    client.force_login(cast["bea"])
    assert "Dank je." in client.get(text.get_absolute_url()).content.decode()
    assert client.post(at(text, "publicatie/"), yes).status_code == 403, "only who leads publishes"
    client.force_login(cast["fay"])
    assert client.post(at(text, "publicatie/"), yes | {"looked": ""}).status_code == 200
    assert client.post(at(text, "publicatie/"), yes | {"base": "0"}).status_code == 302
    assert not JointText.objects.get().is_published, "another version was seen than stands there"
    client.post(at(text, "publicatie/"), yes)
    assert JointText.objects.get().audience == Audience.EVERYONE
    client.logout()
    page = client.get(text.get_absolute_url()).content.decode()
    assert "Wij bellen eerst aan" in page
    assert "inval" not in page, "what was said before publication stays inside"
    assert not any(name in page for name in ("Bea", "Kim", "Fay")), "the practice speaks, not a person"
    client.force_login(cast["cor"])
    assert client.get(at(text, "schrijven/")).status_code == 403
    assert client.get(at(text, "versies/")).status_code == 403


def test_readers_read_what_was_published_while_others_write_on(client, cast, text):
    publish(cast, text)
    act.save(text, cast["bea"], typed(text, "Nog niet af.", 1), 1)
    for reader in (AnonymousUser(), cast["cor"], cast["bea"]):
        assert JointText.objects.visible_to(reader).get().text == FIRST
    assert "Nog niet af" not in client.get(text.get_absolute_url()).content.decode()
    assert not TextVersion.objects.visible_to(cast["cor"]).exists()
    entry = IndexEntry.objects.get(kind="tekst")
    assert "Nog niet" not in entry.body
    publish(cast, text, Audience.PRACTICE)
    assert client.get(text.get_absolute_url()).status_code == 404


def test_a_draft_is_not_found_by_searching(cast, text):
    assert not IndexEntry.objects.filter(kind="tekst").exists()
    publish(cast, text)
    assert IndexEntry.objects.filter(kind="tekst").exists()


def test_of_a_text_that_was_taken_back_no_word_stays(client, cast, text):
    act.save(text, cast["kim"], typed(text, "De tweede versie van deze tekst.", 1, why="Veel korter gemaakt"), 1)
    act.keep_draft(text, cast["fay"], typed(text, "Wat Fay nog zat te typen.", 2), 2)
    round_ = act.ask_to_proofread(text, cast["bea"], [cast["kim"]])
    said = act.remark(round_, cast["kim"], "misses", "Hier mist nog iets belangrijks.")
    act.answer(said, cast["bea"], "Dat hebben we toegevoegd.", changed=True)
    client.force_login(cast["bea"])
    assert client.post(at(text, "intrekking/")).status_code == 403, "others wrote at it too"
    client.force_login(cast["fay"])
    assert client.post(at(text, "intrekking/")).status_code == 302
    words = ["De tweede versie van deze", "Wat Fay nog zat", "Hier mist nog iets", "Dat hebben we toegevoegd"]
    assert not find([*words, "Wij bellen eerst aan", "Veel korter gemaakt"])
    assert not left_behind(JointText.objects.get())
    assert client.get(text.get_absolute_url()).status_code == 404


def test_what_somebody_said_of_a_text_is_taken_back_by_them_alone(client, cast, text):
    round_ = act.ask_to_proofread(text, cast["bea"], [cast["kim"]])
    said = act.remark(round_, cast["kim"], "misses", "Hier mist nog iets belangrijks.")
    client.force_login(cast["bea"])
    assert client.post(at(text, f"proeflezen/{said.pk}/intrekking/")).status_code == 403
    client.force_login(cast["kim"])
    assert client.post(at(text, f"proeflezen/{said.pk}/intrekking/")).status_code == 302
    assert not find(["Hier mist nog iets"])
    page = client.get(text.get_absolute_url()).content.decode()
    assert "Hier zei iemand iets" in page


def test_what_may_point_at_a_person_is_shown_before_it_is_saved(client, cast, text):
    client.force_login(cast["bea"])
    words = "Bel Jan de Vries op 06-12345678."
    answer = client.post(at(text, "schrijven/"), typed(text, words, 1))
    assert answer.context["marks"]
    assert answer.context["form"]["words"].value() == words
    assert text.versions.count() == 1
    client.post(at(text, "schrijven/"), typed(text, words, 1) | {"gezien": answer.context["look"]})
    assert text.versions.count() == 2


def test_a_practice_of_one_publishes_without_asking(cast):
    practice = make_practice("Alleen")
    ans = make_member(practice, "Ans", is_facilitator=True)
    text = act.begin(practice, ans, {"title": "Van mij", "words": "Kort."})
    act.publish(text, ans, Audience.SIGNED_IN, 1)
    assert JointText.objects.visible_to(make_user()).filter(pk=text.pk).exists()


@pytest.mark.parametrize("number", [1, 40])
def test_the_page_of_a_text_takes_as_many_queries_for_few_as_for_many(
    client, cast, text, number, django_assert_max_num_queries
):
    for count in range(number):
        act.save(text, cast["kim"], typed(text, f"Woord {count}.", count + 1), count + 1)
    round_ = act.ask_to_proofread(text, cast["bea"], [cast["kim"]])
    for _count in range(number):
        act.remark(round_, cast["kim"], "misses", "Iets mist.")
    client.force_login(cast["fay"])
    client.get(text.get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(text.get_absolute_url())
    with django_assert_max_num_queries(9):
        client.get(at(text, "versies/"))
