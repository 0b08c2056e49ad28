import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './form.css';

/**
 * Shows the form in `data-schema` inside a plain HTML form. On submit the values go into hidden fields `field.<key>` and
 * the surrounding form is posted, so that its CSRF token and the server's own checks do their work.
 * `data-values` fills the fields; `data-errors` ({key: [sentence]}) shows what the server refused.
 */
export async function mount(element) {
  const outer = element.closest('form');
  const schema = JSON.parse(element.dataset.schema);
  const values = JSON.parse(element.dataset.values || '{}');
  const errors = JSON.parse(element.dataset.errors || '{}');

  element.replaceChildren();
  const form = new Form({ container: element, debounce: false });
  await form.importSchema(schema, values);
  showErrors(form, errors);
  // The form viewer draws a form of its own; nested in ours its submit event would never leave it.
  const send = () => {
    const result = form.submit();
    return Object.keys(result.errors).length === 0 ? result.data : null;
  };

  outer.addEventListener('submit', (event) => {
    const data = send();
    if (data === null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      element.querySelector('[aria-invalid=true], .fjs-has-errors input, .fjs-has-errors textarea')?.focus();
      return;
    }
    outer.querySelectorAll('input[data-form-value]').forEach((old) => old.remove());
    for (const [key, value] of Object.entries(data)) {
      if (value !== null && value !== undefined) {
        outer.append(hidden(`field.${key}`, typeof value === 'object' ? JSON.stringify(value) : String(value)));
      }
    }
  }, true);
}

function showErrors(form, errors) {
  if (Object.keys(errors).length === 0) {
    return;
  }
  const byField = {};
  form.get('formFieldRegistry').getAll().forEach((field) => {
    if (errors[field.key]) {
      byField[field.id] = [].concat(errors[field.key]);
    }
  });
  form._setState({ errors: byField });
}

function hidden(name, value) {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = name;
  input.value = value;
  input.dataset.formValue = '';
  return input;
}
