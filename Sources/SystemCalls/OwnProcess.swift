#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

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

  /// The working directory; `/` where it was deleted.
  package static var workingFolder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The home folder of its user, by the system's own list; nil where it knows none.
  package static var homeFolder: String? {
    guard let entry = unsafe getpwuid(geteuid()), let folder = unsafe entry.pointee.pw_dir else {
      return nil
    }
    return unsafe String(cString: folder)
  }

  /// The name of the account that began it, by the system's own list; nil where it knows none.
  package static var accountName: String? {
    guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
      return nil
    }
    return unsafe String(cString: name)
  }

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
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// A write beyond the limit of file sizes fails, where it would have ended the process.
  package static func ignoreFileLimits() { signal(SIGXFSZ, SIG_IGN) }

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
