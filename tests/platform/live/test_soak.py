"""A short soak of real servers: every acknowledged reply arrives once at everyone entitled, never at anyone else."""

from __future__ import annotations

import contextlib
import random
import shutil

import pytest

from bench import soak
from tests import migrated

PERSON = {"pk": 1, "cookie": "", "member": True}
STRANGER = {"pk": 2, "cookie": "", "member": False}


@pytest.mark.django_db  # only to have one that was migrated, to copy
@pytest.mark.parametrize("processes", [1, 2])
def test_every_acknowledged_reply_arrives_once_at_everyone_entitled(processes: int) -> None:
    if processes > 1 and not shutil.which("redis-server"):
        pytest.skip("no redis-server found")
    with soak.own_redis() if processes > 1 else contextlib.nullcontext("") as redis:
        world = soak.run(60, 15, processes, redis, laid=migrated.laid())
    assert world.faults == {"missing": 0, "shown twice": 0, "wrong": 0}, world.wrong[:5]
    assert world.counts["replies acknowledged"] >= 5
    assert world.counts["replies heard"] >= 5 * world.counts["replies acknowledged"]
    assert world.counts["people who lost access"]
    assert world.counts["lines killed"]
    assert not world.logged, world.logged


@pytest.fixture
def world() -> soak.World:
    world = soak.World({"case": 1, "story": 2}, [])
    world.posted[1] = soak.Posted("forums.talk:1", 10.0, 11.0)
    return world


def frame(number: int = 1) -> dict[str, object]:
    return {"topic": "forums.talk:1", "id": number, "html": f"<p>nr{number}x</p>"}


def test_the_judge_sees_what_is_missing_double_or_meant_for_others(world: soak.World) -> None:
    member, stranger, late = (soak.Ear(world, who, random.Random(1)) for who in (PERSON, STRANGER, PERSON))
    member.take("forums.talk:1", frame(), soak.Asked(1))
    assert soak.judge(world, [member, stranger]) == {"missing": 0, "shown twice": 0, "wrong": 0}
    assert soak.judge(world, [late])["missing"] == 1
    member.ids["forums.talk:1"].clear()
    member.take("forums.talk:1", frame(), soak.Asked(1))
    assert soak.judge(world, [member])["shown twice"] == 1
    line = soak.Asked(1)
    member.take("forums.talk:1", frame(), line)
    assert soak.judge(world, [])["wrong"] == 0
    member.take("forums.talk:1", frame(), line)
    stranger.take("forums.talk:1", frame(), soak.Asked(1))
    assert soak.judge(world, [])["wrong"] == 2  # twice on one line that asked once, and to a stranger


def test_a_line_that_asks_anew_may_bring_a_piece_again_but_nobody_sees_it_twice(world: soak.World) -> None:
    member, line = soak.Ear(world, PERSON, random.Random(1)), soak.Asked(2)
    member.take("forums.talk:1", frame(), line)
    member.take("forums.talk:1", frame(), line)
    assert soak.judge(world, [member]) == {"missing": 0, "shown twice": 0, "wrong": 0}


def test_the_judge_knows_when_somebody_had_lost_access(world: soak.World) -> None:
    world.outside[1] = [[5.0, float("inf")]]
    member = soak.Ear(world, PERSON, random.Random(1))
    assert soak.judge(world, [member])["missing"] == 0
    member.take("forums.talk:1", frame(), soak.Asked(1))
    assert soak.judge(world, [])["wrong"] == 1
