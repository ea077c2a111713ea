// Passkeys. The page works without this file: the button stays hidden and the other way is used.
(() => {
  const box = document.querySelector("[data-passkey]");
  if (!box || !window.PublicKeyCredential) return;
  const form = box.closest("form");
  const status = box.querySelector("[data-passkey-status]");
  const act = box.dataset.passkey;
  const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const ready = () => {
    const own = { ...options, challenge: bytes(options.challenge) };
    if (own.user) own.user = { ...own.user, id: bytes(own.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (own[list]) own[list] = own[list].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return { publicKey: own };
  };

  const told = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  box.hidden = false;
  box.querySelector("[data-passkey-button]").addEventListener("click", async () => {
    status.textContent = "";
    try {
      const credential = await navigator.credentials[act](ready());
      form.elements.credential.value = told(credential);
      form.submit();
    } catch {
      status.textContent = box.dataset.failed;
    }
  });
})();
