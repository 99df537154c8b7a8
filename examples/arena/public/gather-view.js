// What the server pushes 15 times a second, shown smoothly: positions are drawn a little late, between two pushes.

class GatherView {
  constructor() {
    this.facts = { size: 1000, playerRadius: 26, gemRadius: 14, tickRate: 15 };
    this.players = new Map();
    this.clear();
  }

  clear() {
    this.before = undefined;
    this.latest = undefined;
  }

  welcome(message) {
    this.facts = message;
    this.setPlayers(message.players);
  }

  setPlayers(players) {
    this.players = new Map(players.map((player) => [player.id, player]));
  }

  takeWorld(world) {
    this.before = this.latest;
    this.latest = { ...world, at: performance.now(), places: new Map() };
    for (const [id, x, y, score] of world.players) {
      this.latest.places.set(id, { x, y, score });
    }
  }

  // All players with name, colour, score and the place where to draw them now.
  getPlayers(now) {
    if (!this.latest) {
      return [];
    }
    const share = Math.min(1, (now - this.latest.at) / (1000 / this.facts.tickRate));
    return [...this.latest.places].map(([id, to]) => {
      const from = this.before?.places.get(id) || to;
      return {
        name: "",
        colour: 0,
        ...this.players.get(id),
        id,
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        score: to.score,
      };
    });
  }
}
