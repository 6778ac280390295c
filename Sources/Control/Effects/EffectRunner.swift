import Synchronization
import SystemCalls

/// Who runs an effect: one loop of one process, named so that others can tell whether it is gone.
///
/// Its text is `HOST/BOOT/NAMESPACE/PID/START/LOOP`: the name of the machine, which start of it,
/// within which process numbers mean the same, the process's number, when it began by the system's
/// own count, and which of its loops. A part that the system does not tell is `-`; then nobody can
/// judge from elsewhere.
struct EffectRunner: Sendable, Hashable {
  let text: String
  private let boot: String
  private let namespace: String
  private let process: Int32
  private let start: String
  private let loop: UInt64

  /// A runner from an event; nil for what does not name one.
  init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, let process = Int32(parts[3]), process > 0, let loop = UInt64(parts[5])
    else { return nil }
    self.text = text
    (boot, namespace, start) = (parts[1], parts[2], parts[4])
    (self.process, self.loop) = (process, loop)
  }

  /// A loop of this process.
  init(loop: UInt64) {
    let own = ProcessSystem.own
    let host = ProcessSystem.hostName.replacing("/", with: "_")
    text = "\(host)/\(own.boot)/\(own.namespace)/\(own.number)/\(own.start)/\(loop)"
    (boot, namespace, start) = (own.boot, own.namespace, own.start)
    (process, self.loop) = (own.number, loop)
  }

  /// Whether it can no longer act; nil where that cannot be told from here.
  var isGone: Bool? {
    let own = ProcessSystem.own
    guard ![boot, namespace, start, own.start].contains("-"), boot == own.boot,
      namespace == own.namespace
    else { return nil }
    if process == own.number && start == own.start { return !LivingLoop.isLiving(loop) }
    switch ProcessSystem.standing(of: process) {
    case .absent: return true
    case .began(let time): return time != start
    case .hidden: return nil
    }
  }

  /// For sentences.
  var shown: String { "process \(process)" }
}

/// That a loop of this process lives: as long as this object does.
final class LivingLoop: Sendable {
  let number: UInt64

  private static let last = Atomic<UInt64>(0)
  private static let living = Mutex<Set<UInt64>>([])

  init() {
    let number = Self.last.wrappingAdd(1, ordering: .relaxed).newValue
    self.number = number
    Self.living.withLock { _ = $0.insert(number) }
  }

  deinit {
    let number = number
    Self.living.withLock { _ = $0.remove(number) }
  }

  static func isLiving(_ number: UInt64) -> Bool { living.withLock { $0.contains(number) } }
}
