package import Events

/// What a board says to a gate: the verdicts in force, and the rules behind them.
package struct GateBoard: Sendable {
  package let rules: GateRules
  package let bits: GateBits
  /// The time for which it was published.
  package let published: Timestamp

  /// Why a board says nothing.
  package enum Absence: Error, Sendable, Equatable {
    /// There is none.
    case missing
    /// Nobody publishes it any more.
    case stale
    /// It is no board, is damaged, or stays half-written.
    case unreadable
    /// It is of another store.
    case foreign
    /// Whoever publishes it was not told to gate anything.
    case unconfigured
  }

  /// What a board says.
  package init(_ rules: GateRules, _ bits: GateBits, published: Timestamp) {
    (self.rules, self.bits, self.published) = (rules, bits, published)
  }

  /// Reads a board.
  ///
  /// - Parameters:
  ///   - path: of the board.
  ///   - storeID: of the store beside it.
  ///   - now: the reader's clock.
  /// - Throws: why it says nothing.
  package init(path: String, of storeID: String?, now: Timestamp) throws(Absence) {
    let reader: BoardReader
    let reading: BoardReader.Reading
    do throws(BoardError) {
      var board = try BoardReader(path: path)
      guard try board.header().isOf(storeID) else { throw Absence.foreign.error }
      let place = try board.place(of: GateRules.sensor)
      reading = try board.reading(at: place, now: now)
      reader = board
    } catch { throw Absence(error) }
    // One of a time to come would never grow old.
    let isAhead = reading.published > now.advanced(bySeconds: Int64(BoardReader.timeout_s))
    if isAhead || reading.isStale(at: now) { throw .stale }
    guard let rules = GateRules(Value(json: reader.modes)?["gate"]) else { throw .unconfigured }
    guard case .number(let number)? = reading.value else { throw .unconfigured }
    guard let bits = GateBits(number) else { throw .unreadable }
    (self.rules, self.bits, published) = (rules, bits, reading.published)
  }
}

extension GateBoard.Absence {
  private static let message = "of another store"

  fileprivate var error: BoardError { BoardError(.unknown, Self.message) }

  fileprivate init(_ error: BoardError) {
    switch error.code {
    case .missing: self = .missing
    case .unknown: self = error.message == Self.message ? .foreign : .unconfigured
    default: self = .unreadable
    }
  }

  /// In words that follow "the board".
  package var words: String {
    switch self {
    case .missing: "is not there"
    case .stale: "was not published for \(BoardReader.timeout_s) s"
    case .unreadable: "cannot be read"
    case .foreign: "is of another store"
    case .unconfigured: "gates nothing"
    }
  }
}
