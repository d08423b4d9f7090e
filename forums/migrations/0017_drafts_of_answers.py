"""A draft for each reply that is answered, and when replies last left a talk."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("forums", "0016_attached_files")]

    operations = [
        migrations.AddField("talk", "left_version", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("draft", "parent", models.PositiveBigIntegerField(default=0)),
        migrations.RemoveConstraint("draft", "one_reply_draft"),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=["user", "root", "parent"], name="one_draft_an_answer")
        ),
    ]
