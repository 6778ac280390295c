package import Events
package import Journal

/// How a store stands in a relay: what it pushes, and how far it is with each origin that it pulls.
package struct RelayStatus: Sendable, Equatable {
  /// One store of the relay.
  package struct Origin: Sendable, Equatable {
    package let id: String
    package var words: OriginWords
    /// Whether it is this store itself, which pushes.
    package var isOwn = false
    /// What it has pushed, as far as it is known.
    package var pushed: RelayPlace?
    /// What the engine has acknowledged of it.
    package var acknowledged: RelayPlace?
    /// What is in this store's log of it.
    package var pulled: PulledPlace?
    /// Up to where that was compared with what it pushed.
    package var verified: PulledPlace?
    package var behind = Lag()
    /// Since when lines of it are kept from the log, and why.
    package var waitingSince: Timestamp?
    package var reason: String?
    /// When it last said what it has pushed.
    package var heard: Timestamp?

    package init(_ id: String, _ words: OriginWords) { (self.id, self.words) = (id, words) }
  }

  /// How much is not where it is to go.
  package struct Lag: Sendable, Equatable {
    /// Nil where nobody knows how many.
    package var events: Int64?
    package var bytes: Int64 = 0
    /// For how long something was missing, at most.
    package var seconds: Double = 0
  }

  package let stream: String
  /// Where the engine is; nil where nobody said.
  package var engine: String?
  /// Whether it was asked and answered; nil where it was not asked.
  package var isConnected: Bool?
  package var weaknesses: [String] = []
  /// The store itself first, where it pushes, then by their ids.
  package var origins: [Origin] = []

  /// The figures of all of them, for sensors.
  package var sum: Lag {
    var sum = Lag()
    for origin in origins {
      if let events = origin.behind.events { sum.events = (sum.events ?? 0) + events }
      sum.bytes += origin.behind.bytes
      sum.seconds = max(sum.seconds, origin.behind.seconds)
    }
    return sum
  }

  /// Origins that something keeps from the log.
  package var waiting: Int { origins.count { $0.waitingSince != nil } }
}
