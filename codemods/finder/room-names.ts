/** Names that a room goes by where neither types nor flow tell what a receiver is (spec mgobe-patterns §C1). */
export const roomName =
  /^[_$]*(mgobe|my|cur|current|game|the)?_?room(_?(mgr|manager|obj|object|ins|instance|client))?$/i;
