"""Templates carry no scripts, no styles, no shortcuts past escaping, and name no floor above their own."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
UPPER = ("practices", "stories", "forums")
# Which floors a template folder may link to; other folders belong to the ground floor.
BELOW = {"stories": {"practices", "stories"}, "forums": {"practices", "forums"}, "practices": {"practices"}}
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENTS = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler such as onclick": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# Stored html that ui.text cleaned may pass; name the template and say why.
TRUSTED: set[str] = set()


def source(path: Path) -> str:
    return COMMENTS.sub("", path.read_text())


def each(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=each)
class TestEveryTemplate:
    def test_it_has_nothing_inline(self, path: Path) -> None:
        text = source(path)
        html = TAGS.sub("", text)
        assert not [what for what, pattern in INLINE.items() if pattern.search(html)]
        for attributes, body in SCRIPT.findall(text):
            assert "src=" in attributes or 'type="application/json"' in attributes, "an inline script"
            assert "src=" not in attributes or not body.strip()

    def test_it_escapes_what_people_wrote(self, path: Path) -> None:
        text = source(path)
        shortcuts = re.search(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off", text)
        assert not shortcuts or each(path) in TRUSTED

    def test_it_names_no_floor_above(self, path: Path) -> None:
        floor = path.relative_to(ROOT / "templates").parts[0]
        allowed = BELOW.get(floor, set())
        named = set(re.findall(r"{%\s*(?:url|include|extends)\s+[\"'](\w+)[:/]", source(path)))
        assert not {name for name in named & set(UPPER) if name not in allowed}
