"""Coming in: a code by mail or a password, an account with only an address, and never a hint of who has one."""

import re
import time
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.makers import make_user

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9-]{5,}$", re.MULTILINE)
SIGN_IN, CONFIRM = "/inloggen/", "/inloggen/code/"


@pytest.fixture
def kept(settings, tmp_path):
    """The folder in which mails are kept, as on a site without a mail server."""
    settings.EMAIL_BACKEND = "notifications.backends.KeptMail"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def ans():
    return make_user("Ans")


@pytest.fixture
def other_browser():
    return Client()


@pytest.fixture
def later(monkeypatch):
    """Move the clock by which codes expire."""

    def move(by):
        moment = time.time() + by.total_seconds()
        monkeypatch.setattr(time, "time", lambda: moment)

    return move


def code_in(folder):
    newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    return CODE.search(message_from_bytes(newest.read_bytes(), policy=policy.default).get_content()).group()


def is_in(client):
    return get_user(client).is_authenticated


def test_a_code_from_the_mail_lets_you_in(client, kept, ans):
    page = client.post(SIGN_IN, {"login": ans.email}, follow=True)
    assert page.redirect_chain == [(CONFIRM, 302)]
    assert client.post(CONFIRM, {"code": code_in(kept)}).url == "/mijn/"
    assert get_user(client) == ans


def test_the_mail_says_nothing_of_what_this_site_is_about(client, ans):
    client.post(SIGN_IN, {"login": ans.email})
    letter = mail.outbox[0]
    assert letter.subject == "Je code om in te loggen"
    assert letter.to == [ans.email]
    assert not letter.alternatives


def test_small_letters_and_a_missing_dash_are_fine(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email})
    client.post(CONFIRM, {"code": code_in(kept).lower().replace("-", "")})
    assert is_in(client)


def test_a_wrong_code_is_refused_in_plain_words_and_may_be_mended(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email})
    page = client.post(CONFIRM, {"code": "ABCDEF"})
    assert "Deze code klopt niet" in page.content.decode()
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_in(kept)})
    assert is_in(client)


def test_after_five_wrong_codes_the_right_one_is_refused_too(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email})
    for _ in range(5):
        page = client.post(CONFIRM, {"code": "ABCDEF"}, follow=True)
    assert "te vaak geprobeerd" in page.content.decode()
    client.post(CONFIRM, {"code": code_in(kept)})
    assert not is_in(client)


def test_a_used_code_does_not_work_again(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email})
    code = code_in(kept)
    client.post(CONFIRM, {"code": code})
    client.post("/uitloggen/")
    page = client.post(CONFIRM, {"code": code}, follow=True)
    assert not is_in(client)
    assert "Deze code werkt niet meer" in page.content.decode()


def test_a_code_of_another_browser_does_not_work_here(client, other_browser, kept, ans):
    other_browser.post(SIGN_IN, {"login": ans.email})
    client.post(CONFIRM, {"code": code_in(kept)})
    assert not is_in(client)


def test_an_expired_code_says_so(client, kept, ans, later):
    client.post(SIGN_IN, {"login": ans.email})
    later(timedelta(minutes=16))
    page = client.post(CONFIRM, {"code": code_in(kept)}, follow=True)
    assert not is_in(client)
    assert page.redirect_chain[-1][0] == SIGN_IN
    assert "Vraag een nieuwe code aan" in page.content.decode()


def test_a_new_code_can_be_asked_and_the_old_one_stops(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email})
    old = code_in(kept)
    client.post(CONFIRM, {"action": "resend"})
    client.post(CONFIRM, {"code": old})
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_in(kept)})
    assert is_in(client)


def test_a_password_lets_you_in_too(client, ans):
    ans.set_password("drie losse woorden")
    ans.save()
    EmailAddress.objects.create(user=ans, email=ans.email, verified=True, primary=True)
    wrong = client.post(SIGN_IN, {"login": ans.email, "password": "iets heel anders"})
    assert "horen niet bij elkaar" in wrong.content.decode()
    assert "iets heel anders" not in wrong.content.decode()
    assert client.post(SIGN_IN, {"login": ans.email, "password": "drie losse woorden"}).url == "/mijn/"
    assert is_in(client)


