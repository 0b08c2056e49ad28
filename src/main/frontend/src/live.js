// Follows what the server tells of a close: figures in place, and the panel anew whenever the close is a step further.
import htmx from 'htmx.org/dist/htmx.esm.js';

let source = null;

function told(event) {
  const panel = document.querySelector('[data-live]');
  if (!panel) {
    stop();
    return;
  }
  const progress = JSON.parse(event.data);
  const bar = panel.querySelector('[data-live-bar]');
  if (bar) {
    bar.max = progress.participants;
    bar.value = progress.done;
    panel.querySelector('[data-live-words]').textContent = progress.words;
  }
  if (panel.dataset.step !== `${progress.step} ${progress.round}`) {
    htmx.ajax('GET', panel.dataset.refresh, { target: '#progress', swap: 'outerHTML' });
  }
}

function stop() {
  source?.close();
  source = null;
}

// A browser connects again by itself; the first thing it is told then is how things stand.
export function follow() {
  const panel = document.querySelector('[data-live]');
  if (!panel) {
    stop();
  } else if (!source) {
    source = new EventSource(panel.dataset.live);
    source.addEventListener('progress', told);
  }
}

window.addEventListener('pagehide', stop);
