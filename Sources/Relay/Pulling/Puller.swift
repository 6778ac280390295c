import Events
package import Journal
import SystemCalls

/// Pulls the lines of many origins from an engine into a hub's log.
///
/// ```swift
/// try Puller(log, address, stream: "tlm").run { isStopped }
/// ```
/// One thread sees to all: each turn every origin has its part, the log is made durable once, and what it
/// has is acknowledged. Where the engine goes away it is waited for.
package final class Puller {
  /// What is pulled, and how long.
  package struct Options: Sendable {
    /// Origins by their ids, the beginnings of those, or their machines; none: all of them.
    package var origins: [String] = []
    /// Whether it ends once all is in the log that the engine has.
    package var isOnce = false
    /// How long an origin is waited for that has what is missing, where it ends then.
    package var patience = Duration.seconds(30)

    package init() {}
  }

  private let log: EventLog
  private let address: EngineAddress
  let subject: RelaySubject
  private let options: Options
  private let tell: (String) -> Void
  private let book: PullBook
  private let hub: String
  private var connection: EngineConnection?
  private var pulls: [String: PulledOrigin] = [:]
  private var looked: Int64 = .min
  private var reported: Int64 = .min
  private var measured: Int64 = deadline(after: .seconds(10))
  private var isAway = false
  /// Since when nothing came, where it ends then.
  private var quiet: Int64?
  /// Whose turn is the first.
  private var turn = 0

  /// - Parameters:
  ///   - log: the hub's.
  ///   - tell: gets a sentence for people, where something changes.
  package init(
    _ log: EventLog, _ address: EngineAddress, stream: String, _ options: Options = Options(),
    tell: @escaping (String) -> Void = { _ in }
  ) throws(RelayError) {
    self.log = log
    self.address = address
    subject = try RelaySubject(stream)
    self.options = options
    self.tell = tell
    book = try PullBook(log)
    hub = try storing { () throws(JournalError) in try log.identity().id }
  }

  /// Pulls until it is stopped, or all is there.
  ///
  /// - Returns: how it stands with each origin.
  /// - Throws: `refused`, `unusable` and others that waiting does not help; never `away`, but where the
  ///   engine is not there and only what it has now was asked for.
  @discardableResult
  package func run(until isStopped: () -> Bool) throws(RelayError) -> PullReport {
    while !isStopped() {
      do throws(RelayError) {
        if try step() { break }
        if isAway { tell("the engine at \(address.told) is there again") }
        isAway = false
      } catch {
        guard error.isPassing, !options.isOnce || connection != nil else { throw error }
        try wait(error)
      }
    }
    if let last = try? report() { try? last.write(to: log) }
    book.keep(isLast: true)
    return try report()
  }

  private func wait(_ error: RelayError) throws(RelayError) {
    if !isAway { tell("\(error.message); it is waited for") }
    isAway = true
    for pull in pulls.values { pull.leave() }
    looked = .min
    try publish()
    pause(nanoseconds: Self.restAway_ns)
  }

  private static let restAway_ns = 500_000_000
  private static let rest_ns = 25_000_000
  /// Messages of a turn that are few.
  private static let few = 256

  /// One turn. True where all is there, and nothing else was asked for.
  private func step() throws(RelayError) -> Bool {
    let connection = try connected()
    let stream = try lookForOrigins(connection)
    var count = 0
    let all = pulls.values.sorted { $0.pull.origin < $1.pull.origin }
    turn = all.isEmpty ? 0 : (turn + 1) % all.count
    try PulledOrigin.makeConsumers(of: all, in: stream, hub)
    for pull in all[turn...] + all[..<turn] where pull.isMade {
      count += try pull.turn(
        stream, hub,
        OriginLine(
          connection: connection, subject: subject, origin: pull.pull.origin))
    }
    try book.sync()
    for pull in all { try pull.release() }
    book.keep()
    try publish()
    if try isOver(count) { return true }
    if count < Self.few { pause(nanoseconds: Self.rest_ns) }
    return false
  }

  private func connected() throws(RelayError) -> EngineConnection {
    if let connection { return connection }
    let made = try EngineConnection(address, name: "tlm relay pull")
    connection = made
    return made
  }

  private var stream: EngineStream?
  private static let lookingAgain = Duration.seconds(10)

  /// Finds the origins of the stream, now and then.
  private func lookForOrigins(_ connection: EngineConnection) throws(RelayError) -> EngineStream {
    if let stream, monotonicNow() < looked { return stream }
    let made = try EngineStream(JetStream(connection), named: subject.stream)
    if stream == nil { for weakness in made.weaknesses { tell(weakness) } }
    // A head may have been purged that events came behind; later heads are enough, which are few.
    let told = try made.state(subjects: stream == nil ? subject.everything : subject.heads)
    for name in told.subjects.keys.sorted() {
      guard let (origin, _) = subject.parse(name), origin != hub, pulls[origin] == nil,
        let words = try words(of: origin, told: name, in: made),
        isWanted(LineOrigin(id: origin, host: words.host, store: words.store))
      else { continue }
      pulls[origin] = PulledOrigin(try OriginPull(origin, words, book), subject)
    }
    try lookForHeads(in: made, told)
    looked = deadline(after: Self.lookingAgain)
    stream = made
    return made
  }

  /// Hears what the origins said last: a head that was lost with what it speaks of is told again, and one
  /// of which no line comes any more would not be heard otherwise.
  private func lookForHeads(
    in stream: EngineStream, _ told: StreamState
  ) throws(RelayError) {
    let subjects = pulls.keys.sorted().map { subject.head(of: $0) }
    for message in try stream.last(ofEach: subjects.filter { told.subjects[$0] != nil }) {
      guard let head = RelayHead(message.payload), message.subject == subject.head(of: head.origin)
      else { continue }
      pulls[head.origin]?.pull.hear(head)
    }
  }

  /// What an origin says of itself: with its last head, else with its last event of a name; nil where the
  /// engine has neither any more.
  private func words(
    of origin: String, told name: String, in stream: EngineStream
  ) throws(RelayError) -> OriginWords? {
    if let head = try stream.last(of: subject.head(of: origin)).flatMap({ RelayHead($0.payload) }) {
      return head.words
    }
    return try stream.last(of: name).map { OriginWords($0) }
  }

  private func isWanted(_ origin: LineOrigin) -> Bool {
    options.origins.isEmpty || options.origins.contains { origin.isMeant(by: $0) }
  }

  /// Whether nothing is left to come, where it ends then.
  private func isOver(_ count: Int) throws(RelayError) -> Bool {
    guard options.isOnce else { return false }
    guard count == 0, pulls.values.allSatisfy(\.isMade) else {
      quiet = nil
      return false
    }
    let since = quiet ?? monotonicNow()
    quiet = since
    if monotonicNow() - since > options.patience.nanoseconds { return true }
    for pull in pulls.values where try !pull.isComplete() { return false }
    return true
  }

  /// Says how it stands, once a second.
  private func publish() throws(RelayError) {
    guard monotonicNow() >= reported else { return }
    reported = deadline(after: .seconds(1))
    let report = try report()
    try report.write(to: log)
    guard monotonicNow() >= measured, !report.origins.isEmpty else { return }
    measured = deadline(after: report.isBehind ? Self.measuring : Self.measuringSeldom)
    try book.tell(report.snapshot(at: .now()))
  }

  /// Between two events that tell how far it is behind: while it is, and while it is not.
  private static let measuring = Duration.seconds(10)
  private static let measuringSeldom = Duration.seconds(60)

  /// How it stands.
  package func report() throws(RelayError) -> PullReport {
    var report = PullReport(
      stream: subject.stream, engine: address.told, time: .now(),
      isConnected: connection?.isConnected ?? false)
    report.origins = pulls.values.map { PullReport.Origin($0.pull) }.sorted { $0.id < $1.id }
    return report
  }
}
