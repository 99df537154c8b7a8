// What the player wants: a direction from the keys, or from where the finger or the mouse is.

const KEYS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  KeyW: [0, -1],
  KeyS: [0, 1],
  KeyA: [-1, 0],
  KeyD: [1, 0],
};

// Nearer than this (share of the field) the pointer means: stay.
const NEAR = 0.015;

class Steering {
  // `whereAmI()` is one's own place on the field, each axis from 0 to 1, or undefined.
  constructor(field, whereAmI) {
    this.field = field;
    this.whereAmI = whereAmI;
    this.pressed = [];
    this.pointer = undefined;
    this.direction = -1;
    addEventListener("keydown", (event) => this.onKey(event, true));
    addEventListener("keyup", (event) => this.onKey(event, false));
    addEventListener("blur", () => this.release());
    field.addEventListener("pointerdown", (event) => {
      field.setPointerCapture(event.pointerId);
      this.onPointer(event);
    });
    field.addEventListener("pointermove", (event) => {
      if (this.pointer) this.onPointer(event);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      field.addEventListener(name, () => (this.pointer = undefined));
    }
  }

  release() {
    this.pressed = [];
    this.pointer = undefined;
  }

  onKey(event, isDown) {
    if (!KEYS[event.code] || event.target instanceof HTMLInputElement) {
      return;
    }
    event.preventDefault();
    this.pressed = this.pressed.filter((code) => code !== event.code);
    if (isDown) {
      this.pressed.push(event.code);
      this.direction = toDirection(KEYS[event.code]);
    }
  }

  onPointer(event) {
    const box = this.field.getBoundingClientRect();
    this.pointer = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const vector = this.getVectorToPointer();
    if (vector) {
      this.direction = toDirection(vector);
    }
  }

  // A vector no longer than 1.
  getVector() {
    if (this.pressed.length > 0) {
      const [dx, dy] = this.pressed.reduce(([x, y], code) => [x + KEYS[code][0], y + KEYS[code][1]], [0, 0]);
      const length = Math.hypot(dx, dy) || 1;
      return [dx / length, dy / length];
    }
    return this.getVectorToPointer() || [0, 0];
  }

  getVectorToPointer() {
    const place = this.pointer && this.whereAmI();
    if (!place) {
      return undefined;
    }
    const [dx, dy] = [this.pointer[0] - place[0], this.pointer[1] - place[1]];
    const length = Math.hypot(dx, dy);
    return length < NEAR ? undefined : [dx / length, dy / length];
  }

  // For a game in which one keeps going: the last direction there was, up, right, down, left as 0 to 3; -1 for none yet.
  getDirection() {
    return this.direction;
  }

  forgetDirection() {
    this.direction = -1;
  }
}

function toDirection([dx, dy]) {
  if (Math.abs(dx) > Math.abs(dy)) {
    return dx > 0 ? 1 : 3;
  }
  return dy > 0 ? 2 : 0;
}
