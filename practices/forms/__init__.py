"""What may be typed on the first floor."""

from practices.forms.gate import Starting
from practices.forms.insights import AdoptForm, InsightForm, PassOnForm, ReportForm, ShareForm
from practices.forms.practices import (
    FilterForm,
    InviteForm,
    JoinForm,
    PerspectiveField,
    PerspectiveForm,
    PracticeForm,
    WeighForm,
)

__all__ = [
    "AdoptForm",
    "FilterForm",
    "InsightForm",
    "InviteForm",
    "JoinForm",
    "PassOnForm",
    "PerspectiveField",
    "PerspectiveForm",
    "PracticeForm",
    "ReportForm",
    "ShareForm",
    "Starting",
    "WeighForm",
]
