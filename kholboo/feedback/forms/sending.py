"""From what was typed to a case: only called with answers that every page has accepted."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.agency.models import Aimag, Service
from kholboo.agency.queries import aimags, services
from kholboo.documents.models import Document
from kholboo.feedback.contacts import Person
from kholboo.feedback.forms.intake import JOINT, StoryForm
from kholboo.feedback.forms.person import Reachable, form_for
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.queries.drafts import proof_in
from kholboo.feedback.rules import CaseKind, Channel, PersonKind, ReplyBy
from kholboo.feedback.services.intake import NewCase
from kholboo.feedback.services.joint import Joint


def case_from(
    key: UUID, answers: dict[str, str], documents: list[Document], *, user: User | None
) -> NewCase:
    """The case of complete answers; the key of their draft makes it the same case every time.

    Without a name means without an account too: who is signed in is not kept then.
    """
    person = person_from(answers)
    story = StoryForm(answers, has_voice=True)
    story.is_valid()
    return NewCase(
        client_key=key,
        kind=CaseKind(answers["kind"]),
        channel=Channel.WEB,
        text=story.cleaned_data["text"] or _("The sender speaks in the voice note attached."),
        wish=story.cleaned_data["wish"],
        person=person,
        service=service_of(answers),
        aimag=aimag_of(answers),
        language=get_language() or "mn",
        documents=documents,
        user=None if person.kind == PersonKind.UNNAMED else user,
        joint=joint_from(answers, documents),
        certificate=story.cleaned_data.get("certificate"),
    )


def person_from(answers: dict[str, str]) -> Person:
    # Who writes together with others writes as a person.
    who = PersonKind.PERSON if answers["who"] == JOINT else PersonKind(answers["who"])
    if who == PersonKind.UNNAMED:
        return Person(kind=who)
    form = form_for(who)(answers)
    form.is_valid()
    return person_in(form, who)


def person_in(form: Reachable, who: PersonKind) -> Person:
    """The person of a form that was accepted."""
    given = {
        name: str(form.cleaned_data.get(name, "")) for name in form.fields if name != "reply_by"
    }
    return Person(kind=who, reply_by=ReplyBy(form.cleaned_data["reply_by"]), **given)


def joint_from(answers: dict[str, str], documents: list[Document]) -> Joint | None:
    """How the others stand behind it; None for one sender alone."""
    if answers["who"] != JOINT:
        return None
    by = JointBy(answers["together"])
    is_proved = by == JointBy.REPRESENTATIVE
    return Joint(by=by, proof=proof_in(answers, documents) if is_proved else None)


def service_of(answers: dict[str, str]) -> Service | None:
    """The service that was chosen; None for “I am not sure” and before the choice."""
    return services().filter(code=answers.get("service", "")).first()


def aimag_of(answers: dict[str, str]) -> Aimag | None:
    return aimags().filter(slug=answers.get("place", "")).first()
