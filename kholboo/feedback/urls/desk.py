"""The officer's desk. The name `case` is used by messages; its address stands in e-mails."""

from django.urls import URLPattern, path

from kholboo.feedback.views import desk_acts, desk_answer, desk_case, desk_inbox, desk_new

urlpatterns: list[URLPattern] = [
    path("desk/", desk_inbox.inbox_page, name="inbox"),
    path("desk/assign/", desk_inbox.assign_cases, name="assign_cases"),
    path("desk/assign/undo/", desk_inbox.undo_assigning, name="undo_assigning"),
    path("desk/new/", desk_new.new_case, name="new_case"),
    path("desk/<str:number>/", desk_case.case_page, name="case"),
    path("desk/<str:number>/receipt/", desk_new.case_receipt, name="case_receipt"),
    path("desk/<str:number>/files/<uuid:key>/", desk_case.case_file, name="case_file"),
    path("desk/<str:number>/letter/<int:round>.pdf", desk_case.case_letter, name="case_letter"),
    path("desk/<str:number>/register/", desk_acts.register_case, name="register_case"),
    path("desk/<str:number>/assign/", desk_acts.assign_case, name="assign_case"),
    path("desk/<str:number>/take/", desk_acts.take_case, name="take_case"),
    path("desk/<str:number>/ask/", desk_acts.ask_citizen, name="ask_citizen"),
    path("desk/<str:number>/answer/", desk_answer.answer, name="answer_case"),
    path("desk/<str:number>/note/", desk_acts.note_case, name="note_case"),
    path("desk/<str:number>/close/", desk_acts.close_case, name="close_case"),
]
