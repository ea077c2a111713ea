"""Everything a stranger could want, and every address under which it could be asked for.

The addresses are read from the URL configuration, so a new page is there from its first day.
"""

from functools import cached_property

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver

from kholboo.accounts.models import Membership
from kholboo.accounts.roles import Role
from kholboo.accounts.services.staff import password_link
from kholboo.accounts.tests.factories import MembershipFactory, UserFactory
from kholboo.agency.models import Absence, Post
from kholboo.agency.queries import aimags
from kholboo.agency.tests.factories import staff_user
from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.feedback.contacts import Person
from kholboo.feedback.models import (
    AnswerTemplate,
    Call,
    Case,
    CaseEvent,
    CaseLink,
    CaseSubject,
    CompetentBody,
    DangerWord,
    Draft,
    EscalationRung,
    Exclusion,
    IncomingLetter,
    Measure,
    OralRecord,
    Posting,
    PublishedAnswer,
    RetentionRule,
    Signature,
)
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.queries.standing import quarter_of
from kholboo.feedback.rules import Channel, LinkKind, MeasureKind, Outcome, PersonKind, ReplyBy
from kholboo.feedback.secret import grouped, link_token, secret_of, sign_token
from kholboo.feedback.services import hotline
from kholboo.feedback.services.answers import Decision
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.services.cases import add_note
from kholboo.feedback.services.inquiry import order_measure
from kholboo.feedback.services.joint import Joint
from kholboo.feedback.services.links import link_cases
from kholboo.feedback.services.postings import promise
from kholboo.feedback.services.reports import send_report
from kholboo.feedback.signers import Signer, sealed_signature
from kholboo.feedback.tests import factories, publishing, stories
from kholboo.feedback.tests.desk import orkhon, person
from kholboo.feedback.tests.intake import fill
from kholboo.notifications.models import Delivery
from kholboo.notifications.services.deliveries import send_email
from kholboo.website.models import Branch
from tests import (
    world_applying,
    world_eservices,
    world_payments,
    world_procedures,
    world_registers,
    world_standards,
)
from tests.addresses import NOT_WALKED, PART, Door, nearly, patterns
from tests.world_letters import kept_letter, picture, upload

SENDER = Person(
    kind=PersonKind.PERSON,
    given_name="Нууцнэр",
    family_name="Нууцэцэг",
    address="Нууцхаяг сум",
    phone="99887766",
    email="hidden.sender@example.mn",
    reply_by=ReplyBy.EMAIL,
)
SIGNER = Signer(family_name="Нууцовог", given_name="Нууцзурагч", phone="88776655")
DECISION = Decision(Outcome.PARTLY, "Нууцхариулт", "Нууцүндэслэл", "Нууцзам")
WORDS = (
    *("Нууцнэр", "Нууцэцэг", "Нууцхаяг", "9988 7766", "hidden.sender", "Нууцүг", "Нууцноорог"),
    *("Нууцхариулт", "Нууцүндэслэл", "Нууцзам", "Нууцтэмдэглэл", "secret-picture", "Нууцбичиг"),
    *("Нууцдуудлага", "Нууцзахидал", "secret-letter"),
    *("Нууцовог", "Нууцзурагч", "88776655"),
)


