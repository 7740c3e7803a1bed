// The device's own way to share a page, where it has one.

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator
      .share({ title: button.dataset.shareTitle, url: button.dataset.share })
      .catch(() => {}); // closed without sharing
  });
}
