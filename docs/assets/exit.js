// "Exit this page": hides the page at once and leaves for a neutral one, by its button or by Shift pressed three times.
// Without this script the button is a plain link. Nothing is stored, and nothing is sent.

const button = document.querySelector("a.exit");
const TIMES = 3;
const WITHIN = 5000; // milliseconds in which the presses count

const announcement = document.createElement("p");
announcement.className = "vh";
announcement.setAttribute("role", "alert");
document.body.append(announcement);

let presses = 0;
let alone = false; // whether Shift went down by itself, not to type a capital
let waiting = 0;

function leave() {
  const overlay = document.createElement("div");
  overlay.className = "exit-overlay";
  overlay.setAttribute("role", "alert");
  overlay.textContent = "Exiting page.";
  document.body.append(overlay);
  document.title = "Exiting page";
  location.replace(button.href); // this page leaves the history; those before it stay
}

function reset(words = "") {
  clearTimeout(waiting);
  presses = 0;
  button.removeAttribute("data-presses");
  announcement.textContent = words;
}

function press() {
  presses += 1;
  if (presses === TIMES) return leave();
  const more = TIMES - presses;
  button.dataset.presses = presses;
  announcement.textContent = `Shift, press ${more} more ${more === 1 ? "time" : "times"} to exit.`;
  clearTimeout(waiting);
  waiting = setTimeout(() => reset("Exit this page expired."), WITHIN);
}

button.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
addEventListener("keydown", (event) => {
  if (event.key === "Shift" && !event.repeat) alone = true;
  else if (event.key !== "Shift") {
    alone = false;
    if (presses) reset();
  }
});
addEventListener("keyup", (event) => {
  if (event.key === "Shift" && alone) press();
});
// A page that comes back from the browser's memory shows itself again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
