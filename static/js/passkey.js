// Passkeys: asks the device for a key or its answer, and sends it as a plain form.
// Without this file, or without a device that can do it, the buttons stay hidden and the code works.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Turn the binary parts of the server's options from text into bytes. */
function readable({ publicKey }) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    options[list] = (options[list] ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: options };
}

/** Turn the device's answer into text. */
function sendable(credential) {
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
}

/** Return the options that stand in the page, or fetch fresh ones. */
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

const WHY = {
  NotAllowedError: "Dibatalkan, atau waktunya habis. Coba lagi, atau pakai kode lewat e-mail.",
  InvalidStateError: "Perangkat ini sudah punya kunci sandi untuk akun Anda.",
};

async function ask(form) {
  const line = form.querySelector("[data-passkey-says]");
  const button = form.querySelector("button");
  line.textContent = "";
  button.setAttribute("aria-disabled", "true");
  try {
    const options = readable(await optionsOf(form));
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create(options)
        : await navigator.credentials.get(options);
    form.elements.credential.value = sendable(credential);
    form.submit();
  } catch (error) {
    line.textContent = WHY[error.name] ?? "Kunci sandi tidak dapat dipakai sekarang. Pakai kode lewat e-mail.";
    button.removeAttribute("aria-disabled");
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.querySelector("button[aria-disabled]")) return;
      ask(form);
    });
  }
  document.querySelectorAll("[data-no-passkey]").forEach((one) => (one.hidden = true));
}
