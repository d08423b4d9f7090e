"""From whom, from where and from when a thing is, to filter on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.AddField("indexentry", "voice", models.CharField(blank=True, max_length=12)),
        migrations.AddField("indexentry", "region", models.CharField(blank=True, max_length=60)),
        migrations.AddField("indexentry", "year", models.PositiveSmallIntegerField(blank=True, null=True)),
    ]
