"""The small set of blocks a page is written with. More freedom would be less care."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

# A page of this host, or whole; `//host` and `javascript:` are neither.
ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*|https?://[^\s\\]+|(mailto|tel):[^\s\\]+")
WORDS = ["bold", "italic", "link", "document-link", "ol", "ul"]


class PictureBlock(blocks.StructBlock):
    """The picture brings its own words for those who do not see it."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "website/blocks/picture.html"


class CallBlock(blocks.StructBlock):
    """One next step, as a button. It leads to a page of ours or to an address."""

    label = blocks.CharBlock(label=_("words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or an address"),
        required=False,
        max_length=300,
        help_text=_("For example /feedback/ or https://estandard.gov.mn"),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        address = cleaned["address"]
        if address and not ADDRESS.fullmatch(address):
            wrong = ValidationError(_("Begin with / for a page of ours, or with https://."))
            raise blocks.StructBlockValidationError({"address": wrong})
        return cleaned

    class Meta:
        icon = "link"
        label = _("next step")
        template = "website/blocks/call.html"


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("who or where"), max_length=120)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    hours = blocks.CharBlock(label=_("when"), required=False, max_length=120)

    class Meta:
        icon = "user"
        label = _("contact")
        template = "website/blocks/contact.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("heading"), icon="title", max_length=120, template="website/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("text"), features=WORDS, template="website/blocks/paragraph.html"
    )
    picture = PictureBlock()
    files = blocks.ListBlock(
        DocumentChooserBlock(label=_("file")),
        label=_("files"),
        icon="doc-full",
        template="website/blocks/files.html",
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("text"), required=False)),
            ("number", blocks.CharBlock(label=_("number"), required=False)),
        ],
        label=_("table"),
        icon="table",
        template="website/blocks/table.html",
    )
    call = CallBlock()
    contact = ContactBlock()


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=WORDS)

    class Meta:
        icon = "help"
        label = _("question")


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("word"), max_length=120)
    meaning = blocks.TextBlock(label=_("meaning"), max_length=1000)

    class Meta:
        icon = "openquote"
        label = _("word")


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=120)
    position = blocks.CharBlock(label=_("position"), max_length=200)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    hours = blocks.CharBlock(label=_("when they receive people"), required=False, max_length=120)
    picture = ImageChooserBlock(label=_("picture"), required=False)

    class Meta:
        icon = "user"
        label = _("person")
