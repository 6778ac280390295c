import Dispatch
import Synchronization
import TLM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Works with as many workers as the mode of a store allows, and asks its board ten times a second
/// how many that is.
///
/// `controller BOARD [--seconds N]`, where the board is `.tlm/board`, as `tlm watch` publishes it.
@main struct Controller {
  static func main() async {
    guard let options = Options(CommandLine.arguments.dropFirst()) else {
      Screen.say("usage: controller BOARD [--seconds N]")
      exit(64)
    }
    let end = options.length.map { ContinuousClock.now + $0 }
    let ending = Ending()
    var allowance = Allowance(board: options.board)
    var screen = Screen()
    let pool = Pool()
    await withDiscardingTaskGroup { group in
      while !ending.isAsked, end.map({ ContinuousClock.now < $0 }) ?? true {
        allowance.ask(at: .current)
        pool.resize(to: allowance.workers, in: &group)
        screen.show(allowance, pool.count)
        try? await Task.sleep(for: .milliseconds(100))
      }
      pool.resize(to: 0, in: &group)
    }
    Screen.say("ended after \(pool.count.jobs) jobs")
  }
}

/// Whether somebody asked the process to end, by SIGTERM or SIGINT.
struct Ending {
  private static let asked = Atomic(false)
  /// They live as long as this does.
  private let sources: [any DispatchSourceSignal]

  var isAsked: Bool { Self.asked.load(ordering: .relaxed) }

  init() {
    sources = [SIGTERM, SIGINT].map { number in
      // Else the process would end before its workers do.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { @Sendable in Self.asked.store(true, ordering: .relaxed) }
      source.resume()
      return source
    }
  }
}

/// What the program is asked for.
struct Options {
  private(set) var board = ""
  /// Nil: until it is told to end.
  private(set) var length: Duration?

  init?(_ words: some Collection<String>) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      if word == "--seconds" {
        guard let seconds = words.popFirst().flatMap({ Double($0) }), (0...1e9).contains(seconds)
        else { return nil }
        length = .seconds(seconds)
      } else if board.isEmpty, !word.hasPrefix("-") {
        board = word
      } else {
        return nil
      }
    }
    if board.isEmpty { return nil }
  }
}

/// One line when something changed, and on a terminal a last line that is never old.
struct Screen {
  private var shown = ""
  private var drawn = ContinuousClock.now - .seconds(1)
  private let isTerminal = isatty(1) == 1

  mutating func show(_ allowance: Allowance, _ count: Pool.Count) {
    let workers = "\(count.running) workers"
    let line = "\(allowance.reason): \(workers)"
    // Workers that are too many finish their jobs first.
    if count.running == allowance.workers, line != shown {
      Self.say((isTerminal ? "\r\u{1B}[K" : "") + "\(Self.time) \(line)")
      shown = line
    }
    guard isTerminal, ContinuousClock.now - drawn >= .seconds(1) else { return }
    drawn = .now
    Self.put("\r\u{1B}[K\(Self.time) \(line), \(count.jobs) jobs done")
  }

  static func say(_ line: String) { put(line + "\n") }

  private static var time: Substring { Timestamp.current.description.dropFirst(11).prefix(8) }

  private static func put(_ text: String) {
    let bytes = Array(text.utf8)
    // Sound: the bytes outlive the call.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
  }
}
