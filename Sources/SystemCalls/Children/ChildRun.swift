#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A child from its beginning to its end: its streams pass through, the signals that this process gets
/// are its, and it stops and goes on with this process.
package struct ChildRun {
  /// The number of its process.
  package let id: Int32
  private let began: Int64
  private let streams: ChildStreams
  private let signals: HeardSignals
  private let relay: TerminalRelay?
  private let pumps: [StreamPump]

  /// What says that it is the program that cannot be run; whatever else fails is this process's lack.
  private static let refusals = [ENOENT, ENOTDIR, EACCES, ENOEXEC]

  /// Starts it. Where there is no process, thread or file to be had for that, this process becomes the
  /// program itself, and this does not return.
  ///
  /// - Throws: where there is no such program, or it cannot be run.
  package init(_ plan: ChildPlan) throws(SpawnFailure) {
    let mask = SignalMask.own
    do throws(SpawnFailure) { try self.init(starting: plan, mask) } catch {
      if Self.refusals.contains(error.number) { throw error }
      mask.apply()
      try OwnProcess.become(plan.words)
    }
  }

  private init(starting plan: ChildPlan, _ mask: SignalMask) throws(SpawnFailure) {
    var streams = ChildStreams(seeingOutput: plan.look != nil)
    signals = try HeardSignals()
    var relay: TerminalRelay?
    if streams.hasTerminal {
      // Without one the child has the person's.
      do throws(SpawnFailure) { relay = try TerminalRelay(look: plan.look) } catch {
        streams.forgoTerminal()
      }
    }
    let start = ChildStart(hasTerminal: relay != nil, mask: mask)
    if let path = relay?.terminal.path { streams.open(path, in: start) }
    let pipes = try streams.pipes(of: start, look: plan.look)
    pumps = pipes.map(\.pump)
    let signals = signals
    // Before there is a child, as without them nobody could empty its pipes.
    for pipe in pipes { try pipe.pump.start(pipe.source) { signals.wake() } }
    self.streams = streams
    self.relay = relay
    relay?.takeOver()
    began = monotonicNow()
    do throws(SpawnFailure) { id = try start.start(plan) } catch {
      relay?.giveBack()
      throw error
    }
    relay?.leader = id
    relay?.terminal.giveAway()
  }

  /// Sees it through to its end.
  package func finish() -> ChildEnd {
    var end: ChildEnd?
    while end == nil {
      wait()
      // What tells of its end is heard before a look at it: heard after, it would be lost, and the wait
      // never end.
      hear()
      end = look()
    }
    var result = end ?? ChildEnd(cause: .exited(0))
    result.duration = .nanoseconds(monotonicNow() - began)
    relay?.drain()
    relay?.giveBack()
    settle()
    count(into: &result)
    return result
  }

  /// Waits until something is to be passed on, or has happened to the child.
  private func wait() {
    var files = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
    var timeout_ms: Int32 = -1
    if let asked = relay?.polled() {
      files += asked.files
      timeout_ms = asked.timeout_ms
    }
    guard unsafe poll(&files, nfds_t(files.count), timeout_ms) >= 0 else { return }
    relay?.move(Array(files.dropFirst()))
  }

  /// How it ended; nil where it has not.
  private func look() -> ChildEnd? {
    while true {
      var status: Int32 = 0
      var usage = rusage()
      let found = unsafe wait4(id, &status, WNOHANG | WUNTRACED, &usage)
      if found == 0 || found < 0 && errno == EINTR { return nil }
      // Its end was taken by somebody else in this process, which nobody here does.
      guard found == id else { return ChildEnd(cause: .exited(0)) }
      if status & 0xff == 0x7f {
        stop(by: (status >> 8) & 0xff)
      } else {
        return ChildEnd(status, usage)
      }
    }
  }

  /// Stops with the child, where it was stopped by the terminal at which a person waits for both.
  private func stop(by number: Int32) {
    guard relay != nil || [SIGTSTP, SIGTTIN, SIGTTOU].contains(number) else { return }
    relay?.giveBack()
    SignalAction.suffer(relay == nil ? number : SIGTSTP)
    guard relay != nil else { return }
    relay?.takeOver()
    relay?.terminal.resize()
    // Where nobody could stop this process, as its group is nobody's job, nobody lets the child go on.
    kill(-id, SIGCONT)
  }

  /// Passes signals on.
  private func hear() {
    while let arrival = signals.next() {
      switch arrival.number {
      case 0, SIGCHLD: break
      case SIGWINCH:
        if relay != nil { relay?.terminal.resize() } else { pass(arrival) }
      // In a session of its own nobody could let it go on after a stop by its own terminal.
      case SIGTSTP where relay != nil: kill(-id, SIGSTOP)
      case SIGCONT where relay != nil: kill(-id, SIGCONT)
      default: pass(arrival)
      }
    }
  }

  private func pass(_ arrival: HeardSignals.Arrival) {
    // What the terminal sends to all in its foreground the child has already.
    if relay == nil && arrival.isFromTerminal { return }
    kill(id, arrival.number)
  }

  /// Waits until all that the child has written is passed on, or somebody asks to end.
  private func settle() {
    for pump in pumps { pump.finish() }
    while !pumps.allSatisfy(\.isFinished) {
      var files = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
      _ = unsafe poll(&files, 1, -1)
      while let arrival = signals.next() {
        if [SIGINT, SIGTERM, SIGHUP, SIGQUIT].contains(arrival.number) { return }
      }
    }
  }

  private func count(into end: inout ChildEnd) {
    end.hadTerminal = relay != nil
    if let relay = relay?.count { end.outputBytes = relay }
    var counted = pumps.makeIterator()
    if streams.output == .piped { end.outputBytes = counted.next()?.count }
    if streams.errors == .piped { end.errorBytes = counted.next()?.count }
    end.outputBytes = ChildStreams.written(to: streams.output, 1) ?? end.outputBytes
    end.errorBytes = ChildStreams.written(to: streams.errors, 2) ?? end.errorBytes
  }
}

extension ChildEnd {
  fileprivate init(_ status: Int32, _ usage: rusage) {
    let signal = status & 0x7f
    cause = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    userTime_ns = Self.nanoseconds(usage.ru_utime)
    systemTime_ns = Self.nanoseconds(usage.ru_stime)
    var own = rusage()
    _ = unsafe getrusage(Self.ownUsage, &own)
    if usage.ru_maxrss > own.ru_maxrss { peakMemory_bytes = Int64(usage.ru_maxrss) &* Self.unit }
  }

  #if canImport(Glibc)
    private static let ownUsage = __rusage_who_t(RUSAGE_SELF.rawValue)
    /// Linux counts memory in kilobytes.
    private static let unit: Int64 = 1024
  #else
    private static let ownUsage = RUSAGE_SELF
    private static let unit: Int64 = 1
  #endif

  private static func nanoseconds(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_usec) &* 1000
  }
}
