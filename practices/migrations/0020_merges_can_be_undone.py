"""What went along with a joined element is kept, and that the joining was undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_claims_of_the_catalogue"),
        ("practices", "0019_steps_of_phases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            "elementmerge",
            "element",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="departures",
                to="knowledge.workingelement",
            ),
        ),
        migrations.AddField("elementmerge", "moved", models.JSONField(blank=True, default=dict, editable=False)),
        migrations.AddField(
            "elementmerge",
            "undone_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("elementmerge", "undone_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "elementmerge",
            "undone_why",
            models.TextField(blank=True, default="", verbose_name="waarom het is teruggedraaid"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "elementmerge",
            models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("element",), name="an_element_goes_into_one_other"
            ),
        ),
        migrations.AddConstraint(
            "elementmerge",
            models.CheckConstraint(
                condition=models.Q(("undone_at", None), models.Q(("undone_why", ""), _negated=True), _connector="OR"),
                name="undoing_a_merge_needs_a_reason",
            ),
        ),
    ]
