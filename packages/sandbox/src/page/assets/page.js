/** The live page: shows what the server sends and passes button presses on. It keeps no state of its own beyond what is drawn. */

const element = (id) => document.getElementById(id);
const rowsBody = element('rows');
const template = element('row');
const drawn = new Map();
let shownSummary = null;
let receivedAt = 0;

const stateWords = {
  waiting: 'Waiting',
  processing: 'Setting up',
  ringing: 'Ringing',
  talking: 'On the phone',
  ending: 'Hanging up',
  ended: 'Ended',
  failed: 'Failed',
  canceled: 'Canceled',
  expired: 'Expired',
  unclear: 'End unclear',
};

const figures = ['accepted', 'waiting', 'dialled', 'settled', 'inbound', 'dialledTwice'];
const dateFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', second: '2-digit' });

function duration(ms) {
  if (ms === null) return '';
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function drawRow(row) {
  let line = drawn.get(row.queueId);
  if (line === undefined) {
    line = template.content.firstElementChild.cloneNode(true);
    drawn.set(row.queueId, line);
  }
  const set = (name, text) => {
    const cell = line.querySelector(`.${name}`);
    if (cell.textContent !== text) cell.textContent = text;
    return cell;
  };
  set('when', timeFormat.format(row.at));
  set('recipient', row.recipient);
  set('campaign', row.campaign);
  set('outcome', row.outcome ?? '');
  set('talk', duration(row.talkMs));
  set('words', row.firstLine ?? '').title = row.firstLine ?? '';
  set('badge', stateWords[row.state]).className = `badge ${row.state}`;
  return line;
}

function drawSummary(summary) {
  shownSummary = summary;
  receivedAt = performance.now();
  for (const name of figures) element(name).textContent = summary[name].toLocaleString('en');
  element('twice-card').className = summary.dialledTwice === 0 ? 'good' : 'bad';
  for (const button of document.querySelectorAll('[data-scale]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.scale) === summary.timeScale));
  }
  drawClock();
}

function drawClock() {
  if (shownSummary === null) return;
  const now = shownSummary.now + (performance.now() - receivedAt) * shownSummary.timeScale;
  element('now').textContent = `${dateFormat.format(now)} UTC`;
}

function drawRows(ids) {
  for (const [id, line] of drawn) {
    if (ids.includes(id)) continue;
    line.remove();
    drawn.delete(id);
  }
  ids.forEach((id, index) => {
    const line = drawn.get(id);
    if (line !== undefined && rowsBody.children[index] !== line) rowsBody.insertBefore(line, rowsBody.children[index] ?? null);
  });
  element('table').hidden = ids.length === 0;
  element('empty').hidden = ids.length > 0;
  const total = shownSummary.accepted + shownSummary.inbound;
  element('shown').textContent = total > ids.length ? `newest ${ids.length} of ${total.toLocaleString('en')}, times in UTC` : ids.length > 0 ? 'newest first, times in UTC' : '';
}

async function send(path, body) {
  const response = await fetch(`/_sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) setLink((await response.json()).error, true);
}

function setLink(text, isLost) {
  const link = element('link');
  link.textContent = text;
  link.classList.toggle('lost', isLost);
}

function follow() {
  const events = new EventSource('/_sandbox/events');
  events.addEventListener('open', () => setLink('Live', false));
  events.addEventListener('error', () => setLink('Connection lost, trying again', true));
  events.addEventListener('snapshot', (message) => {
    const { summary, rows } = JSON.parse(message.data);
    drawSummary(summary);
    rows.forEach(drawRow);
    drawRows(rows.map((row) => row.queueId));
    if (rows.length === 0) element('help').open = true;
  });
  events.addEventListener('change', (message) => {
    const { summary, rows, shown } = JSON.parse(message.data);
    drawSummary(summary);
    rows.forEach(drawRow);
    drawRows(shown);
  });
}

async function drawConnection() {
  const seeds = await (await fetch('/_sandbox/seeds')).json();
  element('origin').textContent = location.origin;
  element('key').textContent = seeds.apiKey;
  element('business').textContent = String(seeds.businessId);
  for (const [ending, outcome] of Object.entries(seeds.testRecipients).sort(([left], [right]) => left.localeCompare(right))) {
    const item = document.createElement('li');
    const code = document.createElement('code');
    code.textContent = `…${ending}`;
    item.append(code, ` ${outcome.replaceAll('_', ' ')}`);
    element('recipients').append(item);
  }
}

element('speeds').addEventListener('click', (event) => {
  const scale = event.target.dataset.scale;
  if (scale !== undefined) void send('clock', { timeScale: Number(scale) });
});
element('jumps').addEventListener('click', (event) => {
  const { advance, settle } = event.target.dataset;
  if (advance !== undefined) void send('clock', { advanceMs: Number(advance) });
  if (settle !== undefined) void send('clock', { advanceUntilSettled: true });
});

setInterval(drawClock, 250);
follow();
void drawConnection();
