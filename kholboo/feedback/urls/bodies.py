from django.urls import URLPattern, path

from kholboo.feedback.views import bodies, posting

urlpatterns: list[URLPattern] = [
    path("desk/bodies/", bodies.all_bodies, name="bodies"),
    path("desk/bodies/new/", bodies.add_body, name="add_body"),
    path("desk/bodies/term/", bodies.change_forward_term, name="change_forward_term"),
    path("desk/bodies/<int:body_id>/", bodies.change_body, name="change_body"),
    path("desk/posting/", posting.letters, name="letters_to_post"),
    path("desk/<str:number>/forward/", bodies.pass_on, name="forward_case"),
    path("desk/<str:number>/forward/letter.pdf", posting.letter, name="forward_letter"),
    path("desk/<str:number>/posted/", posting.posted, name="mark_posted"),
]
