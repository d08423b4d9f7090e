"""Something hangs at a reply: everybody who reads the talk may read it too, and it goes when it is taken back."""

from __future__ import annotations

import pytest

from forums.models import Attachment, Reply
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience, Saved
from tests.forums.conftest import Cast
from tests.makers import make_case, make_element, make_intervention, make_practice, make_story

GONE = "Wat hier bij hing, is niet meer te lezen."


def save(user, thing) -> str:
    Saved.objects.create(user=user, contribution=thing)
    return f"stuk:{thing.pk}"


def test_an_intervention_and_an_element_hang_at_a_reply(cast: Cast, as_user, words) -> None:
    client = as_user(cast.samira)
    for thing, kind in (
        (make_intervention("Samen lezen"), "interventie"),
        (make_element("Een vast gezicht"), "element"),
    ):
        client.post(cast.talk, words | {"thing": f"{kind}:{thing.pk}", "once": "a" * 22 + kind})
        assert thing.get_absolute_url() in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert Attachment.objects.count() == 2


def test_what_was_saved_hangs_there_and_goes_when_it_is_taken_back(cast: Cast, as_user, words) -> None:
    story = make_story(cast.vera, title="Een blauwe jas")
    as_user(cast.samira).post(cast.talk, words | {"thing": save(cast.samira, story)})
    path = cast.case.get_absolute_url()
    assert "Een blauwe jas" in as_user(cast.joost).get(path).content.decode()
    withdraw(story)
    page = as_user(cast.joost).get(path).content.decode()
    assert GONE in page
    assert "Een blauwe jas" not in page


@pytest.mark.parametrize("audience", [Audience.ME, Audience.PRACTICE])
def test_what_not_all_readers_may_read_is_not_offered_and_not_taken(cast: Cast, as_user, words, audience) -> None:
    thing = make_case(make_practice("Elders"), cast.samira, audience, title="Van ergens anders")
    client = as_user(cast.samira)
    key = save(cast.samira, thing)
    assert "Van ergens anders" not in client.get(cast.talk).content.decode()
    assert client.post(cast.talk, words | {"thing": key}).status_code == 200
    assert not Reply.objects.exists()


def test_what_is_narrowed_later_is_not_named_any_more(cast: Cast, as_user, words) -> None:
    story = make_story(cast.samira, title="Een blauwe jas")
    as_user(cast.samira).post(cast.talk, words | {"thing": save(cast.samira, story)})
    set_audience(story, Audience.ME)
    assert "Een blauwe jas" not in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()


def test_a_talk_that_gets_more_readers_names_only_what_all_of_them_may_read(cast: Cast, as_user, words, client) -> None:
    inside = make_case(cast.practice, cast.joost, title="Iets van binnen")
    as_user(cast.samira).post(cast.talk, words | {"thing": save(cast.samira, inside)})
    path = cast.case.get_absolute_url()
    assert "Iets van binnen" in as_user(cast.joost).get(path).content.decode()
    set_audience(cast.case, Audience.EVERYONE)
    client.logout()
    assert GONE in client.get(path).content.decode()


def test_mending_changes_what_hangs_there(cast: Cast, as_user, words) -> None:
    one = make_intervention("Samen lezen")
    client = as_user(cast.samira)
    client.post(cast.talk, words | {"thing": f"interventie:{one.pk}"})
    edit = f"/gesprek/reacties/{Reply.objects.get().pk}/aanpassen/"
    assert f'value="interventie:{one.pk}" selected' in client.get(edit).content.decode()
    client.post(edit, {"text": "Anders.", "intent": "tip", "thing": ""})
    assert not Attachment.objects.exists()
