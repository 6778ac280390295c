import SystemCalls

/// A content that a thread reads while what stands before it goes into the log.
///
/// Whoever wants its lines reads them himself if no thread has begun by then.
final class ReadAhead: Sendable {
  /// Bytes of the content that wait to be asked for.
  private static let most = 2 << 20

  private enum Reader {
    case nobody
    /// A thread that is about to begin.
    case promised
    case thread, asker
  }

  private struct State {
    var reader = Reader.nobody
    var steps: [LineReading.Step] = []
    var bytes = 0
    var failure: ImportError?
    var isAbandoned = false

    mutating func take(as reader: Reader) -> Bool {
      guard self.reader == .nobody || self.reader == .promised && reader == .thread else {
        return false
      }
      self.reader = reader
      return true
    }
  }

  let start: LineReading.Start
  private let state = Monitor(State())

  init(_ start: LineReading.Start) { self.start = start }

  /// Says that a thread will read it.
  func promise() { state.change { $0.reader = .promised } }

  /// Reads it to its end, if nobody has begun.
  func read() {
    guard state.change({ $0.take(as: .thread) }) else { return }
    do throws(ImportError) {
      var reading = try LineReading(from: start)
      while hasRoom() {
        let step = try reading.next()
        state.change { state in
          state.steps.append(step)
          state.bytes += step.bytes
        }
        if case .end = step { return }
      }
    } catch {
      let failure = error
      state.change { $0.failure = failure }
    }
  }

  /// Waits until more may be read; false where nobody wants it any more.
  private func hasRoom() -> Bool {
    state.wait { state -> Bool? in
      if state.isAbandoned { return false }
      return state.bytes < Self.most ? true : nil
    }
  }

  /// From now on nobody asks.
  func abandon() {
    state.change { state in
      state.isAbandoned = true
      state.steps = []
    }
  }

  /// Whether a thread reads it; else it is the asker's from now on.
  func isReadByThread() -> Bool { !state.change { $0.take(as: .asker) } }

  /// What comes next; waits for the thread that reads it.
  func next() throws(ImportError) -> LineReading.Step {
    let step = state.wait { state -> Result<LineReading.Step, ImportError>? in
      if let step = state.steps.first { return .success(step) }
      if let failure = state.failure { return .failure(failure) }
      return nil
    }
    state.change { state in
      guard let first = state.steps.first else { return }
      state.bytes -= first.bytes
      state.steps.removeFirst()
    }
    return try step.get()
  }
}

/// The steps of a content, wherever it is read.
struct LineSteps {
  private let ahead: ReadAhead
  private var own: LineReading?

  init(_ ahead: ReadAhead) throws(ImportError) {
    self.ahead = ahead
    own = try ahead.isReadByThread() ? nil : LineReading(from: ahead.start)
  }

  mutating func next() throws(ImportError) -> LineReading.Step {
    if let step = try own?.next() { return step }
    return try ahead.next()
  }
}