def test_too_many_wrong_passwords_are_stopped(client, ans):
    for _ in range(6):
        page = client.post(SIGN_IN, {"login": ans.email, "password": "fout"})
    assert "te vaak geprobeerd" in page.content.decode()


def test_empty_and_broken_addresses_get_plain_words(client):
    assert "Vul je mailadres in" in client.post(SIGN_IN, {"login": ""}).content.decode()
    broken = client.post(SIGN_IN, {"login": "geen adres"}).content.decode()
    assert "Kijk of er een @ in staat" in broken
    assert 'value="geen adres"' in broken


@pytest.mark.parametrize("form", ["code", "password", "sign up", "forgotten"])
def test_nobody_learns_who_has_an_account(ans, form):
    def answer(address):
        client = Client()
        match form:
            case "code":
                page = client.post(SIGN_IN, {"login": address}, follow=True)
            case "password":
                page = client.post(SIGN_IN, {"login": address, "password": "x" * 12})
            case "sign up":
                page = client.post("/aanmelden/", {"email": address}, follow=True)
            case "forgotten":
                page = client.post("/wachtwoord-vergeten/", {"email": address}, follow=True)
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        return page.status_code, page.request["PATH_INFO"], body.replace(address, "…")

    known, unknown = answer(ans.email), answer("niemand@example.org")
    assert known == unknown


def test_who_has_no_account_hears_so_by_mail_only(client):
    client.post(SIGN_IN, {"login": "niemand@example.org"})
    assert mail.outbox[0].to == ["niemand@example.org"]
    assert "http://testserver/aanmelden/" in mail.outbox[0].body


def test_an_address_is_enough_for_an_account(client, kept):
    client.post("/aanmelden/", {"email": "Nieuw@Example.org"})
    assert not is_in(client)
    assert client.post("/aanmelden/code/", {"code": code_in(kept)}).url == "/aanmelden/over-jou/"
    user = get_user(client)
    assert user == User.objects.get(email="nieuw@example.org")
    assert not user.has_usable_password()
    assert not user.pseudonym


def test_an_account_is_of_no_use_before_the_address_is_shown_to_be_yours(client):
    client.post("/aanmelden/", {"email": "nieuw@example.org"})
    client.post("/aanmelden/code/", {"code": "ABCDEF"})
    assert client.get("/mijn/").status_code == 302


def test_after_signing_up_you_go_on_to_where_you_were(client, kept):
    client.post("/aanmelden/?next=/verhalen/3/", {"email": "nieuw@example.org", "next": "/verhalen/3/"})
    page = client.post("/aanmelden/code/", {"code": code_in(kept)})
    assert page.url == "/aanmelden/over-jou/?next=%2Fverhalen%2F3%2F"
    assert client.post(page.url, {"pseudonym": "Ans"}).url == "/verhalen/3/"


