"""A lesson of a practice asks the knowledge base for a change: who proposes, who reads, who decides."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from knowledge.editing.actions import start_draft
from knowledge.models import Dossier, Version
from notifications.models import Notification
from practices.actions import proposals as act
from practices.actions.contributions import withdraw
from practices.actions.insights import share_insight, write_insight
from practices.models import Audience, Proposal
from tests.makers import make_element, make_intervention, make_member, make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db

LESSON = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol.")
TEXT, WHY = "Zet erbij dat eten eerst komt.", "Dat hoorden we van zes gezinnen."


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def member(practice):
    return make_member(practice, "Samira")


@pytest.fixture
def leader(practice):
    return make_member(practice, "Marit", is_facilitator=True)


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


@pytest.fixture
def insight(practice, member):
    return write_insight(practice, member, LESSON, [])


@pytest.fixture
def dossier():
    return Dossier.objects.create(theme=make_theme("Schulden"), title="Wat helpt bij schulden", summary="Kort.")


def new(insight):
    return reverse("practices:proposal_create", args=[insight.practice.slug, insight.pk])


def typed(dossier, **facts):
    return {"subject": f"dossier:{dossier.theme.slug}", "text": TEXT, "why": WHY} | facts


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("who", ["writer", "facilitator"])
def test_who_may_edit_the_insight_proposes_a_change(client, insight, member, leader, dossier, who):
    client.force_login({"writer": member, "facilitator": leader}[who])
    assert new(insight) in page(client, insight.get_absolute_url())
    answer = client.post(new(insight), typed(dossier))
    proposal = Proposal.objects.get()
    assert answer.url == f"{insight.get_absolute_url()}#voorstel-{proposal.pk}"
    assert (proposal.insight, proposal.subject, proposal.text, proposal.why) == (insight, dossier, TEXT, WHY)
    assert "nog niet besloten" in page(client, insight.get_absolute_url())


def test_an_element_or_an_intervention_can_be_the_subject(client, insight, member):
    client.force_login(member)
    element, housing = make_element("Iemand die bleef"), make_intervention("Housing First")
    for key in (f"element:{element.slug}", f"interventie:{housing.slug}"):
        client.post(new(insight), {"subject": key, "text": TEXT, "why": WHY})
    assert {proposal.subject for proposal in Proposal.objects.all()} == {element, housing}
    for wrong in ("", "dossier:bestaat-niet", "source:x", "element"):
        client.post(new(insight), {"subject": wrong, "text": TEXT, "why": WHY})
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize("who", ["visitor", "stranger", "editor", "other member"])
def test_nobody_else_proposes_from_it(client, insight, practice, leader, dossier, who):
    share_insight(insight, leader, Audience.EVERYONE)
    people = {
        "stranger": make_user("Sam"),
        "editor": make_user("Bram", is_editor=True),
        "other member": make_member(practice, "Cor"),
    }
    if who in people:
        client.force_login(people[who])
    assert client.get(new(insight)).status_code == (302 if who == "visitor" else 403)
    client.post(new(insight), typed(dossier))
    assert not Proposal.objects.exists()
    assert new(insight) not in page(client, insight.get_absolute_url())


def test_an_insight_one_may_not_read_is_not_there(client, insight, dossier):
    client.force_login(make_user("Sam"))
    assert client.get(new(insight)).status_code == 404
    assert client.post(new(insight), typed(dossier)).status_code == 404


def test_an_incomplete_proposal_is_explained_and_kept_and_names_are_pointed_out(client, insight, member, dossier):
    client.force_login(member)
    shown = client.post(new(insight), {"subject": "", "text": "Bij <b>iedereen</b>", "why": ""}).content.decode()
    assert "Kies welk stuk anders moet" in shown
    assert "Schrijf waarom het anders moet" in shown
    assert "Bij &lt;b&gt;iedereen&lt;/b&gt;" in shown
    shown = client.post(new(insight), typed(dossier, why="Vraag dokter Jansen, 06-12345678.")).content.decode()
    assert "Let op" in shown
    assert not Proposal.objects.exists()


def test_sending_twice_is_one_proposal(client, insight, member, dossier):
    client.force_login(member)
    for _ in range(2):
        client.post(new(insight), typed(dossier, once="x" * 24))
    assert Proposal.objects.count() == 1


def test_an_editor_reads_what_was_typed_and_not_the_insight_behind_it(client, insight, member, leader, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    client.force_login(editor)
    addresses = ["/kennis/voorstellen/", reverse("practices:proposal", args=[proposal.pk])]
    for address in addresses:
        shown = page(client, address)
        assert TEXT in shown
        assert "koelkast" not in shown
        assert insight.get_absolute_url() not in shown
        assert insight.practice.name not in shown
        assert member.email not in shown
    assert "1 voorstel uit een praktijk" in page(client, "/kennis/redactie/")
    share_insight(insight, leader, Audience.SIGNED_IN)
    assert "Eerst de koelkast vol." in page(client, addresses[1])


@pytest.mark.parametrize("who", ["visitor", "stranger", "member", "leader", "moderator"])
def test_only_editors_decide(client, insight, member, leader, dossier, who):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    people = {"stranger": make_user("Sam"), "member": member, "leader": leader,
              "moderator": make_user("Mo", is_moderator=True)}  # fmt: skip
    if who in people:
        client.force_login(people[who])
    refused = 302 if who == "visitor" else 403
    address = reverse("practices:proposal", args=[proposal.pk])
    assert client.get("/kennis/voorstellen/").status_code == refused
    assert client.get(address).status_code == refused
    assert client.post(address, {"accepted": "ja"}).status_code == refused
    assert Proposal.objects.get().is_open


def test_accepted_it_opens_a_draft_and_the_practice_reads_it(client, insight, member, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    version = act.decide(proposal, editor, accepted=True)
    assert (version.kind, version.subject_id, version.state) == ("dossier", dossier.pk, Version.State.DRAFT)
    assert TEXT in version.reason
    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by, proposal.version) == (True, editor, version)
    told = Notification.objects.get()
    assert told.user == member
    client.force_login(member)
    assert "De redactie gaat hiermee aan de slag." in page(client, told.url)


def test_an_editor_accepts_from_the_page_and_goes_on_in_the_draft(client, insight, member, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    address = reverse("practices:proposal", args=[proposal.pk])
    client.force_login(editor)
    shown = client.post(address, {"accepted": "ja", "reason": "Dit hoorden we vaker."}, follow=True).content.decode()
    assert Version.objects.get(state=Version.State.DRAFT).get_absolute_url() in shown
    client.force_login(member)
    assert "Dit hoorden we vaker." in page(client, Notification.objects.get(user=member).url)


def test_accepted_beside_an_open_draft_it_goes_on_there(insight, member, editor, dossier):
    draft = start_draft(editor, dossier, {}, "Iets anders")
    assert act.decide(act.propose(insight, member, dossier, TEXT, WHY), editor, accepted=True) == draft


def test_declined_needs_a_reason_that_the_practice_reads_and_others_do_not(
    client, insight, practice, member, leader, editor, dossier
):
    share_insight(insight, leader, Audience.EVERYONE)
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    address = reverse("practices:proposal", args=[proposal.pk])
    client.force_login(editor)
    assert "Schrijf waarom" in client.post(address, {"accepted": "nee", "reason": ""}).content.decode()
    assert Proposal.objects.get().is_open
    client.post(address, {"accepted": "nee", "reason": "Dat staat er al bij."})
    assert not Version.objects.exists()
    for reader in (member, leader):
        client.force_login(reader)
        assert "Dat staat er al bij." in page(client, insight.get_absolute_url())
    told = Notification.objects.get()
    assert (told.user, told.url) == (member, f"{insight.get_absolute_url()}#voorstel-{proposal.pk}")
    for reader in (make_user("Sam"), None):
        client.logout()
        if reader:
            client.force_login(reader)
        shown = page(client, insight.get_absolute_url())
        assert "Dat staat er al bij." not in shown
        assert TEXT not in shown


def test_what_was_accepted_stands_on_the_dossier_for_who_may_read_the_insight(
    client, insight, member, leader, editor, dossier
):
    act.decide(act.propose(insight, member, dossier, TEXT, WHY), editor, accepted=True)
    where = dossier.get_absolute_url()
    for reader, sees in ((member, True), (editor, False), (make_user("Sam"), False), (None, False)):
        client.logout()
        if reader:
            client.force_login(reader)
        assert ("Dit kwam uit de praktijk" in page(client, where)) == sees
    share_insight(insight, leader, Audience.SIGNED_IN)
    client.force_login(make_user("Sammy"))
    assert TEXT in page(client, where)
    client.logout()
    assert TEXT not in page(client, where)
    share_insight(insight, leader, Audience.EVERYONE)
    assert TEXT in page(client, where)
    withdraw(insight)
    assert TEXT not in page(client, where)
    assert not Notification.objects.exists()


def test_what_nobody_decided_about_is_not_shown_on_the_dossier(client, insight, member, dossier):
    act.propose(insight, member, dossier, TEXT, WHY)
    client.force_login(member)
    assert TEXT not in page(client, dossier.get_absolute_url())


def test_with_the_insight_the_proposal_is_gone(client, insight, member, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    withdraw(insight)
    client.force_login(editor)
    assert TEXT not in page(client, "/kennis/voorstellen/")
    assert client.get(reverse("practices:proposal", args=[proposal.pk])).status_code == 404
    with pytest.raises(act.AlreadyDecided):
        act.decide(proposal, editor, accepted=True)


def test_who_proposed_it_takes_it_back_until_it_is_decided(client, insight, practice, member, leader, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    address = reverse("practices:proposal_withdrawal", args=[proposal.pk])
    for other, refused in ((leader, 403), (editor, 403), (make_user("Sam"), 404)):
        client.force_login(other)
        assert client.post(address).status_code == refused
    client.force_login(member)
    client.post(address)
    assert not Proposal.objects.exists()
    decided = act.propose(insight, member, dossier, TEXT, WHY)
    act.decide(decided, editor, accepted=False, reason="Nee.")
    client.post(reverse("practices:proposal_withdrawal", args=[decided.pk]))
    assert Proposal.objects.exists()


def test_who_may_no_longer_read_the_insight_is_not_told(insight, member, editor, dossier):
    proposal = act.propose(insight, member, dossier, TEXT, WHY)
    member.memberships.update(left_at="2026-01-01T00:00Z")
    act.decide(proposal, editor, accepted=False, reason="Nee.")
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_decides():
    practice = make_practice()
    member = make_member(practice, "Samira")
    dossier = Dossier.objects.create(theme=make_theme(), title="Dossier", summary="Kort.")
    proposal = act.propose(write_insight(practice, member, LESSON, []), member, dossier, TEXT, WHY)
    editors = [make_user("Bram", is_editor=True), make_user("Els", is_editor=True)]
    start, late = threading.Barrier(2), []

    def decide(by, accepted):
        start.wait()
        try:
            act.decide(Proposal.objects.get(pk=proposal.pk), by, accepted, "Daarom.")
        except act.AlreadyDecided:
            late.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(by, by == editors[0])) for by in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(late) == 1
    assert Notification.objects.count() == 1


def test_hostile_words_do_no_harm(client, insight, member, editor, dossier):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    proposal = act.propose(insight, member, dossier, evil, evil)
    client.force_login(editor)
    addresses = ["/kennis/voorstellen/", reverse("practices:proposal", args=[proposal.pk])]
    pages = [page(client, address) for address in addresses]
    act.decide(proposal, editor, accepted=True, reason=evil)
    client.force_login(member)
    pages += [page(client, insight.get_absolute_url()), page(client, dossier.get_absolute_url())]
    for shown in pages:
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
