"""Who may do what to the catalogue. Whoever proposed a change never publishes it (four eyes)."""

from kholboo.accounts.roles import Role

READ = "standards.read_desk"
PROPOSE = "standards.propose_change"
PUBLISH = "standards.publish_change"
KEEP_TEXTS = "standards.keep_texts"
GRANT = "standards.grant_reading"

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (Role.CATALOGUER, Role.CATALOGUE_HEAD, Role.AUDITOR),
    PROPOSE: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
    KEEP_TEXTS: (Role.CATALOGUER, Role.CATALOGUE_HEAD),
    GRANT: (Role.CATALOGUE_HEAD,),
    PUBLISH: (Role.CATALOGUE_HEAD,),
}
