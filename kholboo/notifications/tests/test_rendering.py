from django.test import override_settings

from kholboo.notifications.rendering import render_message

LETTERS = {
    "case.subject.txt": "{% load i18n %}{% translate 'waiting' %}\n {{ name }}\n",
    "case.txt": "\n{{ name }}: {{ url }}\n\n",
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", LETTERS)]},
    }
]


@override_settings(TEMPLATES=TEMPLATES)
def test_a_text_is_plain_and_its_subject_one_line_in_the_readers_language():
    context = {"name": "Болд & «Ко»", "url": "https://x.mn/?a=1&b=<2>"}

    mongolian = render_message("case", language="mn", context=context)
    english = render_message("case", language="en", context=context)

    assert english.subject == "waiting Болд & «Ко»"
    assert mongolian.subject == "хүлээгдэж байна Болд & «Ко»"
    assert english.text == "Болд & «Ко»: https://x.mn/?a=1&b=<2>\n"
