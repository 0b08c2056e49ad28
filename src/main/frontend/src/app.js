import '@tabler/core/dist/css/tabler.min.css';
import './attain.css';
import htmx from 'htmx.org/dist/htmx.esm.js';
import { follow } from './live.js';

// The content security policy of the pages allows neither inline styles in <style> nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

const islands = {
  diagram: () => import('./islands/diagram.js'),
  form: () => import('./islands/form.js'),
  chart: () => import('./islands/chart.js')
};

async function wake(element) {
  if (element.dataset.awake) {
    return;
  }
  element.dataset.awake = 'yes';
  try {
    const island = await islands[element.dataset.island]();
    await island.mount(element);
  } catch (problem) {
    console.error(problem);
    element.replaceChildren(notice('This part of the page could not be drawn. Reload the page to try again.'));
  }
}

function notice(text) {
  const box = document.createElement('p');
  box.className = 'island-notice';
  box.setAttribute('role', 'alert');
  box.textContent = text;
  return box;
}

function wakeAll(root) {
  root.querySelectorAll('[data-island]').forEach(wake);
}

function askBeforeSubmitting(event) {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

// A form posted twice by an impatient double click is posted once.
function lockWhileSubmitting(event) {
  if (event.defaultPrevented || event.target.method === 'get' || event.target.dataset.repeatable !== undefined) {
    return;
  }
  window.setTimeout(() => event.target.querySelectorAll('[type=submit]').forEach((button) => { button.disabled = true; }), 0);
}

function restoreOnReturn(event) {
  if (event.persisted) {
    document.querySelectorAll('[type=submit][disabled]').forEach((button) => { button.disabled = false; });
  }
}

function addRow(event) {
  const adder = event.target.closest('[data-add-row]');
  if (!adder) {
    return;
  }
  const template = document.getElementById(adder.dataset.addRow);
  template.parentElement.insertBefore(template.content.cloneNode(true), template);
}

function removeRow(event) {
  const remover = event.target.closest('[data-remove-row]');
  if (remover) {
    remover.closest('[data-row]').remove();
  }
}

function toggleMenu(event) {
  const toggle = event.target.closest('[data-menu]');
  if (toggle) {
    const open = document.getElementById(toggle.dataset.menu).classList.toggle('open');
    toggle.setAttribute('aria-expanded', String(open));
  }
}

// A second click on what unfolded a part of the page folds it again.
function foldAgain(event) {
  const target = event.detail.target;
  if (event.detail.elt.dataset.toggles && target?.childElementCount > 0) {
    event.preventDefault();
    target.replaceChildren();
  }
}

// On a phone a row of a table is a card; each cell then says which column it is of.
function labelCells(root) {
  root.querySelectorAll('table.sheet-table').forEach((table) => {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent.trim());
    const rows = [...table.tBodies, table.tFoot].flatMap((part) => [...(part?.rows ?? [])]);
    rows.forEach((row) => {
      let column = 0;
      for (const cell of row.cells) {
        if (cell.colSpan === 1 && heads[column]) {
          cell.dataset.label = heads[column];
        }
        column += cell.colSpan;
      }
    });
  });
}

function dress(root) {
  wakeAll(root);
  labelCells(root);
}

function submitOnChange(event) {
  if (event.target.matches('[data-submit-on-change]')) {
    event.target.form.requestSubmit();
  }
}

document.addEventListener('submit', askBeforeSubmitting, true);
document.addEventListener('submit', lockWhileSubmitting);
document.addEventListener('click', addRow);
document.addEventListener('click', removeRow);
document.addEventListener('click', toggleMenu);
document.addEventListener('change', submitOnChange);
document.addEventListener('htmx:beforeRequest', foldAgain);
document.addEventListener('htmx:afterSwap', (event) => dress(event.target.closest('table')?.parentElement ?? event.target.parentElement ?? document));
document.addEventListener('htmx:afterSettle', follow);
window.addEventListener('pageshow', restoreOnReturn);
dress(document);
follow();
