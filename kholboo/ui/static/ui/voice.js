// A voice note recorded on the page: the sound becomes a file in the ordinary file input, so the
// form is sent as always. Without a microphone or this script the phone's own recorder is used.
(() => {
  const LONGEST = 180; // seconds; about 1.5 MB at the bit rate below
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const prepare = (box) => {
    const input = box.querySelector("input");
    const keys = box.querySelector(".voice");
    const [start, stop, again] = keys.querySelectorAll("button");
    const time = keys.querySelector(".voice-time");
    const sound = keys.querySelector("audio");
    const note = keys.querySelector(".voice-note");
    let recorder, timer;

    const show = (state) => {
      start.hidden = state !== "empty";
      stop.hidden = state !== "recording";
      again.hidden = sound.hidden = state !== "ready";
      time.hidden = state !== "recording";
    };

    const keep = (parts, type) => {
      const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
      const file = new File(parts, `voice.${ending}`, { type: type.split(";")[0] });
      const carrier = new DataTransfer();
      carrier.items.add(file);
      input.files = carrier.files;
      sound.src = URL.createObjectURL(file);
      show("ready");
      sound.focus();
      input.dispatchEvent(new CustomEvent("recorded", { bubbles: true }));
    };

    start.addEventListener("click", async () => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const parts = [];
        let seconds = 0;
        recorder = new MediaRecorder(stream, { audioBitsPerSecond: 64000 });
        recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
        recorder.addEventListener("stop", () => {
          clearInterval(timer);
          stream.getTracks().forEach((track) => track.stop());
          keep(parts, recorder.mimeType);
        });
        recorder.start();
        time.textContent = clock(0);
        timer = setInterval(() => {
          time.textContent = clock(++seconds);
          if (seconds >= LONGEST) recorder.stop();
        }, 1000);
        note.textContent = "";
        show("recording");
        stop.focus();
      } catch {
        note.textContent = note.dataset.refused;
      }
    });
    stop.addEventListener("click", () => recorder.stop());
    again.addEventListener("click", () => {
      input.value = "";
      sound.removeAttribute("src");
      show("empty");
      start.focus();
    });
    input.addEventListener("change", () => { if (input.files.length) show("empty"); });
    input.removeAttribute("capture"); // the page records itself; the input is for ready files
    keys.hidden = false;
    show("empty");
  };

  if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) document.querySelectorAll("[data-voice]").forEach(prepare);
})();
