"""A database with something in it: talks of 50 and of 10,000 replies, and many stories (`python -m bench.filling`).

Writes on one line of JSON the addresses to open and the cookie of a signed-in member.
"""

import json
import random
import sys

import django
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

STORIES, SHORT, LONG = 400, 50, 10_000
SEED = 4  # the same words every time
SENTENCES = (
    "Ik legde de brieven ongeopend in een la.",
    "Er kwam iemand aan tafel zitten en die bleef.",
    "Bij het loket moest ik alles opnieuw vertellen.",
    "We maakten samen een lijst van wat eerst moest.",
    "Niemand zei wat er met mijn vraag gebeurde.",
    "Het hielp dat zij terugbelde op de dag die zij noemde.",
    "Over de schulden praten we nu elke week een kwartier.",
    "Mijn buurvrouw ging de eerste keer mee.",
)


def main() -> None:
    django.setup()
    from config import start

    start.prepare()
    call_command("load_demonstration", verbosity=0)
    with transaction.atomic():
        facts = fill(random.Random(SEED))  # noqa: S311 (words, no secrets)
    start.count_rows()
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def fill(chance: random.Random) -> dict[str, object]:
    """Add the stories and talks; give where they are and who may look."""
    from forums.models import Case
    from knowledge.models import Theme, WorkingElement
    from practices.models import Membership, Practice

    practice = Practice.objects.get(slug="eerder-aan-tafel")
    writer = Membership.objects.current().filter(practice=practice).order_by("pk")[0].user
    theme, elements = Theme.objects.get(slug="schulden"), list(WorkingElement.objects.order_by("pk")[:6])
    stories = [tell(number, chance, practice, theme, elements) for number in range(STORIES)]
    case = Case.objects.get(slug="gemiste-afspraken")
    case.audience = "everyone"
    case.save()
    talk(stories[0], writer, SHORT, chance)
    pks = talk(stories[1], writer, LONG, chance)
    talk(case, writer, SHORT, chance)
    return {
        "short": stories[0].get_absolute_url(),
        "long": stories[1].get_absolute_url(),
        "fiftieth": f"{stories[1].get_absolute_url()}?reactie={pks[SHORT - 1]}",
        "last": f"{stories[1].get_absolute_url()}?reactie={pks[-1]}",
        "reply": {
            "short": reverse("forums:replies", args=[stories[0].pk]),
            "long": reverse("forums:replies", args=[stories[1].pk]),
        },
        "case": case.get_absolute_url(),
        "cookies": {member: signed_in(someone) for member, someone in (("member", reader_of(practice)),)},
    }


def words(chance: random.Random) -> str:
    return " ".join(chance.choices(SENTENCES, k=chance.randint(2, 9)))


def tell(number: int, chance: random.Random, practice, theme, elements):
    """Add one story with two cards, found by everybody; one in a hundred holds a rare word."""
    import search
    from practices.models import Weighing
    from stories.models import Story

    now, rare = timezone.now(), " Pluvier." if number % 100 == 0 else ""
    story = Story.objects.create(
        title=f"Verhaal {number}",
        happened=words(chance) + rare,
        helped=words(chance),
        pseudonym="Noor",
        practice=practice,
        audience="everyone",
        published_at=now,
        sent_at=now,
        first_shown_at=now,
        readers_at=now,
        is_fictional=True,
    )
    story.themes.add(theme)
    for element, polarity in zip(chance.sample(elements, 2), ("helped", "missing"), strict=True):
        Weighing.objects.create(contribution=story, element=element, polarity=polarity)
    search.index(story)
    return story


def talk(root, writer, number: int, chance: random.Random) -> list[int]:
    """Let `number` replies stand under `root`; not by the action itself, for ten thousand mails help nobody here."""
    from forums.models import Reply, Talk
    from ui.text import to_html

    pks, last = [], Talk.objects.advance(root.pk, replies=number, steps=number)
    for count in range(number):
        text = words(chance)
        written = Reply.objects.create(
            root=root,
            author=writer,
            pseudonym="Bea",
            perspective=("lived", "pro", "citizen")[count % 3],
            intent=("recognition", "question", "experience")[count % 3],
            text=text,
            html=to_html(text),
            practice=root.practice,
            audience=root.audience,
            published_at=timezone.now(),
            version=last - number + count + 1,
            is_fictional=True,
        )
        pks.append(written.pk)
    return pks


def reader_of(practice):
    """Give a new member who wrote nothing yet."""
    from accounts.models import PerspectiveClaim, User
    from practices.models import Membership

    someone = User.objects.create_user("bench@example.org", pseudonym="Noor", is_fictional=True)
    PerspectiveClaim.objects.create(user=someone, perspective="lived")
    Membership.objects.create(practice=practice, user=someone, perspective="lived")
    return someone


def signed_in(someone) -> str:
    """Sign somebody in as a browser would be; give the Cookie header."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(someone.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = someone.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main()
