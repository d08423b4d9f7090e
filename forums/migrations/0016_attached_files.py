"""A file can hang at a reply."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def only(name):
    things = ("contribution", "intervention", "element", "file")
    return Q(**{f"{one}__isnull": one != name for one in things})


class Migration(migrations.Migration):
    dependencies = [("files", "0001_stored_file"), ("forums", "0015_session_question")]

    operations = [
        migrations.RemoveConstraint(model_name="attachment", name="attached_one_thing"),
        migrations.AddField(
            model_name="attachment",
            name="file",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attached_to",
                to="files.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=only("contribution") | only("intervention") | only("element") | only("file"),
                name="attached_one_thing",
            ),
        ),
    ]
