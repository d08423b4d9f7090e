"""No view ever sees a NUL sign in an address."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.addresses import without_nul


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.get("q", "-"))


@pytest.mark.parametrize(
    ("query", "seen"),
    [("q=hulp", "hulp"), ("q=%00", ""), ("q=hu%00lp", "hulp"), ("q=hu%0%000lp", "hulp"), ("q=%2500", "%00"), ("", "-")],
)
def test_it_is_left_out(rf: RequestFactory, query: str, seen: str) -> None:
    assert without_nul(echo)(rf.get("/zoeken/", QUERY_STRING=query)).content.decode() == seen


@pytest.mark.parametrize("kind", [{}, {"content_type": "application/x-www-form-urlencoded"}], ids=["parts", "pairs"])
def test_it_is_left_out_of_a_form_too(rf: RequestFactory, kind: dict[str, str]) -> None:
    def typed(request: HttpRequest) -> HttpResponse:
        return HttpResponse("|".join([*request.POST.getlist("q"), request.POST["rest"]]))

    data = {"q": ["hu\0lp", "\0"], "rest": "blijft"} if not kind else "q=hu%00lp&q=%00&rest=blijft"
    assert without_nul(typed)(rf.post("/", data, **kind)).content.decode() == "hulp||blijft"
