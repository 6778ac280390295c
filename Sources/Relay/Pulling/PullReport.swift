package import Events
package import Journal
import SystemCalls

/// How far a puller is with each origin, as the file `relay/pull-STREAM.json` of its store says.
package struct PullReport: Sendable, Equatable {
  /// One origin.
  package struct Origin: Sendable, Equatable {
    package let id: String
    package var words: OriginWords
    /// What is in the log.
    package var place: PulledPlace
    package var verified: PulledPlace
    /// The furthest that it said it has pushed; nil: it said nothing yet.
    package var head: RelayHead?
    /// Since when lines of it are kept from the log, and why.
    package var waitingSince: Timestamp?
    package var reason: String?
    /// Lines that were pulled by this process.
    package var lines: Int64 = 0
    /// What was told in the log by this process.
    package var gaps = 0
  }

  package let stream: String
  /// Where the engine is, without what lets anybody in.
  package let engine: String
  package var time: Timestamp
  /// Whether the engine is there.
  package var isConnected: Bool
  package var origins: [Origin] = []

  /// Where the file of a stream stands.
  package static func path(of stream: String, in log: EventLog) -> String {
    folder(in: log) + "/pull-\(stream).json"
  }

  static func folder(in log: EventLog) -> String { log.layout.relay }
}

extension PullReport.Origin {
  /// Of an origin that is pulled just now.
  init(_ pull: OriginPull) {
    id = pull.origin
    words = pull.words
    place = pull.text.pulled
    verified = pull.text.verified
    head = pull.head
    lines = pull.lines
    gaps = pull.gaps
    guard pull.isWaiting else { return }
    waitingSince = pull.doubt?.since ?? pull.gap?.since
    reason = pull.doubt?.reason ?? pull.gap?.reason
  }
}
