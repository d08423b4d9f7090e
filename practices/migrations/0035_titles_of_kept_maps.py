from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0034_words_further_on")]

    operations = [
        migrations.AddField("keptmap", "seen", models.JSONField(default=dict)),
    ]
