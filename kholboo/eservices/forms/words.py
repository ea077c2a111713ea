"""The sentence for each mistake: what is wrong and what would be right."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.reading import Wrong

NAMED: dict[str, Promise] = {
    "email": _("Write an e-mail address. Example: bold@example.mn"),
    "mn-phone": _("A phone number has 8 digits. Example: 9911 2233"),
    "mn-organisation": _("An organisation's register has exactly 7 digits. Example: 5123456"),
    "mn-person": _("A person's register is two letters and eight digits. Example: УК90121234"),
    "gtin": _("This is not the number of a barcode. Copy all 8, 12, 13 or 14 digits."),
    "mns-number": _("This is not the number of a standard. Example: MNS 6858 : 2020"),
}
SENTENCES: dict[str, Promise] = {
    "required": _("Please fill this in."),
    "too_long": _("This is too long. At most %(most)s letters fit."),
    "too_short": _("This is too short. Write at least %(least)s letters."),
    "not_a_number": _("Write a number, with digits only."),
    "not_whole": _("Write a whole number."),
    "below": _("Write a number of at least %(least)s."),
    "above": _("Write a number of at most %(most)s."),
    "not_a_date": _("Write a real date, for example 2026 7 10."),
    "not_a_choice": _("Choose one from the list."),
    "must_agree": _("Please tick this, otherwise we cannot take the application."),
    "too_few": _("At least %(least)s are needed."),
    "too_many": _("At most %(most)s are possible."),
}
OTHERWISE = _("We cannot read this answer.")


def sentence(wrong: Wrong) -> str:
    if wrong.code == "named":
        return str(NAMED[wrong.facts["name"]])
    return str(SENTENCES.get(wrong.code, OTHERWISE)) % dict(wrong.facts)
