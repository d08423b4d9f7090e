"""A dossier cites what somebody told: everybody reads it, its teller sees it, and taking back works there too."""

import pytest
from django.utils import timezone

from knowledge.models import Dossier
from notifications.models import Notification
from practices.actions import citations
from practices.models import Audience, Citation, Revisit
from stories.actions import sending
from stories.models import Story
from tests.makers import agree, make_case, make_practice, make_story, make_theme, make_user

pytestmark = pytest.mark.django_db
SENTENCE = "Zij bleef komen."


@pytest.fixture
def theme():
    return make_theme("Schulden")


@pytest.fixture
def dossier(theme):
    return Dossier.objects.create(theme=theme, title="Wat helpt bij schulden", summary="Begin bij de koelkast.")


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


@pytest.fixture
def story():
    return agree(make_story(make_user("Samira"), happened=f"Het ging slecht. {SENTENCE}", pseudonym="Noor"))


def page_of(client, theme) -> str:
    return " ".join(client.get(theme.get_absolute_url()).content.decode().split())


def test_an_editor_cites_a_sentence_and_everybody_reads_it(client, editor, story, dossier, theme):
    client.force_login(editor)
    assert f"/kennis/aanhalen/{story.pk}/" in client.get(story.get_absolute_url()).content.decode()
    where = f"/kennis/aanhalen/{story.pk}/"
    assert SENTENCE in client.get(where).content.decode()
    assert client.post(where, {"dossier": dossier.pk, "quote": SENTENCE}).status_code == 302
    client.logout()
    page = page_of(client, theme)
    assert f"‘{SENTENCE}’" in page
    assert story.get_absolute_url() in page
    assert "Haal dit niet meer aan" not in page


@pytest.mark.parametrize("who", ["visitor", "member", "teller"])
def test_nobody_else_cites(client, story, dossier, who):
    where = f"/kennis/aanhalen/{story.pk}/"
    if who != "visitor":
        client.force_login(make_user("Bea") if who == "member" else story.author)
    status = client.post(where, {"dossier": dossier.pk, "quote": ""}).status_code
    assert status == (302 if who == "visitor" else 403)
    assert not Citation.objects.exists()
    assert where not in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("audience", "status"), [(Audience.SIGNED_IN, 403), (Audience.PRACTICE, 404)])
def test_what_is_not_for_everybody_is_not_cited(client, editor, dossier, audience, status):
    story = make_story(make_user("Samira"), audience=audience, practice=make_practice())
    client.force_login(editor)
    assert client.post(f"/kennis/aanhalen/{story.pk}/", {"dossier": dossier.pk}).status_code == status
    assert not Citation.objects.exists()


def test_words_that_do_not_stand_in_it_and_other_kinds_are_refused(client, editor, story, dossier):
    client.force_login(editor)
    typed = {"dossier": dossier.pk, "quote": "Zij kwam nooit."}
    assert client.post(f"/kennis/aanhalen/{story.pk}/", typed).status_code == 200
    case = make_case(make_practice(), make_user("Pro"), audience=Audience.EVERYONE)
    assert client.post(f"/kennis/aanhalen/{case.pk}/", {"dossier": dossier.pk}).status_code == 403
    assert not Citation.objects.exists()


def test_the_teller_sees_it_on_the_trail(client, editor, story, dossier):
    citations.cite(story, dossier, editor, SENTENCE)
    client.force_login(story.author)
    page = client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    assert "Aangehaald in een dossier." in page
    assert "Wat helpt bij schulden" in page


def test_an_edited_story_stays_cited_and_a_sentence_that_is_gone_is_gone_there(
    client, editor, story, dossier, theme, settings
):
    settings.READ_STORIES_FIRST = False
    citations.cite(story, dossier, editor, SENTENCE)
    Story.objects.filter(pk=story.pk).update(
        sent_at=timezone.now(), readers_at=timezone.now(), first_shown_at=timezone.now()
    )
    for happened, stands in ((f"Het ging goed. {SENTENCE}", True), ("Het ging goed.", False)):
        draft = sending.reopen(story)
        assert SENTENCE not in page_of(client, theme)
        Story.objects.filter(pk=draft.pk).update(happened=happened)
        sending.send(draft)
        page = page_of(client, theme)
        assert (SENTENCE in page) is stands
        assert story.get_absolute_url() in page
    assert "staat niet meer in het verhaal" in Notification.objects.get(user=editor).text
    assert "Aangepast op" in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("erase", [True, False])
