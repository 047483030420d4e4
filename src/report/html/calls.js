// The calls and issues of the plan, and how one of each looks.
//
// Text reaches the page through text nodes only, so no cell can become markup.

const data = JSON.parse(document.getElementById('data').textContent);

/** An element with a class and children; a text becomes a text node. */
function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children.filter((child) => child !== null));
  return made;
}

const number = (count) => count.toLocaleString('en');

/** What `Row` in data.rs has put together. */
function call(id) {
  const [kind, code, newCode, name, place, row, values, waits, outcome] = data.calls[id - 1];
  return { id, ...kinds(kind), code, newCode, name, place, row, values, waits, ...ended(outcome) };
}

/** What became of a call; nothing in a plan that was not sent. */
function ended(outcome) {
  if (outcome === undefined) return {};
  const [end, error, answer] = [outcome].flat();
  return { end: data.outcomes[end], error, answer };
}

function kinds(kind) {
  const causes = data.causes.length;
  const operations = data.operations.length;
  return {
    cause: data.causes[kind % causes],
    op: data.operations[Math.floor(kind / causes) % operations],
    entity: data.entities[Math.floor(kind / causes / operations)],
  };
}

/** `file:row` as people type it, the sheet's name as well; each ends its line (see `terms`). */
function sought(place, row) {
  if (!place) return '';
  const [file, sheet] = data.places[place - 1];
  return sheet ? `${file}:${row}\n${sheet}:${row}` : `${file}:${row}`;
}

/** Everything of a call that can be sought, one after the other. */
function textOf([, code, newCode, name, place, row, values, , outcome]) {
  const texts = [sought(place, row), code, newCode, name, ended(outcome).answer ?? ''];
  for (let at = 0; at < values.length; at += 3) texts.push(values[at + 1], values[at + 2]);
  return texts.join('\n');
}

function textOfIssue(issue) {
  const [, rule, message, place, row, column] = issue;
  const about = column ? data.columns[column - 1] : '';
  return [sought(place, row), data.rules[rule], message, about, ...recordOf(issue)].join('\n');
}

/** The row that a place and a number name. */
const rowKey = (place, row) => `${place}:${row}`;

/** Code and name of the records that a row of a sheet changes. */
const changedRows = new Map(data.calls.filter(([, , , , place, row]) => place && row).map(([, code, , name, place, row]) => [rowKey(place, row), [code, name]]));

/** Code and name of the record that an issue is about, as far as they are known. */
function recordOf([, , , place, row, , held, code, name]) {
  return held ? [code, name] : changedRows.get(rowKey(place, row)) ?? ['', ''];
}

const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));

/** Texts that are folded at once, with a character between them that no cell has: many small ones take longer. */
const BATCH = 1000;
const BETWEEN = '\0';

/** Texts to search in: made while nobody waits, and the rest when somebody searches before that. */
function lazily(list, text) {
  const texts = [];
  const more = () => {
    const batch = list.slice(texts.length, texts.length + BATCH).map(text);
    texts.push(...fold(batch.join(BETWEEN)).split(BETWEEN));
  };
  const idle = () => {
    if (texts.length >= list.length) return;
    more();
    later(idle);
  };
  later(idle);
  return () => {
    while (texts.length < list.length) more();
    return texts;
  };
}

const callTexts = lazily(data.calls, textOf);
const issueTexts = lazily(data.issues, textOfIssue);

/** The numbers of the calls that a state of the filter lets through. */
function matchingCalls(state) {
  if (state.call) return data.calls[state.call - 1] ? [Number(state.call)] : [];
  const wanted = terms(state.q);
  const texts = wanted.length ? callTexts() : null;
  const attribute = state.attr && data.attributes.findIndex(([name]) => name === state.attr);
  const found = [];
  data.calls.forEach((row, at) => {
    const { entity, op, cause } = kinds(row[0]);
    if (state.entity && state.entity !== entity) return;
    if (state.op && state.op !== op) return;
    if (state.cause && state.cause !== cause) return;
    if (state.outcome && data.outcomes && state.outcome !== ended(row[8]).end) return;
    if (state.attr && !row[6].some((piece) => piece === attribute)) return;
    if (texts && !wanted.every((term) => texts[at].includes(term))) return;
    found.push(at + 1);
  });
  return found;
}

