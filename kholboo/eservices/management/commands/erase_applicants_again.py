from kholboo.core.erasing_again import EraseAgain
from kholboo.eservices.services.ledger import LEDGER


class Command(EraseAgain):
    help = "After a restore: erases again the applicants whom the ledger's file names."
    ledger = LEDGER
