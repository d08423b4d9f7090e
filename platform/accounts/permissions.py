"""Who may do what with an account."""

from accounts.models import PerspectiveClaim, User


def may_confirm_perspective(by: User, claim: PerspectiveClaim) -> bool:
    """Say whether `by` may confirm this claim; which facilitators are asked is for the floors above."""
    return by.is_active and by.pk != claim.user_id and claim.awaits_confirmation
