from django.urls import URLPattern, path

from kholboo.feedback.views import field_rules

urlpatterns: list[URLPattern] = [path("desk/fields/", field_rules.field_rules, name="field_rules")]
