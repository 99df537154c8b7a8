// Draws the board as SVG; one unit is the distance of two lines. Knows no server: both clients use it.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 0.9;
const STARS = { 15: [3, 7, 11], 19: [3, 9, 15] };

function makeSvg(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  parent.appendChild(element);
  return element;
}

class BoardView {
  // `onPick(x, y)` is called for a click on an intersection.
  constructor(svg, onPick) {
    this.svg = svg;
    this.onPick = onPick;
    this.size = 0;
    this.shown = 0;
  }

  // state: { size, moves, line }; `mine` is the colour to place, or -1.
  show({ size, moves, line, mine }) {
    if (this.size !== size) {
      this.drawGrid(size);
    }
    if (moves.length < this.shown) {
      this.stones.replaceChildren();
      this.shown = 0;
    }
    for (; this.shown < moves.length; this.shown++) {
      const [x, y] = moves[this.shown];
      const isNew = this.shown === moves.length - 1;
      this.drawStone(x, y, this.shown % 2, isNew ? "stone new" : "stone", this.stones);
    }
    this.showMarks(moves, line);
    this.svg.classList.toggle("mine", mine >= 0);
    this.svg.style.setProperty("--ghost", mine === 1 ? "url(#white)" : "url(#black)");
  }

  drawGrid(size) {
    this.size = size;
    this.shown = 0;
    this.svg.replaceChildren();
    const extent = size - 1 + 2 * MARGIN;
    this.svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${extent} ${extent}`);
    this.drawGradients();
    const lines = [];
    for (let i = 0; i < size; i++) {
      lines.push(`M0 ${i}H${size - 1}M${i} 0V${size - 1}`);
    }
    makeSvg("path", { class: "grid", d: lines.join("") }, this.svg);
    makeSvg("rect", { class: "edge", width: size - 1, height: size - 1 }, this.svg);
    this.drawStars();
    this.drawCoordinates();
    this.stones = makeSvg("g", {}, this.svg);
    this.marks = makeSvg("g", {}, this.svg);
    this.drawSpots();
  }

  drawGradients() {
    const definitions = makeSvg("defs", {}, this.svg);
    for (const [id, light, dark] of [
      ["black", "#6d665e", "#171412"],
      ["white", "#ffffff", "#d8d1c4"],
    ]) {
      const gradient = makeSvg("radialGradient", { id, cx: 0.36, cy: 0.3, r: 0.75 }, definitions);
      makeSvg("stop", { offset: 0, "stop-color": light }, gradient);
      makeSvg("stop", { offset: 1, "stop-color": dark }, gradient);
    }
  }

  drawStars() {
    const stars = STARS[this.size] || [];
    for (const x of stars) {
      for (const y of stars) {
        // The points in the middle of the edges are not marked on a small board.
        const isEdge = (x === stars[1]) !== (y === stars[1]);
        if (this.size > 15 || !isEdge) {
          makeSvg("circle", { class: "star", cx: x, cy: y, r: 0.11 }, this.svg);
        }
      }
    }
  }

  drawCoordinates() {
    for (let i = 0; i < this.size; i++) {
      const column = makeSvg("text", { class: "coordinate", x: i, y: -0.62 }, this.svg);
      column.textContent = String.fromCharCode(65 + i);
      const row = makeSvg("text", { class: "coordinate", x: -0.62, y: i }, this.svg);
      row.textContent = String(this.size - i);
    }
  }

  // Each intersection is a place to click, with the stone that would come there.
  drawSpots() {
    const spots = makeSvg("g", {}, this.svg);
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        const label = String.fromCharCode(65 + x) + (this.size - y);
        const spot = makeSvg(
          "rect",
          {
            class: "spot",
            x: x - 0.5,
            y: y - 0.5,
            width: 1,
            height: 1,
            role: "gridcell",
            "aria-label": label,
            "data-x": x,
            "data-y": y,
          },
          spots,
        );
        spot.addEventListener("click", () => this.onPick(x, y));
        makeSvg("circle", { class: "ghost", cx: x, cy: y, r: 0.44, fill: "var(--ghost)" }, spots);
      }
    }
  }

  drawStone(x, y, side, className, parent) {
    const fill = side === 0 ? "url(#black)" : "url(#white)";
    makeSvg("circle", { class: className, cx: x, cy: y, r: 0.44, fill, "data-side": side }, parent);
  }

  showMarks(moves, line) {
    this.marks.replaceChildren();
    if (line && line.length > 0) {
      const [x1, y1] = line[0];
      const [x2, y2] = line[line.length - 1];
      makeSvg("line", { class: "winning", x1, y1, x2, y2 }, this.marks);
    }
    const last = moves[moves.length - 1];
    if (last) {
      makeSvg("circle", { class: "last", cx: last[0], cy: last[1], r: 0.2 }, this.marks);
    }
  }
}
