"""Nothing in the tree leans on the machine where it was written."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOME = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|\.\./shared/")


def kept_files() -> list[Path]:
    """Give what git keeps; a copy without git is searched whole."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and not {".venv", "var", ".git"} & set(path.parts)]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = []
    for path in kept_files():
        if path == Path(__file__) or path.suffix in {".png", ".ico", ".woff2", ".mo"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if HOME.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)
