package import Events

/// A state while it is folded: one place in memory that every handler of its projection changes.
///
/// Handlers reach it by pointer, because the check that guards a class property against
/// overlapping access costs as much as a small handler.
@safe package final class FoldedState<State: Sendable>: @unchecked Sendable {
  // Sendable, because a fold is driven by one thread at a time: `Fold` is not copyable, and the
  // pipeline hands it from thread to thread under its lock.
  private let storage: UnsafeMutablePointer<State>

  init(_ initial: State) {
    unsafe storage = .allocate(capacity: 1)
    unsafe storage.initialize(to: initial)
  }

  deinit {
    unsafe storage.deinitialize(count: 1)
    unsafe storage.deallocate()
  }

  package var value: State {
    get { unsafe storage.pointee }
    // In place: a copy of a state would be changed in the copy of all its containers.
    _modify { yield unsafe &storage.pointee }
  }

  /// The handlers as one step on this state, without its type. They run in their order; one that
  /// throws keeps the later ones from seeing the event.
  ///
  /// Each is a step by itself: in a loop over functions of a type that is not known here the runtime
  /// would be asked for that type at every event.
  func step(applying handlers: ArraySlice<Apply<State>>) -> Step? {
    guard let apply = handlers.first else { return nil }
    let first: Step = { [self] event in try unsafe apply(event, &storage.pointee) }
    guard let rest = step(applying: handlers.dropFirst()) else { return first }
    return { event in
      try first(event)
      try rest(event)
    }
  }
}

/// What an event does to one projection, whatever its state is.
package typealias Step = @Sendable (borrowing Event) throws -> Void
