(() => {
  const age = document.getElementById("age");
  const said = age.dataset;
  const hours = Math.floor((Date.now() - Date.parse(said.at)) / 3600000);
  if (!(hours >= 0)) return;
  const days = Math.floor(hours / 24);
  const count = hours < 48 ? hours : days;
  const words = hours < 1 ? said.now : hours === 1 ? said.hour : hours < 48 ? said.hours : said.days;
  age.textContent = " " + words.replace("{n}", count);
  document.body.classList.toggle("old", hours >= 48);
})();
