"""What somebody has read is remembered for them alone, and the first they did not read is one step away."""

from __future__ import annotations

from forums.models import Reading
from practices.actions.contributions import withdraw
from tests.forums.conftest import Cast
from tests.makers import make_reply

TO_FIRST = "Ga naar de eerste die je nog niet las"


def test_a_first_visit_has_nothing_to_go_back_to(cast: Cast, as_user) -> None:
    make_reply(cast.case, cast.joost)
    assert TO_FIRST not in as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()


def test_what_came_since_is_counted_once_and_the_first_of_it_is_a_link(cast: Cast, as_user) -> None:
    client, path = as_user(cast.samira), cast.case.get_absolute_url()
    make_reply(cast.case, cast.joost)
    client.get(path)
    first = make_reply(cast.case, cast.joost)
    make_reply(cast.case, cast.samira)  # her own words are not new to her
    make_reply(cast.case, cast.joost, parent=first)
    page = client.get(path).content.decode()
    assert "2 nieuwe reacties sinds je laatste bezoek." in page
    assert f"?reactie={first.pk}#reactie-{first.pk}" in page
    assert TO_FIRST not in client.get(path).content.decode()


def test_what_stands_before_the_page_stays_unread_until_it_is_seen(cast: Cast, as_user) -> None:
    client, path = as_user(cast.samira), cast.case.get_absolute_url()
    make_reply(cast.case, cast.joost)
    client.get(path)
    later = [make_reply(cast.case, cast.joost) for _one in range(110)]
    for _again in range(2):  # the page opens at its end; what was skipped stays new
        page = client.get(path).content.decode()
        assert "Meer dan 99 nieuwe reacties sinds je laatste bezoek." in page
    client.get(f"{path}?reactie={later[0].pk}")
    assert Reading.objects.get(user=cast.samira).upto == later[49].pk
    client.get(f"{path}?na={later[49].pk}")
    client.get(path)
    assert TO_FIRST not in client.get(path).content.decode()


def test_what_was_taken_back_is_not_new(cast: Cast, as_user) -> None:
    client, path = as_user(cast.samira), cast.case.get_absolute_url()
    make_reply(cast.case, cast.joost)
    client.get(path)
    withdraw(make_reply(cast.case, cast.joost))
    assert TO_FIRST not in client.get(path).content.decode()


def test_a_visitor_leaves_no_record(cast: Cast, client) -> None:
    cast.case.audience = "everyone"
    cast.case.save()
    make_reply(cast.case, cast.joost)
    assert client.get(cast.case.get_absolute_url()).status_code == 200
    assert not Reading.objects.exists()