/** The positions of the issues that a state of the filter lets through. */
function matchingIssues(state) {
  const wanted = terms(state.about);
  const texts = wanted.length ? issueTexts() : null;
  const severities = ['error', 'warning'];
  const found = [];
  data.issues.forEach((issue, at) => {
    if (state.severity && state.severity !== severities[issue[0]]) return;
    if (state.rule && state.rule !== data.rules[issue[1]]) return;
    if (state.held && state.held !== data.entities[issue[6] - 1]) return;
    if (texts && !wanted.every((term) => texts[at].includes(term))) return;
    found.push(at);
  });
  return found;
}

const BLANK = '(blank)';
const UNSEEN = 'only characters that can’t be seen differ';

/** Old and new value stand on one line up to that many letters. */
const LINE = 90;

/** Letters of a text that are shown at first, and around a change in a longer one. */
const LONG = 160;
const AROUND = 40;

/** Of what has not changed only the ends next to a change are shown. */
function folded(text, first, last) {
  const letters = graphemes(text);
  if (letters.length <= 2 * AROUND + 8) return text;
  const head = first ? '' : letters.slice(0, AROUND).join('');
  const tail = last ? '' : letters.slice(-AROUND).join('');
  return `${head} … ${tail}`;
}

/** A text that is cut where it is very long. */
function cut(text) {
  if (text.length <= LONG) return text;
  const letters = graphemes(text);
  return letters.length <= LONG ? text : `${letters.slice(0, LONG).join('')} …`;
}

/** The text nodes and marks of one side. */
function side(parts, which, tag, whole) {
  return parts.map((part, at) => {
    const text = part[which];
    if (!text) return null;
    if (part.same) return whole ? text : folded(text, at === 0, at === parts.length - 1);
    return element(tag, '', whole ? text : cut(text));
  });
}

/** The content of a value that changes, in full or folded. */
function change(old, young, whole) {
  // Two long texts are compared more easily one below the other.
  const arrow = element('span', 'arrow', old.length + young.length > LINE ? '\n→ ' : ' → ');
  if (old === young) return [...single(old, whole), arrow, element('i', 'blank', UNSEEN)];
  const parts = old && young ? compare(old, young) : [{ same: false, old, young }];
  const shown = (text, which, tag) => {
    if (!text) return element('i', 'blank', BLANK);
    return element('span', `value ${which}`, ...side(parts, which, tag, whole));
  };
  return [shown(old, 'old', 'del'), arrow, shown(young, 'young', 'ins')];
}

/** The content of a value that comes or goes with its record. */
function single(value, whole) {
  return [element('span', 'value', whole ? value : cut(value))];
}

/** Fills an element, with a button for the rest where there is any. */
function foldable(target, content) {
  const whole = content(true);
  const short = content(false);
  const length = (nodes) => nodes.reduce((sum, node) => sum + node.textContent.length, 0);
  target.append(...short);
  if (length(whole) === length(short)) return target;
  const more = element('button', 'more', 'more');
  more.type = 'button';
  more.setAttribute('aria-expanded', 'false');
  more.addEventListener('click', () => target.replaceChildren(...whole));
  target.append(' ', more);
  return target;
}

/** One value under its name. */
function value(op, attribute, old, young) {
  const [name, label] = data.attributes[attribute];
  const content = {
    create: (whole) => single(young, whole),
    delete: (whole) => single(old, whole),
  }[op] ?? ((whole) => change(old, young, whole));
  const term = element('dt', '', label);
  term.title = name;
  return element('div', '', term, foldable(element('dd', ''), content));
}

