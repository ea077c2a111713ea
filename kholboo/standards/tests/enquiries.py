"""Enquiries for tests: the open one of the samples, a comment on it, and what a browser sends."""

from uuid import uuid4

from kholboo.standards.models import Enquiry
from kholboo.standards.services import enquiry as services
from kholboo.standards.services.enquiry import Remark
from kholboo.standards.tests.desk import person

WORDS = "Даралт бага байна"
EMAIL = "hidden.writer@example.mn"


def open_one():
    return Enquiry.objects.get(edition__slug="jishee-0010-2027")


def closed_one():
    return Enquiry.objects.get(edition__slug="jishee-0011-2027")


def typed(**more):
    return {"kind": "te", "clause": "4", "text": WORDS, "form": str(uuid4())} | more


def comment(held=None, email=EMAIL, **more):
    remark = Remark(**{"kind": "te", "clause": "4", "text": WORDS} | more)
    return services.keep(held or open_one(), remark, form=uuid4(), email=email)


def released(**more):
    return services.release(comment(**more), actor=person())
