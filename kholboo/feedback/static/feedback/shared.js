// In the worker: a photo shared into the app becomes a file of the letter that is being written.
// It is kept first and shown afterwards, so that it works without network too.
self.takesForm = (event, url) => {
  if (!/^(\/en)?\/share\/$/.test(url.pathname)) return undefined;
  const MOST = 10, LARGEST = 20 * 1024 * 1024;
  return (async () => {
    const form = await event.request.formData();
    // A page of anybody can send a form here: no more comes in than a letter may hold.
    for (const file of form.getAll("photo").slice(0, MOST)) {
      if (!(file instanceof File) || !file.size || file.size > LARGEST) continue;
      const small = await self.kholboo.outbox.shrink(file);
      const { name, type } = small;
      await self.kholboo.vault.put("file", crypto.randomUUID(), { name, type }, { isDraft: true, isShared: true }, small);
    }
    // Words go the same way: in an address they would be read by whoever keeps logs.
    const text = ["title", "text", "url"].map((part) => form.get(part)).filter(Boolean).join("\n").slice(0, 2000);
    if (text) await self.kholboo.vault.put("shared", "words", { text });
    return Response.redirect(`${url.pathname.replace("share/", "outbox/new/")}?kind=complaint`, 303);
  })();
};
