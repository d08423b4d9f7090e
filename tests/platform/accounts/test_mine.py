"""Jouw plek: a name that gives nobody away, perspectives, and ending sessions elsewhere."""

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import choose_pseudonym, claim_perspectives, confirm_perspective
from accounts.models import Perspective, PerspectiveClaim
from tests.makers import make_case, make_member, make_practice, make_reply, make_story, make_user

pytestmark = pytest.mark.django_db
LIVED, CITIZEN, PRO = Perspective.LIVED, Perspective.CITIZEN, Perspective.PROFESSIONAL


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("jan.jansen@example.org", "jan.jansen"),
        ("jan.jansen@example.org", "Jan Jansen"),
        ("jan.jansen@example.org", "JÁN-JANSEN 62"),
        ("jan.jansen@example.org", "opa jan_jansen"),
        ("jo@example.org", "Jo"),
        ("jan.jansen@example.org", "jan@example.org"),
        ("jan.jansen@example.org", "jan\u200b.jansen"),
        ("mus@example.org", "Moderator Karin"),
        ("mus@example.org", "M o v i s i e"),
        ("mus@example.org", "…"),
    ],
)
def test_a_name_that_gives_somebody_away_or_fakes_the_team_is_refused(email, name):
    user = make_user("Was")
    user.email = email
    with pytest.raises(ValidationError):
        choose_pseudonym(user, name)
    user.refresh_from_db()
    assert user.pseudonym == "Was"


@pytest.mark.parametrize(
    ("email", "name"), [("jo@example.org", "Joyce"), ("jan.jansen@example.org", "Mus"), ("a@b.nl", "🐦 mus")]
)
def test_another_name_is_fine(email, name):
    user = make_user("Was")
    user.email = email
    choose_pseudonym(user, f"  {name}\u202e ")
    user.refresh_from_db()
    assert user.pseudonym == name


def test_the_team_may_carry_its_own_name():
    choose_pseudonym(make_user("Noor", is_moderator=True), "Noor, moderator")


def test_the_refusal_is_explained_beside_the_field_and_keeps_what_was_typed(client):
    user = make_user("Was")
    client.force_login(user)
    local = user.email.split("@")[0]
    page = client.post("/mijn/gegevens/", {"pseudonym": local, "perspectives": [LIVED]}).content.decode()
    assert "Deze naam lijkt op je mailadres" in page
    assert f'value="{local}"' in page
    assert not user.perspectives.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 61, "a\x00b", "\u202eabc", "😀" * 61])
def test_hostile_names_do_no_harm(client, name):
    user = make_user("Was")
    client.force_login(user)
    page = client.post("/mijn/gegevens/", {"pseudonym": name}, follow=True)
    assert page.status_code == 200
    assert "<script>alert" not in client.get("/mijn/").content.decode()


def test_perspectives_are_chosen_and_let_go_and_keep_their_confirmation(client):
    user, facilitator = make_user("Samira", PRO), make_user("Marit")
    confirm_perspective(user.perspectives.get(), facilitator)
    client.force_login(user)
    client.post("/mijn/gegevens/", {"pseudonym": "Samira", "perspectives": [PRO, LIVED]})
    assert dict(user.perspectives.values_list("perspective", "confirmed_by")) == {PRO: facilitator.pk, LIVED: None}
    client.post("/mijn/gegevens/", {"pseudonym": "Samira", "perspectives": [LIVED]})
    assert user.perspectives.get().perspective == LIVED


def test_an_unknown_perspective_is_refused(client):
    user = make_user()
    client.force_login(user)
    page = client.post("/mijn/gegevens/", {"pseudonym": "Ans", "perspectives": ["king"]})
    assert "Kies uit de lijst" in page.content.decode()


