"""The main story in four chapters; the tests check between them, the tour takes pictures."""

QUESTION = "Жин ямар загварын, хэдэн дугаартай вэ? Лац нь бүтэн байсан уу?"
REPLY = "CAS SW-1, дугаар нь 4471. Лац нь тасархай байсан."
OUTCOME = "partly"
ANSWER = (
    "Бид зах дээр очиж, CAS SW-1 загварын 4471 дугаартай жинг эталон туухайгаар шалгалаа. "
    "Жин 5 кг тутамд 290 грамм дутуу жигнэж байсан тул хэрэглээнээс гаргаж, лацадлаа.\n\n"
    "Мөнгийг тань буцаалгах асуудлыг шийдэх эрх манайд байхгүй тул энэ хэсгийг хангах "
    "боломжгүй байна."
)
GROUND = "Хэмжил зүйн тухай хуулиар хэмжих хэрэгслийн шалгалтыг манай байгууллага хийдэг."
REASON = "Худалдагч өөр жин тавьсан, тэр нь ч мөн дутуу жигнэж байна."


def tell(citizen, product, story):
    """The complaint goes in; the receipt of the page and the SMS that says the same."""
    citizen.tells(story)
    receipt = citizen.sends()
    return receipt, product.wait_for_text(story.phone)


def take_and_ask(officer, receipt, *, name="Болд"):
    """An officer of the place finds it, takes it and asks something."""
    officer.enters_as(name)
    officer.opens_row(officer.finds(receipt.number), receipt.number)
    officer.registers(receipt.number)
    officer.takes(receipt.number)
    officer.asks(receipt.number, QUESTION)


def reply(citizen, product, story):
    """The citizen taps the link of the SMS and replies."""
    sms = product.wait_for_text(story.phone, nth=2)
    citizen.opens_link(sms)
    citizen.replies(REPLY)
    citizen.seen("tracked")


def answer(officer, receipt):
    officer.go(f"/desk/{receipt.number}/")
    officer.seen("replied")
    officer.answers(receipt.number, outcome=OUTCOME, text=ANSWER, ground=GROUND)
    officer.seen("answered")


def read(citizen, product, story, receipt):
    """The answer on the case's page, on a page of its own, and as a letter (PDF bytes)."""
    citizen.opens_link(product.wait_for_text(story.phone, nth=3))
    citizen.seen("answer")
    citizen.press(f"a[href$='/track/{receipt.number}/answers/1/']")
    citizen.at(f"/track/{receipt.number}/answers/1/")
    citizen.seen("answer-page")
    letter = citizen.page.locator("a[href$='/letter.pdf']").get_attribute("href")
    return citizen.page.request.get(letter)


def rate_and_reopen(citizen, receipt):
    citizen.go(f"/track/{receipt.number}/")
    citizen.rates(solved="partly", score=3, words="Хурдан хариулсанд баярлалаа.")
    citizen.reopens(REASON)
    citizen.seen("reopened")
