"""Plain makers for a small cast; a test names only what matters to it."""

from collections.abc import Iterable
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

import search
from accounts.models import Perspective, PerspectiveClaim, User
from files import actions as files
from files import images, sound
from files.models import Kind, StoredFile
from forums.actions import topics
from forums.actions.methods import set_steps
from forums.actions.replies import Words, reply
from forums.actions.room_planning import plan, sit
from forums.models import Case, Intent, Method, Reply, Seat, Session, Topic
from knowledge.models import Instrument, Intervention, Source, Theme, WorkingElement
from places.models import LabourRegion, Municipality, Province
from practices.actions import quoting
from practices.models import Audience, Contribution, Membership, Practice, Purpose
from stories.models import Story
from tests import content_of

_numbers = count(1)


def make_user(pseudonym: str = "Ans", *perspectives: Perspective, **facts: Any) -> User:
    """Make a person, speaking from the given perspectives (working ones are not confirmed)."""
    user = User.objects.create_user(f"{pseudonym.lower()}{next(_numbers)}@example.org", pseudonym=pseudonym, **facts)
    for perspective in perspectives:
        PerspectiveClaim.objects.create(user=user, perspective=perspective)
    return user


def make_theme(name: str = "Schulden", **facts: Any) -> Theme:
    """Make a theme."""
    return Theme.objects.create(**({"name": name, "slug": f"{slugify(name)}-{next(_numbers)}"} | facts))


def make_element(plain_wording: str = "Iemand die bleef", *themes: Theme, **facts: Any) -> WorkingElement:
    """Make a working element; with themes it belongs to those, without it counts for every theme."""
    element = WorkingElement.objects.create(
        **{
            "slug": f"{slugify(plain_wording)}-{next(_numbers)}",
            "name": f"Vakwoord voor {plain_wording}",
            "kind": WorkingElement.Kind.THEMED if themes else WorkingElement.Kind.GENERAL,
            "plain_wording": plain_wording,
            "professional_wording": f"Vakwoorden voor {plain_wording}",
            "explanation": "Eén vertrouwd gezicht.",
        }
        | facts
    )
    element.themes.set(themes)
    return element


def make_intervention(name: str = "Housing First", *themes: Theme, **facts: Any) -> Intervention:
    """Make an intervention about the given themes, of which nothing is verified."""
    intervention = Intervention.objects.create(
        **{"name": name, "slug": f"{slugify(name)}-{next(_numbers)}", "summary": "Eerst een huis."} | facts
    )
    intervention.themes.set(themes)
    return intervention


def make_source(title: str = "Een handboek", **facts: Any) -> Source:
    """Make a source without a summary."""
    return Source.objects.create(**({"title": title, "slug": f"{slugify(title)[:60]}-{next(_numbers)}"} | facts))


def make_instrument(name: str = "Een schaal", *themes: Theme, **facts: Any) -> Instrument:
    """Make a measuring instrument about the given themes, of which little is known."""
    number = next(_numbers)
    instrument = Instrument.objects.create(
        **{"name": name, "slug": f"{slugify(name)[:40]}-{number}", "goal": "Meet hoe het gaat."} | facts
    )
    instrument.themes.set(themes)
    return instrument


def make_municipality(name: str = "Enschede", **facts: Any) -> Municipality:
    """Make a municipality, with a province and a region of its own unless they are given."""
    number = next(_numbers)
    province = facts.pop("province", None) or Province.objects.create(
        code=f"PV{number}", name=f"Provincie {number}", slug=f"provincie-{number}"
    )
    region = facts.pop("labour_region", None) or LabourRegion.objects.create(
        code=f"AM{number}", name=f"Regio {number}", slug=f"regio-{number}"
    )
    return Municipality.objects.create(
        **{"code": f"GM{number}", "name": name, "slug": f"{slugify(name)}-{number}"} | facts,
        province=province,
        labour_region=region,
    )


def make_practice(name: str = "Eerder aan tafel", **facts: Any) -> Practice:
    """Make a practice without members or phases."""
    number = next(_numbers)
    return Practice.objects.create(name=name, slug=f"praktijk-{number}", question="Hoe komen we binnen?", **facts)


def make_member(
    practice: Practice,
    pseudonym: str = "Bea",
    perspective: Perspective = Perspective.PROFESSIONAL,
    is_facilitator: bool = False,
) -> User:
    """Make a person who takes part in the practice."""
    user = make_user(pseudonym, perspective)
    Membership.objects.create(practice=practice, user=user, perspective=perspective, is_facilitator=is_facilitator)
    return user