def test_a_working_perspective_waits_for_confirmation_and_experience_does_not(client):
    user = make_user("Samira", PRO, LIVED)
    client.force_login(user)
    assert client.get("/mijn/").content.decode().count("nog niet bevestigd") == 1
    confirm_perspective(user.perspectives.get(perspective=PRO), make_user("Marit"))
    assert "nog niet bevestigd" not in client.get("/mijn/").content.decode()


def test_nobody_confirms_themselves():
    user = make_user("Samira", PRO)
    with pytest.raises(PermissionDenied):
        confirm_perspective(user.perspectives.get(), user)
    assert not PerspectiveClaim.objects.get().is_confirmed


def test_experience_needs_no_confirmation():
    with pytest.raises(PermissionDenied):
        confirm_perspective(make_user("Roos", LIVED).perspectives.get(), make_user("Marit"))


def test_claiming_twice_is_claiming_once():
    user = make_user()
    claim_perspectives(user, [LIVED, CITIZEN])
    claim_perspectives(user, [LIVED, CITIZEN])
    assert user.perspectives.count() == 2


def test_signing_out_elsewhere_ends_the_other_sessions_and_keeps_this_one():
    user = make_user()
    here, there = Client(), Client()
    here.force_login(user)
    there.force_login(user)
    here.post("/mijn/overal-uitloggen/")
    assert get_user(here) == user
    assert not get_user(there).is_authenticated


@pytest.mark.parametrize("path", ["/mijn/", "/mijn/gegevens/", "/aanmelden/over-jou/"])
def test_a_visitor_is_asked_to_sign_in(client, path):
    assert client.get(path).url.startswith("/inloggen/?next=")


def test_signing_out_elsewhere_needs_a_post(client):
    client.force_login(make_user())
    assert client.get("/mijn/overal-uitloggen/").status_code == 405


def test_the_introduction_may_be_skipped(client):
    user = make_user("")
    client.force_login(user)
    page = client.get("/aanmelden/over-jou/", {"next": "/verhalen/"}).content.decode()
    assert 'href="/verhalen/"' in page
    client.post("/aanmelden/over-jou/", {"pseudonym": "", "perspectives": []})
    user.refresh_from_db()
    assert user.pseudonym == ""


def test_your_place_costs_the_same_with_few_and_many_lines(client):
    practice = make_practice()
    samira = make_member(practice, "Samira", LIVED)
    client.force_login(samira)

    def asked():
        client.get("/mijn/")
        with CaptureQueriesContext(connection) as questions:
            client.get("/mijn/")
        return len(questions)

    def add():
        make_story(samira, practice=practice)
        case = make_case(practice, samira)
        make_reply(case, samira)
        make_reply(case, make_member(practice, "Bea"))  # who wrote the case is told

    nothing = asked()
    add()
    one = asked()
    for _number in range(4):
        add()
    assert nothing <= 17
    assert asked() == one <= 20


def test_the_admin_shows_no_address_beside_a_name(client):
    client.force_login(make_user("Keeper", is_staff=True, is_superuser=True))
    other = make_user("Roos", LIVED)
    for path in ("/beheer/accounts/user/", f"/beheer/accounts/user/{other.pk}/change/"):
        page = client.get(path)
        assert page.status_code == 200
        assert other.email not in page.content.decode()
    assert client.get("/beheer/account/emailaddress/").status_code == 404


def test_nobody_sees_that_i_write_or_read_along_until_i_say_so(client: Client) -> None:
    ans = make_user("Ans")
    assert (ans.shows_typing, ans.shows_presence) == (False, False)
    client.force_login(ans, backend="django.contrib.auth.backends.ModelBackend")
    for typing, presence in ((True, False), (False, True), (False, False)):
        chosen = {name: "on" for name, on in (("shows_typing", typing), ("shows_presence", presence)) if on}
        client.post("/mijn/gegevens/", {"pseudonym": "Ans", **chosen})
        ans.refresh_from_db()
        assert (ans.shows_typing, ans.shows_presence) == (typing, presence)
