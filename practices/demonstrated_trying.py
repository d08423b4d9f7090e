"""The demonstration of what practices try, and of whose voice counts in them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from knowledge.models import WorkingElement
from practices import balance
from practices.actions import balance as voices
from practices.actions import pilots
from practices.models import Insight
from practices.staging import Part, Stage


class Trying(Part):
    """Loaded after the insights, for some pilots try one."""

    order = 60

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "pilots.json").read_text(encoding="utf-8"))
        today = timezone.localdate()
        for facts in plan:
            by = stage.cast[facts["by"]]
            begun: dict[str, Any] = {
                "name": facts["name"],
                "hypothesis": facts["hypothesis"],
                "starts_on": today - timedelta(days=facts["began"]),
                "ends_on": today - timedelta(days=facts["ended"]),
                "element": WorkingElement.objects.filter(slug=facts["element"]).first(),
                "insight": Insight.objects.filter(slug=facts["insight"]).first(),
            }
            pilot = pilots.begin(stage.practices[facts["practice"]], by, begun)
            if "result" in facts:
                pilots.end(pilot, by, {name: facts[name] for name in ("result", "stops", "next_step")})


class Voices(Part):
    """Loaded after everything people said: the last quarters, counted as they would have been."""

    order = 85

    def load(self, stage: Stage) -> None:
        running = balance.quarter_of(timezone.localdate())
        last = balance.quarter_of(running - timedelta(days=1))
        before = balance.quarter_of(last - timedelta(days=1))
        for practice in stage.practices.values():
            for starts_on in (before, last, running):
                voices.keep(practice, starts_on, frozen=starts_on != running)
