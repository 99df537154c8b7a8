// Draws both games on the canvas. All lengths are shares of the field, as the canvas has any size.
/* global PaintGame */

const COLOURS = ["#4cc9f0", "#f72585", "#ffd166", "#80ed99", "#b388ff", "#ff8c42", "#5eead4", "#e2e8f0"];

class Drawing {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
  }

  // Sets the canvas to its size in device pixels and clears it; answers the length of its side.
  begin() {
    const side = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (this.canvas.width !== side) {
      this.canvas.width = side;
      this.canvas.height = side;
    }
    this.context.fillStyle = "#10131b";
    this.context.fillRect(0, 0, side, side);
    return side;
  }

  gather({ size, playerRadius, gemRadius, players, gems, you }, time) {
    const scale = this.begin() / size;
    this.grid(10);
    for (const [id, x, y, kind] of gems) {
      const pulse = 1 + 0.12 * Math.sin(time / 250 + id);
      this.gem(x * scale, y * scale, gemRadius * scale * pulse, kind === 1 ? "#ffd166" : "#80ed99");
    }
    for (const player of players) {
      this.player(player.x * scale, player.y * scale, playerRadius * scale, player, player.id === you);
    }
  }

  paint(game, you) {
    const side = this.begin();
    // A margin of a cell, as players and stars are larger than theirs.
    const cell = side / (PaintGame.SIZE + 2);
    const { context } = this;
    context.save();
    context.translate(cell, cell);
    for (let y = 0; y < PaintGame.SIZE; y++) {
      for (let x = 0; x < PaintGame.SIZE; x++) {
        const side = game.cellAt(x, y);
        if (side === -1) continue;
        context.fillStyle = side >= 0 ? this.colourOf(game.players[side]) : "#394258";
        context.globalAlpha = side >= 0 ? 0.55 : 1;
        // Whole pixels, so that no lines show between cells.
        const [left, top] = [Math.round(x * cell), Math.round(y * cell)];
        context.fillRect(left, top, Math.round((x + 1) * cell) - left, Math.round((y + 1) * cell) - top);
      }
    }
    context.globalAlpha = 1;
    this.grid(PaintGame.SIZE / 4, side - 2 * cell);
    for (const { x, y } of game.stars) {
      this.star((x + 0.5) * cell, (y + 0.5) * cell, cell * 0.8);
    }
    for (const player of game.players) {
      this.player((player.x + 0.5) * cell, (player.y + 0.5) * cell, cell * 0.7, player, player.id === you);
    }
    context.restore();
  }

  colourOf({ colour }) {
    return COLOURS[colour % COLOURS.length];
  }

  grid(count, side = this.canvas.width) {
    const { context } = this;
    context.strokeStyle = "rgb(255 255 255 / 5%)";
    context.lineWidth = Math.max(1, side / 700);
    context.beginPath();
    for (let i = 1; i < count; i++) {
      const at = (i * side) / count;
      context.moveTo(at, 0);
      context.lineTo(at, side);
      context.moveTo(0, at);
      context.lineTo(side, at);
    }
    context.stroke();
  }

  gem(x, y, radius, colour) {
    this.polygon(4, x, y, radius, radius, colour);
    this.context.fillStyle = "rgb(255 255 255 / 35%)";
    this.context.beginPath();
    this.context.moveTo(x, y - radius);
    this.context.lineTo(x + radius, y);
    this.context.lineTo(x, y);
    this.context.fill();
  }

  star(x, y, radius) {
    this.polygon(10, x, y, radius, radius * 0.45, "#fff");
  }

  // A polygon whose corners lie alternately on two radii.
  polygon(corners, x, y, outer, inner, colour) {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    for (let i = 0; i < corners; i++) {
      const angle = (i * 2 * Math.PI) / corners - Math.PI / 2;
      const radius = i % 2 === 0 ? outer : inner;
      context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
    context.closePath();
    context.fill();
  }

  player(x, y, radius, player, isYou) {
    const { context } = this;
    context.globalAlpha = player.online === false ? 0.4 : 1;
    context.fillStyle = this.colourOf(player);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = radius * 0.18;
    context.strokeStyle = isYou ? "#fff" : "rgb(0 0 0 / 45%)";
    context.stroke();
    const size = Math.round(Math.max(11 * devicePixelRatio, this.canvas.width / 46));
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.textAlign = "center";
    // Above the player, or below where there is no room above.
    const isHigh = y - radius < size * 1.8;
    const textY = isHigh ? y + radius + size * 1.2 : y - radius - size * 0.5;
    const half = context.measureText(player.name).width / 2;
    const textX = Math.max(half + 4, Math.min(this.canvas.width - half - 4, x));
    context.lineWidth = size / 4;
    context.strokeStyle = "rgb(12 15 22 / 80%)";
    context.strokeText(player.name, textX, textY);
    context.fillStyle = "#fff";
    context.fillText(player.name, textX, textY);
    context.globalAlpha = 1;
  }
}
