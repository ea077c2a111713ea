"""The mailbox at the desk."""

from django.urls import URLPattern, path

from kholboo.feedback.views import mail

urlpatterns: list[URLPattern] = [
    path("desk/mail/", mail.all_letters, name="letters"),
    path("desk/mail/<int:letter_id>/", mail.letter_page, name="letter"),
    path("desk/mail/<int:letter_id>/add/", mail.add_letter, name="add_letter"),
    path("desk/mail/<int:letter_id>/aside/", mail.put_letter_aside, name="put_letter_aside"),
    path("desk/mail/<int:letter_id>/back/", mail.take_letter_back, name="take_letter_back"),
    path("desk/mail/<int:letter_id>/files/<uuid:key>/", mail.letter_file, name="letter_file"),
]
