"""An index for what one person said in one talk."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0005_groups_of_questions'),
        ('places', '0001_initial'),
        ('practices', '0032_answers_with_a_meeting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['author', 'root'], name='contribution_said'),
        ),
    ]
