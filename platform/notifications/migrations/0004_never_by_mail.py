"""Who wanted no mail chose "never"; from now on that is one choice of several."""

from django.db import migrations


def keep(apps, schema_editor):
    choice = apps.get_model("notifications", "MailChoice")
    user = apps.get_model("accounts", "User")
    refused = user.objects.filter(wants_mail=False).values_list("pk", flat=True)
    choice.objects.bulk_create(
        [choice(user_id=pk, sort="usual", name="", often="never") for pk in refused.iterator()], batch_size=500
    )
    apps.get_model("notifications", "Notification").objects.filter(user__wants_mail=False).update(
        often="never", mail_due=False
    )


def put_back(apps, schema_editor):
    never = apps.get_model("notifications", "MailChoice").objects.filter(sort="usual", often="never")
    apps.get_model("accounts", "User").objects.filter(pk__in=never.values("user")).update(wants_mail=False)


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0003_mail_choices"),
        ("accounts", "0004_organisation"),
    ]

    operations = [migrations.RunPython(keep, put_back)]
