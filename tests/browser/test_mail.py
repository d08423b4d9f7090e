"""Choosing what is mailed, seeing how it looks, and stopping it from the mail without scripts or signing in."""

from __future__ import annotations

import re

from django.core import mail
from playwright.sync_api import Page, expect

from notifications import actions
from notifications.models import MailChoice
from notifications.outbox import deliver_digests
from tests.makers import make_case, make_member, make_practice, make_reply
from tests.platform.notifications.test_digest import long_ago


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_mail_is_chosen_looked_at_and_stopped(open_browser, axe) -> None:
    practice = make_practice()
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "day", "", (0, 0))
    make_reply(make_case(practice, bea), make_member(practice, "Cor"), "Bel eens op een vast moment.")
    page = open_browser(bea, width=320)
    page.goto("/mijn/mail/")
    axe(page)
    fits(page)
    page.get_by_label("Eén mail per week").check()
    page.get_by_role("button", name="Bewaar").press("Enter")
    assert MailChoice.objects.get(user=bea, sort="usual").often == "week"
    page.get_by_role("link", name="Bekijk hoe je mail eruitziet").click()
    expect(page.get_by_role("article")).to_contain_text("Bel eens op een vast moment.")
    axe(page)
    fits(page)

    long_ago()
    deliver_digests()
    link = re.search(r"/mail/stop/[^/]+/", mail.outbox[-1].body)
    plain = open_browser(width=320, scripts=False)  # not signed in
    plain.goto(link[0])
    assert not MailChoice.objects.filter(user=bea, sort="digest").exists(), "a visit only asks"
    fits(plain)
    plain.get_by_role("button", name="Stop met deze mail").press("Enter")
    expect(plain.get_by_role("heading", level=1)).to_have_text("Deze mail stopt")
    assert MailChoice.objects.get(user=bea, sort="digest").often == "never"
    assert "Bea" not in plain.content()
    looked = open_browser()
    looked.goto(link[0])
    axe(looked)
