#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The signals whose numbers differ from system to system.
package enum SignalNumber {
  private static let names: [Int32: String] = [
    SIGBUS: "SIGBUS", SIGUSR1: "SIGUSR1", SIGUSR2: "SIGUSR2", SIGXCPU: "SIGXCPU",
    SIGXFSZ: "SIGXFSZ", SIGSYS: "SIGSYS", SIGVTALRM: "SIGVTALRM", SIGPROF: "SIGPROF",
  ]

  /// Its name; nil where it is another one.
  package static func name(of number: Int32) -> String? { names[number] }
}