def make_contribution(
    author: User | None = None, audience: str = Audience.EVERYONE, shown: bool = True, **facts: Any
) -> Contribution:
    """Make a bare contribution of no particular kind, shown to its audience."""
    facts.setdefault("kind", "weighing")
    facts.setdefault("pseudonym", author.pseudonym if author else "Wil")
    return Contribution.objects.create(
        author=author, audience=audience, published_at=timezone.now() if shown else None, **facts
    )


def make_story(
    author: User | None = None, audience: str = Audience.EVERYONE, shown: bool = True, **facts: Any
) -> Story:
    """Make a story; shown it was sent and published, otherwise it is a draft that only lacks sending."""
    facts = {
        "happened": "Ik deed mijn post niet meer open. Toen kwam er iemand aan tafel zitten.",
        "title": "Een plastic tas",
        "pseudonym": "Samira",
        "readers_at": timezone.now(),
    } | facts
    now = timezone.now() if shown else None
    story = Story.objects.create(
        author=author, audience=audience, published_at=now, sent_at=now, first_shown_at=now, **facts
    )
    if shown:
        search.index(story)
    return story


def agree(story: Story, *purposes: Purpose) -> Story:
    """Let the teller agree to this use of the story; without purposes to learning from it elsewhere."""
    for purpose in purposes or (Purpose.REGIONS,):
        story.consents.create(purpose=purpose, text_version="1")
    return story


def make_photo(story: Story, words: str = "Een tas vol brieven", **facts: Any) -> StoredFile:
    """Put a photo with a story; shared with its readers unless told."""
    content = content_of.picture()
    checked = images.check(BytesIO(content), len(content))
    return files.keep(
        (Story.KIND, story.pk), Kind.IMAGE, checked, story.author, **{"words": words, "is_shared": True} | facts
    )


def make_recording(story: Story, **facts: Any) -> StoredFile:
    """Put a recording with a story; only its teller hears it unless told."""
    content = content_of.wav()
    return files.keep(
        (Story.KIND, story.pk), Kind.SOUND, sound.check(BytesIO(content), len(content)), story.author, **facts
    )


def make_case(practice: Practice, author: User | None = None, audience: str = Audience.PRACTICE, **facts: Any) -> Case:
    """Make a case, shown to its audience (the practice, unless told)."""
    facts = {
        "title": "Drie gemiste afspraken",
        "situation": "Een vader kwam drie keer niet.",
        "question": "Hoe kan ik doorgaan?",
        "pseudonym": author.pseudonym if author else "Joost",
        "perspective": Perspective.PROFESSIONAL,
        "published_at": timezone.now(),
    } | facts
    return Case.objects.create(practice=practice, author=author, audience=audience, **facts)


def make_topic(place: Practice | Theme, author: User, audience: str = Audience.PRACTICE, **facts: Any) -> Topic:
    """Let somebody start a topic, as the page would; for the practice unless told."""
    facts = {
        "title": "Wie komt er langs?",
        "text": "Wij zoeken iemand die blijft.",
        "pseudonym": author.pseudonym,
    } | facts
    return topics.start(place, author, {"audience": audience, "perspective": Perspective.LIVED} | facts)


def make_method(name: str = "Incidentmethode", steps: Iterable[dict[str, Any]] = ()) -> Method:
    """Make a method; without steps it has a telling, a silent writing and a reading."""
    method = Method.objects.create(name=name, slug=slugify(name), summary="Eén moment.", source="Van ons.")
    usual: list[dict[str, Any]] = [
        {"name": "Het incident", "writers": "presenter"},
        {"name": "Schrijf in stilte", "input": "text", "writers": "others", "minutes": 7},
        {"name": "Lees eerst", "shows": "2"},
    ]
    set_steps(method, [{"prompt": "Doe dit.", "minutes": 5} | step for step in steps or usual])
    return method


def make_session(practice: Practice, leader: User, method: Method | None = None, **facts: Any) -> Session:
    """Plan a session that begins about now, with a seat for who leads it."""
    facts = {"title": "Drie gemiste afspraken, wat nu?", "starts_at": timezone.now()} | facts
    session = plan(practice, leader, facts | {"method": method})
    sit_down(session, leader)
    return session


def sit_down(session: Session, user: User) -> Seat:
    """Let a member take a seat, from the perspective they have in the practice."""
    membership = user.memberships.get(practice=session.practice)
    return sit(session, user, membership.perspective, user.pseudonym)


def make_reply(root: Contribution, author: User, text: str = "Dat herken ik.", parent: Reply | None = None) -> Reply:
    """Let somebody reply, as the page would."""
    words = Words(text, Intent.RECOGNITION, Perspective.LIVED, author.pseudonym, parent)
    return reply(root, author, words)


def say_yes(insight: Any, widest: str = Audience.EVERYONE) -> None:
    """Let everybody quoted in an insight say that it is right, for these readers."""
    for row in insight.quoted.all():
        quoting.answer(row, "ja", insight.version, widest=widest)
