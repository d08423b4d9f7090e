"""A search index with a number of things in it (`python -m bench.filling_search 1000`); gives a member's cookie."""

import datetime
import json
import random
import sys

import django
from django.core.management import call_command
from django.db import transaction

from bench.filling import SEED, SENTENCES, reader_of, signed_in

BATCH = 2000
COMMON, SOME = 0.3, 0.03  # part of the things that hold a common word, and a less common one
RARE = 10  # things that hold a rare word
REST = 6000  # other words, the first of them said most
AUDIENCES = {"everyone": 0.7, "signed-in": 0.2, "practice:987654": 0.1}
SYLLABLES = [begin + end for begin in "bdghklmnprstw" for end in "aeo"]


def main() -> None:
    django.setup()
    from config import start

    start.prepare()
    call_command("load_demonstration", verbosity=0)
    fill(int(sys.argv[1]), random.Random(SEED))  # noqa: S311 (words, no secrets)
    from practices.models import Practice

    member = reader_of(Practice.objects.get(slug="eerder-aan-tafel"))
    start.count_rows()
    sys.stdout.write("\n" + json.dumps(signed_in(member)) + "\n")


def fill(number: int, chance: random.Random) -> None:
    """Put `number` made-up stories into the index; straight into it, for there is no page of theirs to open here."""
    from knowledge.models import Theme
    from places.models import LabourRegion
    from search.engines import engine
    from search.engines.seam import Tokens, marks
    from search.indexing import _audience
    from search.models import IndexEntry
    from search.words import index_text, words

    others = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(REST)]
    often = [1 / place for place in range(1, REST + 1)]
    audiences = [_audience([key]) for key in AUDIENCES]
    themes = list(Theme.objects.values_list("slug", flat=True))
    regions = list(LabourRegion.objects.values_list("slug", flat=True))
    for begin in range(0, number, BATCH):
        made = []
        for place in range(begin, min(begin + BATCH, number)):
            body = " ".join([*chance.choices(SENTENCES[:6], k=3), *chance.choices(others, often, k=25)])
            body += " schulden" if chance.random() < COMMON else ""
            body += " huisarts" if chance.random() < SOME else ""
            body += " pluvier" if place % (number // RARE) == 0 else ""
            day = datetime.date(2024, 1, 1) + datetime.timedelta(days=place % 900)
            made.append(
                IndexEntry(
                    kind="verhaal",
                    object_id=10_000_000 + place,
                    audience=chance.choices(audiences, list(AUDIENCES.values()))[0],
                    title=" ".join(chance.choices([*others[:300], "schulden"], k=3)),
                    body=body,
                    url="/verhalen/1/",
                    themes=f" {chance.choice(themes)} ",
                    date=day,
                    voice=chance.choice(("lived", "pro", "citizen")),
                    region=chance.choice(regions),
                    year=day.year,
                )
            )
        with transaction.atomic():
            for one in IndexEntry.objects.bulk_create(made):
                facts = marks(kind=one.kind, theme=one.themes, voice=one.voice, region=one.region, year=one.year)
                tokens = Tokens(index_text(one.title), index_text(one.body), " ".join(words(one.title)), facts)
                engine().write(one.pk, tokens)


if __name__ == "__main__":
    main()
