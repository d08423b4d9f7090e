"""A small world to soak: a case for members, a story for everyone, members, strangers (`python -m bench.soaking`).

Writes on one line of JSON what to listen to and the cookies of everybody.
"""

import json
import os
import sys

import django
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

MEMBERS, STRANGERS = 40, 10


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        facts = make(int(os.environ.get("SOAK_MEMBERS", MEMBERS)), STRANGERS)
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def make(members: int, strangers: int) -> dict:
    """Make the people and what they talk about."""
    from accounts.models import PerspectiveClaim, User
    from bench.filling import signed_in
    from forums.models import Case
    from practices.models import Membership, Practice
    from stories.models import Story

    practice = Practice.objects.create(name="Een proef", slug="proef", question="Komt alles aan?", is_fictional=True)
    now = timezone.now()
    case = Case.objects.create(
        title="Een casus", practice=practice, audience="practice", pseudonym="Bea", published_at=now, is_fictional=True
    )
    story = Story.objects.create(
        title="Een verhaal",
        happened="Iemand bleef.",
        practice=practice,
        audience="everyone",
        pseudonym="Noor",
        published_at=now,
        sent_at=now,
        first_shown_at=now,
        is_fictional=True,
    )
    people = []
    for number in range(members + strangers):
        someone = User.objects.create_user(f"soak{number}@example.org", pseudonym=f"Wilg {number}", is_fictional=True)
        PerspectiveClaim.objects.create(user=someone, perspective="lived")
        if number < members:
            Membership.objects.create(practice=practice, user=someone, perspective="lived")
        people.append({"pk": someone.pk, "cookie": signed_in(someone), "member": number < members})
    return {"case": case.pk, "story": story.pk, "practice": practice.pk, "people": people}


if __name__ == "__main__":
    main()
