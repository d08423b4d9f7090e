from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0033_said_in_a_talk")]

    operations = [
        migrations.AddField("itemversion", "further", models.TextField(blank=True, editable=False, default=""), preserve_default=False),
    ]
