"""Who may read a thing and is signed in replies to it, from one perspective and under one name."""

from __future__ import annotations

import pytest
from django.test import Client

from forums.models import Reply
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience, Weighing
from tests.forums.conftest import Cast
from tests.makers import make_contribution, make_element, make_reply, make_theme


def test_a_member_replies_and_lands_at_the_reply(cast: Cast, as_user, words) -> None:
    answer = as_user(cast.samira).post(cast.talk, words)
    reply = Reply.objects.get()
    assert answer["Location"] == f"{cast.case.get_absolute_url()}?reactie={reply.pk}#reactie-{reply.pk}"
    assert (reply.author, reply.pseudonym, reply.perspective) == (cast.samira, "Samira", "lived")
    page = as_user(cast.joost).get(answer["Location"]).content.decode()
    assert f'id="reactie-{reply.pk}"' in page
    assert words["text"] in page
    assert cast.samira.email not in page


def test_a_stranger_finds_nothing_and_writes_nothing(cast: Cast, as_user, words) -> None:
    client = as_user(cast.vera)
    assert client.get(cast.talk).status_code == 404
    assert client.post(cast.talk, words).status_code == 404
    assert not Reply.objects.exists()


def test_on_a_public_case_all_read_and_who_is_signed_in_replies(cast: Cast, client, as_user, words) -> None:
    set_audience(cast.case, Audience.EVERYONE)
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert "Log in met je mailadres" in page
    assert 'name="text"' not in page
    assert as_user(cast.vera).post(cast.talk, words).status_code == 302
    assert Reply.objects.get().author == cast.vera


def test_words_of_who_was_signed_out_meanwhile_are_kept(cast: Cast, client: Client, words) -> None:
    answer = client.post(cast.talk, words)
    assert answer["Location"] == f"/inloggen/?next={cast.talk}"
    assert not Reply.objects.exists()
    client.force_login(cast.samira, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(cast.talk).content.decode()
    assert "Je tekst is bewaard" in page
    assert words["text"] in page
    client.post(cast.talk, words)
    assert words["text"] not in client.get(cast.talk).content.decode()


def test_what_was_taken_back_meanwhile_takes_no_reply(cast: Cast, as_user, words) -> None:
    client = as_user(cast.samira)
    withdraw(cast.case)
    assert client.post(cast.talk, words).status_code == 404
    assert client.get(cast.case.get_absolute_url()).status_code == 404


def test_one_replies_to_a_thing_and_answers_a_reply(cast: Cast, as_user, words) -> None:
    first = make_reply(cast.case, cast.samira)
    client = as_user(cast.joost)
    assert client.post(f"/gesprek/{first.pk}/reacties/", words).status_code == 404
    assert "Dat herken ik." in client.get(f"{cast.talk}?op={first.pk}").content.decode()
    client.post(cast.talk, words | {"parent": first.pk, "once": "a" * 22})
    answer = Reply.objects.get(parent=first)
    client.post(cast.talk, words | {"parent": answer.pk, "once": "b" * 22})
    assert Reply.objects.filter(parent=first).count() == 2  # one level deep


def test_an_answer_to_a_reply_elsewhere_is_refused(cast: Cast, as_user, words) -> None:
    elsewhere = make_reply(make_contribution(cast.vera), cast.vera)
    for wrong in (elsewhere.pk, "x", 10**30, "-1"):
        answer = as_user(cast.samira).post(cast.talk, words | {"parent": wrong})
        assert answer.status_code == 200
    assert not Reply.objects.filter(root=cast.case).exists()


def test_a_repeated_submit_is_one_reply(cast: Cast, as_user, words) -> None:
    client = as_user(cast.samira)
    once = words | {"once": "c" * 22}
    assert client.post(cast.talk, once)["Location"] == client.post(cast.talk, once)["Location"]
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "   \n "},
        {"text": "x" * 3001},
        {"text": "x" * 1_000_000},
        {"intent": "shout"},
        {"perspective": "king"},
        {"perspective": "research"},
        {"pseudonym": ""},
        {"pseudonym": "\u200b"},
        {"pseudonym": "x" * 61},
        {"pseudonym": "samira@example.org"},
        {"pseudonym": "Móderator van Movisie"},
        {"element": "niet-te-vinden", "polarity": "helped"},
        {"polarity": "great"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))}={next(iter(wrong.values()))[:12]!r}",
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, as_user, words, wrong) -> None:
    answer = as_user(cast.samira).post(cast.talk, words | wrong)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Er mist nog iets" in page
    assert not Reply.objects.exists()
    if "text" not in wrong:
        assert words["text"] in page


def test_an_element_is_weighed_by_a_reply(cast: Cast, as_user, words) -> None:
    theme = make_theme()
    cast.case.themes.add(theme)
    element = make_element("Iemand die bleef")
    client = as_user(cast.samira)
    assert client.post(cast.talk, words | {"element": element.slug}).status_code == 200  # helped, or not?
    assert not Reply.objects.exists()
    client.post(cast.talk, words | {"element": element.slug, "polarity": "hindered"})
    row, reply = Weighing.objects.get(), Reply.objects.get()
    assert (row.element, row.polarity, row.quote) == (element, "hindered", words["text"])
    assert (row.contribution_id, list(reply.themes.all())) == (reply.pk, [theme])
    assert "Iemand die bleef" in client.get(cast.case.get_absolute_url()).content.decode()


def test_what_may_point_at_a_person_is_shown_and_may_be_placed_anyway(cast: Cast, as_user, words) -> None:
    client = as_user(cast.samira)
    risky = words | {"text": "Bel mij op 06-12345678, dan vertel ik meer."}
    page = client.post(cast.talk, risky).content.decode()
    assert "een telefoonnummer" in page
    assert not Reply.objects.exists()
    seen = page.split('name="gezien" value="')[1].split('"')[0]
    client.post(cast.talk, risky | {"text": "Bel mij op 06-87654321.", "gezien": seen})
    assert not Reply.objects.exists()  # a yes to these words is no yes to others
    client.post(cast.talk, risky | {"gezien": seen})
    assert Reply.objects.count() == 1


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "\u202eomgekeerd \u0000 nul",
    'javascript:alert(1) https://example.org/"onmouseover=alert(1)',
    "😀" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(cast: Cast, as_user, words, text: str) -> None:
    client = as_user(cast.samira)
    hostile = words | {"text": text, "pseudonym": f"W {text[:48]}"}
    page = client.post(cast.talk, hostile, follow=True).content.decode()
    if 'name="gezien"' in page:
        seen = page.split('name="gezien" value="')[1].split('"')[0]
        client.post(cast.talk, hostile | {"gezien": seen})
    assert Reply.objects.count() == 1
    page = client.get(cast.case.get_absolute_url()).content.decode()
    for danger in ("<script>alert", "<img src=x", "\u202e", '/"onmouseover'):
        assert danger not in page


def test_a_blocked_person_cannot_reply(cast: Cast, as_user, words) -> None:
    client = as_user(cast.samira)
    cast.samira.is_active = False
    cast.samira.save()
    client.post(cast.talk, words)
    assert not Reply.objects.exists()
