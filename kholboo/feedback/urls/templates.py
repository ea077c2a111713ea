from django.urls import path

from kholboo.feedback.views import templates

urlpatterns = [
    path("desk/templates/", templates.all_templates, name="templates"),
    path("desk/templates/new/", templates.add_template, name="add_template"),
    path("desk/templates/<int:template_id>/", templates.change_template, name="change_template"),
    path(
        "desk/templates/<int:template_id>/remove/",
        templates.remove_template,
        name="remove_template",
    ),
]
