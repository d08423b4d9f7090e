"""Was this what you looked for? Kept without the person."""

from django.db import models
from django.utils import timezone


class Verdict(models.Model):
    """What somebody said of one answer; no name, no account, no address, and the day instead of the moment."""

    token = models.CharField(max_length=64, unique=True)  # of the page it was said on: one verdict a page
    question = models.CharField(max_length=200, blank=True)  # without what may point at a person
    fits = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    day = models.DateField(default=timezone.localdate)

    class Meta:
        indexes = [models.Index(fields=["fits", "-day"], name="search_no_answer")]

    def __str__(self) -> str:
        return self.question
