"""The guest of the demonstration: somebody of another region who reads along in one talk; all of it fictional."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from forums.models import Topic
from practices.actions.guests import ask_guest, come_in
from practices.models import Guest, Invitation
from practices.staging import Part, Stage


class Guests(Part):
    """Loaded between the topics and what is said in them."""

    order = 34

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "topics.json").read_text(encoding="utf-8"))
        for facts in plan["topics"]:
            if asked := facts.get("guest"):
                topic, guest = Topic.objects.get(slug=facts["slug"]), stage.cast[asked["who"]]
                practice = stage.practices[facts["practice"]]
                ask_guest(topic, practice, stage.cast[asked["by"]], "", asked["days"])
                come_in(Invitation.objects.latest("pk"), guest)
                since = timezone.now() - timedelta(days=asked["since"])
                Guest.objects.filter(talk=topic, user=guest).update(since=since)
