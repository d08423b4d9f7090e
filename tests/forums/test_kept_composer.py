"""What the room to reply looks like is kept; who writes there, and the tokens, are not."""

from __future__ import annotations

import re

from django.test import Client

from forums.models import Reply
from tests.forums.conftest import Cast
from tests.makers import make_case, make_reply

ONCE = re.compile(r'name="once" value="([\w-]{22})"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


def test_everybody_writes_under_their_own_name(cast: Cast, as_user, client) -> None:
    path = cast.case.get_absolute_url()
    assert 'value="Samira"' in as_user(cast.samira).get(path).content.decode()
    other = as_user(cast.joost).get(path).content.decode()
    assert 'value="Joost"' in other
    assert "Samira" not in other


def test_a_new_name_is_offered_at_once(cast: Cast, as_user) -> None:
    path = cast.case.get_absolute_url()
    as_user(cast.samira).get(path)
    cast.samira.pseudonym = "Sam"
    cast.samira.save()
    assert 'value="Sam"' in as_user(cast.samira).get(path).content.decode()
    make_reply(cast.case, cast.samira)
    cast.samira.pseudonym = "Mira"
    cast.samira.save()
    assert 'value="Sam"' in as_user(cast.samira).get(path).content.decode()  # who spoke goes on under that name


def test_each_opening_has_tokens_of_its_own_and_they_work(cast: Cast, words) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.samira, backend="django.contrib.auth.backends.ModelBackend")
    pages = [browser.get(cast.case.get_absolute_url()).content.decode() for _again in range(2)]
    first, second = (ONCE.search(page)[1] for page in pages)
    assert first != second
    for once, page in ((first, pages[0]), (second, pages[1])):
        sent = words | {"once": once, "csrfmiddlewaretoken": CSRF.search(page)[1]}
        assert browser.post(cast.talk, sent).status_code == 302
    assert Reply.objects.in_talk(cast.case.pk).count() == 2


def test_a_name_that_looks_like_a_gap_is_only_a_name(cast: Cast, as_user) -> None:
    cast.samira.pseudonym = "[[once]]"
    cast.samira.save()
    page = as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert 'value="[[once]]"' in page
    assert len(ONCE.findall(page)) == 1


def test_the_composer_of_one_talk_sends_to_that_talk(cast: Cast, as_user) -> None:
    other = make_case(cast.practice, cast.joost)
    for case in (cast.case, other):
        page = as_user(cast.samira).get(case.get_absolute_url()).content.decode()
        assert f'<form class="composer" method="post" action="/gesprek/{case.pk}/reacties/"' in page
