#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OwnProcess {
  /// Makes the process fit to run a command on a log.
  package static func beginCommand() {
    // Before anything is opened: the log must not get the number of a closed standard stream.
    holdStandardDescriptors()
    // A reader that goes away is seen as a failed write, and ends the command with success.
    ignoreBrokenPipes()
    // A file that may not grow is one to do without: the log answers, and emit spools.
    ignoreFileLimits()
    // Ignored, the ends of programs would be told to nobody.
    if SignalAction.isIgnored(SIGCHLD) { signal(SIGCHLD, SIG_DFL) }
  }

  /// The descriptors that a process is begun with.
  private static let standardDescriptors: ClosedRange<Int32> = 0...2

  /// Fills the places of standard streams that whoever began this process had closed.
  ///
  /// The next file that is opened takes the lowest free number. Were that the log, what is meant for
  /// standard output would be written into it. What is put there stays as unusable as a closed one:
  /// it can not be read where input is read, and not be written where output is written, so that
  /// using it fails with the same words as before.
  package static func holdStandardDescriptors() {
    for number in standardDescriptors where fcntl(number, F_GETFD) < 0 {
      let opened = rawOpen("/dev/null", number == 0 ? O_WRONLY : O_RDONLY, 0)
      // Places are filled from below, so the file is at this one, and goes on to programs as it is.
      if opened != number, opened >= 0 { close(opened) }
    }
  }

  /// What this process was begun with, its own name first.
  ///
  /// By the kernel's word where it gives one: the runtime finds the arguments by walking up the stack
  /// from the environment, and loses all of them where a library has moved the environment before.
  package static var arguments: [String] {
    argumentBytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same byte for byte: an argument need not be text.
  package static var argumentBytes: [[UInt8]] {
    #if os(Linux)
      if let said = commandLine(), !said.isEmpty { return said }
    #endif
    return CommandLine.arguments.map { Array($0.utf8) }
  }

  #if os(Linux)
    /// The arguments as `/proc` has them, each ended by a zero; nil where it cannot be read.
    private static func commandLine() -> [[UInt8]]? {
      let file = rawOpen("/proc/self/cmdline", O_RDONLY | O_CLOEXEC, 0)
      guard file >= 0 else { return nil }
      defer { close(file) }
      var bytes: [UInt8] = []
      while true {
        var failure: Int32 = 0
        let part = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
          let read = unsafe rawRead(file, UnsafeMutableRawBufferPointer(buffer))
          if read < 0 { failure = errno }
          count = max(0, read)
        }
        if failure == EINTR { continue }
        guard failure == 0 else { return nil }
        if part.isEmpty { break }
        bytes += part
      }
      return bytes.last == 0 ? words(of: bytes) : nil
    }

    /// What lies between zeros, each of which ends a word.
    private static func words(of bytes: [UInt8]) -> [[UInt8]] {
      var words: [[UInt8]] = []
      var start = 0
      for (place, byte) in bytes.enumerated() where byte == 0 {
        words.append(Array(bytes[start..<place]))
        start = place + 1
      }
      return words
    }
  #endif
}
