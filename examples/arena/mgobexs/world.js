// The world of the arena: who is where, what lies around, what is collected. No room, no timers.

function createWorld(settings) {
  const world = { settings: settings, players: {}, gems: [], nextGemId: 1 };
  fillGems(world);
  return world;
}

function randomPlace(world, margin) {
  return Math.round(margin + Math.random() * (world.settings.size - 2 * margin));
}

function fillGems(world) {
  const { settings } = world;
  while (world.gems.length < settings.gems) {
    world.gems.push({
      id: world.nextGemId++,
      x: randomPlace(world, 2 * settings.gemRadius),
      y: randomPlace(world, 2 * settings.gemRadius),
      kind: Math.random() < settings.goldenShare ? 1 : 0,
    });
  }
}

function findFreeColour(world) {
  const used = Object.keys(world.players).map((id) => world.players[id].colour);
  for (let colour = 0; colour < world.settings.colours; colour++) {
    if (used.indexOf(colour) < 0) {
      return colour;
    }
  }
  return used.length % world.settings.colours;
}

function addPlayer(world, id) {
  if (world.players[id]) {
    return;
  }
  const margin = 4 * world.settings.playerRadius;
  world.players[id] = {
    id: id,
    x: randomPlace(world, margin),
    y: randomPlace(world, margin),
    dx: 0,
    dy: 0,
    score: 0,
    colour: findFreeColour(world),
  };
}

function removePlayer(world, id) {
  delete world.players[id];
}

// Only the direction is the player's to choose; a longer vector is not a faster one.
function steer(world, id, dx, dy) {
  const player = world.players[id];
  if (!player || !Number.isFinite(dx) || !Number.isFinite(dy)) {
    return false;
  }
  const length = Math.max(1, Math.sqrt(dx * dx + dy * dy));
  player.dx = dx / length;
  player.dy = dy / length;
  return true;
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

function collect(world, player) {
  const { settings } = world;
  const reach = settings.playerRadius + settings.gemRadius;
  world.gems = world.gems.filter((gem) => {
    const dx = gem.x - player.x;
    const dy = gem.y - player.y;
    if (dx * dx + dy * dy > reach * reach) {
      return true;
    }
    player.score += gem.kind === 1 ? settings.goldenValue : 1;
    return false;
  });
}

function step(world, seconds) {
  const { size, playerRadius, speed } = world.settings;
  Object.keys(world.players).forEach((id) => {
    const player = world.players[id];
    player.x = clamp(player.x + player.dx * speed * seconds, playerRadius, size - playerRadius);
    player.y = clamp(player.y + player.dy * speed * seconds, playerRadius, size - playerRadius);
    collect(world, player);
  });
  fillGems(world);
}

function resetScores(world) {
  Object.keys(world.players).forEach((id) => {
    world.players[id].score = 0;
  });
}

module.exports = { createWorld, addPlayer, removePlayer, steer, step, resetScores };
