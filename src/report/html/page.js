// The page at work: what is asked for stands in the address, and what is shown follows from it.

/** The most that are printed. */
const PRINTED = 2000;

const KEYS = ['outcome', 'entity', 'op', 'attr', 'cause', 'q', 'call', 'page', 'severity', 'held', 'rule', 'about', 'issues'];

/** The keys of the changes' filter; after a run there is one more. */
const FILTERS = ['entity', 'op', 'attr', 'cause', 'q'];

const byId = (id) => document.getElementById(id);

/** What the address asks for; every key is there. */
function asked() {
  const found = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(KEYS.map((key) => [key, found.get(key) ?? '']));
}

/** The address of a state; what is blank is left out. */
function address(state) {
  const kept = KEYS.filter((key) => state[key]).map((key) => [key, state[key]]);
  return `#${new URLSearchParams(kept)}`;
}

/** Shows another state, which takes the place of this one in the history. */
function go(change) {
  const next = address({ ...asked(), ...change });
  try {
    history.replaceState(null, '', next);
  } catch {
    // Safari lets nobody do so a hundred times in half a minute, which is how fast some people type.
    location.replace(next);
  }
  show();
}

/** A list in pages with its filter. */
class List {
  constructor({ form, list, pages, count, ...rest }) {
    Object.assign(this, rest);
    [this.form, this.list, this.pages, this.count] = [form, list, pages, count].map(byId);
    this.found = [];
    if (!this.form) return;
    this.form.hidden = false;
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', () => this.typed());
    this.form.addEventListener('reset', (event) => {
      event.preventDefault();
      this.clear();
    });
  }

  typed() {
    const values = this.keys.map((key) => [key, this.form.elements[key].value]);
    const rest = [this.page, ...this.others].map((key) => [key, '']);
    go(Object.fromEntries([...values, ...rest]));
  }

  clear() {
    go(Object.fromEntries([...this.keys, this.page, ...this.others].map((key) => [key, ''])));
  }

  show(state) {
    if (!this.form) return;
    this.keys.forEach((key) => this.fill(this.form.elements[key], state[key]));
    this.found = this.match(state);
    this.at = Math.min(Math.max(Number.parseInt(state[this.page], 10) || 1, 1), this.last());
    this.draw((this.at - 1) * this.size, this.size);
    this.tell();
    this.pages.replaceChildren(...this.buttons());
    this.pages.hidden = this.last() === 1;
  }

  /** A value that the plan does not know is shown all the same, since it decides what is found. */
  fill(input, wanted) {
    if (input === document.activeElement && input.value === wanted) return;
    input.value = wanted;
    if (input.value !== wanted) {
      input.append(new Option(wanted, wanted));
      input.value = wanted;
    }
  }

  last() {
    return Math.max(Math.ceil(this.found.length / this.size), 1);
  }

  draw(from, count) {
    const items = this.found.slice(from, from + count).map(this.item);
    this.list.replaceChildren(...items);
  }

  /** All that was found, since a reader can't turn pages on paper. */
  print() {
    if (!this.form) return;
    this.draw(0, PRINTED);
    const rest = this.found.length - PRINTED;
    if (rest > 0) this.list.append(element('p', 'nothing', `${number(rest)} more are not printed.`));
  }

  tell() {
    const [found, all] = [this.found.length, this.all];
    const noun = all === 1 ? this.noun : `${this.noun}s`;
    this.count.textContent = found === all ? `${number(all)} ${noun}` : `${number(found)} of ${number(all)} ${noun}`;
    const clear = this.form.querySelector('[type=reset]');
    if (clear) clear.hidden = found === all;
    if (!found) this.list.append(element('p', 'nothing', 'Nothing matches.'));
  }

  buttons() {
    const button = (text, label, to) => {
      const made = element('button', '', text);
      made.type = 'button';
      made.setAttribute('aria-label', label);
      made.disabled = to < 1 || to > this.last() || to === this.at;
      made.addEventListener('click', () => this.turn(to));
      return made;
    };
    return [
      button('«', 'First page', 1),
      button('‹ Back', 'Page before', this.at - 1),
      element('span', '', `Page ${number(this.at)} of ${number(this.last())}`),
      button('Next ›', 'Next page', this.at + 1),
      button('»', 'Last page', this.last()),
    ];
  }

  turn(to) {
    go({ [this.page]: to > 1 ? String(to) : '' });
    this.form.scrollIntoView({ block: 'start' });
  }
}

const calls = new List({
  form: 'filter',
  list: 'calls',
  pages: 'pages',
  count: 'count',
  keys: data.outcomes ? ['outcome', ...FILTERS] : FILTERS,
  others: ['call'],
  page: 'page',
  size: 50,
  all: data.calls.length,
  noun: 'change',
  match: matchingCalls,
  item: callItem,
});

const issues = new List({
  form: 'issue-filter',
  list: 'issue-list',
  pages: 'issue-pages',
  count: 'issue-count',
  keys: ['severity', 'held', 'rule', 'about'],
  others: [],
  page: 'issues',
  size: 20,
  all: data.issues.length,
  noun: 'issue',
  match: matchingIssues,
  item: issueItem,
});

function show() {
  const state = asked();
  calls.show(state);
  issues.show(state);
}

/** A link to other changes leads the eye there as well. */
function arrived() {
  show();
  const state = asked();
  const asks = (list) => [...list.keys, ...list.others].some((key) => state[key]);
  const part = [[calls, 'changes'], [issues, 'issues']].find(([list]) => list.form && asks(list));
  if (part) byId(part[1]).scrollIntoView();
}

/** A reader in another time zone thinks in that one. */
function localTime() {
  const made = byId('made');
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
  made.title = made.textContent;
  made.textContent = `${format.format(new Date(made.dateTime))}`;
}

addEventListener('hashchange', arrived);
addEventListener('beforeprint', () => [calls, issues].forEach((list) => list.print()));
addEventListener('afterprint', show);
addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, select');
  if (event.key === '/' && !typing && calls.form) {
    event.preventDefault();
    calls.form.elements.q.focus();
  }
  if (event.key === 'Escape' && typing?.type === 'search') {
    typing.value = '';
    typing.dispatchEvent(new Event('input', { bubbles: true }));
  }
});
document.querySelectorAll('[data-jump]').forEach((link) => {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const target = byId(link.dataset.jump);
    target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
});

localTime();
arrived();
