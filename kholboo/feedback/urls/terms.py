from django.urls import path

from kholboo.feedback.views import term_rules

urlpatterns = [path("desk/terms/", term_rules.term_rules, name="term_rules")]
