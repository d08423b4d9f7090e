"""A database with one practice: `python -m bench.workspace_filling 2000 5000 50000` (members, stories, replies).

Writes on one line of JSON the addresses to open, the cookies of a member and of who leads, and how many questions the
home of the practice asks the database for each of them.
"""

import json
import random
import sys
from datetime import timedelta

import django
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

SEED = 6
BATCH = 2000
VOICES = ("lived", "pro", "citizen", "research", "policy")
AUDIENCES = ("everyone", "practice", "signed-in")
ACTIVE_DAYS = 40  # in which all of it came: more than what counts as news


def main() -> None:
    django.setup()
    from config import start

    start.prepare()
    facts = fill(*map(int, sys.argv[1:4]), random.Random(SEED))  # noqa: S311 (no secrets)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def fill(members: int, stories: int, replies: int, chance: random.Random) -> dict[str, object]:
    """Make the practice in large pieces; give what to open."""
    from accounts.models import User
    from bench.filling import reader_of, signed_in
    from bench.map_filling import forget_triggers
    from knowledge.models import Theme
    from practices.actions.cycle import found, move_to
    from practices.difference import keeping, marks

    leader = User.objects.create_user("begeleider@voorbeeld.example", pseudonym="Marit")
    practice = found(leader, "pro", {"name": "Aan tafel", "question": "Hoe komen we binnen?"})
    practice.themes.set(Theme.objects.order_by("pk")[:2])
    move_to(practice.phases.all()[2], None)
    with transaction.atomic():
        forget_triggers(marks)
        people = come(practice, members, chance)
        told = tell(practice, people, stories, chance)
        reply(told, people, replies, chance)
        marks.ensure()
    keeping.rebuild()
    member = reader_of(practice)
    cookies = {"member": signed_in(member), "leader": signed_in(leader)}
    home = practice.get_absolute_url()
    pages = {
        "constant page, 30 kB": ["/bench/constant/", ""],
        "home, visitor": [home, ""],
        "home, member": [home, cookies["member"]],
        "home, who leads": [home, cookies["leader"]],
    }
    return {"pages": pages, "queries": {name: asked(path, cookie) for name, (path, cookie) in pages.items()}}


def come(practice, number: int, chance: random.Random) -> list:
    """Let people take part since some time."""
    from accounts.models import User
    from practices.models import Membership

    long_ago = timezone.now() - timedelta(days=60)
    people = [
        User(email=f"lid{n}@voorbeeld.example", pseudonym=f"Lid {n}", password="!")  # noqa: S106 (nobody signs in)
        for n in range(number)
    ]
    people = User.objects.bulk_create(people, batch_size=BATCH)
    Membership.objects.bulk_create(
        [
            Membership(practice=practice, user=one, perspective=chance.choice(VOICES), joined_at=long_ago)
            for one in people
        ],
        batch_size=BATCH,
    )
    return people


def tell(practice, people, number: int, chance: random.Random) -> list:
    """Let stories stand in the practice, each about one theme, with two cards, and found."""
    from bench.filling import words
    from knowledge.models import WorkingElement
    from practices.models import Contribution, Weighing
    from stories.models import Story

    now, elements = timezone.now(), list(WorkingElement.objects.order_by("pk")[:8])
    theme, themed = practice.themes.first(), Contribution.themes.through
    rows = [
        {
            "title": f"Verhaal {n}",
            "author": chance.choice(people),
            "pseudonym": "Noor",
            "practice": practice,
            "audience": chance.choice(AUDIENCES),
            "published_at": now - timedelta(days=ACTIVE_DAYS * n / number),
        }
        for n in range(number)
    ]
    own = ("sent_at", "first_shown_at", "readers_at")
    told = grow(Story, rows, lambda _n: {"happened": words(chance), "helped": words(chance)} | dict.fromkeys(own, now))
    themed.objects.bulk_create([themed(contribution_id=one.pk, theme_id=theme.pk) for one in told], batch_size=BATCH)
    Weighing.objects.bulk_create(
        [
            Weighing(contribution_id=one.pk, element=element, polarity=polarity)
            for one in told
            for element, polarity in zip(chance.sample(elements, 2), ("helped", "missing"), strict=True)
        ],
        batch_size=BATCH,
    )
    find(told, practice)
    return told


def grow(model, rows: list[dict], own) -> list:
    """Write many of a kind of contribution at once: their shared rows, then the rows of their own table."""
    from practices.models import Contribution

    made = []
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        shared = Contribution.objects.bulk_create(
            [Contribution(kind=model.KIND, person=f"u{row['author'].pk}", **row) for row in some]
        )
        Contribution.objects.filter(pk__in=[one.pk for one in shared], root=None).update(root=F("pk"))
        for one in shared:
            one.root_id = one.root_id or one.pk
        children = []
        for number, one in enumerate(shared):
            child = model(contribution_ptr_id=one.pk, **own(begin + number))
            child.__dict__.update({key: value for key, value in one.__dict__.items() if key not in {"_state", "id"}})
            child.pk = one.pk
            children.append(child)
        model._base_manager._insert(children, fields=model._meta.local_concrete_fields, using="default")
        made += children
    return made


def find(told, practice) -> None:
    """Let these stories be found; straight into the index."""
    from search.engines import engine
    from search.engines.seam import Tokens, marks
    from search.indexing import _audience
    from search.models import IndexEntry
    from search.words import index_text, words

    keys = {"practice": f"practice:{practice.pk}"}
    entries = IndexEntry.objects.bulk_create(
        [
            IndexEntry(
                kind="verhaal",
                object_id=one.pk,
                audience=_audience([keys.get(one.audience, one.audience)]),
                title=one.title,
                body=one.happened,
                url=f"/verhalen/{one.pk}/",
                date=one.published_at.date(),
                voice="lived",
            )
            for one in told
        ],
        batch_size=BATCH,
    )
    for one in entries:
        tokens = Tokens(index_text(one.title), index_text(one.body), " ".join(words(one.title)), marks(kind=one.kind))
        engine().write(one.pk, tokens)


def reply(told, people, number: int, chance: random.Random) -> None:
    """Let replies stand under the stories, as many under each."""
    from bench.filling import words
    from forums.models import Reply, Talk
    from ui.text import to_html

    now, each = timezone.now(), max(1, number // len(told))
    roots = [one for one in told for _n in range(each)][:number]
    rows = [
        {
            "root_id": root.pk,
            "author": chance.choice(people),
            "pseudonym": "Bea",
            "perspective": chance.choice(VOICES),
            "practice": root.practice,
            "published_at": now - timedelta(days=ACTIVE_DAYS * n / number),
        }
        for n, root in enumerate(roots)
    ]

    def own(n: int) -> dict:
        text = words(chance)
        return {"text": text, "html": to_html(text), "intent": "experience", "version": n % each + 1}

    made = grow(Reply, rows, own)
    newest = {one.root_id: one.pk for one in made}
    Talk.objects.bulk_create(
        [Talk(root_id=root, version=each, replies=each, newest=last) for root, last in newest.items()],
        batch_size=BATCH,
    )


def asked(path: str, cookie: str) -> int:
    """Count the questions one opening asks the database, when what is kept is kept."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1", headers={"cookie": cookie} if cookie else {})
    for _ in range(2):
        client.get(path)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return len(found)


if __name__ == "__main__":
    main()