def test_taken_back_it_leaves_a_tombstone_and_whoever_cited_is_told(client, editor, story, dossier, theme, erase):
    citations.cite(story, dossier, editor, SENTENCE)
    Story.objects.filter(pk=story.pk).update(first_shown_at=timezone.now())
    sending.withdraw(story, erase=erase)
    page = page_of(client, theme)
    assert SENTENCE not in page
    assert "Dit verhaal is ingetrokken door de verteller." in page
    assert Citation.objects.get().quote == ""
    assert "ingetrokken door de verteller" in Notification.objects.get(user=editor).text


def test_the_dossier_is_a_task_for_the_editors_until_one_of_them_looked(client, editor, story, dossier, theme):
    citations.cite(story, dossier, editor, SENTENCE)
    other = agree(make_story(make_user("Roos"), happened=SENTENCE))
    citations.cite(other, dossier, editor, SENTENCE)
    for gone in (story, other):
        sending.withdraw(gone, erase=True)
    task = Revisit.objects.get()  # one look at one dossier, however much went
    outsider, colleague = make_user("Bea"), make_user("Tess", is_editor=True)
    client.force_login(outsider)
    assert "Kijk dit nog eens na" not in client.get("/mijn/").content.decode()
    assert client.post(f"/mijn/nakijken/{task.pk}/").status_code == 404
    for user in (editor, colleague):
        client.force_login(user)
        page = client.get("/mijn/").content.decode()
        assert f'href="{dossier.get_absolute_url()}#aangehaald">Wat helpt bij schulden</a>' in page
        assert SENTENCE not in page
    client.post(f"/mijn/nakijken/{task.pk}/")
    client.force_login(editor)
    assert "Kijk dit nog eens na" not in client.get("/mijn/").content.decode()


def test_when_who_cited_it_is_gone_the_other_editors_are_told(editor, story, dossier):
    citations.cite(story, dossier, editor, SENTENCE)
    colleague = make_user("Tess", is_editor=True)
    editor.delete()
    sending.withdraw(story, erase=True)
    assert Notification.objects.filter(user=colleague, kind="revisit").count() == 1


def test_an_editor_takes_a_citation_away_and_others_cannot(client, editor, story, dossier, theme):
    cited = citations.cite(story, dossier, editor, SENTENCE)
    client.force_login(make_user("Bea"))
    assert client.post(f"/kennis/aangehaald/{cited.pk}/weg/").status_code == 403
    client.force_login(editor)
    client.post(f"/kennis/aangehaald/{cited.pk}/weg/")
    assert "Aangehaald in dit dossier" not in page_of(client, theme)


def test_a_story_for_fewer_readers_is_cited_for_those_alone(client, editor, story, dossier, theme):
    citations.cite(story, dossier, editor, SENTENCE)
    Story.objects.filter(pk=story.pk).update(audience=Audience.SIGNED_IN)
    assert SENTENCE not in page_of(client, theme)
    client.force_login(make_user("Bea"))
    assert SENTENCE in page_of(client, theme)


def test_a_story_opened_knowingly_is_cited_without_its_words(client, editor, story, dossier, theme):
    citations.cite(story, dossier, editor, SENTENCE)
    Story.objects.filter(pk=story.pk).update(content_notes=" geweld ")
    assert SENTENCE not in page_of(client, theme)
    assert story.get_absolute_url() in page_of(client, theme)


def test_many_citations_ask_no_more_than_one(client, editor, dossier, theme, django_assert_max_num_queries):
    citations.cite(make_story(make_user("A")), dossier, editor, "")
    page_of(client, theme)
    with django_assert_max_num_queries(60) as few:
        page_of(client, theme)
    asked = len(few.captured_queries)
    for number in range(5):
        citations.cite(make_story(make_user(f"T{number}")), dossier, editor, "")
    page_of(client, theme)
    with django_assert_max_num_queries(asked):
        page_of(client, theme)
