import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0002_passports'),
        ('practices', '0002_insight'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='insight',
            name='elements',
            field=models.ManyToManyField(blank=True, related_name='insights', to='knowledge.workingelement'),
        ),
        migrations.AddField(
            model_name='insight',
            name='interventions',
            field=models.ManyToManyField(blank=True, related_name='insights', to='knowledge.intervention'),
        ),
        migrations.AddField(
            model_name='practice',
            name='interventions',
            field=models.ManyToManyField(blank=True, related_name='practices', to='knowledge.intervention'),
        ),
        migrations.CreateModel(
            name='Start',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('different', models.TextField(blank=True, verbose_name='wat is hier anders')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contribution', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='start', to='practices.contribution')),
                ('practice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='start', to='practices.practice')),
            ],
        ),
        migrations.CreateModel(
            name='Known',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('object_id', models.BigIntegerField()),
                ('start', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known', to='practices.start')),
            ],
        ),
        migrations.AddConstraint(
            model_name='start',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contribution__isnull', False), ('practice__isnull', True)), models.Q(('contribution__isnull', True), ('practice__isnull', False)), _connector='OR'), name='start_of_one_thing'),
        ),
        migrations.AddIndex(
            model_name='known',
            index=models.Index(fields=['kind', 'object_id'], name='known_thing'),
        ),
        migrations.AddConstraint(
            model_name='known',
            constraint=models.UniqueConstraint(fields=('start', 'kind', 'object_id'), name='known_once'),
        ),
    ]
