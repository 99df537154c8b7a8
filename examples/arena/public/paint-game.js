// The painting game: everything follows from the frames, with whole numbers only, so that all tabs that have seen the
// same frames show the same picture. No clock, no Math.random, no look at the screen in here.

const WALL = -2;
const BLANK = -1;
const FRAMES_PER_STEP = 2;
const FRAMES_PER_STAR = 40;
const MAX_STARS = 4;
const DIRECTIONS = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];
const STARTS = [
  [4, 4],
  [27, 27],
  [27, 4],
  [4, 27],
  [16, 4],
  [16, 27],
  [4, 16],
  [27, 16],
];

// A linear congruential generator of 32 bits, equal in every browser.
class PaintRandom {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  below(limit) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 4294967296) * limit);
  }
}

class PaintGame {
  // Cells of one side of the field.
  static SIZE = 32;

  constructor(lastFrame) {
    this.lastFrame = lastFrame;
    this.frame = 0;
    this.players = [];
    this.stars = [];
    this.cells = new Int8Array(PaintGame.SIZE * PaintGame.SIZE).fill(BLANK);
    this.random = null;
  }

  get isOver() {
    return this.frame >= this.lastFrame;
  }

  apply(frame) {
    if (this.isOver) {
      return;
    }
    if (!this.random) {
      this.random = new PaintRandom(Number(frame.ext.seed) || 0);
      this.buildWalls();
    }
    this.frame = frame.id;
    frame.items.forEach((item) => this.takeInput(item.playerId, item.data));
    if (this.frame % FRAMES_PER_STEP === 0) {
      this.players.forEach((player) => this.move(player));
    }
    if (this.frame % FRAMES_PER_STAR === 0 && this.stars.length < MAX_STARS) {
      this.addStar();
    }
  }

  takeInput(playerId, data) {
    if (!data) {
      return;
    }
    const player = this.players.find(({ id }) => id === playerId);
    if (!player && data.join) {
      this.addPlayer(playerId, data);
    } else if (player && Number.isInteger(data.direction) && data.direction >= -1 && data.direction < 4) {
      player.direction = data.direction;
    }
  }

  addPlayer(id, { name, colour }) {
    if (this.players.length >= STARTS.length) {
      return;
    }
    const [x, y] = STARTS[this.players.length];
    const player = {
      id,
      name: String(name),
      colour: Number.isInteger(colour) ? colour : 0,
      x,
      y,
      direction: -1,
      side: this.players.length,
    };
    this.players.push(player);
    this.splash(player, 1);
  }

  move(player) {
    if (player.direction < 0) {
      return;
    }
    const [dx, dy] = DIRECTIONS[player.direction];
    if (this.cellAt(player.x + dx, player.y + dy) === WALL) {
      return;
    }
    player.x += dx;
    player.y += dy;
    this.splash(player, 1);
    const star = this.stars.findIndex(({ x, y }) => x === player.x && y === player.y);
    if (star >= 0) {
      this.stars.splice(star, 1);
      this.splash(player, 3);
    }
  }

  // Beyond the edge is wall.
  cellAt(x, y) {
    return x < 0 || y < 0 || x >= PaintGame.SIZE || y >= PaintGame.SIZE
      ? WALL
      : this.cells[y * PaintGame.SIZE + x];
  }

  paint(x, y, side) {
    if (this.cellAt(x, y) !== WALL) {
      this.cells[y * PaintGame.SIZE + x] = side;
    }
  }

  splash({ x, y, side }, reach) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (dx * dx + dy * dy <= reach * reach + 1) {
          this.paint(x + dx, y + dy, side);
        }
      }
    }
  }

  // Some short walls, never near the places where players begin.
  buildWalls() {
    for (let i = 0; i < 12; i++) {
      const isLevel = this.random.below(2) === 0;
      const length = 3 + this.random.below(3);
      const left = 7 + this.random.below(14);
      const top = 7 + this.random.below(14);
      for (let j = 0; j < length; j++) {
        const x = left + (isLevel ? j : 0);
        const y = top + (isLevel ? 0 : j);
        this.cells[y * PaintGame.SIZE + x] = WALL;
      }
    }
  }

  addStar() {
    const x = this.random.below(PaintGame.SIZE);
    const y = this.random.below(PaintGame.SIZE);
    if (this.cellAt(x, y) !== WALL) {
      this.stars.push({ x, y });
    }
  }

  isWall(x, y) {
    return this.cellAt(x, y) === WALL;
  }

  // Number of cells of each player, in the order of `players`.
  countCells() {
    const counts = this.players.map(() => 0);
    this.cells.forEach((side) => {
      if (side >= 0) {
        counts[side]++;
      }
    });
    return counts;
  }

  // FNV-1a over all that matters: two games with the same hash are the same game.
  hash() {
    let hash = 0x811c9dc5;
    const add = (value) => {
      hash = Math.imul(hash ^ (value & 0xff), 0x01000193);
    };
    add(this.frame);
    add(this.frame >> 8);
    this.cells.forEach(add);
    this.stars.forEach(({ x, y }) => [x, y].forEach(add));
    this.players.forEach(({ x, y, direction, colour, id }) => {
      [x, y, direction, colour].forEach(add);
      Array.from(id, (letter) => add(letter.charCodeAt(0)));
    });
    return (hash >>> 0).toString(16).padStart(8, "0");
  }
}
