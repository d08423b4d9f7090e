"""A dossier that cites what was taken back is looked at again too."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_claims_of_the_catalogue"),
        ("practices", "0016_elements_of_rounds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="revisit",
            name="built",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisits",
                to="practices.contribution",
            ),
        ),
        migrations.AddField(
            model_name="revisit",
            name="dossier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisits",
                to="knowledge.dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisit",
            constraint=models.UniqueConstraint(
                condition=Q(done_at__isnull=True), fields=["dossier"], name="one_open_revisit_of_a_dossier"
            ),
        ),
        migrations.AddConstraint(
            model_name="revisit",
            constraint=models.CheckConstraint(
                condition=Q(built__isnull=True) ^ Q(dossier__isnull=True), name="revisit_of_one_thing"
            ),
        ),
    ]
