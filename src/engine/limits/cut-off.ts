/** Messages that mean nothing here after which a connection is cut off, at every door. */
export const maxBadMessages = 20;

/** Time for a client to hear why it is cut off, before its connection is ended whatever it does, ms. */
export const farewellTime = 1000;
