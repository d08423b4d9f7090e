"""The demonstration answers this machine only."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.demo import only_here


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("welkom")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.3.2.1"])
def test_this_machine_is_answered(rf: RequestFactory, address: str) -> None:
    assert only_here(answer)(rf.get("/", REMOTE_ADDR=address)).status_code == 200


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "2001:db8::1", "", "localhost.evil.example"])
def test_another_machine_is_refused(rf: RequestFactory, address: str) -> None:
    assert only_here(answer)(rf.get("/", REMOTE_ADDR=address)).status_code == 403


def test_a_visit_passed_on_by_another_server_is_refused(rf: RequestFactory) -> None:
    passed_on = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert only_here(answer)(passed_on).status_code == 403
