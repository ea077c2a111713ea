// The list of letters this phone keeps: where each stands, its number once it has one.
(() => {
  const { vault, outbox } = self.kholboo;
  const $ = (what) => document.querySelector(`[data-${what}]`);
  const words = $("letters-words").dataset;
  // As everywhere on our pages: 2026.07.01, 14:05.
  const moment = (at) => new Date(at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" }).replaceAll("-", ".").replace(" ", ", ");
  const account = () => (document.cookie.match(/(?:^|; )account=([0-9a-f]+)/) || [])[1] || "";
  const grouped = (code) => code.replace(/(\d{4})(?=\d)/g, "$1 ");

  const line = async (row) => {
    const letter = await vault.get("letter", row.id);
    if (!letter) return null;
    const { title, errors = [], receipt, account: writer } = letter.secret;
    // Who writes without an account shares what the phone shows; an account's receipts are its own.
    if (writer && writer !== account() && row.state === "sent") return null;
    const item = $("letter-row").content.cloneNode(true);
    const part = (what) => item.querySelector(`[data-${what}]`);
    part("title").textContent = title || words.untitled;
    item.querySelector("time").textContent = moment(row.at);
    part("state").append($(`state-${row.state}`).content.cloneNode(true));
    if (row.state === "correct") {
      part("errors").hidden = !errors.length;
      part("errors").append(...errors.map((one) => Object.assign(document.createElement("li"), { textContent: one.message })));
    }
    if (receipt) {
      part("receipt").hidden = part("keep").hidden = part("follow").hidden = false;
      part("number").textContent = receipt.number;
      part("secret").textContent = grouped(receipt.secret);
      part("due").textContent = receipt.due;
      part("due-row").hidden = !receipt.due;
      part("office").textContent = receipt.office;
      part("follow").href = receipt.follow;
    }
    part("send").hidden = row.state !== "kept";
    part("send").addEventListener("click", () => outbox.flush(true));
    // Once it may have arrived it is not changed any more: the same key must bring the same words.
    const mayChange = row.state === "correct" || (row.state === "kept" && !row.isPosted);
    part("change").hidden = !mayChange;
    part("change").href = `${words.write}?letter=${row.id}`;
    part("drop").hidden = row.state === "sending";
    part("drop").addEventListener("click", () => {
      const question = receipt ? words.sureSent : row.isPosted && row.state === "kept" ? words.unsure : words.sure;
      if (confirm(question)) outbox.remove(row.id);
    });
    return item;
  };

  let drawing = Promise.resolve();
  const draw = () => (drawing = drawing.then(async () => {
    const rows = (await outbox.list()).reverse();
    const items = (await Promise.all(rows.map(line))).filter(Boolean);
    const said = rows.map((row) => row.state).join();
    const before = $("letters").dataset.said;
    $("letters").dataset.said = said;
    $("letters").replaceChildren(...items);
    $("letters-empty").hidden = items.length > 0;
    $("letters-new").hidden = !items.length;
    if (before !== undefined && before !== said && rows.length) $("letters-said").textContent = $("letters").querySelector("[data-state]").textContent;
  }));
  const network = () => { $("letters-offline").hidden = navigator.onLine; };

  outbox.onchange = draw;
  addEventListener("online", network);
  addEventListener("offline", network);
  network();
  draw().then(outbox.watch);
})();
