// Draws every figure[data-chart] with uPlot from the JSON beside it; redraws when the theme changes.

const COUNT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const FULL = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const drawn = new Map();

function formatter(data, exact) {
  if (data.fmt === "percent") return (v) => `${FULL.format(v * 100)}%`;
  if (data.fmt === "money") {
    const options = { style: "currency", currency: data.currency || "USD", maximumFractionDigits: exact ? 2 : 1 };
    if (!exact) options.notation = "compact";
    const money = new Intl.NumberFormat("en", options);
    return (v) => money.format(v);
  }
  const plain = exact || data.fmt === "number" ? FULL : COUNT;
  return (v) => plain.format(v);
}

// uPlot draws on a canvas, which knows no CSS variables or light-dark(): the browser resolves them first.
function resolve(name) {
  const probe = document.createElement("span");
  probe.className = `chart-probe chart-probe-${name}`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function bars(stroke) {
  return { fill: stroke, width: 0, paths: window.uPlot.paths.bars({ size: [0.6, 40], radius: 0.15 }), points: { show: false } };
}

function build(data) {
  const exact = formatter(data, true);
  const columns = [data.x];
  const series = [{ value: data.time === false ? undefined : "{D} {MMM} {YYYY}" }];
  const bands = [];
  data.series.forEach((item, index) => {
    const stroke = resolve(`series-${(index % 5) + 1}`);
    const value = (_, v) => (v == null ? "—" : exact(v));
    if (item.low && item.high) {
      const at = columns.push(item.low, item.high) - 1;
      for (const end of ["low", "high"]) series.push({ label: `${item.label}, ${end}`, stroke, width: 0, value, points: { show: false } });
      bands.push({ series: [at, at - 1], fill: stroke.replace(/^rgb\((.*)\)$/, "rgba($1, 0.15)").replace(/^oklch\((.*)\)$/, "oklch($1 / 0.15)") });
    }
    // uPlot draws a gap at null and nothing at undefined.
    for (const at of item.skip || []) for (const column of [item.values, item.low, item.high]) if (column) column[at] = undefined;
    columns.push(item.values);
    const look = item.kind === "bar" ? bars(stroke) : { width: 2, points: { size: 5 } };
    series.push({ label: item.label, stroke, value, ...look });
  });
  return { columns, series, bands };
}

// Half a step of room at both ends, so that the first and last bars are whole.
function across(data) {
  const half = data.x.length > 1 ? (data.x[1] - data.x[0]) / 2 : 1;
  const room = data.series.some((item) => item.kind === "bar") ? half : 0;
  return (_, low, high) => [low - room, high + room];
}

const MONTH = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
const day = (seconds) => `${new Date(seconds * 1000).getUTCDate()} ${MONTH.format(seconds * 1000)}`;

function options(figure, data, parts) {
  const muted = resolve("muted");
  const grid = { stroke: resolve("grid"), width: 1 };
  const axis = { stroke: muted, grid, ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
  const short = formatter(data, false);
  return {
    tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    width: figure.clientWidth,
    height: Number(figure.dataset.height),
    scales: { x: { time: data.time !== false, range: across(data) }, y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
    axes: [{ ...axis, grid: { show: false }, ...(data.time === false ? {} : { values: (_, ticks) => ticks.map(day) }) }, { ...axis, size: 56, values: (_, ticks) => ticks.map(short) }],
    cursor: { points: { size: 8 } },
    series: parts.series,
    bands: parts.bands,
  };
}

function draw(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  drawn.get(figure)?.destroy();
  const parts = build(data);
  drawn.set(figure, new window.uPlot(options(figure, data, parts), parts.columns, figure.querySelector(".chart-canvas")));
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    drawn.get(target)?.setSize({ width: target.clientWidth, height: Number(target.dataset.height) });
  }
});

function start(root) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) {
    if (drawn.has(figure)) continue;
    draw(figure);
    sizes.observe(figure);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement || document));
document.addEventListener("themechange", () => [...drawn.keys()].filter((f) => f.isConnected).forEach(draw));
