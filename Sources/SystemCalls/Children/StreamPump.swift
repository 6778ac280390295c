import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Passes on what a child writes into a pipe, byte for byte and in order, on a thread of its own.
///
/// It holds at most one piece of it: where nobody reads on, the child waits, as it would without this
/// process. Where the reader is gone, so is this end of the pipe, and the child is told.
final class StreamPump: Sendable {
  private let target: Int32
  private let look: (@Sendable (Span<UInt8>) -> Void)?
  private let ending: (read: PipeEnd, write: PipeEnd)
  private let passed = Atomic<Int64>(0)
  private let hasFinished = Atomic<Bool>(false)
  private let hasChildEnded = Atomic<Bool>(false)

  private static let piece = 1 << 16
  /// As much as a pipe may be made to hold.
  private static let mostKept = 1 << 20

  /// - Parameters:
  ///   - target: the descriptor that the bytes go to.
  ///   - look: sees them before they go.
  init(to target: Int32, look: (@Sendable (Span<UInt8>) -> Void)?) throws(SpawnFailure) {
    self.target = target
    self.look = look
    ending = try PipeEnd.pair()
  }

  /// Bytes that were passed on.
  var count: Int64 { passed.load(ordering: .relaxed) }

  var isFinished: Bool { hasFinished.load(ordering: .acquiring) }

  /// Begins; `then` is called when it is over.
  ///
  /// - Throws: where there is no thread for it.
  func start(
    _ source: PipeEnd, then: @escaping @Sendable () -> Void
  ) throws(SpawnFailure) {
    source.makeImpatient()
    let work: @Sendable () -> Void = { [self] in
      run(source)
      hasFinished.store(true, ordering: .releasing)
      then()
    }
    guard detachThread(work) else { throw SpawnFailure(number: EAGAIN) }
  }

  /// The child has ended: what is there is passed on, and no more awaited.
  func finish() {
    hasChildEnded.store(true, ordering: .releasing)
    var byte: UInt8 = 0
    _ = unsafe write(ending.write.number, &byte, 1)
  }

  private func run(_ source: PipeEnd) {
    var room = [UInt8](repeating: 0, count: Self.piece)
    var isEnding = false
    // Others may write for ever; of the child's own there is no more than a pipe holds.
    var left = Self.mostKept
    while true {
      let count = unsafe room.withUnsafeMutableBytes { unsafe rawRead(source.number, $0) }
      if count > 0 {
        look?(room.span.extracting(0..<count))
        guard pass(room.span.extracting(0..<count)) else { return }
        if !isEnding { isEnding = hasChildEnded.load(ordering: .acquiring) }
        if isEnding { left -= count }
        if left <= 0 { return OutputHeir.take(source, to: target) }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        return
      } else if isEnding {
        // Others have the pipe still, and their output goes on.
        return OutputHeir.take(source, to: target)
      } else {
        guard let over = pause(for: source) else { return }
        isEnding = over
      }
    }
  }

  /// Waits for something to read; true once the child has ended, nil where nobody reads any more.
  private func pause(for source: PipeEnd) -> Bool? {
    var polled = [
      pollfd(fd: source.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ending.read.number, events: Int16(POLLIN), revents: 0),
      // Asks for nothing, and so hears of errors alone.
      pollfd(fd: target, events: 0, revents: 0),
    ]
    _ = unsafe poll(&polled, nfds_t(polled.count), -1)
    // A pipe has errors, a socket ends.
    if polled[2].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { return nil }
    return polled[1].revents != 0
  }

  /// False where nobody takes it.
  private func pass(_ bytes: Span<UInt8>) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        unsafe rawWrite(target, UnsafeRawBufferPointer(rebasing: all[done...]))
      }
      if count > 0 {
        done += count
        passed.wrappingAdd(Int64(count), ordering: .relaxed)
      } else if errno == EAGAIN {
        // Somebody else made it impatient; it is not ours to change.
        var polled = [pollfd(fd: target, events: Int16(POLLOUT), revents: 0)]
        _ = unsafe poll(&polled, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

/// Who passes on what the children of a child write when the child and this process are gone.
enum OutputHeir {
  static func take(_ source: PipeEnd, to target: Int32) {
    // It reads as any program does.
    _ = fcntl(source.number, F_SETFL, fcntl(source.number, F_GETFL) & ~O_NONBLOCK)
    let actions = SpawnActions()
    actions.give(source, as: 0)
    actions.give(number: target, as: 1)
    actions.openNull(2, O_WRONLY)
    actions.closeOthers(from: 3)
    // Where there is no such program, they write to nobody.
    _ = try? actions.start(["cat"], [])
  }
}
