import SystemCalls

/// The one loop of everybody who follows a log: watches its folders, moves what waits into the log
/// if asked, looks at what came, and sleeps until something changes, an instant is due or somebody
/// wakes it. It ends when its task is cancelled.
///
/// ```swift
/// let follower = try LogFollower(log, draining: false)
/// while let chunk = try await follower.next({ try lines.next() }) { print(chunk.count) }
/// ```
/// A store that is replaced underneath is a new store: whoever looks compares `generation` with the
/// one that his own state is of, and begins anew where it is another. While there is no store,
/// nothing is looked at, drained or made.
package struct LogFollower: Sendable {
  private let log: EventLog
  private let drains: Bool
  private let removesRemains: Bool
  private let watch: Guarded<FolderWatch>
  private let sight: StoreSight
  private let tell: @Sendable (StoreChange) -> Void

  /// Watches from now on: what is appended after a look raises the signal.
  ///
  /// - Parameters:
  ///   - drains: whether to move the inbox and abandoned spool files into the log as they grow.
  ///   - makes: whether something is made in the store besides, such as views or a board, that must
  ///     not stay where the store is removed meanwhile.
  ///   - tell: told what becomes of the store, in `next`.
  /// - Throws: `system` where the system has no pipe or thread for it.
  package init(
    _ log: EventLog, draining drains: Bool, making makes: Bool = false,
    tell: @escaping @Sendable (StoreChange) -> Void = { _ in }
  ) throws(JournalError) {
    self.log = log
    self.drains = drains
    self.tell = tell
    removesRemains = drains || makes
    // First: a store that comes after it is another one.
    sight = StoreSight(log)
    watch = Guarded(try Self.watch(log, drains))
  }

  private static func watch(_ log: EventLog, _ drains: Bool) throws(JournalError) -> FolderWatch {
    let folders = drains ? [log.layout.log, log.layout.root] : [log.layout.log]
    return try journaled { () throws(SystemError) in try FolderWatch(folders) }
  }

  /// Has it look again soon; from any thread.
  package func wake() { watch.withLock { $0.signal }.raise() }

  /// How often the store was replaced since this began; changes in `next` alone.
  package var generation: Int { sight.generation }

  /// The id of the store that is followed now; nil where nobody has named it.
  package var storeID: String? { sight.id }

  /// Whether there was no store at the last look.
  package var isStoreGone: Bool { sight.isGone }

  /// What `look` finds, as soon as it finds something; nil once the task is cancelled.
  ///
  /// - Parameters:
  ///   - due: when to look again though nothing has changed; asked before each sleep.
  ///   - whileGone: asked in place of `look` where there is no store.
  ///   - look: nil where nothing has come; called at once, and after each change.
  /// - Throws: what `look` throws.
  package func next<Element, Failure: Error>(
    isolation actor: isolated (any Actor)? = #isolation,
    by due: () -> ContinuousClock.Instant? = { nil },
    whileGone: () throws(Failure) -> Element? = { nil },
    _ look: () throws(Failure) -> Element?
  ) async throws(Failure) -> Element? {
    while !Task.isCancelled {
      observe()
      let signal = watch.withLock { $0.signal }
      let seen = signal.count
      if sight.isGone {
        if let element = try whileGone() { return element }
      } else {
        // A source that cannot be drained now is drained at the next change, or by another.
        if drains, log.hasWaitingSources { _ = try? log.drain(timeout: .milliseconds(50)) }
        switch try found(look) {
        case .element(let element): return element
        case .nothing: break
        case .ofNoStore: continue
        }
      }
      await Self.sleep(signal, beyond: seen, until: due())
    }
    return nil
  }

  private enum Found<Element> {
    case element(Element)
    case nothing
    /// The store was replaced or removed meanwhile: what was found may be of neither.
    case ofNoStore
  }

  private func found<Element, Failure: Error>(
    _ look: () throws(Failure) -> Element?
  ) throws(Failure) -> Found<Element> {
    let generation = sight.generation
    let element: Element?
    do throws(Failure) { element = try look() } catch {
      observe()
      if sight.isGone || sight.generation != generation { return .ofNoStore }
      throw error
    }
    guard let element else { return .nothing }
    observe()
    return sight.generation == generation ? .element(element) : .ofNoStore
  }

  /// Looks whether the store is still the one that was there, and watches the one that is.
  private func observe() {
    let wasGone = sight.isGone
    let finding = sight.look()
    if finding == .gone && removesRemains { StoreRemains.remove(log.layout) }
    guard finding != .gone || !wasGone else { return }
    guard let change = StoreChange(finding, at: log.layout.root) else { return }
    tell(change)
    // The old one saw folders that are not those of the path any more.
    if finding != .gone, let fresh = try? Self.watch(log, drains) {
      watch.withLock { $0 = fresh }
    }
  }

  private static func sleep(
    _ signal: Signal, beyond seen: UInt64, until due: ContinuousClock.Instant?
  ) async {
    guard let due else { return await signal.wait(beyond: seen) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await signal.wait(beyond: seen) }
      // Who is woken by a cancellation sees it right after.
      group.addTask { try? await ContinuousClock().sleep(until: due) }
      await group.next()
      group.cancelAll()
    }
  }
}
