"""A story that was used everywhere is taken back, and nothing of it is left anywhere."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective
from files import actions as files
from files import images
from files.models import Kind, StoredFile
from knowledge.models import Dossier
from moderation.models import Appeal, Change, Concern, Decision, Done, Proposal, Review
from notifications.actions import notify
from notifications.models import Notification
from practices import traces
from practices.actions import candidates, citations, quoting
from practices.actions.insights import share_insight, write_insight
from practices.actions.starting import keep_start
from practices.models import Audience, Revisit, Weighing
from stories.actions import answering, sending
from stories.models import Recognition, Story
from tests import content_of, makers
from tests.test_nobody_else_reads import pages
from tests.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)  # files and caches follow a commit
SAID = "De gele bromfiets van zqteller stond voor de deur. Daar begon het praten weer mee."
WORDS = ("zqteller", "zqtitel", "zqeigen", "zqnaam", "zqfoto", "gele bromfiets")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def story(world: World) -> Story:
    """Let a story be read, found, weighed, drawn, quoted, answered, linked, learned from, recognised and told about."""
    bea, fay, ed = (world.people[role] for role in ("member", "facilitator", "editor"))
    ada = makers.make_member(world.practice, "Ada", Perspective.LIVED)
    story = makers.make_story(
        ada, practice=world.practice, title="Een zqtitel", happened=SAID, helped=SAID, pseudonym="Zqnaam",
        intervention=world.intervention, turning_point="Dat zqteller zelf kwam.",
    )  # fmt: skip
    story.themes.add(world.theme)
    story.weighings.create(element=world.element, polarity="helped", quote=SAID, intervention=world.intervention)
    own = Weighing.objects.create(contribution=story, own_words="zqeigen", polarity="helped")
    facts = {"plain_wording": "Een brommer", "name": "Praten", "explanation": "Zo begon het.", "reason": ""}
    decided = candidates.make_element(ed, own, [], facts, [])
    candidates.answer_credit(decided, yes=True)
    picture = content_of.picture("JPEG")
    checked = images.check(io.BytesIO(picture), len(picture))
    files.keep((Story.KIND, story.pk), Kind.IMAGE, checked, ada, words="Een zqfoto", is_shared=True)
    makers.make_reply(story, bea, "Wat goed van jou.")
    case = makers.make_case(world.practice, bea, Audience.EVERYONE)
    keep_start(case, bea, [("verhaal", story.pk)], "Hier is geen brommer.")
    words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Begin bij wat er staat.")
    insight = write_insight(world.practice, bea, words, [story])
    quoting.choose(insight, bea, {story.pk: SAID.split(". ")[0] + "."})
    quoting.ask(insight, bea)
    makers.say_yes(insight)
    quoting.share_inside(insight, bea)
    share_insight(insight, fay, Audience.EVERYONE)
    makers.agree(story)
    citations.cite(story, Dossier.objects.get(theme=world.theme), ed, SAID)
    said = {"thanks": SAID, "heard": SAID, "doing": SAID, "who": "de teamleider"}
    given = answering.answer(story, world.people["elsewhere"], world.answer.organisation, said)
    answering.plan(given, "Een stoel bij de deur", "de teamleider", timezone.localdate())
    answering.judge(given.changes.get(), "partly", SAID)
    Recognition.objects.create(story=story, user=bea)
    notify(
        bea,
        "talk",
        "Iemand schreef over %(what)s",
        story.get_absolute_url(),
        facts={"what": SAID},
        about=("story", story.pk),
    )
    read_along(world, story)
    with transaction.atomic():
        sending.contributions.follow(story)
    return story


def read_along(world: World, story: Story) -> None:
    """Let readers have refused it, proposed words, heard an appeal and worried, each time in its very words."""
    mo, now = world.people["moderator"], timezone.now()
    first, again = (
        Review.objects.create(subject_kind=Story.KIND, subject_id=story.pk, closed_at=now) for _round in range(2)
    )
    decision = Decision.objects.create(review=first, outcome="refuse", reason=SAID, by=mo)
    proposal = Proposal.objects.create(decision=decision, part="happened", heading="Wat er gebeurde", base=SAID)
    Change.objects.create(proposal=proposal, start=0, end=3, becomes=SAID)
    Appeal.objects.create(decision=decision, review=again, text=SAID)
    concern = Concern.objects.create(review=again, seen=SAID, owner=mo, closed_at=now)
    Done.objects.create(concern=concern, step="now", note=SAID, by=mo)


def read(world: World, role: str) -> dict[str, str]:
    client = Client()
    if role != "visitor":
        client.force_login(world.people[role])
    return pages(world, client)


def test_nothing_is_left_of_a_story_that_was_used_everywhere(world: World, story: Story, tmp_path) -> None:
    seen = {role: read(world, role) for role in ("member",)}
    for word in WORDS:
        shown = [address for found in seen.values() for address, page in found.items() if word in page.lower()]
        assert shown, f"{word} stands nowhere, so this test would look in the wrong places"
    places = ["/zoeken/?q=bromfiets", "/verhalen/", *(one.get_absolute_url() for one in (story, world.theme))]
    for place in places:
        page = Client().get(place).content.decode().lower()
        assert any(word in page for word in WORDS), f"{place} shows it while it stands"
    pieces = traces.words_of(story)
    picture = StoredFile.objects.get(subject_kind=Story.KIND, subject_id=story.pk)
    assert Client().get(f"/bestanden/{picture.key}/").status_code == 200
    people = len(Notification.objects.filter(kind="revisit"))

    sending.withdraw(story, erase=True)

    for role in ("visitor", "member", "editor"):
        for address, page in read(world, role).items():
            for word in WORDS:
                assert word not in page.lower(), f"{role} reads {word} on {address}"
    for place in places:
        page = Client().get(place).content.decode().lower()
        assert not [word for word in WORDS if word in page], place
    assert traces.find(pieces) == []
    assert traces.left_behind(story) == []
    assert Client().get(f"/bestanden/{picture.key}/").status_code == 404
    assert not [path for path, _at in files.on_disk() if path.endswith(picture.key)]
    assert not Recognition.objects.filter(story=story.pk).exists()
    assert not Notification.objects.unsent().filter(about_kind="story", about_id=story.pk).exists()
    assert Notification.objects.filter(kind="revisit").count() > people
    assert Revisit.objects.filter(built__kind__in=["insight", "case"]).count() >= 2
    assert Revisit.objects.filter(dossier__theme=world.theme, done_at=None).count() == 1
    asked = tmp_path / "words.txt"
    asked.write_text(SAID, encoding="utf-8")
    call_command("find_traces", story.pk, words=asked)