HOSTILE = [
    "https://kwaad.example/",
    "//kwaad.example",
    "javascript:alert(1)",
    "https:kwaad.example",
    "/\\kwaad.example",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_next_never_leads_off_this_site(client, kept, ans, hostile):
    client.post(SIGN_IN, {"login": ans.email, "next": hostile})
    assert client.post(CONFIRM, {"code": code_in(kept), "next": hostile}).url == "/mijn/"
    page = client.get("/aanmelden/over-jou/", {"next": hostile})
    assert page.context["onward"] == "/mijn/"
    assert client.post("/aanmelden/over-jou/", {"pseudonym": "Mus", "next": hostile}).url == "/mijn/"
    assert client.post("/uitloggen/", {"next": hostile}).url == "/"


def test_next_leads_back_to_where_you_were(client, kept, ans):
    client.post(SIGN_IN, {"login": ans.email, "next": "/verhalen/3/"})
    assert client.post(CONFIRM, {"code": code_in(kept), "next": "/verhalen/3/"}).url == "/verhalen/3/"


def test_going_out_asks_first_and_happens_by_post(client, ans):
    client.force_login(ans)
    assert client.get("/uitloggen/").status_code == 200
    assert is_in(client)
    assert client.post("/uitloggen/").url == "/"
    assert not is_in(client)


def test_a_closed_account_does_not_come_in(client, ans):
    User.objects.filter(pk=ans.pk).update(is_active=False)
    client.post(SIGN_IN, {"login": ans.email})
    assert "Er is nog geen account" in mail.outbox[0].subject


def test_a_password_can_be_set_changed_and_forgotten(client, kept, ans):
    client.force_login(ans)
    assert client.get("/mijn/wachtwoord/").url == "/mijn/wachtwoord/kiezen/"
    weak = client.post("/mijn/wachtwoord/kiezen/", {"password1": "kort", "password2": "kort"})
    assert "Gebruik minstens 10 tekens" in weak.content.decode()
    unlike = client.post("/mijn/wachtwoord/kiezen/", {"password1": "drie losse woorden", "password2": "anders"})
    assert "niet gelijk" in unlike.content.decode()
    client.post("/mijn/wachtwoord/kiezen/", {"password1": "drie losse woorden", "password2": "drie losse woorden"})
    new = {"password1": "vier losse woorden", "password2": "vier losse woorden"}
    assert client.post("/mijn/wachtwoord/", {"oldpassword": "drie losse woorden", **new}).url == "/mijn/gegevens/"
    client.post("/uitloggen/")
    client.post("/wachtwoord-vergeten/", {"email": ans.email})
    client.post("/wachtwoord-vergeten/code/", {"code": code_in(kept)})
    client.post("/wachtwoord-vergeten/nieuw/", {"password1": "vijf losse woorden", "password2": "vijf losse woorden"})
    ans.refresh_from_db()
    assert ans.check_password("vijf losse woorden")


def test_a_mail_server_that_fails_is_told_to_the_person(client, ans, monkeypatch, caplog):
    def broken(*args):
        raise SMTPServerDisconnected("away")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    page = client.post(SIGN_IN, {"login": ans.email}, follow=True)
    assert page.status_code == 200
    assert "De mail kon nu niet weg" in page.content.decode()
    assert ans.email not in caplog.text


def test_the_keepers_admin_sends_to_the_same_door(client):
    assert client.get("/beheer/", follow=True).redirect_chain[-1][0].startswith(SIGN_IN)


def test_the_old_address_for_a_code_leads_to_the_one_page(client):
    assert (
        client.get(reverse("account_request_login_code"), {"next": "/verhalen/3/"}).url
        == "/inloggen/?next=%2Fverhalen%2F3%2F"
    )


@pytest.mark.parametrize(
    "path",
    ["/inloggen/", "/aanmelden/", "/wachtwoord-vergeten/", "/wachtwoord-vergeten/klaar/", "/inloggen/gesloten/"],
)
def test_the_pages_for_a_visitor_are_ours(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert '<main id="inhoud"' in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/mijn/", "/mijn/gegevens/", "/mijn/mailadres/", "/mijn/wachtwoord/kiezen/", "/uitloggen/"]
)
def test_the_pages_for_a_person_are_ours(client, ans, path):
    client.force_login(ans)
    page = client.get(path)
    assert page.status_code == 200
    assert '<main id="inhoud"' in page.content.decode()


def test_who_tries_too_often_is_asked_to_wait_in_plain_words(client):
    for number in range(31):
        page = client.post(SIGN_IN, {"login": f"mens{number}@example.org", "password": "fout"})
    assert page.status_code == 429
    assert "Wacht even" in page.content.decode()
    assert '<main id="inhoud"' in page.content.decode()
