"""Reading the words answers may begin with."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import AnswerTemplate


def all_templates() -> QuerySet[AnswerTemplate]:
    return AnswerTemplate.objects.select_related("service")


def template(template_id: int) -> AnswerTemplate:
    found = all_templates().filter(pk=template_id).first()
    if found is None:
        raise NotFound(_("There is no such template."), template=template_id)
    return found
