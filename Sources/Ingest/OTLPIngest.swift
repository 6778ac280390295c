package import Events
package import Journal
package import OTLP
import SystemCalls
import Telemetry

/// Takes what OpenTelemetry's senders hand over into a log: as lines that people can read, each span,
/// point and record once, all of a request in one append, and none that was answered is lost.
///
/// It knows no network: whoever has one calls `take` with what came, and sends back the answer.
///
/// ```swift
/// let ingest = OTLPIngest(log, OTLPIngest.Settings(try Emitter.Options(settings)))
/// let answer = ingest.take(
///   .traces, contentType: "application/json", contentEncoding: nil, body: body)
/// ```
package final class OTLPIngest: Sendable {
  /// Writes lines as one batch.
  package typealias Append = @Sendable ([UInt8]) throws(JournalError) -> Receipt

  /// Makes durable everything from a position on.
  package typealias Confirm = @Sendable (Position) throws(JournalError) -> Void

  let settings: Settings
  private let append: Append
  private let confirm: Confirm
  /// Tells a log from another one in its place; nil where there is none.
  private let identity: @Sendable () -> String?
  private let lookBack: @Sendable () throws(JournalError) -> [UInt64]
  private let state: Guarded<State>
  private let lines: IngestLines

  private struct State: Sendable {
    var seen: SeenItems
    var sampled: SampledLines
    /// Whether the end of the log was looked at.
    var hasLooked = false
    /// The log in which that was.
    var identity: String?
    /// Where what is in the log may be lost, as the disk did not confirm it.
    var unsure: Position?
    /// How often the disk did not.
    var failures = 0
    /// Where the log ended last.
    var end = Position.start
  }

  /// - Parameters:
  ///   - log: where everything goes.
  ///   - settings: what is set for its store.
  package convenience init(_ log: EventLog, _ settings: Settings = Settings()) {
    self.init(
      settings,
      lookBack: { () throws(JournalError) in
        try SeenItems.keys(inTheEndOf: log, bytes: settings.lookBack)
      }, confirm: { (start) throws(JournalError) in try log.writeAgain(from: start) },
      // One that cannot be read says so when it is written.
      identity: { (try? log.readIdentity())?.id }
    ) { (lines) throws(JournalError) in
      try log.append(lines: lines, durability: settings.durability, timeout: settings.timeout)
    }
  }

  /// One that writes by a function, as tests have it.
  package init(
    _ settings: Settings,
    lookBack: @escaping @Sendable () throws(JournalError) -> [UInt64] = { () in [] },
    confirm: @escaping Confirm = { (_) in },
    identity: @escaping @Sendable () -> String? = { "" },
    append: @escaping Append
  ) {
    self.settings = settings
    self.append = append
    (self.lookBack, self.confirm, self.identity) = (lookBack, confirm, identity)
    lines = IngestLines(settings)
    state = Guarded(
      State(
        seen: SeenItems(limit: settings.memory),
        sampled: SampledLines(Preparation(settings.emitter))))
  }

  /// Takes one request: everything in it that may come in is in the log when this returns.
  ///
  /// - Parameters:
  ///   - signal: what it brings, which its path says.
  ///   - contentType: as its header says; `application/grpc` for a message of gRPC.
  ///   - contentEncoding: as its header says; of gRPC `grpc-encoding`, where the message is packed.
  ///   - body: as it came; of gRPC the message without the five bytes before it.
  package func take(
    _ signal: OTLPSignal, contentType: String?, contentEncoding: String?, body: [UInt8]
  ) -> Answer {
    var form = contentType?.contains("json") == true ? IngestForm.json : .protobuf
    do throws(Refusal) {
      form = try IngestForm(contentType: contentType)
      return try taken(signal, form, packedAs: contentEncoding, body)
    } catch {
      return Answer(error, form)
    }
  }

  private func taken(
    _ signal: OTLPSignal, _ form: IngestForm, packedAs encoding: String?, _ body: [UInt8]
  ) throws(Refusal) -> Answer {
    let body = try unpacked(body, encoding)
    let request = try form.value(of: body, as: signal.request)
    let all = try IngestItems(
      request[signal.batches]?.elements ?? [], bytes: body.count, settings)
    var rejections = all.rejections
    let written = try write(all.items, &rejections)
    return Answer(
      signal, form, appended: written.new, known: written.known, rejections,
      warning: warning(signal, form, request, body))
  }

  /// What a sender is told that seems to mean something that nobody here knows.
  private func warning(
    _ signal: OTLPSignal, _ form: IngestForm, _ request: Value, _ body: [UInt8]
  ) -> String? {
    guard request == .object([]) else { return nil }
    if case .json = form {
      let name = Array(signal.batches.utf8)
      let isEmpty = !body.contains(UInt8(ascii: "\""))
      if isEmpty || ByteSearch.contains(name, in: body.span) { return nil }
    } else if body.isEmpty {
      return nil
    }
    return "nothing in the body is known; of \(signal.rawValue) it holds \(signal.batches)"
  }

  private func unpacked(_ body: [UInt8], _ encoding: String?) throws(Refusal) -> [UInt8] {
    let limit = settings.bodyLimit
    guard body.count <= limit else {
      throw .tooLarge(
        "the body of \(body.count) bytes is more than \(limit); send smaller batches")
    }
    switch encoding?.lowercased().filter({ !$0.isWhitespace }) ?? "" {
    case "", "identity": return body
    case "gzip", "x-gzip": return try GzipBody.unpacked(body, limit: limit)
    case let other:
      throw .unsupported(
        "nobody here unpacks \(other.prefix(80)); send gzip, or the body as it is", accept: "gzip")
    }
  }
}

