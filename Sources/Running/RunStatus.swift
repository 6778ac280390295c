import SystemCalls
import Telemetry

extension RunStatus {
  /// What a program says by a code when somebody interrupted it, by the shell's rule.
  private static let interrupted: Int32 = 128 + 2

  /// The signals by which somebody asks a program to end.
  private static let requests: [Int32] = [1, 2, 3, 15]

  /// How a run ended whose program ended so.
  init(_ cause: ChildEnd.Cause) {
    switch cause {
    case .exited(0): self = .success
    case .exited(Self.interrupted): self = .cancelled
    case .exited: self = .failure
    case .signalled(let number): self = Self.requests.contains(number) ? .cancelled : .failure
    }
  }
}

/// The names of signals, as people know them.
enum SignalName {
  private static let known: [Int32: String] = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 8: "SIGFPE",
    9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
  ]

  /// Those whose numbers differ from system to system are the system's to tell.
  static func of(_ number: Int32) -> String {
    known[number] ?? SignalNumber.name(of: number) ?? "signal \(number)"
  }
}
