const button = document.getElementById("copy"), address = document.getElementById("address");
button.hidden = false;
button.addEventListener("click", async () => {
  address.select();
  try { await navigator.clipboard.writeText(address.value); } catch { document.execCommand("copy"); }
  document.getElementById("copied").textContent = button.dataset.done;
});
