"""What was sent already, so that sending it twice gives one result."""

from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """One form that was acted on, and where its result stands. Holds no text and no person."""

    key = models.CharField(max_length=64, unique=True)
    result_path = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
