"""Files that people bring: checked, cleaned, kept outside every public folder, and given only to who may see them."""

from files.holders import Holder

__all__ = ["Holder"]
