#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

import Synchronization

/// What the system knows of this process.
package enum OwnProcess {
  /// Its number. Asked anew each time: a forked child is another one.
  package static var number: Int32 { getpid() }

  /// The user whose rights it has.
  package static var user: UInt32 { geteuid() }

  /// The value of an environment variable.
  package static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The names of all its environment variables, as they stand there.
  package static var variableNames: [String] {
    var names: [String] = []
    var place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = unsafe environ
    while let entry = unsafe place.pointee {
      names.append(unsafe String(String(cString: entry).prefix { $0 != "=" }))
      unsafe place = place.advanced(by: 1)
    }
    return names
  }

  /// The working directory; `/` where it was deleted.
  package static var workingFolder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The home folder of its user, by the system's own list; nil where it knows none.
  package static var homeFolder: String? {
    Account(of: user).flatMap { $0.home.isEmpty ? nil : $0.home }
  }

  /// The name of the account that began it, by the system's own list; nil where it knows none.
  package static var accountName: String? { Account(of: getuid())?.name }

  /// The file that it runs, links resolved; nil where the system does not say.
  package static var program: String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var bytes = [CChar](repeating: 0, count: Int(size))
      guard unsafe _NSGetExecutablePath(&bytes, &size) == 0 else { return nil }
      return unsafe Folder.resolved(String(cString: bytes))
    #else
      return Folder.resolved("/proc/self/exe")
    #endif
  }

  /// Ends it, with nothing more done.
  package static func end(_ code: Int32) -> Never { exit(code) }

  /// A write to a pipe or a socket that nobody reads fails, where it would have ended the process.
  package static func ignoreBrokenPipes() { ignoreHere(SIGPIPE) }

  /// A write beyond the limit of file sizes fails, where it would have ended the process.
  package static func ignoreFileLimits() { ignoreHere(SIGXFSZ) }

  /// Signals that this process ignores, and whoever began it did not: a program in its place must not.
  static var signalsIgnoredHere: [Int32] {
    let bits = ignoredHere.load(ordering: .relaxed)
    return (0..<64).filter { bits >> $0 & 1 == 1 }
  }

  /// A bit a signal: a set would cost a command that has just begun a twentieth of its time.
  private static let ignoredHere = Atomic<UInt64>(0)

  private static func ignoreHere(_ number: Int32) {
    guard !SignalAction.isIgnored(number) else { return }
    signal(number, SIG_IGN)
    ignoredHere.bitwiseOr(1 << UInt64(number), ordering: .relaxed)
  }

  /// Takes little memory for a long time, at the cost of a little of it: to be called before there are
  /// threads.
  package static func keepSmall() {
    #if os(Linux)
      tlm_share_heap()
    #endif
  }

  /// Lets others run.
  package static func yield() { sched_yield() }
}