/** Values of one record that are shown at first. */
const FIRST = 8;

function values({ op, values: list }) {
  if (!list.length) return null;
  const all = [];
  for (let at = 0; at < list.length; at += 3) all.push(value(op, list[at], list[at + 1], list[at + 2]));
  const made = element('dl', 'values', ...all.slice(0, FIRST));
  if (all.length > FIRST) {
    const more = element('button', 'more', `${all.length - FIRST} more`);
    more.type = 'button';
    more.addEventListener('click', () => made.replaceChildren(...all));
    made.append(more);
  }
  return made;
}

/** Why a call is there, where no row says it. */
function reason({ op, cause, values: list, place }) {
  if (cause === 'follows' && !list.length) return 'Sent again because a code or group name changed.';
  if (cause === 'follows') return 'Only because a code or group name changed.';
  if (cause === 'missing') return 'Customers name it, and no sheet has it.';
  if (cause === 'detour') return 'Part of a swap, by way of a temporary code or name.';
  if (op === 'delete' && !place) return 'No row has it any more.';
  return null;
}

/** `Waits for no. 3 and 7`, each a link. */
function waiting({ waits: [total, ...ids] }) {
  if (!total) return null;
  const links = ids.flatMap((id, at) => {
    const link = element('a', '', number(id));
    link.href = `#call=${id}`;
    return at ? [', ', link] : [link];
  });
  const rest = total > ids.length ? ` and ${number(total - ids.length)} more` : '';
  return element('span', 'waits', 'Waits for no. ', ...links, rest);
}

function origin(place, row, column) {
  if (!place) return null;
  const [file, sheet] = data.places[place - 1];
  const where = [sheet && `[${sheet}]`, row && `row ${row}`].filter(Boolean).join(' ');
  const about = column ? `, column “${data.columns[column - 1]}”` : '';
  return element('span', 'origin', `${file} ${where}${about}`.trim());
}

/** What the server said, or why the call was not sent. */
function answer({ end, error, answer: text }) {
  if (!text && error == null) return null;
  const code = error == null ? null : element('code', '', `error ${error}`);
  return element('p', `answer ${end}`, code, code && text ? ': ' : null, text || null);
}

const OPERATIONS = { updateNo: 'new code' };

/** One change as it stands in the list. */
function callItem(id) {
  const it = call(id);
  const codes = it.newCode ? change(it.code, it.newCode, true) : single(it.code, true);
  const head = element('div', 'record', element('span', 'entity', it.entity), ' ', element('span', 'code', ...codes));
  const why = reason(it);
  const notes = [why && element('span', 'reason', why), waiting(it), origin(it.place, it.row, 0)].filter(Boolean);
  const item = element(
    'article', `call ${it.op}`,
    element('div', 'what', element('span', 'badge', OPERATIONS[it.op] ?? it.op), element('span', 'no', `no. ${number(id)}`), it.end ? element('span', `end ${it.end}`, it.end) : null),
    element('div', 'who', head, it.name ? element('div', 'name', it.name) : null),
    element('div', 'how', answer(it), values(it), element('p', 'notes', ...notes)),
  );
  item.setAttribute('role', 'listitem');
  return item;
}

/** The words of a sentence that stand between backticks are meant literally. */
function sentence(text) {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, at) => (at % 2 ? element('code', '', part) : part));
}

/** One issue; `one_issue` in trouble.rs makes the same. */
function issueItem(at) {
  const [severity, rule, message, place, row, column] = data.issues[at];
  const kind = severity ? 'warning' : 'error';
  const [code, name] = recordOf(data.issues[at]);
  const about = element(
    'p', 'about',
    code ? element('span', 'code', code) : null, name ? element('span', 'name', name) : null,
    origin(place, row, column), element('code', '', data.rules[rule]),
  );
  return element('li', kind, element('span', 'badge', kind), element('div', '', element('p', '', ...sentence(message)), about));
}
