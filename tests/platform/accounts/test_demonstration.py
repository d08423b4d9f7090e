"""Kijk mee als…: only in the demonstration, only on this computer, only for the fictional cast."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user
from django.core.checks import run_checks

from accounts.cast import CAST, ensure_cast
from accounts.models import Perspective, User
from config.demo import only_from_here
from tests.makers import make_user

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    return ensure_cast()


def test_the_cast_has_one_for_each_role_and_perspective(demo):
    spoken = {claim.perspective for user in demo.values() for claim in user.perspectives.all()}
    assert spoken == set(Perspective)
    assert demo["moderator"].is_moderator
    assert demo["movisie"].is_editor
    assert all(user.is_fictional and not user.is_staff and not user.has_usable_password() for user in demo.values())
    assert all(user.email.endswith("@voorbeeld.example") for user in demo.values())


def test_making_the_cast_again_changes_nothing(demo):
    User.objects.filter(pk=demo["ervaring"].pk).update(pseudonym="Anders")
    assert ensure_cast() == demo
    assert User.objects.count() == len(CAST)
    assert User.objects.get(pk=demo["ervaring"].pk).pseudonym == "Anders"


def test_a_button_signs_you_in_as_one_of_the_cast(client, demo):
    page = client.get("/kijk-mee/").content.decode()
    assert "Kijk mee als Roos" in page
    assert page.count("fictief") >= len(CAST)
    assert "voorbeeld.example" not in page
    assert client.post("/kijk-mee/ervaring/").url == "/mijn/"
    assert get_user(client) == demo["ervaring"]


def test_one_may_change_places(client, demo):
    client.post("/kijk-mee/ervaring/")
    client.post("/kijk-mee/movisie/", {"next": "/uitwisseling/"})
    assert get_user(client) == demo["movisie"]


def test_signing_in_needs_a_post(client, demo):
    assert client.get("/kijk-mee/ervaring/").status_code == 405
    assert not get_user(client).is_authenticated


def test_outside_the_demonstration_the_page_is_not_there(client):
    ensure_cast()
    assert client.get("/kijk-mee/").status_code == 404
    assert client.post("/kijk-mee/ervaring/").status_code == 404
    assert not get_user(client).is_authenticated
    assert "kijk-mee" not in client.get("/inloggen/").content.decode()


@pytest.mark.parametrize(
    "trace",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 tunnel"},
    ],
)
def test_a_stranger_gets_nothing(client, demo, trace):
    assert client.get("/kijk-mee/", **trace).status_code == 404
    assert client.post("/kijk-mee/moderator/", **trace).status_code == 404
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("near", ["127.0.0.1", "127.0.0.53", "::1", "::ffff:127.0.0.1"])
def test_this_computer_has_more_than_one_address(client, demo, near):
    assert client.get("/kijk-mee/", REMOTE_ADDR=near).status_code == 200


def test_a_real_person_is_never_on_the_list(client, demo):
    make_user("Echt")
    User.objects.filter(pk=demo["burger"].pk).update(is_fictional=False)
    assert "Echt" not in client.get("/kijk-mee/").content.decode()
    assert client.post("/kijk-mee/burger/").status_code == 404
    assert client.post("/kijk-mee/echt/").status_code == 404


def test_an_empty_demonstration_says_so(client, settings):
    settings.DEMO = True
    assert "Er is nog niemand" in client.get("/kijk-mee/").content.decode()


def test_the_list_costs_the_same_however_many_there_are(client, demo, django_assert_max_num_queries):
    for number in range(30):
        make_user(f"Verzonnen {number}", Perspective.LIVED, is_fictional=True)
    with django_assert_max_num_queries(3):
        client.get("/kijk-mee/")


@pytest.mark.parametrize(
    ("where", "value"),
    [("BIND", "0.0.0.0"), ("SITE_URL", "https://demo.example.org"), ("ALLOWED_HOSTS", ["*"])],  # noqa: S104
)
def test_the_check_refuses_a_demonstration_for_elsewhere(settings, where, value):
    settings.DEMO = True
    assert not [fault for fault in run_checks() if fault.id == "accounts.E001"]
    setattr(settings, where, value)
    assert [fault for fault in run_checks() if fault.id == "accounts.E001"]


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.20", "::"])  # noqa: S104
def test_a_start_on_another_address_refuses(address, tmp_path):
    env = {**os.environ, "DEMO": "1", "BIND": address, "VAR_DIR": str(tmp_path), "PYTHONPATH": "platform:."}
    start = subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert start.returncode != 0
    assert "only starts on 127.0.0.1" in start.stderr


def ask(client, kind):
    """Call the guarded application as a server would; give whether it got through and what was sent."""
    reached, sent = [], []

    async def application(scope, receive, send):
        reached.append(scope["type"])

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "client": client}
    asyncio.run(only_from_here(application)(scope, None, send))
    return bool(reached), sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_outer_door_opens_only_for_this_computer(kind):
    assert ask(("127.0.0.1", 5000), kind) == (True, [])
    assert ask(("::1", 5000), kind) == (True, [])
    for stranger in (("10.0.0.7", 5000), None):
        reached, sent = ask(stranger, kind)
        assert not reached
        assert sent[0].get("status") == 403 or sent[0].get("code") == 4403


def test_starting_and_stopping_pass_the_outer_door():
    assert ask(None, "lifespan")[0]
