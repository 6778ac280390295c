import Analysis
import ArgumentParser
import Exporters
import TLM

/// `tlm runs post`: runs that a receiver did not take are sent to it again.
struct PostRuns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: "Post runs again that the receiver did not take.",
    discussion: """
      tlm watch and tlm serve post each run that ends to the receiver that the setting post names, and \
      try again what it does not take. This does it at once and by hand: those that it did not take, \
      with --refused those too that it does not want, with --all every run that has ended and was never \
      posted, as those from before there was a receiver. They go one after the other, those recorded \
      first before, until one is not taken because the receiver is away. None is posted twice. It ends \
      with 1 where one was not taken, and where another process posts runs of this store just now.

      Examples:
        tlm runs post
        tlm runs post --refused --agent nightly --since 7d
        tlm runs post --all --dry-run
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var conditions: RunOptions

  @Flag(help: "Those too that the receiver said it does not want.")
  var refused = false

  @Flag(help: "Those too that were never sent.")
  var all = false

  @Flag(help: "Only say which runs would be posted.")
  var dryRun = false

  func run() async throws {
    let store = dryRun ? try store.open() : try store.openForWriting()
    guard let receiver = try RunReceiver(of: store) else {
      Message.error(
        "no receiver of runs is named: set post in your own configuration, or METRICS_API_URL")
      throw Failure.nothingFound
    }
    if dryRun { return try tell(store) }
    let turn = try turn(at: store, of: receiver)
    defer { withExtendedLifetime(turn) {} }
    try await post(try waiting(in: store), RunPoster(store, to: receiver))
  }

  private func tell(_ store: Store) throws {
    let keys = try waiting(in: store)
    let output = Output()
    for key in keys { output.show(SafeText.of(key.text)) }
    output.flush()
    Message.note("would post \(Numbers.count(keys.count, "run"))")
  }

  /// Nobody else posts runs of this store while this is held.
  private func turn(at store: Store, of receiver: RunReceiver) throws -> ExportCheckpoint {
    do { return try receiver.checkpoint(of: store) } catch {
      guard error.code == .taken else { throw error }
      Message.error(
        "another process posts runs of this store now, as tlm watch and tlm serve do; what waits it "
          + "tries again each minute")
      throw Failure.nothingFound
    }
  }

  private func post(_ keys: [Label], _ poster: RunPoster) async throws {
    var (posted, left) = (0, keys.count)
    loop: for key in keys {
      switch try await poster.postAgain(key) {
      case nil: left -= 1
      case .taken: (posted, left) = (posted + 1, left - 1)
      case .refused: continue
      case .away: break loop
      }
    }
    let rest = left == 0 ? "" : "; \(Numbers.count(left, "run")) could not be posted"
    Message.note("posted \(Numbers.count(posted, "run"))\(rest)")
    if left > 0 { throw Failure.nothingFound }
  }

  /// The keys of the runs that are to be posted, those recorded first before.
  private func waiting(in store: Store) throws -> [Label] {
    let found = try conditions.filter().fold(
      in: store, from: [(created: Int64, key: Label)]()
    ) { found, run in
      if waits(run) { found.append((run.created?.rawValue ?? .min, run.key)) }
    }
    return found.sorted { left, right in
      left.created != right.created ? left.created < right.created : left.key < right.key
    }.map(\.key)
  }

  private func waits(_ run: RunRecord) -> Bool {
    guard run.hasEnded, !run.isPosted else { return false }
    if run.isRefused { return refused }
    return all || run.wasTried
  }
}
