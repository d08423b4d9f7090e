"""The first page asks nothing of a visitor."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_visitor_gets_no_cookies(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert not answer.cookies
