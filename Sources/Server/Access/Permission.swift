/// What a route lets its callers do, and so who they must be.
package enum Permission: Sendable, CaseIterable {
  /// Nothing that is anybody's: whether the server is there.
  case look
  /// Events go in. Everybody on this machine may, as with the inbox of the store.
  case tell
  /// Events and what comes of them go out.
  case read
  /// What the store keeps besides is changed.
  case change
  /// A mode is approved or set: no agent may.
  case approve
}
