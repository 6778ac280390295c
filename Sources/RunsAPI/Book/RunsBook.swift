import Analysis
import Events
import SystemCalls
import TLM

/// The runs of a store as the API tells them: the text of those that were told last is kept, and so is
/// which are being appended.
final class RunsBook: Sendable {
  private struct State {
    /// Texts by the numbers of runs, with how often the run had changed.
    var texts: [Int: (changes: UInt16, text: RunObject)] = [:]
    /// Of which table the numbers are.
    var generation = 0
    /// Ids that are being appended.
    var pending: Set<Label> = []
  }

  private let store: Store
  private let shelf: RunShelf
  private let state = Guarded(State())

  /// Texts that are kept, of a thousand or two bytes each.
  private static let textLimit = 4096

  /// - Parameter shelf: the table of runs, for everybody who asks this server.
  init(_ store: Store, _ shelf: RunShelf) { (self.store, self.shelf) = (store, shelf) }

  /// Asks the table, which has everything that is in the log.
  func ask<Answer>(_ question: (RunsTable) throws -> Answer) throws -> Answer {
    try shelf.ask(question)
  }

  /// Whether there is a run under a key.
  func has(_ key: Label) throws -> Bool { try ask { $0.number(of: key) != nil } }

  /// What a run is; nil where there is none under that key.
  func object(_ key: Label) throws -> RunObject? {
    let known = try ask { table in table.number(of: key).map { Known($0, table) } }
    return try known.flatMap { try objects([$0]).first }
  }

  /// A page of the runs that meet a filter, those recorded last first.
  func page(_ filter: RunFilter, offset: Int, limit: Int) throws -> [RunObject] {
    let known = try shelf.ask(filter) { table, rows in
      table.page(filter, among: rows, offset: offset, limit: limit, countsAll: false)
        .numbers.map { Known($0, table) }
    }
    return try objects(known)
  }

  /// A run of the table as it was when it was asked.
  private struct Known: Sendable {
    let number: Int
    let key: Label
    let changes: UInt16
    let generation: Int

    init(_ number: Int, _ table: RunsTable) {
      self.number = number
      key = table.key(of: number)
      changes = table.entries[number].changes
      generation = table.generation
    }
  }

  private func objects(_ runs: [Known]) throws -> [RunObject] {
    let texts = kept(runs)
    guard texts.contains(where: { $0 == nil }) else { return texts.compactMap(\.self) }
    // Read outside of the lock: who asks for what is kept need not wait for it.
    let missing = zip(runs, texts).filter { $1 == nil }.map(\.0)
    let rows = try store.runs(under: missing.map(\.key))
    var read: [Int: RunObject] = [:]
    for run in missing {
      if let row = rows[run.key] { read[run.number] = RunObject(run.key, row) }
    }
    keep(read, of: missing)
    return zip(runs, texts).compactMap { run, text in text ?? read[run.number] }
  }

  private func kept(_ runs: [Known]) -> [RunObject?] {
    state.withLock { state in
      runs.map { run -> RunObject? in
        guard state.generation == run.generation, let kept = state.texts[run.number],
          kept.changes == run.changes
        else { return nil }
        return kept.text
      }
    }
  }

  private func keep(_ read: [Int: RunObject], of runs: [Known]) {
    guard let generation = runs.first?.generation else { return }
    state.withLock { state in
      guard generation >= state.generation else { return }
      if generation > state.generation || state.texts.count > Self.textLimit { state.texts = [:] }
      state.generation = generation
      for run in runs {
        if let text = read[run.number] { state.texts[run.number] = (run.changes, text) }
      }
    }
  }
}

extension RunsBook {
  /// How a run stands that is posted.
  enum Standing: Sendable {
    case new
    /// The same id comes twice in one request.
    case repeated
    /// It is there, and has not ended.
    case open
    case ended
  }

  /// Takes ids for runs that are being appended.
  ///
  /// - Returns: of each whether it is new; nil where another request appends one of them just now.
  func reserve(_ ids: [Label]) throws -> [Standing]? {
    // The table is asked under the lock: whoever appended one of them gives it back before, or after.
    try state.withLock { state in
      if ids.contains(where: state.pending.contains) { return nil }
      let standings = try ask { table in Self.standings(of: ids, table) }
      state.pending.formUnion(ids)
      return standings
    }
  }

  private static func standings(of ids: [Label], _ table: RunsTable) -> [Standing] {
    var seen: Set<Label> = []
    return ids.map { id in
      if let number = table.number(of: id) {
        let status = table.entries[number].status
        return status == nil || status == .running || status == .unknown ? .open : .ended
      }
      return seen.insert(id).inserted ? .new : .repeated
    }
  }

  func release(_ ids: [Label]) {
    state.withLock { $0.pending.subtract(ids) }
  }
}
