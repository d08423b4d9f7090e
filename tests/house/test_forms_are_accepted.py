"""Nothing keeps a browser from sending our own forms to us."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("forums", "stories", "practices", "platform", "templates", "deploy")


def test_no_page_forbids_naming_its_own_origin() -> None:
    """On a page with the policy "no-referrer" a browser sends `Origin: null` with a form, and Django refuses that."""
    files = [path for part in OURS for path in (ROOT / part).rglob("*") if path.suffix in {".py", ".html", ".conf"}]
    strict = "Referrer-Policy" + '"] = "no-referrer"'
    found = [str(path) for path in files if strict in path.read_text() or 'content="no-referrer"' in path.read_text()]
    assert not found
    assert 'SECURE_REFERRER_POLICY = "same-origin"' in (ROOT / "platform/config/settings.py").read_text()
