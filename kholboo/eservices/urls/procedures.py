from django.urls import path

from kholboo.eservices.views.procedures import editing, publishing, reading

ONE = "desk/procedures/<slug:procedure>/<int:version>/"
urlpatterns = [
    path("desk/procedures/", reading.procedures, name="procedures"),
    path(ONE, reading.version, name="procedure_version"),
    path(f"{ONE}copy/", editing.copy, name="procedure_copy"),
    path(f"{ONE}steps/<slug:node>/", editing.step, name="procedure_step"),
    path(f"{ONE}files/<str:file>/", editing.text, name="procedure_text"),
    path(f"{ONE}review/", publishing.review, name="procedure_review"),
    path(f"{ONE}publish/", publishing.publish, name="procedure_publish"),
]
