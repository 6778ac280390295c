/// What became of a store that is followed, as people are told.
package struct StoreChange: Sendable, Equatable {
  /// What became of it.
  package enum Kind: Sendable, Equatable {
    /// It was moved away or removed.
    case gone
    /// It is there again.
    case back
    /// Another one stands in its place.
    case replaced
  }

  package let kind: Kind
  /// The store's folder.
  package let path: String

  package init(_ kind: Kind, at path: String) {
    self.kind = kind
    self.path = path
  }

  /// Nil for a finding that is no news.
  init?(_ finding: StoreSight.Finding, at path: String) {
    switch finding {
    case .same: return nil
    case .back: kind = .back
    case .replaced: kind = .replaced
    case .gone: kind = .gone
    }
    self.path = path
  }
}

extension StoreChange: CustomStringConvertible {
  package var description: String {
    switch kind {
    case .gone: "the store at \(path) is gone; waiting for one to come back there"
    case .back: "the store at \(path) is back"
    case .replaced: "another store stands at \(path) now; going on with that one"
    }
  }
}
