// Reads a code by the camera or from a picture and opens it when it is ours. The browser's own
// reader is used where it has one; else a library comes, and only when somebody scans. What a
// foreign code says stays on this phone: it is shown, never followed, never sent.
(() => {
  const box = document.querySelector("[data-scan]");
  const { decoder } = box.dataset;
  const origins = JSON.parse(box.dataset.origins), paths = JSON.parse(box.dataset.paths).map((path) => new RegExp(`^(?:${path})$`));
  const $ = (name) => box.querySelector(`[data-scan-${name}]`);
  const video = $("video"), start = $("start"), stop = $("stop"), said = $("said");
  const LARGEST = 1280, EACH = 150; // pixels of a side; milliseconds between looks
  let stream, reader;

  // `where` is the address a code may open; null for everything else. Ours by the whole origin and
  // the whole path: no part of it, no other scheme, no name or password in it.
  const where = (text) => {
    let url;
    try { url = new URL(text.trim()); } catch { return null; }
    if (!(origins.includes(url.origin) || url.origin === location.origin) || url.username || url.password) return null;
    const path = url.pathname.replace(/^\/en(?=\/)/, "");
    return paths.some((known) => known.test(path)) ? url.origin + url.pathname : null;
  };

  const native = async () => {
    if (!("BarcodeDetector" in self) || !(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) throw new Error();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
  };
  const library = async () => {
    const { decodeQR } = await import(decoder);
    return async (canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      try { return decodeQR({ width, height, data }); } catch { return undefined; } // no code in it
    };
  };
  const readerOf = () => (reader ||= native().catch(library));

  const drawn = (picture, width, height) => {
    const part = Math.min(1, LARGEST / Math.max(width, height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * part), height: Math.round(height * part) });
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const tell = (name, text = "") => {
    said.querySelectorAll("[data-scan-words]").forEach((part) => { part.hidden = part.dataset.scanWords !== name; });
    $("text").textContent = text;
    $("text").hidden = !text;
  };
  const meet = (text) => {
    const to = where(text);
    if (to) { tell("ours"); location.assign(to); } else tell("foreign", text.slice(0, 2000));
  };

  const rest = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.srcObject = null;
    $("camera").hidden = true;
    start.hidden = false;
  };
  const look = async () => {
    if (!stream) return;
    if (video.videoWidth) {
      const text = await (await readerOf())(drawn(video, video.videoWidth, video.videoHeight));
      if (!stream) return;
      if (text) { rest(); meet(text); start.focus(); return; }
    }
    setTimeout(() => look().catch(broken), EACH);
  };
  const broken = () => { rest(); tell("broken"); };

  start.addEventListener("click", async () => {
    tell("");
    start.hidden = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, width: { ideal: LARGEST } }, audio: false });
    } catch (error) {
      rest();
      return tell(error.name === "NotAllowedError" ? "refused" : "missing");
    }
    video.srcObject = stream;
    $("camera").hidden = false;
    stop.focus();
    tell("looking");
    await video.play().catch(() => {});
    look().catch(broken);
  });
  stop.addEventListener("click", () => { rest(); tell(""); start.focus(); });
  addEventListener("pagehide", rest);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) { rest(); tell(""); } });

  $("picture").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    rest();
    try {
      const picture = await createImageBitmap(file);
      const text = await (await readerOf())(drawn(picture, picture.width, picture.height));
      if (text) meet(text); else tell("empty");
    } catch {
      tell("empty");
    }
    event.target.value = "";
  });

  box.hidden = false;
  if (!navigator.mediaDevices?.getUserMedia) { start.hidden = true; tell("missing"); }
})();
