// The rules of the board: no room, no players, no timers.

// One of each pair of opposite directions.
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
];

const EMPTY = -1;

function createBoard(size) {
  const cells = [];
  for (let i = 0; i < size * size; i++) {
    cells.push(EMPTY);
  }
  return { size: size, cells: cells, stones: 0 };
}

function isInside(board, x, y) {
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < board.size && y < board.size;
}

function getStone(board, x, y) {
  return isInside(board, x, y) ? board.cells[y * board.size + x] : EMPTY;
}

function isFree(board, x, y) {
  return isInside(board, x, y) && getStone(board, x, y) === EMPTY;
}

function isFull(board) {
  return board.stones === board.cells.length;
}

function putStone(board, x, y, side) {
  board.cells[y * board.size + x] = side;
  board.stones++;
}

// Stones of one side from (x, y) on, not counting (x, y) itself.
function follow(board, x, y, dx, dy) {
  const side = getStone(board, x, y);
  const found = [];
  let nx = x + dx;
  let ny = y + dy;
  while (getStone(board, nx, ny) === side) {
    found.push([nx, ny]);
    nx += dx;
    ny += dy;
  }
  return found;
}

// The stones of the row through (x, y) that is long enough to win, or null.
function findWinningLine(board, x, y, winLength) {
  if (getStone(board, x, y) === EMPTY) {
    return null;
  }
  for (const [dx, dy] of DIRECTIONS) {
    const line = follow(board, x, y, -dx, -dy)
      .reverse()
      .concat([[x, y]], follow(board, x, y, dx, dy));
    if (line.length >= winLength) {
      return line;
    }
  }
  return null;
}

module.exports = { createBoard, isInside, isFree, isFull, putStone, findWinningLine };
