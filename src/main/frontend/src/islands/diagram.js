import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';

/**
 * Draws the process picture in `data-xml` and marks what `data-active`, `data-completed` and `data-flows` (JSON lists of
 * element ids) name. The bpmn.io mark stays, as its licence asks.
 */
export async function mount(element) {
  const xml = element.dataset.xml;
  const active = JSON.parse(element.dataset.active ?? '[]');
  const completed = JSON.parse(element.dataset.completed ?? '[]');
  const flows = JSON.parse(element.dataset.flows ?? '[]');

  element.replaceChildren();
  const viewer = new NavigatedViewer({ container: element });
  await viewer.importXML(xml);

  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const mark = (ids, marker) => ids.filter((id) => registry.get(id)).forEach((id) => canvas.addMarker(id, marker));
  mark(flows, 'is-taken');
  mark(completed.filter((id) => !active.includes(id)), 'is-completed');
  mark(active, 'is-active');

  // The mouse wheel scrolls the page, not the picture, unless the reader holds Ctrl.
  element.addEventListener('wheel', (event) => { if (!event.ctrlKey) event.stopImmediatePropagation(); }, { capture: true });

  const fit = () => {
    if (element.clientWidth > 0) {
      canvas.resized();
      canvas.zoom('fit-viewport', 'auto');
    }
  };
  fit();
  new ResizeObserver(fit).observe(element);

  const toolbar = document.createElement('div');
  toolbar.className = 'diagram-toolbar btn-group';
  toolbar.append(
    button('+', 'Zoom in', () => canvas.zoom(canvas.zoom() * 1.25)),
    button('−', 'Zoom out', () => canvas.zoom(canvas.zoom() / 1.25)),
    button('Fit', 'Show the whole picture', () => canvas.zoom('fit-viewport', 'auto'))
  );
  element.append(toolbar);
}

function button(text, label, action) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn btn-sm';
  made.textContent = text;
  made.setAttribute('aria-label', label);
  made.title = label;
  made.addEventListener('click', action);
  return made;
}
