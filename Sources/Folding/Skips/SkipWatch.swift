package import Events

/// The skips that a fold meets on its way: those that nobody could look for beforehand.
package struct SkipWatch: Projection {
  /// The store whose skips count; nil: those of any.
  package var store: String?

  package init() {}

  /// Those of one store, where it says which it is.
  package init(of store: String?) { self.store = store }

  package static let name = "tlm.skips"
  package static let version = 1

  package struct State: Codable, Sendable, Equatable {
    package var skips: [Met] = []
  }

  package struct Met: Codable, Sendable, Equatable {
    package let projection: String
    package let position: Position
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    On(Skip.eventName) { event, state in
      guard let found = FoundSkip(event), found.speaks(of: store) else { return }
      let skip = found.skip
      state.skips.append(Met(projection: skip.projection.rawValue, position: skip.position))
    }
  }
}
