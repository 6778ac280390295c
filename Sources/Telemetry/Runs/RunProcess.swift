import SystemCalls

/// The process that sees a run through, named so that others can tell whether it is gone.
///
/// Its text is `HOST/BOOT/NAMESPACE/PID/START`: the name of the machine, which start of it, within
/// which process numbers mean the same, the process's number, and when it began by the system's own
/// count. A part that the system does not tell is `-`; then nobody can judge from elsewhere.
package struct RunProcess: Sendable, Equatable {
  package let text: String
  /// The process's number.
  package let number: Int32
  private let boot: String
  private let namespace: String
  private let start: String

  /// A process from an event; nil for what does not name one.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let number = Int32(parts[3]), number > 0 else { return nil }
    self.text = text
    self.number = number
    (boot, namespace, start) = (parts[1], parts[2], parts[4])
  }

  /// This process.
  package static func own() -> RunProcess {
    let own = ProcessSystem.own
    let host = ProcessSystem.hostName.replacing("/", with: "_")
    let text = "\(host)/\(own.boot)/\(own.namespace)/\(own.number)/\(own.start)"
    return RunProcess(
      text: text, number: own.number, boot: own.boot, namespace: own.namespace, start: own.start)
  }

  /// Another process of this machine; nil where there is none of that number, or it is hidden.
  package static func of(_ number: Int32) -> RunProcess? {
    guard number > 0, case .began(let start) = ProcessSystem.standing(of: number) else {
      return nil
    }
    let own = ProcessSystem.own
    let host = ProcessSystem.hostName.replacing("/", with: "_")
    return RunProcess(text: "\(host)/\(own.boot)/\(own.namespace)/\(number)/\(start)")
  }

  private init(text: String, number: Int32, boot: String, namespace: String, start: String) {
    (self.text, self.number) = (text, number)
    (self.boot, self.namespace, self.start) = (boot, namespace, start)
  }

  /// Whether it has ended; nil where that cannot be told from here, as of another machine's.
  package var isGone: Bool? {
    let own = ProcessSystem.own
    guard ![boot, start, own.start].contains("-") else { return nil }
    // On the machine of that name whatever ran before it was started anew is gone.
    if boot != own.boot { return hasOwnHost ? true : nil }
    guard namespace != "-", namespace == own.namespace else { return nil }
    switch ProcessSystem.standing(of: number) {
    case .absent: return true
    case .began(let time): return time != start
    case .hidden: return nil
    }
  }

  private var hasOwnHost: Bool {
    text.hasPrefix(ProcessSystem.hostName.replacing("/", with: "_") + "/")
  }
}
