// On the page of a list that is so long that it is divided: leads whoever asks here for an entry by its id to the page that
// has it. Without this script the page leads to its parts.

const id = decodeURIComponent(location.hash.slice(1));
if (id && !document.getElementById(id)) {
  const answer = await fetch("anchors.json").catch(() => undefined);
  const pages = answer?.ok ? Object.entries(await answer.json()) : [];
  const page = pages.find(([, ids]) => ids.includes(id));
  if (page) location.replace(page[0] + location.hash);
}
