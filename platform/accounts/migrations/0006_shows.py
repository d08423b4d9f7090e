"""Whether others may see that somebody writes or is here; off until a person says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_no_wants_mail")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="shows_typing",
            field=models.BooleanField(default=False, verbose_name="laat zien dat iemand schrijft"),
        ),
        migrations.AddField(
            model_name="user",
            name="shows_presence",
            field=models.BooleanField(default=False, verbose_name="laat leden zien wie er is"),
        ),
    ]
