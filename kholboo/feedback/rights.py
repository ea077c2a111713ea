"""Who may do what at the desk: permissions by role."""

from kholboo.accounts.roles import Role

# Who may do what; which cases they may do it to is answered by the queries.
EVERYONE_AT_WORK = (
    Role.OPERATOR,
    Role.OFFICER,
    Role.UNIT_HEAD,
    Role.OFFICE_HEAD,
    Role.AGENCY_HEAD,
)
HEADS = (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD)
PERMISSIONS: dict[str, tuple[Role, ...]] = {
    "feedback.read_case": (*EVERYONE_AT_WORK, Role.AUDITOR),
    "feedback.register_case": EVERYONE_AT_WORK,
    "feedback.note_case": EVERYONE_AT_WORK,
    "feedback.post_letter": EVERYONE_AT_WORK,
    "feedback.assign_case": HEADS,
    "feedback.take_case": (Role.OFFICER, *HEADS),
    "feedback.answer_case": (Role.OFFICER, *HEADS),
    "feedback.read_signatures": (Role.OFFICER, *HEADS),
    "feedback.name_subject": HEADS,
    "feedback.assess_case": (Role.OFFICER, *HEADS),
    "feedback.investigate_case": (Role.OFFICER, *HEADS),
    "feedback.read_review": (*HEADS, Role.AUDITOR),
    "feedback.link_case": (Role.OFFICER, *HEADS),
    "feedback.mark_sensitive": EVERYONE_AT_WORK,
    "feedback.unmark_sensitive": HEADS,
    "feedback.erase_person": (Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    "feedback.change_retention": (Role.ADMINISTRATOR,),
    # Terms and times of keeping: read by who answers for the agency, changed by others.
    "feedback.read_rules": (Role.ADMINISTRATOR, Role.AGENCY_HEAD, Role.AUDITOR),
    "feedback.suspend_case": HEADS,
    "feedback.extend_term": (Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    "feedback.read_reports": (Role.OFFICE_HEAD, Role.AGENCY_HEAD, Role.AUDITOR),
    "feedback.send_report": (Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    "feedback.read_dashboard": (*HEADS, Role.AUDITOR),
    "feedback.export_cases": (Role.AGENCY_HEAD, Role.AUDITOR),
    "feedback.export_senders": (Role.AGENCY_HEAD,),
    "feedback.forward_case": (Role.OFFICER, *HEADS),
    "feedback.answer_calls": (Role.OPERATOR, *HEADS),
    "feedback.read_call_statistics": (Role.OPERATOR, *HEADS, Role.AUDITOR),
    "feedback.change_bodies": (Role.ADMINISTRATOR,),
    "feedback.propose_answer": (Role.OFFICER, *HEADS),
    "feedback.publish_answer": HEADS,
    "feedback.read_triage": (*HEADS, Role.AUDITOR, Role.ADMINISTRATOR),
    "feedback.change_triage": (Role.ADMINISTRATOR,),
    "feedback.read_mail": (Role.OPERATOR, Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    "feedback.change_terms": (Role.ADMINISTRATOR,),
    "feedback.change_fields": (Role.ADMINISTRATOR,),
    "feedback.change_exclusions": (Role.ADMINISTRATOR,),
    "feedback.change_escalation": (Role.ADMINISTRATOR,),
    "feedback.change_templates": (Role.ADMINISTRATOR, Role.OFFICE_HEAD, Role.AGENCY_HEAD),
}
