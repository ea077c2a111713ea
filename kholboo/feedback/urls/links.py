from django.urls import URLPattern, path

from kholboo.feedback.views import desk_links

urlpatterns: list[URLPattern] = [
    path("desk/<str:number>/links/", desk_links.link_case, name="link_case"),
    path("desk/<str:number>/links/answer/", desk_links.same_answer, name="same_answer"),
    path("desk/<str:number>/links/<int:link>/undo/", desk_links.undo, name="undo_link"),
]
