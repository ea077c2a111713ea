"""What an applicant was asked to put right before, and answered."""

from kholboo.eservices.models import Application, Completion


def answered_completions(application: Application) -> list[Completion]:
    return list(Completion.objects.filter(application=application, answered_at__isnull=False))
