"""What the catalogue last said, so that loading it again sees what an editor changed since."""

from django.db import models


class CatalogueEntry(models.Model):
    """The facts of one record as they were loaded; a record that differs was changed by hand."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    facts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_entry_per_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