class World:
    """A case of Orkhon with everything a case can have, a draft, and what houses keep of people."""

    def __init__(self):
        self.owner = UserFactory.create(email="owner@example.mn")
        self.officer = person("officer.orkhon")
        receipt = factories.receipt(
            person=SENDER,
            text="Нууцүг",
            aimag=aimags().get(slug="orkhon"),
            documents=[picture()],
            user=self.owner,
            # Spoken and joint too, so that every door of a case has something behind it.
            channel=Channel.PHONE,
            actor=self.officer,
            joint=Joint(by=JointBy.CODES),
        )
        case, self.answer = stories.answered(receipt.case, decision=DECISION)
        add_note(case, text="Нууцтэмдэглэл", actor=self.officer)
        Case.objects.filter(pk=case.pk).update(taken_by=self.officer)
        self.case = stories.fresh(case)
        # Who handles the appeal reads the case before it, at an address of the appeal.
        self.appeal = appeal_case(self.case, text="Нууцүг").case
        self.link = link_cases(
            self.case,
            orkhon(text="Нууцүг", person=SENDER),
            kind=LinkKind.RELATED,
            actor=self.officer,
        )
        self.measure = order_measure(
            self.case,
            kind=MeasureKind.CORRECTION,
            what="Нууцтэмдэглэл",
            responsible=self.officer,
            due_on=clock.local_date(clock.now()),
            actor=self.officer,
        )
        promise(CaseEvent.objects.get(case=self.case, kind="answered"))
        self.posting = Posting.objects.get()
        signature = sealed_signature(self.case, SIGNER)
        signature.at = clock.now()
        signature.save()
        self.secret = secret_of(self.case)
        # One call of the head of Orkhon goes on, from the sender's phone; one ended.
        head = person("head.orkhon")
        self.call = hotline.begin_call(phone=SENDER.phone, actor=head)
        ended = hotline.begin_call(phone="", actor=head)
        self.ended = hotline.note_on_case(ended, self.case, text="Нууцдуудлага", actor=head)
        self.body = CompetentBody.objects.first()
        self.browser = Client()
        fill(self.browser, text="Нууцноорог", files=[upload()])
        self.draft = Draft.objects.get()
        self.template = AnswerTemplate.objects.create(title_mn="А", title_en="A", outcome="partly")
        self.rung = EscalationRung.objects.first()
        today = clock.local_date(clock.now())
        self.absence = Absence.objects.create(
            person=person("officer2.orkhon"),
            deputy=person("head.orkhon"),
            since=today,
            until=today,
            kind="leave",
        )
        self.publication = publishing.out(self.case)
        self.word = DangerWord.objects.create(word="нууц аюул")
        self.membership = MembershipFactory.create(user=self.owner)
        self.newcomer = staff_user(Role.OFFICER, self.case.office)
        self.key = Authenticator.objects.create(user=self.officer, type="totp", data={"secret": ""})
        self.report = send_report(
            quarter_of(clock.local_date(clock.now())),
            office=self.case.office,
            letter="Нууцбичиг",
            actor=person("agency.head"),
        )
        self.delivery = send_email(key="doors", to=SENDER.email, subject="s", text="Нууцүг")
        self.letter = kept_letter()
        self.applying = world_applying.parts(self.owner)
        self.standards = world_standards.parts()
        self.registers = world_registers.parts()
        self.payments = world_payments.parts()
        self.procedures = world_procedures.parts()
        self.eservices = world_eservices.parts()

    def words(self):
        opened = (self.secret, grouped(self.secret), link_token(self.case))
        theirs = (*world_payments.WORDS, *world_eservices.WORDS, *world_applying.WORDS)
        return (*WORDS, *theirs, SENDER.phone, *opened)

    def tokens(self, path):
        if "/sign/" in path:
            return sign_token(self.case)
        if "/told/" in path:
            return self.standards["told"]
        if path.startswith("payments/"):
            return self.payments["paying"]
        return link_token(self.case) if "open" in path else ""

    def part(self, path, name):
        """What stands in this address for the part of this name."""
        if name == "key":
            return str(self._file(path))
        if name == "number":
            return self.appeal.number if "/first/" in path else self.case.number
        if name == "token":
            # A link is a right by itself: the walk tries one that is nearly right.
            return nearly(self.tokens(path) or self.parts["token"])
        if name == "call_key":
            return str((self.ended if "done" in path or "sms" in path else self.call).key)
        theirs = self.applying if path.startswith("services/") else {}
        return str({**self.parts, **theirs}[name])

    @cached_property
    def parts(self):
        """The same in every address."""
        uid, token = password_link(self.newcomer).rstrip("/").split("/")[-2:]
        return {
            "letter_id": self.letter.pk,
            "round": 1,
            "link": self.link.pk,
            "posting_id": self.posting.pk,
            "measure": self.measure.pk,
            "token": token,
            "uid": uid,
            "template_id": self.template.pk,
            "rule_id": RetentionRule.objects.earliest("pk").pk,
            "rung_id": self.rung.pk,
            "absence_id": self.absence.pk,
            "answer_id": self.publication.pk,
            "word_id": self.word.pk,
            **dict.fromkeys(("membership_id", "representative"), self.membership.pk),
            "key_id": self.key.pk,
            "day": "2031-07-11",
            "post_id": Post.objects.get(user=self.newcomer).pk,
            "user_id": self.newcomer.pk,
            "delivery_id": self.delivery.pk,
            "report_id": self.report.pk,
            "body_id": self.body.pk,
            "exclusion_id": Exclusion.objects.earliest("pk").pk,
            "office": "orkhon",
            "aimag": "orkhon",
            "page_id": Branch.objects.get(office__slug="orkhon").home_id,
            "code": "verification",
            **self.standards,
            **self.registers,
            **self.payments,
            **self.procedures,
            **self.eservices,
            "name": "nothing.png",
        }

    def _file(self, path):
        """A file of whatever the address is about."""
        owner = self.draft if "feedback/files" in path else self.case
        return (self.letter if "desk/mail" in path else owner).files.get().document_id

    def doors(self):
        for route, view in patterns(get_resolver().url_patterns):
            # Static files and the API's "no such address" lead to nothing of anybody.
            if not hasattr(view, "access") or "^" in route:
                continue
            names = frozenset(match["name"] for match in PART.finditer(route))
            path = "/" + PART.sub(lambda match: self.part(route, match["name"]), route)  # noqa: B023
            if path not in NOT_WALKED:
                yield Door(path, view.access, names)

    def state(self):
        """What no stranger may move."""
        return (
            Case.objects.values_list("status", "round", "handler_id", "office_id").get(
                pk=self.case.pk
            ),
            Case.objects.count(),
            CaseSubject.objects.count(),
            CaseLink.objects.filter(undone_at=None).count(),
            Measure.objects.filter(done_at=None).count(),
            CaseEvent.objects.count(),
            Posting.objects.filter(posted_on=None).count(),
            Document.objects.count(),
            Draft.objects.filter(pk=self.draft.pk).exists(),
            sorted(Call.objects.values_list("pk", "became")),
            sorted(CompetentBody.objects.values_list("pk", "name_mn", "is_active")),
            AnswerTemplate.objects.filter(pk=self.template.pk).exists(),
            PublishedAnswer.objects.get().state,
            DangerWord.objects.filter(pk=self.word.pk).exists(),
            Authenticator.objects.filter(pk=self.key.pk).exists(),
            Post.objects.get(user=self.newcomer).until,
            Membership.objects.values_list("until", "confirmed_at").get(pk=self.membership.pk),
            Delivery.objects.count(),
            Signature.objects.count(),
            OralRecord.objects.values_list("by").get(),
            Absence.objects.filter(pk=self.absence.pk, until__gte=self.absence.until).exists(),
            IncomingLetter.objects.get().state,
            world_standards.state(),
            world_registers.state(),
            world_payments.state(),
            world_procedures.state(),
            world_eservices.state(),
            world_applying.state(),
        )
