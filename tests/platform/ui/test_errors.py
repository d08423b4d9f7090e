"""Errors are told in plain Dutch, and a form that came too late loses nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Alleen leden van <deze> praktijk schrijven hier.")


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("geheim")


def accept(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


class Toy:
    """The site with three pages that go wrong."""

    urlpatterns = [
        path("toy/refuse/", refuse),
        path("toy/break/", break_down),
        path("toy/accept/", accept),
        path("", include("config.urls")),
    ]


@pytest.fixture(autouse=True)
def toy_site(settings) -> None:  # type: ignore[no-untyped-def]
    settings.ROOT_URLCONF = Toy


@pytest.fixture
def strict() -> Client:
    """A browser whose forms are checked."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def test_what_is_not_there_offers_to_search(client: Client) -> None:
    answer = client.get("/bestaat/niet/")
    assert answer.status_code == 404
    assert 'action="/zoeken/"' in answer.content.decode()


def test_a_refusal_says_why_and_escapes_it(client: Client) -> None:
    answer = client.get("/toy/refuse/")
    assert answer.status_code == 403
    assert "Alleen leden van &lt;deze&gt; praktijk" in answer.content.decode()


def test_a_fault_of_ours_is_told_without_its_details(strict: Client) -> None:
    answer = strict.get("/toy/break/")
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons." in answer.content.decode()
    assert "geheim" not in answer.content.decode()


def test_far_too_much_text_is_answered_plainly(strict: Client) -> None:
    answer = strict.post("/toy/accept/", {"text": "a" * 3_500_000}, **HERE)
    assert answer.status_code == 400
    assert "Dit kwam niet goed aan." in answer.content.decode()


def test_an_expired_form_shows_everything_again_and_can_be_sent(strict: Client) -> None:
    story = "Hij bleef.\n\nEn </textarea><script>alert(1)</script>"
    sent = {"text": story, "audience": "all", "once": "t0ken", "tags": ["een", "twee"], "csrfmiddlewaretoken": "oud"}
    answer = strict.post("/toy/accept/?stap=2", sent, **HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Hij bleef.\n\nEn &lt;/textarea&gt;&lt;script&gt;" in page
    assert 'action="/toy/accept/?stap=2"' in page
    for name, value in [("audience", "all"), ("once", "t0ken"), ("tags", "een"), ("tags", "twee")]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = strict.post("/toy/accept/", {"text": story, "csrfmiddlewaretoken": token}, **HERE)
    assert again.status_code == 200
    assert again.content.decode() == story


def test_a_megabyte_of_story_survives_too(strict: Client) -> None:
    assert "a" * 1_000_000 in strict.post("/toy/accept/", {"text": "a" * 1_000_000}, **HERE).content.decode()


def test_passwords_and_the_old_token_are_never_shown_back(strict: Client) -> None:
    sent = {
        "password": "geheim-123",
        "oldpassword": "geheim-123",
        "csrfmiddlewaretoken": "geheim-123",
        "email": "a@b.nl",
    }
    page = strict.post("/toy/accept/", sent, **HERE).content.decode()
    assert "geheim-123" not in page
    assert "a@b.nl" in page


@pytest.mark.parametrize(
    "sender",
    [
        {"HTTP_ORIGIN": "https://kwaad.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://kwaad.example/testserver"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
        {},
    ],
)
def test_what_another_site_sends_gets_no_button_to_send_it_on(strict: Client, sender: dict[str, str]) -> None:
    page = strict.post(
        "/toy/accept/", {"text": "Ik wil weg uit deze praktijk, meteen en voorgoed."}, **sender
    ).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "csrfmiddlewaretoken" not in main
    assert "<button" not in main
    assert "action=" not in main
    assert "Ik wil weg uit deze praktijk" in main
