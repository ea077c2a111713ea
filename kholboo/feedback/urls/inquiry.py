from django.urls import URLPattern, path

from kholboo.feedback.views import desk_inquiry

urlpatterns: list[URLPattern] = [
    path("desk/<str:number>/assess/", desk_inquiry.assess, name="assess_case"),
    path("desk/<str:number>/investigate/", desk_inquiry.investigate, name="investigate_case"),
    path("desk/<str:number>/measures/", desk_inquiry.order_measure, name="order_measure"),
    path(
        "desk/<str:number>/measures/<int:measure>/",
        desk_inquiry.finish_measure,
        name="finish_measure",
    ),
]
