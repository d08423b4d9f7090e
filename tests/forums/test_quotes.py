"""A reply quotes a sentence exactly; it follows what becomes of those words."""

from __future__ import annotations

import pytest

from forums.models import Reply
from forums.quoting import sentences
from practices.actions.contributions import hide, publish, withdraw
from practices.traces import find
from tests.forums.conftest import Cast
from tests.makers import make_reply, make_story

SAID = "Ik stond al op de stoep. Toen **draaide** ik om.\n- Dat was dom"
QUOTE = "Toen draaide ik om."
GONE = "Hier stonden woorden die de schrijver terughaalde."
CHANGED = "De woorden die hier stonden, zijn aangepast."


@pytest.fixture
def said(cast: Cast) -> Reply:
    return make_reply(cast.case, cast.samira, SAID)


@pytest.fixture
def quoting(cast: Cast, as_user, words, said: Reply) -> Reply:
    as_user(cast.joost).post(cast.talk, words | {"parent": said.pk, "quote": QUOTE, "pseudonym": "Joost"})
    return Reply.objects.get(parent=said)


def test_the_sentences_of_a_reply_can_be_chosen_without_scripts(cast: Cast, as_user, said: Reply) -> None:
    page = as_user(cast.joost).get(f"{cast.talk}?op={said.pk}").content.decode()
    for sentence in ("Ik stond al op de stoep.", QUOTE, "Dat was dom"):
        assert f'name="quote" value="{sentence}"' in page
    page = as_user(cast.joost).get(cast.talk).content.decode()  # of the case itself
    assert 'value="Een vader kwam drie keer niet."' in page


def test_a_quote_stands_above_the_answer_and_leads_on(cast: Cast, as_user, said: Reply, quoting: Reply) -> None:
    page = as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert page.count(f"<p>{QUOTE}</p>") == 1
    assert f"/gesprek/reacties/{said.pk}/" in page


@pytest.mark.parametrize("wrong", ["Toen draaide hij om.", "Toen **draaide** ik om.", "x" * 600, "niet"])
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_lost(
    cast: Cast, as_user, words, said: Reply, wrong: str
) -> None:
    answer = as_user(cast.joost).post(cast.talk, words | {"parent": said.pk, "quote": wrong})
    assert answer.status_code == 200
    assert words["text"] in answer.content.decode()
    assert Reply.objects.count() == 1


def test_what_somebody_else_said_is_no_quote_of_this_reply(cast: Cast, as_user, words, said: Reply) -> None:
    make_reply(cast.case, cast.joost, "Dat zei een ander.")
    as_user(cast.joost).post(cast.talk, words | {"parent": said.pk, "quote": "Dat zei een ander."})
    assert Reply.objects.count() == 2


def test_of_words_that_were_taken_back_no_quote_is_left(cast: Cast, as_user, said: Reply, quoting: Reply) -> None:
    withdraw(said)
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert GONE in page
    assert QUOTE not in page
    assert not find([QUOTE.rstrip("."), "Ik stond al op de stoep"])


def test_words_that_were_edited_away_are_not_shown_as_if_they_stood_there(
    cast: Cast, as_user, words, said: Reply, quoting: Reply
) -> None:
    client = as_user(cast.samira)
    edit = f"/gesprek/reacties/{said.pk}/aanpassen/"
    client.post(edit, {"text": "Ik ging toch naar binnen.", "intent": "experience"})
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert CHANGED in page
    assert f"<p>{QUOTE}</p>" not in page
    client.post(edit, {"text": SAID + " echt.", "intent": "experience"})
    assert f"<p>{QUOTE}</p>" in client.get(cast.case.get_absolute_url()).content.decode()


def test_what_is_hidden_is_not_read_in_a_quote_and_comes_back_with_it(
    cast: Cast, as_user, said: Reply, quoting: Reply
) -> None:
    client, path = as_user(cast.joost), cast.case.get_absolute_url()
    hide(said)
    assert QUOTE not in client.get(path).content.decode()
    publish(said)
    assert f"<p>{QUOTE}</p>" in client.get(path).content.decode()


def test_a_quote_from_the_case_goes_with_the_case(cast: Cast, as_user, words) -> None:
    quote = "Een vader kwam drie keer niet."
    as_user(cast.samira).post(cast.talk, words | {"quote": quote})
    reply = Reply.objects.get()
    assert (reply.quote, reply.quoted_id) == (quote, cast.case.pk)
    withdraw(cast.case)
    assert not find([quote])


def test_a_story_with_a_note_is_quoted_nowhere(cast: Cast, as_user, words) -> None:
    story = make_story(cast.vera, content_notes=" geweld ")
    talk = f"/gesprek/{story.pk}/reacties/"
    assert 'name="quote"' not in as_user(cast.joost).get(talk).content.decode()
    as_user(cast.joost).post(talk, words | {"quote": "Ik deed mijn post niet meer open."})
    assert not Reply.objects.exists()


def test_sentences_are_cut_where_they_end() -> None:
    assert sentences("Eén. Twee? Drie!\n\nVier en 5.5 zes. Eén.") == ["Eén.", "Twee?", "Drie!", "Vier en 5.5 zes."]
