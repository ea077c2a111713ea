"""Keeping the words answers may begin with. An answer copies them, so no sent answer changes."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import AnswerTemplate
from kholboo.feedback.rules import CaseKind, Outcome


@dataclass(frozen=True)
class TemplateWords:
    """A template as somebody states it; without kind or service it fits every one."""

    title_mn: str
    title_en: str
    kind: CaseKind | None
    service: Service | None
    outcome: Outcome
    text_mn: str
    text_en: str


@transaction.atomic
def add_template(words: TemplateWords, *, actor: User) -> AnswerTemplate:
    """Put the template at the end of the list. RuleBroken when its Mongolian title is taken."""
    last = AnswerTemplate.objects.aggregate(last=Max("order"))["last"]
    template = AnswerTemplate(order=0 if last is None else last + 1)
    _write(template, words)
    audit.record("feedback.template_added", template, actor=actor, title=template.title_mn)
    return template


@transaction.atomic
def change_template(template: AnswerTemplate, words: TemplateWords, *, actor: User) -> None:
    """Write other words. RuleBroken when the Mongolian title belongs to another template."""
    before = template.title_mn
    _write(template, words)
    audit.record(
        "feedback.template_changed", template, actor=actor, before=before, after=template.title_mn
    )


@transaction.atomic
def remove_template(template: AnswerTemplate, *, actor: User) -> None:
    target = audit.target_of(template)
    template.delete()
    audit.record("feedback.template_removed", target, actor=actor, title=template.title_mn)


def _write(template: AnswerTemplate, words: TemplateWords) -> None:
    for name, value in {**vars(words), "kind": words.kind or ""}.items():
        setattr(template, name, value)
    try:
        # A savepoint: the refusal must leave the caller's transaction usable.
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise RuleBroken(
            _("Another template has this title. Choose a different one."), field="title_mn"
        ) from error
