"""Nothing keeps a browser from sending our own forms to us."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
OURS = ("forums", "stories", "practices", "platform", "templates", "deploy")


def test_no_page_forbids_naming_its_own_origin() -> None:
    """On a page with the policy "no-referrer" a browser sends `Origin: null` with a form, and Django refuses that."""
    files = [path for part in OURS for path in (ROOT / part).rglob("*") if path.suffix in {".py", ".html", ".conf"}]
    strict = "Referrer-Policy" + '"] = "no-referrer"'
    found = [str(path) for path in files if strict in path.read_text() or 'content="no-referrer"' in path.read_text()]
    assert not found
    assert 'SECURE_REFERRER_POLICY = "same-origin"' in (ROOT / "platform/config/settings.py").read_text()


def test_a_form_in_a_piece_gets_its_token() -> None:
    """`{% include … only %}` leaves the token behind; Django then refuses the form, and no test client notices."""
    templates = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    sends = {name for name, text in templates.items() if "{% csrf_token %}" in text}
    found = [
        f"{name}: {one[0]}"
        for name, text in templates.items()
        for one in re.finditer(r'{% include "([^"]+)"([^%]*) only %}', text)
        if one[1] in sends and "csrf_token=csrf_token" not in one[2]
    ]
    assert not found
