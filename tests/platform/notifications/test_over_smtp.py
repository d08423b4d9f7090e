"""Mail over a real connection: what another server gets to see, and one that goes away halfway."""

import socketserver
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from notifications import actions
from notifications.actions import notify
from notifications.letters import read_address
from notifications.models import Letter, Notification
from notifications.outbox import deliver_digests
from tests.makers import make_case, make_member, make_practice, make_reply, make_user

pytestmark = pytest.mark.django_db


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it gets, and hangs up in the middle of mail number `tired_at`."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Speaking)
        self.kept: list[tuple[str, str, str]] = []
        self.tired_at = 0


class Speaking(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        self.say("220 sink")
        sender = to = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "MAIL":
                sender = line.partition("<")[2].partition(">")[0]
            elif word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            elif word == "DATA":
                self.say("354 go on")
                text = self.read_data()
                if self.server.tired_at == len(self.server.kept) + 1:
                    self.server.tired_at = 0
                    return
                self.server.kept.append((sender, to, text))
            elif word == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def read_data(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) not in {".\r\n", ""}:
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        return "".join(lines)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def sink(settings):
    server = Sink()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.RECEIVES_MAIL = "post@doen.example"
    yield server
    server.shutdown()
    server.server_close()


def a_week_ago():
    Notification.objects.update(created_at=timezone.now() - timedelta(days=8))


def test_another_server_sees_our_return_address_and_the_reader_ours(sink):
    practice = make_practice("Eerder aan tafel")
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "week", "", (0, 0))
    make_reply(make_case(practice, bea), make_member(practice, "Cor"), "Café, dan de post.\n.een punt vooraan")
    a_week_ago()
    assert deliver_digests() == (1, 0)
    [(sender, to, text)] = sink.kept
    assert read_address(sender) == ("terug", [Letter.objects.get().pk])
    assert to == bea.email
    message = message_from_bytes(text.encode(), policy=policy.default)
    assert message["From"].endswith("<post@doenwathelpt.example>")
    assert read_address(message["Reply-To"].addresses[0].addr_spec)[0] == "gesprek"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    plain = message.get_body(("plain",)).get_content()
    assert "Café, dan de post.\n.een punt vooraan" in plain.replace("\r\n", "\n")
    assert "Café" in message.get_body(("html",)).get_content()


def test_a_server_that_hangs_up_in_the_middle_gets_each_mail_once(sink):
    people = [make_user(f"Ans{number}") for number in range(4)]
    for one in people:
        actions.choose_usual(one, "week", "", (0, 0))
        notify(one, "reply", "Er is iets.", "/mijn/")
    a_week_ago()
    sink.tired_at = 3
    went, stayed = deliver_digests()
    assert (went, stayed) == (2, 2)
    assert deliver_digests() == (2, 0)
    assert deliver_digests() == (0, 0)
    assert sorted(to for _sender, to, _text in sink.kept) == sorted(one.email for one in people)
