#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  /// Runs a program to its end.
  package static func run(
    _ path: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String],
    in folder: String, screen: Screen = .none, within seconds: Double = 120
  ) throws -> Result {
    let command = try Command(
      path, arguments, environment: environment, in: folder, screen: screen)
    command.send(input)
    return try command.finish(within: seconds)
  }

  /// Gives bytes to the program's input as it takes them.
  package func send(_ bytes: some Sequence<UInt8>) { pending += Array(bytes) }

  package func send(_ text: String) { send(text.utf8) }

  /// Closes the program's input once it has taken everything, and waits for its end.
  package func finish(within seconds: Double = 120) throws -> Result {
    closesInput = true
    try pump(within: seconds, "its end") { output < 0 && errors < 0 }
    return Result(code: wait(), bytes: said, errorBytes: complained)
  }

  /// The next line of output, without its newline, as soon as it is whole; nil at the end.
  package func nextLine(within seconds: Double = 30) throws -> String? {
    try pump(within: seconds, "a line") {
      said[taken...].contains(UInt8(ascii: "\n")) || output < 0
    }
    guard let end = said[taken...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { taken = end + 1 }
    return String(decoding: said[taken..<end], as: UTF8.self)
  }

  /// Closes this end of the program's output, as `head` does when it has seen enough.
  package func closeOutput() {
    close(output)
    output = -1
  }

  /// Moves bytes in both directions until `isDone`.
  private func pump(
    within seconds: Double, _ what: String, until isDone: () -> Bool
  ) throws {
    let start = ContinuousClock.now
    while !isDone() {
      let left = .seconds(seconds) - (ContinuousClock.now - start)
      guard left > .zero else {
        let heard = String(decoding: said.suffix(500) + complained.suffix(500), as: UTF8.self)
        throw Failure(description: "waited \(seconds) s for \(what); heard: \(heard)")
      }
      if pending.isEmpty && closesInput && input >= 0 {
        close(input)
        input = -1
      }
      let writes = pending.isEmpty ? -1 : input
      var polled = [
        pollfd(fd: writes, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&polled, nfds_t(polled.count), 200)
      if polled[0].revents != 0 { push() }
      if polled[1].revents != 0 { Self.pull(&output, into: &said) }
      if polled[2].revents != 0 { Self.pull(&errors, into: &complained) }
    }
  }

  private func push() {
    let part = Array(pending.prefix(1 << 16))
    let count = unsafe part.withUnsafeBytes { unsafe write(input, $0.baseAddress, $0.count) }
    if count > 0 {
      pending = pending.dropFirst(count)
    } else if errno == EPIPE {
      // It needs no more.
      pending = []
    }
  }

  private static func pull(_ end: inout Int32, into bytes: inout [UInt8]) {
    var part = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe part.withUnsafeMutableBytes { unsafe read(end, $0.baseAddress, $0.count) }
    if count > 0 {
      bytes += part[..<count]
    } else if count == 0 || errno != EAGAIN && errno != EINTR {
      // A terminal whose program ended fails with EIO instead of ending.
      close(end)
      end = -1
    }
  }
}

extension Command {
  /// Makes the terminal of a program that has one this large; whoever is in its foreground is told.
  package func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(input, UInt(TIOCSWINSZ), &size)
  }

  /// How the terminal of a program behaves: what its keys do, and what it makes of what is typed.
  package var terminalModes: [UInt32] {
    var settings = termios()
    _ = unsafe tcgetattr(input, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_lflag].map { UInt32($0) }
  }
}
