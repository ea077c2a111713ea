"""Refusals and problems of a conversion as sentences for the officer who sent the file."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("The file is empty."),
    "size": _("The file is larger than 12 MB. Send its pictures as files of their own."),
    "encoding": _("The letters of the file cannot be read. Save it as UTF-8 and send it again."),
    "control": _("The file holds signs that XML does not allow."),
    "doctype": _(
        "The file declares entities or a document type of its own. Take them out: such a file "
        "could read other files or grow without end."
    ),
    "broken": _("The file is not well-formed XML."),
    "deep": _("Elements stand in one another too deep."),
    "elements": _("The file has more than 400,000 elements. Divide it into parts."),
    "attributes": _("An element has more than 100 attributes. Take out those that are not needed."),
    "table": _("A table is too large for a phone. Divide it."),
    "root": _("This is no STS file: its root must be “standard” or “adoption”."),
    "svg-root": _("This is no SVG drawing."),
    "svg-size": _("The drawing is larger than 1 MB, or draws too much. Make it simpler."),
    "svg-no-size": _("The drawing does not say how large it is. Give it a width and a height."),
    "svg-element": _(
        "The drawing holds what a figure may not: style sheets, pictures, links or the like. "
        "Save it as plain SVG with styles as attributes."
    ),
    "svg-outside": _("The drawing asks for something outside itself. Take that out."),
    "svg-script": _("The drawing holds a script. Take it out."),
    "pdf-broken": _("The PDF is broken and cannot be opened."),
    "pdf-password": _("The PDF wants a password. Save it without one."),
    "pdf-pages": _("The PDF has no pages, or more than 1,500. Divide it."),
    "pdf-page": _("A page of the PDF is too small or too large. Save it as A4 or A3."),
    "pdf-resources": _("The PDF needs too much time or memory. Save it in a simpler form."),
    "ocr-missing": _(
        "The machine that serves this page has no program that reads scans. Install tesseract-ocr "
        "and tesseract-ocr-mon; within an hour the pages are read."
    ),
    "ocr-language": _(
        "The program that reads scans knows no Mongolian here. Install tesseract-ocr-mon; within "
        "an hour the pages are read."
    ),
    "ocr-resources": _("Reading this page took too much time or memory. Write its words by hand."),
}
PROBLEMS = REFUSALS | {
    "unknown": _("This element is not known. Its words are shown without a look of their own."),
    "no place": _("The reference leads nowhere: no element has this id."),
    "picture": _("The picture did not come with the file."),
    "letter": _("A letter with this name is not known. Its name is shown."),
    "file gone": _("The kept file is not in the store any more."),
    "lost": _("These words of the file are not on the page. It cannot be shown to readers."),
}


def refusal(code: str) -> object:
    return REFUSALS[code]


def sentence(problem: Mapping[str, object]) -> object:
    """Of a problem as it is kept."""
    return PROBLEMS.get(str(problem["code"]), problem["code"])