extension OTLPIngest {
  /// Looks for what came in before, which the first request does otherwise; says whether it could.
  @discardableResult
  package func prepare() -> Bool {
    if state.withLock({ $0.hasLooked }) { return true }
    do throws(JournalError) {
      let identity = identity()
      let keys = try lookBack()
      state.withLock { state in
        if !state.hasLooked { for key in keys { state.seen.insert(key) } }
        (state.hasLooked, state.identity) = (true, identity)
      }
      return true
    } catch {
      return false
    }
  }

  private func write(
    _ items: [IngestItem], _ rejections: inout Rejections
  ) throws(Refusal) -> (new: Int, known: Int) {
    if items.isEmpty { return (0, 0) }
    try look()
    if hasKnown(items), isOfAnotherLog() { try look() }
    try makeSure()
    let (batch, known) = try begin(items)
    defer { finish(batch) }
    let (text, ids) = try written(batch, &rejections)
    if text.isEmpty { return (0, known) }
    try write(text, ids)
    return (ids.count, known)
  }

  private func look() throws(Refusal) {
    if prepare() { return }
    throw .unavailable("the log cannot be read, which has what came before; look at it", after: 5)
  }

  private func hasKnown(_ items: [IngestItem]) -> Bool {
    state.withLock { state in items.contains { state.seen.state(of: $0.id) == .known } }
  }

  /// Whether what is known stands in a log that is there no more; then it is known no longer.
  private func isOfAnotherLog() -> Bool {
    let identity = identity()
    return state.withLock { state in
      if state.identity == identity { return false }
      state.seen.forget()
      (state.hasLooked, state.unsure) = (false, nil)
      return true
    }
  }

  /// Nobody is told of something as known that the disk never confirmed.
  private func makeSure() throws(Refusal) {
    let (start, failures) = state.withLock { ($0.unsure, $0.failures) }
    guard let start else { return }
    do throws(JournalError) { try confirm(start) } catch { throw Refusal(error) }
    // What failed meanwhile is not sure yet.
    state.withLock { if $0.failures == failures { $0.unsure = nil } }
  }

  /// The lines of a batch, and whose they are.
  private func written(
    _ batch: [IngestItem], _ rejections: inout Rejections
  ) throws(Refusal) -> ([UInt8], [ItemID]) {
    let time = Timestamp.current
    var text: [UInt8] = []
    var ids: [ItemID] = []
    for item in batch {
      guard let line = lines.line(of: item, at: time, &rejections) else { continue }
      let kept = state.withLock { $0.sampled.kept(line, at: time) }
      if kept.isEmpty { continue }
      text += kept
      ids.append(item.id)
      if text.count > Self.textLimit {
        throw .tooLarge(
          "the request makes more than \(Self.textLimit) bytes of lines; send smaller batches")
      }
    }
    return (text, ids)
  }

  /// Bytes that the lines of one request may have together.
  private static let textLimit = 512 << 20

  /// Those of the items that are not in the log, which are marked as being on their way.
  private func begin(_ items: [IngestItem]) throws(Refusal) -> ([IngestItem], Int) {
    try state.withLock { state throws(Refusal) in
      for item in items where state.seen.state(of: item.id) == .pending {
        throw .unavailable("another request brings the same, and is not done; wait", after: 1)
      }
      var new: [IngestItem] = []
      new.reserveCapacity(items.count)
      for item in items where state.seen.state(of: item.id) == .new {
        state.seen.begin(item.id)
        new.append(item)
      }
      return (new, items.count - new.count)
    }
  }

  private func write(_ text: [UInt8], _ ids: [ItemID]) throws(Refusal) {
    do throws(JournalError) {
      let receipt = try append(text)
      state.withLock { state in
        // Positions only grow: one that lies before the last end is of another log.
        if receipt.position < state.end { state.seen.forget() }
        state.end = receipt.end
        for id in ids { state.seen.end(id, isIn: true) }
      }
    } catch {
      let whole = error.code == .syncFailed ? ids.count : error.wholeLines
      state.withLock { state in
        for id in ids.prefix(whole) { state.seen.end(id, isIn: true) }
        guard error.code == .syncFailed else { return }
        let start = error.position ?? state.end
        state.failures += 1
        state.unsure = min(state.unsure ?? start, start)
      }
      throw Refusal(error)
    }
  }

  /// Whatever of a batch did not come in is not on its way any longer.
  private func finish(_ batch: [IngestItem]) {
    state.withLock { state in
      for item in batch { state.seen.end(item.id, isIn: false) }
    }
  }
}
