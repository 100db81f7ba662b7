// Streamlit's widgets speak English only. Their words, and the attributes that screen readers say, are put into French as
// they come. Only their own: what stands in our texts, tables and fields is passed over.
const NB = "\u00a0";
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MOIS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

const WORDS = new Map(Object.entries({
  "Add row": "Ajouter une ligne",
  "App pages": "Écrans",
  "Are you sure?": "En êtes-vous sûr\u00a0?",
  "Ascending": "Croissant",
  "Autosize": "Ajuster la largeur",
  "Choose a date": "Choisir une date",
  "Choose a date range": "Choisir des dates",
  "Choose an option": "Choisir",
  "Choose date": "Choisir une date",
  "Choose date range": "Choisir des dates",
  "Choose options": "Choisir",
  "Choose or add an option": "Choisir, ou écrire",
  "Choose or add options": "Choisir, ou écrire",
  "Clear all": "Tout retirer",
  "Clear value": "Effacer",
  "Close": "Fermer",
  "Close fullscreen": "Quitter le plein écran",
  "Connection error": "La connexion est coupée",
  "Connecting": "Connexion",
  "CONNECTING": "CONNEXION",
  "Copy to clipboard": "Copier",
  "Decrement": "Un de moins",
  "Delete row(s)": "Supprimer les lignes choisies",
  "Download as CSV": "Télécharger (CSV)",
  "Download as PNG": "Télécharger (PNG)",
  "Format": "Format",
  "Fullscreen": "Plein écran",
  "Hide column": "Cacher la colonne",
  "Hide password": "Cacher ce qui est écrit",
  "Increment": "Un de plus",
  "Loading...": "Chargement…",
  "Navigate to home page": "Aller à l’accueil",
  "Next month": "Mois suivant",
  "No results": "Rien de ce nom",
  "Open": "Ouvrir la liste",
  "Pin column": "Garder la colonne à gauche",
  "Please wait...": "Un instant…",
  "Press Enter to apply": "Entrée pour valider",
  "Press Enter to submit form": "Entrée pour envoyer",
  "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider",
  "Press Ctrl+Enter to submit form": "Ctrl + Entrée pour envoyer",
  "Press ⌘+Enter to apply": "⌘ + Entrée pour valider",
  "Press ⌘+Enter to submit form": "⌘ + Entrée pour envoyer",
  "Previous month": "Mois précédent",
  "Remove file": "Retirer le fichier",
  "Running...": "Calcul en cours…",
  "RUNNING...": "CALCUL EN COURS…",
  "Search": "Chercher",
  "Select all": "Tout choisir",
  "Selected values": "Choix faits",
  "Show password": "Montrer ce qui est écrit",
  "Show/hide columns": "Colonnes à montrer",
  "Skip to main content": "Aller au contenu",
  "Sort ascending": "Trier dans l’ordre croissant",
  "Sort descending": "Trier dans l’ordre décroissant",
  "Stop": "Arrêter",
  "Streamlit server is not responding. Are you connected to the internet?": "Relève ne répond pas. Êtes-vous bien connecté au réseau\u00a0?",
  "Type to search": "Écrire pour chercher",
  "Unpin column": "Ne plus garder la colonne à gauche",
  "Upload": "Choisir un fichier",
  "Uploading": "Envoi en cours",
  "View fullscreen": "Plein écran",
  "file upload": "zone de dépôt d’un fichier",
  "help icon": "aide",
}));

const PATTERNS = [
  [/^(Add row|Fullscreen|Search|Show\/hide columns|Delete row\(s\)|Download as (?:CSV|PNG)|Close fullscreen): (.+)$/s, (_all, word, name) => `${WORDS.get(word)}${NB}: ${name}`],
  [/^Help for (.+)$/s, (_all, name) => `Aide${NB}: ${name}`],
  [/^Remove an option first\.$/, () => "Retirez-en un d’abord."],
  [/^Remove (.+)$/s, (_all, name) => `Retirer ${name}`],
  [/^Add: (.+)$/s, (_all, name) => `Ajouter${NB}: ${name}`],
  [/^(day|month|year), (.+)$/s, (_all, part, name) => `${{ day: "jour", month: "mois", year: "année" }[part]}, ${name}`],
  [/^Selected Date: (\w+) (\d+), (\d+)$/, (_all, month, day, year) => `Date choisie${NB}: ${day === "1" ? "1er" : day} ${MOIS[MONTHS.indexOf(month)]} ${year}`],
  [/^Selected Range: (\w+) (\d+), (\d+) to (\w+) (\d+), (\d+)$/, (_all, m, d, y, n, e, z) => `Dates choisies${NB}: du ${d} ${MOIS[MONTHS.indexOf(m)]} ${y} au ${e} ${MOIS[MONTHS.indexOf(n)]} ${z}`],
  [/^Drag and drop files? here$/, () => "Déposez un fichier ici"],
  [/^([\d.]+)([KMG])B per file(.*)$/s, (_all, size, unit, rest) => `${size.replace(".", ",")}${NB}${{ K: "ko", M: "Mo", G: "Go" }[unit]} au plus${rest}`],
  [/^File must be ([\d.]+)([KMG])B or smaller\.$/, (_all, size, unit) => `Ce fichier dépasse ${size.replace(".", ",")}${NB}${{ K: "ko", M: "Mo", G: "Go" }[unit]}.`],
  [/^(.+) files are not allowed\.$/, (_all, kind) => `Ce genre de fichier n’est pas pris (${kind}).`],
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/, (_all, most) => `${most} au plus${NB}: retirez-en un d’abord.`],
];

const SPOKEN = ["aria-label", "placeholder", "title", "alt"];
const OURS = ".stMarkdown, [data-testid=stMarkdownContainer], [data-testid=stHtml], textarea, pre, code, script, style, canvas, [role=option], [role=listbox]";
const LISTS = "[role=listbox]";
const THEIRS = "[data-testid=stFileUploaderDropzone]";

const french = (said) => {
  const words = said.trim();
  if (WORDS.has(words)) return said.replace(words, () => WORDS.get(words));
  for (const [form, put] of PATTERNS) if (form.test(words)) return words.replace(form, put);
  return said;
};

const sayAttribute = (element, name) => {
  const said = element.getAttribute(name);
  const put = said && french(said);
  if (put && put !== said) element.setAttribute(name, put);
};

const sayText = (node) => {
  const parent = node.parentElement;
  if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS) && !nothingFound(parent))) return;
  const put = french(node.nodeValue);
  if (put !== node.nodeValue) node.nodeValue = put;
};

// A list of choices is the community's words, but for what it says when there is none.
const nothingFound = (element) => element.closest(LISTS) && ["No results", "Select all"].includes(element.textContent.trim());

const say = (root) => {
  if (root.nodeType === Node.TEXT_NODE) { sayText(root); return; }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  for (const element of [root, ...root.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join())]) {
    for (const name of SPOKEN) sayAttribute(element, name);
  }
  if (root.closest(OURS) && !root.closest(LISTS) && !root.closest(THEIRS)) return;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) sayText(texts.currentNode);
};

let watching = null;

export default function () {
  if (!watching) {
    watching = new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "attributes") sayAttribute(change.target, change.attributeName);
        else if (change.type === "characterData") sayText(change.target);
        else change.addedNodes.forEach(say);
      }
    });
    watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN });
    say(document.body);
  }
  return () => { watching?.disconnect(); watching = null; };
}
