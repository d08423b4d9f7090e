"""A theme of the agenda that is taken up in a session leads there whoever may come to it, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from forums.actions.room_planning import call_off
from practices.actions.agenda import propose
from practices.models import AgendaAnswer
from tests.makers import make_member, make_practice, make_session, make_user

pytestmark = pytest.mark.django_db


def test_what_is_taken_up_in_a_session_leads_there_whoever_may_come(as_user: Any, client: Any) -> None:
    practice = make_practice()
    fay, henk = make_member(practice, "Fay", is_facilitator=True), make_user("Henk")
    theme = propose(practice, henk, {"title": "Wachten", "pseudonym": "Merel", "perspective": "citizen"})
    mine = make_session(practice, fay, title="Samen over wachten")
    cor = make_member(make_practice("Elders"), "Cor", is_facilitator=True)
    other = make_session(cor.memberships.get().practice, cor, title="Ver weg")
    where, sent = f"{theme.get_absolute_url()}antwoord/", {"outcome": "taken", "text": "Wij praten erover."}
    refused = as_user(fay).post(where, sent | {"meeting": other.pk}).content.decode()
    assert "Deze bijeenkomst is er niet meer." in refused
    assert as_user(fay).post(where, sent | {"meeting": mine.pk}).status_code == 302
    assert AgendaAnswer.objects.get().meeting == mine.pk
    assert "Samen over wachten" in as_user(fay).get(theme.get_absolute_url()).content.decode()
    client.logout()
    for page in (client.get(theme.get_absolute_url()), as_user(henk).get(theme.get_absolute_url())):
        assert "Wij praten erover." in page.content.decode()
        assert "Samen over wachten" not in page.content.decode()
    call_off(mine, fay)
    assert "Samen over wachten" not in as_user(fay).get(theme.get_absolute_url()).content.decode()
