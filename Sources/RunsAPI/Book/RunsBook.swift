import Analysis
import Events
import Journal
import SystemCalls
import TLM

/// The runs of a store for whoever asks for them again and again: their table is kept, and so is the
/// text of those that were told last.
final class RunsBook: Sendable {
  private struct State {
    var table = RunsTable(through: .start, expecting: 0)
    /// Of which log the table is; nil before anybody has asked.
    var edition: Edition?
    /// Texts by the numbers of runs, with how often the run had changed.
    var texts: [Int: (changes: UInt16, text: RunObject)] = [:]
    /// Ids that are being appended.
    var pending: Set<Label> = []
  }

  /// What makes another log of a log: another store in its place, or lines that were blanked.
  private struct Edition: Equatable {
    let store: String?
    let number: Int
  }

  private let store: Store
  private let state = Guarded(State())

  /// Texts that are kept, of a thousand or two bytes each.
  private static let textLimit = 4096

  init(_ store: Store) { self.store = store }

  /// Asks the table, which has everything that is in the log.
  func ask<Answer: Sendable>(_ question: (RunsTable) throws -> Answer) throws -> Answer {
    try withState { try question($0.table) }
  }

  /// Whether there is a run under a key.
  func has(_ key: Label) throws -> Bool { try ask { $0.number(of: key) != nil } }

  /// What a run is; nil where there is none under that key.
  func object(_ key: Label) throws -> RunObject? {
    let number = try ask { $0.number(of: key) }
    return try number.flatMap { try objects([$0]).first }
  }

  /// What runs are, in the order of their numbers as they are given.
  func objects(_ numbers: [Int]) throws -> [RunObject] {
    let known = try withState { state in
      numbers.map { number in
        let changes = state.table.entries[number].changes
        let text = state.texts[number].flatMap { $0.changes == changes ? $0.text : nil }
        return (number: number, key: state.table.key(of: number), changes: changes, text: text)
      }
    }
    guard known.contains(where: { $0.text == nil }) else { return known.compactMap(\.text) }
    // Read outside of the lock: who asks for what is kept need not wait for it.
    let rows = try store.runs(under: known.filter { $0.text == nil }.map(\.key))
    var read: [Int: (changes: UInt16, text: RunObject)] = [:]
    for run in known where run.text == nil {
      guard let row = rows[run.key] else { continue }
      read[run.number] = (run.changes, RunObject(run.key, row))
    }
    keep(read)
    return known.compactMap { $0.text ?? read[$0.number]?.text }
  }

  private func keep(_ texts: [Int: (changes: UInt16, text: RunObject)]) {
    state.withLock { state in
      if state.texts.count > Self.textLimit { state.texts = [:] }
      state.texts.merge(texts) { old, new in old.changes > new.changes ? old : new }
    }
  }

  /// Takes ids for runs that are being appended.
  ///
  /// - Returns: of each whether it is new; nil where another request appends one of them just now.
  func reserve(_ ids: [Label]) throws -> [Standing]? {
    try withState { state in
      if ids.contains(where: state.pending.contains) { return nil }
      var seen: Set<Label> = []
      let standings = ids.map { id -> Standing in
        if let number = state.table.number(of: id) {
          let status = state.table.entries[number].status
          return status == nil || status == .running || status == .unknown ? .open : .ended
        }
        return seen.insert(id).inserted ? .new : .repeated
      }
      state.pending.formUnion(ids)
      return standings
    }
  }

  func release(_ ids: [Label]) {
    state.withLock { $0.pending.subtract(ids) }
  }

  /// How a run stands that is posted.
  enum Standing: Sendable {
    case new
    /// The same id comes twice in one request.
    case repeated
    /// It is there, and has not ended.
    case open
    case ended
  }

  private func withState<Answer>(_ body: (inout State) throws -> Answer) throws -> Answer {
    _ = store.drainBeforeReading()
    // Read under the lock: that nobody else reads the same meanwhile is the point of it.
    return try state.withLock { state in
      try bringUp(&state)
      return try body(&state)
    }
  }

  private func bringUp(_ state: inout State) throws {
    let log = store.log
    let edition = Edition(store: try log.readIdentity()?.id, number: log.edition)
    if state.edition == edition {
      do {
        try state.table.catchUp(log)
        return
      } catch JournalError.Code.truncated {
        // It was pruned before it was read: the projection has it.
      }
    }
    // Those that are being appended are it whatever the table is made of.
    state = State(pending: state.pending)
    state.table = try built()
    try state.table.catchUp(log)
    state.edition = edition
  }

  /// The table of all rows.
  private func built() throws -> RunsTable {
    let rows = try store.rows(of: Runs())
    let start = max(rows.through, try store.log.bounds().lowerBound)
    return try rows.answer { all in
      var table = RunsTable(through: start, expecting: all.count)
      all.forEach { table.add($0, $1) }
      table.sort()
      return table
    }
  }
}
