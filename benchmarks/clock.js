// One clock for every app: from the event that commits a choice to the last change of the page, above the fold and at all.
(() => {
  const clock = { armed: false, t0: 0, seen: [], bytes: 0, messages: 0, lastMessage: 0, sent: 0, open: 0, last: 0 };
  window.__clock = clock;
  const heard = (size) => { clock.bytes += size; clock.messages += 1; clock.lastMessage = performance.now(); };
  const start = () => {
    if (!clock.armed) return;
    Object.assign(clock, { armed: false, t0: performance.now(), seen: [], bytes: 0, messages: 0, lastMessage: 0, last: 0 });
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") start(); }, true);
  document.addEventListener("pointerup", start, true);
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => heard(event.data.byteLength ?? event.data.size ?? event.data.length));
    }
    send(data) { clock.sent += 1; super.send(data); }
  };
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    clock.open += 1;
    try {
      const answer = await fetched(...given);
      answer.clone().arrayBuffer().then((body) => heard(body.byteLength), () => {});
      return answer;
    } finally { clock.open -= 1; }
  };
  new MutationObserver((records) => {
    if (!clock.t0) return;
    const now = performance.now();
    for (const record of records) {
      if (record.type === "attributes" && /^(data|aria)-/.test(record.attributeName)) continue;
      const nodes = record.type === "childList" ? record.addedNodes : [record.target];
      for (const node of nodes) clock.seen.push([now, node]);
      clock.last = now;
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const inSight = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (!element || !element.isConnected || element.closest("[data-testid=stStatusWidget], [data-testid=stToolbar]")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  };
  clock.isQuiet = (quiet) => {
    const state = document.querySelector("[data-test-script-state]");
    const now = performance.now();
    const isRunning = (state && state.getAttribute("data-test-script-state") !== "notRunning") || clock.open > 0;
    return clock.t0 > 0 && clock.messages > 0 && !isRunning && now - Math.max(clock.last, clock.lastMessage, clock.t0) > quiet;
  };
  clock.told = () => {
    let above = clock.t0;
    for (let at = clock.seen.length - 1; at >= 0; at -= 1) {
      if (inSight(clock.seen[at][1])) { above = clock.seen[at][0]; break; }
    }
    const told = { above: above - clock.t0, settled: clock.last - clock.t0, bytes: clock.bytes, messages: clock.messages,
                   browser: Math.max(0, above - clock.lastMessage), wire: clock.lastMessage - clock.t0 };
    clock.t0 = 0;
    clock.seen = [];
    return told;
  };
})();
