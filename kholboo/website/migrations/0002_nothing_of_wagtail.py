from django.db import migrations


def remove_what_wagtail_brings(apps, schema_editor):
    """Its welcome page, site, groups and workflow; our branches and groups are made at start."""
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    pages = apps.get_model("wagtailcore", "Page")
    pages.objects.filter(depth=2).delete()
    pages.objects.filter(depth=1).update(numchild=0)
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.all().delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    groups = apps.get_model("auth", "Group")
    groups.objects.filter(name__in=["Editors", "Moderators"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("website", "0001_initial"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [
        migrations.RunPython(remove_what_wagtail_brings, migrations.RunPython.noop, elidable=True)
    ]
