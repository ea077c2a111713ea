"""What is wrong with a form, by code, for who writes procedures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not_an_object": _("Here an object is needed."),
    "not_a_list": _("Here a list is needed."),
    "dialect": _("Only JSON Schema 2020-12 is understood."),
    "type_unknown": _("Such a question is not possible here: %(found)s"),
    "must_be_closed": _("“additionalProperties” must be false: nothing else may be sent."),
    "too_many": _("There are too many: %(found)s"),
    "key_is_wrong": _("A key has small Latin letters, digits and _, and stands once: %(found)s"),
    "key_is_sent": _(
        "Pages of the form send something else by the name %(found)s: choose another."
    ),
    "field_unknown": _("There is no such question, or it stands here twice: %(found)s"),
    "pattern_is_free": _("A free pattern is refused: choose one of the named ones by “format”."),
    "pattern_unknown": _("There is no named pattern %(found)s."),
    "reference": _("References are not supported: write the question out."),
    "combination": _("Combinations are not supported: say it in the pages, with “show_when”."),
    "keyword_unknown": _("This word is not known here: %(found)s"),
    "out_of_walls": _("This must be said, and within the limits: %(found)s"),
    "choices_wrong": _("Choices are different short texts: %(found)s"),
    "must_be_unique": _("“uniqueItems” must be true."),
    "words_wrong": _("Here a text is needed."),
    "words_missing": _("Words are needed in Mongolian and in English, without invisible signs."),
    "pages_wrong": _("A form has between 1 and 20 pages."),
    "two_pages_of_documents": _("Only one page may ask for documents."),
    "field_not_placed": _("No page asks this question: %(found)s"),
    "hidden_but_required": _(
        "What is not always asked cannot always be required: use “required_when”."
    ),
    "items_wrong": _("“items” names every question of the list once."),
    "options_wrong": _("“options” gives words to every choice and to nothing else."),
    "condition_wrong": _("This is not a condition we understand: %(found)s"),
    "condition_too_deep": _("This condition goes too deep."),
    "condition_looks_ahead": _("A condition may look only at questions before it: %(found)s"),
    "condition_never_holds": _("The question %(found)s can never be answered so."),
}
