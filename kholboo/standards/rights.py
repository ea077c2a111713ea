"""Who may do what to the catalogue. Four eyes: who proposed a change never publishes it, and who
took a text in never shows it.
"""

from kholboo.accounts.roles import Role

READ = "standards.read_desk"
PROPOSE = "standards.propose_change"
PUBLISH = "standards.publish_change"
KEEP_TEXTS = "standards.keep_texts"
GRANT = "standards.grant_reading"
KEEP_TABLES = "standards.keep_tables"
READ_COMMENTS = "standards.read_comments"
ANSWER_COMMENT = "standards.answer_comment"
OPEN_ENQUIRY = "standards.open_enquiry"
OPEN_CONTACT = "standards.open_comment_contact"

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (Role.CATALOGUER, Role.CATALOGUE_HEAD, Role.AUDITOR),
    PROPOSE: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
    KEEP_TEXTS: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
    GRANT: (Role.CATALOGUE_HEAD,),
    KEEP_TABLES: (Role.CATALOGUE_HEAD,),
    PUBLISH: (Role.CATALOGUE_HEAD,),
    READ_COMMENTS: (Role.CATALOGUER, Role.CATALOGUE_HEAD, Role.AUDITOR),
    ANSWER_COMMENT: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
    OPEN_ENQUIRY: (Role.CATALOGUE_HEAD,),
    OPEN_CONTACT: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
}
