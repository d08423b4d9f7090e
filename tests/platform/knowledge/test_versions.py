"""Versions: from draft to published and back; nothing is overwritten unseen, nothing is lost."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from knowledge import changes
from knowledge.editing import actions
from knowledge.editing.refusals import Closed, DraftOpen, Incomplete, NoReason, Overtaken, Refused, Stale
from knowledge.editing.shapes import fingerprint
from knowledge.models import Claim, Dossier, DossierGroup, EvidenceAxis, Source, StandingChange, Version, WorkingElement
from tests.makers import make_element, make_intervention, make_theme, make_user

pytestmark = pytest.mark.django_db
State = Version.State


@pytest.fixture
def editor():
    return make_user("Ed", is_editor=True)


@pytest.fixture
def other():
    return make_user("Eva", is_editor=True)


def change(editor, record, reason="Duidelijker.", **facts):
    return actions.publish(editor, actions.start_draft(editor, record, facts, reason))


def numbers(record):
    return list(
        Version.objects.filter(subject_id=record.pk).published().values_list("number", flat=True).order_by("pk")
    )


def test_a_draft_changes_nothing_until_it_is_published(editor):
    element = make_element("Iemand die bleef")
    draft = actions.start_draft(editor, element, {"explanation": "Eén mens, een jaar lang."}, "Duidelijker.")
    element.refresh_from_db()
    assert element.explanation == "Eén vertrouwd gezicht."
    actions.publish(editor, draft)
    element.refresh_from_db()
    assert element.explanation == "Eén mens, een jaar lang."


def test_before_the_first_edit_what_stood_there_becomes_version_one(editor):
    element = make_element("Iemand die bleef")
    change(editor, element, explanation="Anders.")
    first, second = Version.objects.published().order_by("number")
    assert (first.number, first.facts["explanation"], first.published_by) == (1, "Eén vertrouwd gezicht.", None)
    assert (second.number, second.facts["explanation"], second.by) == (2, "Anders.", "Ed")


def test_undoing_puts_everything_back_as_a_new_version(editor):
    theme, element = make_theme(), make_element("Iemand die bleef")
    element.themes.add(theme)
    change(editor, element, explanation="Anders.", themes=[])
    first = Version.objects.get(number=1)
    actions.undo(editor, first, "Dat klopte toch niet.")
    element.refresh_from_db()
    assert (element.explanation, list(element.themes.all())) == ("Eén vertrouwd gezicht.", [theme])
    assert numbers(element) == [1, 2, 3]
    assert Version.objects.get(number=3).puts_back == first


def test_a_draft_or_another_kind_of_version_cannot_be_put_back(editor):
    draft = actions.start_draft(editor, make_element(), {"explanation": "Anders."}, "Daarom.")
    with pytest.raises(Closed):
        actions.undo(editor, draft, "Daarom.")


@pytest.mark.parametrize("role", ["participant", "moderator", "visitor", "gone"])
def test_only_editors_edit(editor, role):
    element = make_element()
    draft = actions.start_draft(editor, element, {"explanation": "Anders."}, "Daarom.")
    who = {
        "participant": make_user(),
        "moderator": make_user(is_moderator=True),
        "visitor": AnonymousUser(),
        "gone": make_user(is_editor=True, is_active=False),
    }[role]
    attempts = [
        lambda: actions.start_draft(who, make_element(), {}, "Daarom."),
        lambda: actions.save_draft(who, draft, {}, "Daarom.", 1),
        lambda: actions.offer(who, draft),
        lambda: actions.take_back(who, draft),
        lambda: actions.drop(who, draft),
        lambda: actions.publish(who, draft),
        lambda: actions.undo(who, actions.keep_present(element), "Daarom."),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


def test_who_sees_which_version(editor):
    element = make_element()
    change(editor, element, explanation="Twee.")
    draft = actions.start_draft(editor, element, {"explanation": "Drie."}, "Daarom.")
    reader, visitor = make_user(), AnonymousUser()
    assert [Version.objects.visible_to(one).count() for one in (visitor, reader, editor)] == [2, 2, 3]
    actions.offer(editor, draft)
    assert [Version.objects.visible_to(one).count() for one in (visitor, reader, editor)] == [2, 3, 3]
    actions.drop(editor, draft)
    assert [Version.objects.visible_to(one).count() for one in (visitor, reader, editor)] == [2, 2, 3]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_changes_without_a_reason(editor, reason):
    element = make_element()
    with pytest.raises(NoReason):
        actions.start_draft(editor, element, {"standing": "disputed"}, reason)
    with pytest.raises(NoReason):
        actions.undo(editor, actions.keep_present(element), reason)
    draft = actions.start_draft(editor, element, {"standing": "disputed"}, "Daarom.")
    Version.objects.filter(pk=draft.pk).update(reason=reason)
    draft.refresh_from_db()
    with pytest.raises(NoReason):
        actions.publish(editor, draft)
    assert not StandingChange.objects.exists()


def test_a_changed_standing_has_a_public_history(editor):
    element = make_element()
    change(editor, element, "Twee studies spreken elkaar tegen.", standing="disputed")
    change(editor, element, "Een komma.", explanation="Eén, vertrouwd gezicht.")
    actions.undo(editor, Version.objects.get(number=1), "Eén studie is ingetrokken.")
    told = [(one.before, one.after, one.reason) for one in StandingChange.objects.order_by("pk")]
    assert told == [
        ("unknown", "disputed", "Twee studies spreken elkaar tegen."),
        ("disputed", "unknown", "Eén studie is ingetrokken."),
    ]


def test_a_claim_that_stays_keeps_its_key(editor):
    element, source = make_element(), Source.objects.create(slug="bron", title="Bron")
    stays = Claim.objects.create(element=element, kind="effect", text="Het helpt.", order=1)
    goes = Claim.objects.create(element=element, kind="practice", text="Het kost tijd.", order=2)
    goes.sources.add(source)
    rows = actions.keep_present(element).facts["claims"]
    change(
        editor,
        element,
        claims=[{**rows[0], "text": "Het helpt veel."}, {"kind": "experience", "text": "Nieuw.", "sources": ["bron"]}],
    )
    now = list(Claim.objects.filter(element=element))
    assert sorted(claim.text for claim in now) == ["Het helpt veel.", "Nieuw."]
    assert stays.pk in {claim.pk for claim in now}
    assert goes.pk not in {claim.pk for claim in now}
    actions.undo(editor, Version.objects.get(number=1), "Terug.")
    back = {claim.pk: (claim.text, claim.sources.count()) for claim in Claim.objects.filter(element=element)}
    assert back == {stays.pk: ("Het helpt.", 0), goes.pk: ("Het kost tijd.", 1)}


def test_a_row_never_takes_the_key_of_another_records_row(editor):
    theirs = Claim.objects.create(element=make_element(), kind="effect", text="Van een ander.")
    mine = make_element()
    change(editor, mine, claims=[{"id": theirs.pk, "kind": "effect", "text": "Van mij."}])
    theirs.refresh_from_db()
    assert theirs.text == "Van een ander."
    assert mine.claims.get().text == "Van mij."


def test_the_rows_of_interventions_and_dossiers_come_along(editor):
    intervention = make_intervention()
    EvidenceAxis.objects.create(intervention=intervention, axis="effect", standing="little")
    change(editor, intervention, axes=[{"axis": "effect", "standing": "some"}, {"axis": "cost", "standing": "little"}])
    assert {axis.axis: axis.standing for axis in intervention.axes.all()} == {"effect": "some", "cost": "little"}
    dossier = Dossier.objects.create(theme=make_theme(), title="Wat werkt", summary="Eerst vragen.")
    published = change(editor, dossier, groups=[{"name": "Jongeren", "text": "Snel."}], reviewed_on="2026-03-01")
    assert DossierGroup.objects.get().name == "Jongeren"
    dossier.refresh_from_db()
    assert str(dossier.reviewed_on) == published.facts["reviewed_on"] == "2026-03-01"


def test_a_new_record_appears_on_publishing(editor):
    facts = {"slug": "samen-eten", "name": "Samen eten", "plain_wording": "Samen aan tafel", "explanation": "Eten."}
    draft = actions.start_draft(editor, WorkingElement, facts, "Uit verhalen.")
    assert not WorkingElement.objects.exists()
    with pytest.raises(Incomplete) as refused:
        actions.publish(editor, draft)
    assert list(refused.value.errors) == ["professional_wording"]
    draft = actions.save_draft(editor, draft, {"professional_wording": "Commensaliteit"}, "Uit verhalen.", 1)
    version = actions.publish(editor, draft)
    assert WorkingElement.objects.get().pk == version.subject_id
    assert version.number == 1


def test_a_fact_that_does_not_exist_is_refused(editor):
    with pytest.raises(ValueError, match="merged_into"):
        actions.start_draft(editor, make_element(), {"merged_into": 1}, "Daarom.")


def test_one_draft_at_a_time(editor, other):
    element = make_element()
    first = actions.start_draft(editor, element, {"explanation": "Een."}, "Daarom.")
    with pytest.raises(DraftOpen) as refused:
        actions.start_draft(other, element, {"explanation": "Twee."}, "Daarom.")
    assert refused.value.version == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(kind="element", subject_id=element.pk, facts={}, reason="x")
    actions.drop(editor, first)
    actions.start_draft(other, element, {"explanation": "Twee."}, "Daarom.")


def test_saving_over_somebody_elses_words_is_refused(editor, other):
    draft = actions.start_draft(editor, make_element(), {"explanation": "Een."}, "Daarom.")
    actions.save_draft(other, draft, {"explanation": "Van Eva."}, "Daarom.", edition=1)
    with pytest.raises(Overtaken) as refused:
        actions.save_draft(editor, draft, {"explanation": "Van Ed."}, "Daarom.", edition=1)
    assert refused.value.version.facts["explanation"] == "Van Eva."
    actions.save_draft(editor, draft, {"explanation": "Van Ed."}, "Daarom.", edition=2)


def test_what_changed_meanwhile_is_not_published_over(editor, other):
    element = make_element()
    draft = actions.start_draft(editor, element, {"explanation": "Van Ed."}, "Daarom.")
    WorkingElement.objects.filter(pk=element.pk).update(name="Veranderd in het beheer")
    with pytest.raises(Stale) as refused:
        actions.publish(editor, draft)
    now = refused.value.facts
    assert now["name"] == "Veranderd in het beheer"
    actions.save_draft(editor, draft, {"name": now["name"]}, "Daarom.", 1, seen=fingerprint(now))
    actions.publish(editor, draft)
    element.refresh_from_db()
    assert (element.explanation, element.name) == ("Van Ed.", "Veranderd in het beheer")


def test_a_version_is_published_once(editor, other):
    draft = actions.start_draft(editor, make_element(), {"explanation": "Van Ed."}, "Daarom.")
    actions.publish(editor, draft)
    for attempt in (actions.publish, actions.offer, actions.drop):
        with pytest.raises(Closed):
            attempt(other, draft)


def test_whoever_listens_hears_of_publishing_and_of_nothing_before(editor, monkeypatch):
    heard = []
    monkeypatch.setattr(changes, "_listeners", [lambda record, gone: heard.append((record.explanation, gone))])
    draft = actions.start_draft(editor, make_element(), {"explanation": "Anders."}, "Daarom.")
    actions.offer(editor, draft)
    assert heard == []
    actions.publish(editor, draft)
    assert heard == [("Anders.", False)]


def test_a_broken_publication_leaves_everything_as_it_was(editor):
    element = make_element()
    Claim.objects.create(element=element, kind="effect", text="Het helpt.")
    draft = actions.start_draft(
        editor, element, {"explanation": "Anders.", "claims": [{"kind": "??", "text": "x"}]}, "Zo."
    )
    with pytest.raises(Incomplete):
        actions.publish(editor, draft)
    element.refresh_from_db()
    draft.refresh_from_db()
    assert (element.explanation, element.claims.get().text, draft.state) == (
        "Eén vertrouwd gezicht.",
        "Het helpt.",
        "draft",
    )


def test_what_names_a_merged_element_means_what_it_was_merged_into(editor):
    old, new = make_element("Oud"), make_element("Nieuw")
    intervention = make_intervention()
    intervention.elements.add(old)
    change(editor, intervention, summary="Eerst een thuis.")
    WorkingElement.objects.filter(pk=old.pk).update(merged_into=new)
    actions.undo(editor, Version.objects.get(number=1), "Terug.")
    assert list(intervention.elements.all()) == [new]


def test_the_loader_leaves_alone_what_was_published(editor, files):
    call_command("load_catalogue", files.folder, verbosity=0)
    element = WorkingElement.objects.get()
    change(editor, element, explanation="Door de redactie.")
    files.change("elements", explanation="Uit het bestand.")
    call_command("load_catalogue", files.folder, verbosity=0)
    element.refresh_from_db()
    assert element.explanation == "Door de redactie."


def test_what_keepers_change_leaves_a_version_too(client):
    source = Source.objects.create(slug="bron", title="Bron")
    keeper = make_user("Kee", is_staff=True, is_superuser=True)
    client.force_login(keeper)
    address = reverse("admin:knowledge_source_change", args=[source.pk])
    client.post(address, {"slug": "bron", "title": "Betere bron", "kind": "page"})
    first, second = Version.objects.order_by("number")
    assert (first.facts["title"], first.by) == ("Bron", "redactie")
    assert (second.facts["title"], second.by, second.reason) == ("Betere bron", "Kee", "Aangepast in het beheer.")


def test_what_was_made_takes_the_same_number_of_questions_for_few_and_many_rows(editor, django_assert_max_num_queries):
    element = make_element()
    change(editor, element, claims=[{"kind": "effect", "text": f"Bewering {n}."} for n in range(30)])
    with django_assert_max_num_queries(8):
        actions.keep_present(element)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_publish_once(editor, other):
    element = make_element()
    draft = actions.start_draft(editor, element, {"explanation": "Van Ed."}, "Daarom.")
    first = Version.objects.get(number=1)
    outcomes = at_once(
        lambda: actions.publish(editor, draft),
        lambda: actions.publish(other, draft),
        lambda: actions.undo(other, first, "Terug."),
    )
    assert sum(isinstance(one, Version) for one in outcomes) + sum(isinstance(one, Refused) for one in outcomes) == 3
    assert (
        Version.objects.filter(pk=draft.pk, state=State.PUBLISHED).count()
        + sum(isinstance(one, Stale) for one in outcomes)
        >= 1
    )
    published = list(Version.objects.published().order_by("number"))
    assert [one.number for one in published] == list(range(1, len(published) + 1))
    element.refresh_from_db()
    assert element.explanation == published[-1].facts["explanation"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_start_one_draft(editor, other):
    element = make_element()
    outcomes = at_once(*[lambda who=who: actions.start_draft(who, element, {}, "Zo.") for who in (editor, other) * 2])
    assert sorted(type(one).__name__ for one in outcomes) == ["DraftOpen", "DraftOpen", "DraftOpen", "Version"]


def at_once(*acts):
    """Let each act in a thread and connection of its own, and give what came of them."""
    outcomes, ready = [], threading.Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            outcomes.append(act())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes
